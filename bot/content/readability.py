"""Warnings about bureaucratic words that residents may not understand (content/lexicon/plain-words.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.files import Document, Where, YamlValue
from bot.content.folder_layout import SortedDocuments
from bot.content.problems import Report

FILE = "lexicon/plain-words.yaml"

_KINDS = ("procedure", "guide", "decline", "life_event", "quiz", "propaganda", "sentences")
_NOT_OUR_WORDS = frozenset({"name", "law", "source", "says", "form", "field", "decision", "gaps", "variant_words"})
"""Official names, and what residents write themselves."""

_IN_BRACKETS = re.compile(r"\([^)]*\)")


def check_plainness(documents: SortedDocuments, report: Report) -> None:
    """Warn about bureaucratic words in texts for residents; inside brackets they are allowed."""
    plain: dict[str, str] = next((document.data for document in documents["lexicon"] if document.file == FILE), {})
    if not plain:
        return
    avoid = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(plain, key=len, reverse=True)))})(?!\w)")
    for kind in _KINDS:
        for document in documents[kind]:
            for where, text in _our_words(document.data):
                for word in dict.fromkeys(avoid.findall(_IN_BRACKETS.sub("", text.casefold()))):
                    _warn_about_word(document, where, word, plain[word], report)


def _warn_about_word(document: Document, where: Where, word: str, better: str, report: Report) -> None:
    report.warn(document.file, document.line(where), f"từ hành chính «{word}»; dễ hiểu hơn: {better}")


def _our_words(value: YamlValue, where: Where = ()) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key not in _NOT_OUR_WORDS:
                yield from _our_words(entry, (*where, str(key)))
    elif isinstance(value, list):
        for position, entry in enumerate(value):
            yield from _our_words(entry, (*where, position))
