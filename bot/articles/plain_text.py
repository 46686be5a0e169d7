"""Articles as plain text: without markup, cut to a summary, and as the words that a search compares."""

from __future__ import annotations

import html
import re

import nh3

from bot.articles.markup import limit_depth
from bot.lib.characters import writable
from bot.understanding.folding import fold

SUMMARY_LENGTH = 300
HTML_LENGTH = 60_000
"""Characters of somebody's HTML that are read; nh3 is slow on more."""
_WORD = re.compile(r"\w+")


def strip_markup(markup: str) -> str:
    """Text of the first HTML_LENGTH characters without markup, scripts or doubled blanks."""
    return " ".join(writable(html.unescape(nh3.clean(limit_depth(markup[:HTML_LENGTH]), tags=set()))).split())


def cut_summary(text: str) -> str:
    """The beginning of a text as a summary: whole words, within what Zalo takes as a description."""
    return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def words_of(text: str) -> list[str]:
    """The words as they are compared: folded, without marks."""
    return _WORD.findall(fold(text))


def search_words(title: str, summary: str) -> str:
    """Title and summary folded, with a blank around each word, so that whole words are found in it."""
    return f" {' '.join(words_of(f'{title} {summary}'))} "
