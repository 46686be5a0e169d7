"""Whether every word of a message is covered by phrases of given lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.accents import accents_agree
from bot.understanding.folding import bare, words
from bot.understanding.knowledge import Lexicon
from bot.understanding.tone_marks import accent_marks

LONGEST = 24
"""A message with more words is never covered: it tells a story."""

Accents = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageWords:
    """A message's words without accents, the accents of each, and whether it ends with a question mark."""

    words: tuple[str, ...]
    accents: Accents
    is_question: bool


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
        self._lists: dict[str, dict[tuple[str, ...], list[Accents]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                row = words(phrase)
                phrases_of_list = self._lists.setdefault(name, {})
                phrases_of_list.setdefault(tuple(map(bare, row)), []).append(tuple(map(accent_marks, row)))
        self._longest = max((len(row) for rows in self._lists.values() for row in rows), default=0)
        plain = {row[0] for phrases in lists.values() for row in map(words, phrases) if len(row) == 1}
        certain = {form: means[0] for form, means in lexicon.abbreviations.items() if len(means) == 1}
        forms = {**certain, **lexicon.teencode}
        self._short = {form: tuple(words(means)) for form, means in forms.items() if form not in plain}

    def split_message(self, text: str) -> MessageWords:
        """The words of a message with abbreviations expanded."""
        row = [word for form in words(text) for word in self._short.get(form, (form,))]
        return MessageWords(tuple(map(bare, row)), tuple(map(accent_marks, row)), text.rstrip().endswith("?"))

    def contains_phrase(self, message: MessageWords, name: str, *, is_strict: bool = False) -> bool:
        """Whether a message contains a phrase of the list `name`.

        `is_strict`: a word has all accents of the listed one or none, so that "dừng" is not "đừng".
        """
        spans = (
            (start, end)
            for start in range(len(message.words))
            for end in self._phrase_ends(message, start, (name,), is_loose=False)
        )
        return any(not is_strict or self._is_written_so(message, start, end, name) for start, end in spans)

    def _is_written_so(self, message: MessageWords, start: int, end: int, name: str) -> bool:
        spellings = self._lists[name][message.words[start:end]]
        marks = message.accents[start:end]
        return any(all(have in ("", want) for have, want in zip(marks, way, strict=True)) for way in spellings)

    def phrase_start(self, message: MessageWords, end: int, name: str) -> int | None:
        """Where the longest phrase of the list `name` starts that ends at `end`; None when there is none."""
        starts = range(max(0, end - self._longest), end)
        return next((at for at in starts if end in self._phrase_ends(message, at, (name,), is_loose=False)), None)

    def accounts_for(self, message: MessageWords, cover: Cover) -> bool:
        """Whether the lists cover every word, with a phrase of each core list."""
        if not 0 < len(message.words) <= LONGEST:
            return False
        fewest_spare = {_Progress(0): 0}
        for start in range(len(message.words)):
            for progress, skipped in [entry for entry in fewest_spare.items() if entry[0].end == start]:
                for step, cost in self._next_steps(message, progress, cover):
                    if skipped + cost <= min(cover.spare, fewest_spare.get(step, cover.spare)):
                        fewest_spare[step] = skipped + cost
        return _Progress(len(message.words), frozenset(cover.core)) in fewest_spare

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
        for end in range(start + 1, min(start + self._longest, len(message.words)) + 1):
            row, marks = message.words[start:end], message.accents[start:end]
            for name in names:
                spellings = self._lists.get(name, {}).get(row, ())
                if any(is_loose or all(map(accents_agree, marks, ways)) for ways in spellings):
                    yield end
                    break
