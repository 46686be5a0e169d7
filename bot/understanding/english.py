"""Messages in English: told from Vietnamese by their function words, and matched with the few entries in English."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from bot.understanding.folding import fold
from bot.understanding.knowledge import Target
from bot.understanding.result import Understanding

_WORD = re.compile(r"[a-z]+")
_MOST_WORDS = 200
_GRAMMAR = """
    am and are because been could did does for from get has have how if into is just made myself need not of our please
    she should so some that their them there these they this those until was were what when where which while who why
    will with would you your english good morning hello help my any
"""
_ALSO_VIETNAMESE = """
    a an as at be but by can come day do go had he her here him his i in it its join know last long make may me much no
    now on one or out over own she so than the then to too up us very want we week year
"""
_UNMISTAKABLE = frozenset(_GRAMMAR.split()) - {"so", "my", "that"}
"""English function words that are no Vietnamese syllables without accents ("can" is "cần", "the" is "thẻ", "that" is "thật")."""
_EVERYWHERE = """
    american husband vietnam vietnamese ward wife
"""
_EMPTY = frozenset((*_EVERYWHERE.split(), *_GRAMMAR.split(), *_ALSO_VIETNAMESE.split())) - {
    "english",
    "help",
    "hello",
    "morning",
}
_SHORTEST = 4
"""Shorter messages ("hello shop", "thank you") are talk that Vietnamese people use as well."""
_SHARE, _FEWEST = 0.34, 2
"""A message is English with so many words that cannot be Vietnamese, and such a share of them."""
_ACCENTED = 0.12
"""A message with more words with accents than this share is not English."""
_LONG = 4
"""Shorter words that are no syllable are usually typed shorthand ("ko", "dc", "ck")."""
_SYLLABLE = re.compile(
    r"(?:b|ch?|dd?|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|nh?|ng|p|t)?"
)
"""A Vietnamese syllable without accents."""
_FITS = 0.3
"""How alike a message and a phrase of an entry must be (0..1)."""
_SURE = 0.9
_ENDINGS = ("ation", "ing", "ied", "ies", "ed", "es", "s", "e", "y")
_STEM = 4
"""Letters that stay when an ending is taken off."""


class EnglishReader:
    """Reads messages in English. Pure; linear in the words of a message."""

    def __init__(self, targets: Sequence[Target], local_words: Collection[str] = ()) -> None:
        """`local_words` are the folded words of Vietnamese phrases: "tiktok", "shop" and "vneid" make nothing English."""
        self._local_words = frozenset(local_words)
        rows = [(frozenset(_content_words(phrase)), target) for target in targets for phrase in target.says]
        self._rows = [(row, target) for row, target in rows if row]
        counts = Counter(word for words in _words_by_target(self._rows) for word in words)
        self._weights = {word: math.log(1 + len(targets) / count) for word, count in counts.items()}

    def is_english(self, text: str) -> bool:
        """Whether a message is English. Vietnamese accents decide at once, except in a few names."""
        lowered = text.casefold()
        row = _WORD.findall(lowered)[:_MOST_WORDS]
        if len(row) < _SHORTEST or _accented_share(lowered) > _ACCENTED:
            return False
        grammar = sum(word in _UNMISTAKABLE for word in row)
        foreign = sum(self._is_foreign(word) for word in row if grammar or word not in self._local_words)
        telling = grammar + foreign
        return (grammar > 0 or foreign > _FEWEST) and telling >= _FEWEST and telling / len(row) >= _SHARE

    def _is_foreign(self, word: str) -> bool:
        return len(word) >= _LONG and not _SYLLABLE.fullmatch(word) and word not in _UNMISTAKABLE

    def read(self, text: str) -> Understanding:
        """The entry a message asks for; outcome fallback with intent "english" when none fits."""
        row = frozenset(_content_words(text))
        rated = ((self._compare(row, phrase), target) for phrase, target in self._rows)
        score, target = max(rated, key=_score_of, default=(0.0, None))
        if target is None or score < _FITS:
            return Understanding("fallback", "english", 0.3)
        code = next(iter(target.choices), None)
        confidence = round(min(_SURE, 0.5 + score / 2), 3)
        if target.kind != "answer":
            return Understanding(target.kind, target.intent, confidence, topic=target.id)
        return Understanding(
            "answer", target.intent, confidence, code, topic=target.id, candidates=(code,) if code else ()
        )

    def _compare(self, row: frozenset[str], phrase: frozenset[str]) -> float:
        shared = sum(self._weights[word] for word in row & phrase)
        sizes = [sum(self._weights.get(word, 1.0) for word in words) for words in (row, phrase)]
        return shared / math.sqrt(sizes[0] * sizes[1]) if shared else 0.0


def _score_of(pair: tuple[float, Target | None]) -> float:
    return pair[0]


def _words_by_target(rows: Iterable[tuple[frozenset[str], Target]]) -> Iterable[set[str]]:
    words: dict[str, set[str]] = {}
    for row, target in rows:
        words.setdefault(target.id, set()).update(row)
    return words.values()


def _content_words(text: str) -> list[str]:
    words = _WORD.findall(fold(text))[:_MOST_WORDS]
    return [_stem(word) for word in words if word not in _EMPTY and len(word) > 1]


def _stem(word: str) -> str:
    """The word without one ending, so that "registered" and "registration" are near "register"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _accented_share(text: str) -> float:
    """The share of words with letters that plain English has not."""
    words = text.split()
    return sum(not word.isascii() for word in words) / len(words) if words else 0.0
