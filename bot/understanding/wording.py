"""From a message to the words it means: set aside, expand, mend, translate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.corpus import Corpus
from bot.understanding.folding import bare, clean, fold, folded_words, is_marked, words
from bot.understanding.knowledge import Lexicon
from bot.understanding.masks import Masked, mask
from bot.understanding.phrases import PhraseTable
from bot.understanding.slips import squeeze
from bot.understanding.spelling import Speller

MAX_WORDS = 160
"""A message is read to its 160th word; residents' questions are far shorter."""

_TERM, _TERM_SHARE = 3, 0.2
"""Two words are a term when the second follows the first so often, and in this part of the first one's places."""

Readings = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as words without accents. `raw` has each as it was written, None where it was mended or expanded.

    `official` is the same with everyday words replaced by official ones.
    """

    words: tuple[str, ...]
    raw: tuple[str | None, ...]
    official: tuple[str, ...]
    masked: Masked

    def pairs(self) -> Iterator[tuple[str, str | None]]:
        """Each word with the way it was written."""
        return zip(self.words, self.raw, strict=True)


class Translator:
    """Turns written words into known ones with a lexicon and the corpus of all phrases."""

    def __init__(self, lexicon: Lexicon, corpus: Corpus, known: Iterable[str]) -> None:
        self._corpus = corpus
        self._short, self._short_folded = _short_forms(lexicon)
        self._rows = PhraseTable(
            (folded_words(form), folded_words(meaning))
            for form, meaning in lexicon.teencode.items()
            if len(folded_words(form)) > 1
        )
        self._everyday = PhraseTable(_everyday(lexicon.everyday))
        self._speller = Speller(corpus, frozenset(known))

    def read(self, text: str) -> Wording:
        """The words of a message."""
        masked = mask(clean(text))
        raw = words(masked.text)[:MAX_WORDS]
        folded = [bare(word) for word in raw]
        found: list[tuple[str, str | None]] = []
        for place, word in enumerate(folded):
            found += self._word(raw[place], folded, place, word)
        row = self._join(found)
        plain = tuple(word for word, _ in row)
        written = tuple(raw for _, raw in row)
        return Wording(plain, written, self._official(plain, written), masked)

    def is_term(self, first: str, then: str) -> bool:
        """Whether two folded words make up a term of the knowledge ("chung", "thuc")."""
        return self._corpus.pair(first, then) >= _TERM and self._corpus.share(first, then, None) >= _TERM_SHARE

    def is_known_pair(self, first: str, then: str) -> bool:
        """Whether a folded word follows another somewhere in the knowledge ("sua", "nha")."""
        return self._corpus.pair(first, then) > 0

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in the knowledge."""
        return word in self._corpus or word.isdigit()

    def _official(self, row: Sequence[str], written: Sequence[str | None]) -> tuple[str, ...]:
        """The row with everyday words replaced by official ones."""
        result: list[str] = []
        start = 0
        for begin, end, (said, meaning) in self._everyday.spans(row):
            if end - begin == 1 and is_marked(written[begin] or "") and written[begin] != said:
                continue
            result += [*row[start:begin], *meaning]
            start = end
        return (*result, *row[start:])

    def _word(self, raw: str, row: list[str], place: int, word: str) -> list[tuple[str, str | None]]:
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        readings = self._expansions(raw, word, before, after)
        if readings:
            return [(part, None) for part in self._choose(readings, row, place)]
        mended = self._speller.mend(word, before, after)
        return [(part, raw if part == word else None) for part in mended]

    def _expansions(self, raw: str, word: str, before: str | None, after: str | None) -> Readings:
        if raw in self._short:
            return () if self._stands(word, before, after) else self._short[raw]
        if is_marked(raw) and not raw.startswith("đ"):
            return ()
        for form in (word, squeeze(word)):
            if form in self._short_folded and not self._stands(word, before, after):
                return self._short_folded[form]
        return ()

    def _stands(self, word: str, before: str | None, after: str | None) -> bool:
        """Whether a short form is a plain word here because it stands beside its usual neighbour."""
        return len(word) > 1 and self._corpus.support(before, word, after) > 0

    def _choose(self, readings: Readings, row: list[str], place: int) -> tuple[str, ...]:
        if len(readings) == 1:
            return readings[0]
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        context = row[max(0, place - 4) : place] + row[place + 1 : place + 5]

        def fits(reading: tuple[str, ...]) -> float:
            beside = (self._corpus.pair(before, reading[0]) > 0) + (self._corpus.pair(reading[-1], after) > 0)
            return beside + self._corpus.together(reading, context) - 0.05 * readings.index(reading)

        return max(readings, key=fits)

    def _join(self, row: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        plain = [word for word, _ in row]
        result: list[tuple[str, str | None]] = []
        start = 0
        for begin, end, meaning in self._rows.spans(plain):
            result += [*row[start:begin], *((word, None) for word in meaning)]
            start = end
        return [*result, *row[start:]]


def _short_forms(lexicon: Lexicon) -> tuple[dict[str, Readings], dict[str, Readings]]:
    """Readings by written form, and by form without accents for those who leave them out."""
    exact: dict[str, Readings] = {}
    for form, meaning in lexicon.teencode.items():
        _add(exact, form, (meaning,))
    for form, meanings in lexicon.abbreviations.items():
        _add(exact, form, meanings)
    unmarked: dict[str, Readings] = {}
    for form in sorted(exact, key=is_marked):
        unmarked.setdefault(bare(form), exact[form])
    return exact, unmarked


def _add(table: dict[str, Readings], form: str, meanings: Iterable[str]) -> None:
    key = clean(form)
    rows = tuple(row for row in map(folded_words, meanings) if row and row != (fold(form),))
    if rows and len(words(key)) == 1 and key == words(key)[0]:
        table[key] = (*table.get(key, ()), *(row for row in rows if row not in table.get(key, ())))


def _everyday(entries: Mapping[str, str]) -> list[tuple[tuple[str, ...], tuple[str, tuple[str, ...]]]]:
    rows = [(clean(said), folded_words(said), folded_words(meant)) for said, meant in entries.items()]
    return [(said, (written, meant)) for written, said, meant in rows if meant and said != meant]
