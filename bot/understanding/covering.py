"""Whether every word of a message is covered by phrases of given lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.understanding.accents import accents_agree
from bot.understanding.folding import bare, words
from bot.understanding.knowledge import Lexicon
from bot.understanding.tone_marks import accent_marks

LONGEST = 24
"""A message with more words is never covered: it tells a story."""

Accents = tuple[str, ...]


Spans = Mapping[int, Mapping[str, bool]]
"""Where listed phrases end that begin at a word: by their end the names of the lists, and whether the accents agree."""


@dataclass(frozen=True, slots=True)
class MessageWords:
    """A message's words without accents, the accents of each, and whether it ends with a question mark.

    `spans` are the listed phrases by the word they begin with, `lists` the lists they are from, with whether the accents
    of one of them agree.
    """

    words: tuple[str, ...]
    accents: Accents
    is_question: bool
    spans: tuple[Spans, ...]
    lists: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Cover:
    """Names of lists: the message has a phrase of each list of `core`; all other words are in `core` or `beside`.

    `is_loose`: accents need not agree. `spare`: the number of words that may be in no list.
    """

    core: tuple[str, ...]
    beside: tuple[str, ...]
    is_loose: bool = False
    spare: int = 0


@dataclass(frozen=True, slots=True)
class _Progress:
    """How many words are covered so far (`end`), and which core lists had a phrase among them."""

    end: int
    core_lists: frozenset[str] = frozenset()


class Vocabulary:
    """Lists of phrases by name; abbreviations of the lexicon are expanded before comparing."""

    def __init__(self, lists: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        self._spellings: dict[tuple[str, ...], dict[str, list[Accents]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                row = words(phrase)
                by_list = self._spellings.setdefault(tuple(map(bare, row)), {})
                by_list.setdefault(name, []).append(tuple(map(accent_marks, row)))
        self._lengths: dict[str, list[int]] = {}
        """Lengths of the phrases that begin with a word, in ascending order."""
        for first, length in sorted({(row[0], len(row)) for row in self._spellings if row}):
            self._lengths.setdefault(first, []).append(length)
        self._longest = max(map(len, self._spellings), default=0)
        plain = {row[0] for phrases in lists.values() for row in map(words, phrases) if len(row) == 1}
        certain = {form: means[0] for form, means in lexicon.abbreviations.items() if len(means) == 1}
        forms = {**certain, **lexicon.teencode}
        self._short = {form: tuple(words(means)) for form, means in forms.items() if form not in plain}

    def split_message(self, text: str) -> MessageWords:
        """The words of a message with abbreviations expanded."""
        row = [word for form in words(text) for word in self._short.get(form, (form,))]
        plain, accents = tuple(map(bare, row)), tuple(map(accent_marks, row))
        spans = tuple(self._find_spans(plain, accents, start) for start in range(len(plain)))
        lists: dict[str, bool] = {}
        for by_list in chain.from_iterable(ends.values() for ends in spans):
            for name, agrees in by_list.items():
                lists[name] = agrees or lists.get(name, False)
        return MessageWords(plain, accents, text.rstrip().endswith("?"), spans, lists)

    def _find_spans(self, plain: tuple[str, ...], accents: Accents, start: int) -> Spans:
        spans: dict[int, dict[str, bool]] = {}
        for length in self._lengths.get(plain[start], ()):
            end = start + length
            by_list = self._spellings.get(plain[start:end]) if end <= len(plain) else None
            if by_list:
                marks = accents[start:end]
                spans[end] = {
                    name: any(all(map(accents_agree, marks, way)) for way in ways) for name, ways in by_list.items()
                }
        return spans

    def contains_phrase(self, message: MessageWords, name: str, *, is_strict: bool = False) -> bool:
        """Whether a message contains a phrase of the list `name`.

        `is_strict`: a word has all accents of the listed one or none, so that "dừng" is not "đừng".
        """
        if not (is_strict and message.lists.get(name, False)):
            return message.lists.get(name, False)
        spans = (
            (start, end)
            for start in range(len(message.words))
            for end in self._phrase_ends(message, start, (name,), is_loose=False)
        )
        return any(self._is_written_so(message, start, end, name) for start, end in spans)

    def _is_written_so(self, message: MessageWords, start: int, end: int, name: str) -> bool:
        spellings = self._spellings[message.words[start:end]][name]
        marks = message.accents[start:end]
        return any(all(have in ("", want) for have, want in zip(marks, way, strict=True)) for way in spellings)

    def phrase_start(self, message: MessageWords, end: int, name: str) -> int | None:
        """Where the longest phrase of the list `name` starts that ends at `end`; None when there is none."""
        starts = range(max(0, end - self._longest), end)
        return next((at for at in starts if end in self._phrase_ends(message, at, (name,), is_loose=False)), None)

    def accounts_for(self, message: MessageWords, cover: Cover) -> bool:
        """Whether the lists cover every word, with a phrase of each core list."""
        if not 0 < len(message.words) <= LONGEST or not self.has_core(message, cover):
            return False
        fewest_spare = {_Progress(0): 0}
        for start in range(len(message.words)):
            for progress, skipped in [entry for entry in fewest_spare.items() if entry[0].end == start]:
                for step, cost in self._next_steps(message, progress, cover):
                    if skipped + cost <= min(cover.spare, fewest_spare.get(step, cover.spare)):
                        fewest_spare[step] = skipped + cost
        return _Progress(len(message.words), frozenset(cover.core)) in fewest_spare

    def has_core(self, message: MessageWords, cover: Cover) -> bool:
        """Whether a message has a phrase of each core list."""
        return all(name in message.lists and (cover.is_loose or message.lists[name]) for name in cover.core)

    def _next_steps(self, message: MessageWords, progress: _Progress, cover: Cover) -> Iterator[tuple[_Progress, int]]:
        """All ways to cover the next words, each with its cost: a phrase of a list costs 0, an unlisted word 1."""
        for name in cover.core:
            for end in self._phrase_ends(message, progress.end, (name,), cover.is_loose):
                yield _Progress(end, progress.core_lists | {name}), 0
        for end in self._phrase_ends(message, progress.end, cover.beside, cover.is_loose):
            yield _Progress(end, progress.core_lists), 0
        yield _Progress(progress.end + 1, progress.core_lists), 1

    def _phrase_ends(self, message: MessageWords, start: int, names: Sequence[str], is_loose: bool) -> Iterator[int]:
        """Where the phrases of these lists end that begin at `start`."""
        for end, lists in message.spans[start].items():
            if any(lists.get(name, False) or (is_loose and name in lists) for name in names):
                yield end
