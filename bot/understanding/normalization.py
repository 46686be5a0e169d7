"""From a text to known words: masks numbers, expands abbreviations, corrects spelling, adds official words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.corpus import Corpus
from bot.understanding.folding import bare, clean_text, fold, folded_words, is_marked, words
from bot.understanding.knowledge import Lexicon
from bot.understanding.masking import MaskedText, mask
from bot.understanding.phrases import PhraseTable
from bot.understanding.spelling import SpellingCorrector
from bot.understanding.typos import release_held_keys

MAX_WORDS = 160
"""Words after this number are ignored; questions of residents are far shorter."""

_TERM, _TERM_SHARE = 3, 0.2
"""Two words are a term when the second follows the first at least so often, and in this share of its occurrences."""

Readings = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A message as words without accents.

    `raw` has each word as it was written, None where it was corrected or expanded. `official` are the words with
    everyday expressions replaced by official ones.
    """

    words: tuple[str, ...]
    raw: tuple[str | None, ...]
    official: tuple[str, ...]
    masked: MaskedText

    def words_with_raw(self) -> Iterator[tuple[str, str | None]]:
        """Each word together with its spelling in the message, None where it was corrected or expanded."""
        return zip(self.words, self.raw, strict=True)


class Normalizer:
    """Normalizes texts with a lexicon and the statistics of all phrases; `known_words` are further correct words."""

    def __init__(self, lexicon: Lexicon, corpus: Corpus, known_words: Iterable[str]) -> None:
        self._corpus = corpus
        self._short, self._short_folded = _short_forms(lexicon)
        self._short_phrases = PhraseTable(
            (folded_words(form), folded_words(meaning))
            for form, meaning in lexicon.teencode.items()
            if len(folded_words(form)) > 1
        )
        self._everyday_entries = PhraseTable(_everyday_entries(lexicon.everyday))
        self._speller = SpellingCorrector(corpus, frozenset(known_words))

    def normalize(self, text: str) -> NormalizedText:
        """The known words of a text (at most MAX_WORDS)."""
        masked = mask(clean_text(text))
        raw = words(masked.text)[:MAX_WORDS]
        folded = [bare(word) for word in raw]
        result: list[tuple[str, str | None]] = []
        for place, word in enumerate(folded):
            result += self._read_word(raw[place], folded, place, word)
        row = self._expand_short_phrases(result)
        plain = tuple(word for word, _ in row)
        raw_words = tuple(raw for _, raw in row)
        return NormalizedText(plain, raw_words, self._to_official(plain, raw_words), masked)

    def is_term(self, first: str, then: str) -> bool:
        """Whether two folded words form a term of the knowledge ("chung", "thuc")."""
        return (
            self._corpus.count_pair(first, then) >= _TERM
            and self._corpus.largest_share(first, then, None) >= _TERM_SHARE
        )

    def is_known_pair(self, first: str, then: str) -> bool:
        """Whether a folded word follows another somewhere in the knowledge ("sua", "nha")."""
        return self._corpus.count_pair(first, then) > 0

    def is_known(self, word: str) -> bool:
        """Whether a folded word occurs in any phrase, or is a number."""
        return word in self._corpus or word.isdigit()

    def _to_official(self, row: Sequence[str], raw_words: Sequence[str | None]) -> tuple[str, ...]:
        """The words with everyday expressions replaced by official ones."""
        result: list[str] = []
        start = 0
        for begin, end, (everyday, meaning) in self._everyday_entries.find_spans(row):
            if end - begin == 1 and is_marked(raw_words[begin] or "") and raw_words[begin] != everyday:
                continue
            result += [*row[start:begin], *meaning]
            start = end
        return (*result, *row[start:])

    def _read_word(self, raw: str, row: list[str], place: int, word: str) -> list[tuple[str, str | None]]:
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        readings = self._find_expansions(raw, word, before, after)
        if readings:
            return [(part, None) for part in self._choose_reading(readings, row, place)]
        mended = self._speller.correct_word(word, before, after)
        return [(part, raw if part == word else None) for part in mended]

    def _find_expansions(self, raw: str, word: str, before: str | None, after: str | None) -> Readings:
        if raw in self._short:
            return () if self._is_plain_word(word, before, after) else self._short[raw]
        if is_marked(raw) and not raw.startswith("đ"):
            return ()
        for form in (word, release_held_keys(word)):
            if form in self._short_folded and not self._is_plain_word(word, before, after):
                return self._short_folded[form]
        return ()

    def _is_plain_word(self, word: str, before: str | None, after: str | None) -> bool:
        """Whether an abbreviation is an ordinary word here, because it stands beside a usual neighbour."""
        return len(word) > 1 and self._corpus.count_beside(before, word, after) > 0

    def _choose_reading(self, readings: Readings, row: list[str], place: int) -> tuple[str, ...]:
        if len(readings) == 1:
            return readings[0]
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        context = row[max(0, place - 4) : place] + row[place + 1 : place + 5]

        def rate_reading(reading: tuple[str, ...]) -> float:
            beside = (self._corpus.count_pair(before, reading[0]) > 0) + (
                self._corpus.count_pair(reading[-1], after) > 0
            )
            return beside + self._corpus.rate_together(reading, context) - 0.05 * readings.index(reading)

        return max(readings, key=rate_reading)

    def _expand_short_phrases(self, row: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        plain = [word for word, _ in row]
        result: list[tuple[str, str | None]] = []
        start = 0
        for begin, end, meaning in self._short_phrases.find_spans(plain):
            result += [*row[start:begin], *((word, None) for word in meaning)]
            start = end
        return [*result, *row[start:]]


def _short_forms(lexicon: Lexicon) -> tuple[dict[str, Readings], dict[str, Readings]]:
    """The readings of abbreviations by written form, and by form without accents."""
    exact: dict[str, Readings] = {}
    for form, meaning in lexicon.teencode.items():
        _add_readings(exact, form, (meaning,))
    for form, meanings in lexicon.abbreviations.items():
        _add_readings(exact, form, meanings)
    unmarked: dict[str, Readings] = {}
    for form in sorted(exact, key=is_marked):
        unmarked.setdefault(bare(form), exact[form])
    return exact, unmarked


def _add_readings(table: dict[str, Readings], form: str, meanings: Iterable[str]) -> None:
    key = clean_text(form)
    rows = tuple(row for row in map(folded_words, meanings) if row and row != (fold(form),))
    if rows and len(words(key)) == 1 and key == words(key)[0]:
        table[key] = (*table.get(key, ()), *(row for row in rows if row not in table.get(key, ())))


def _everyday_entries(entries: Mapping[str, str]) -> list[tuple[tuple[str, ...], tuple[str, tuple[str, ...]]]]:
    rows = [
        (clean_text(everyday), folded_words(everyday), folded_words(official)) for everyday, official in entries.items()
    ]
    return [(everyday, (form, official)) for form, everyday, official in rows if official and everyday != official]
