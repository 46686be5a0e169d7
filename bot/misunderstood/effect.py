"""What a change of words would do to questions whose meaning is known: how many right before and after, and which change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content import Content
from bot.conversation import Brain
from bot.evaluate import read_questions
from bot.evaluate.behaviour import is_right_behaviour
from bot.understanding.folding import folded_words
from bot.understanding.reader import Reader
from bot.understanding.result import Understanding

REPOSITORY = Path(__file__).parents[2] / "tests" / "questions" / "seen.jsonl"
"""Comes with the source; an installation without it checks with its own questions only."""

MOST = 160
"""So many questions are tried, those that share words with the change first: an official waits for it."""

Judge = Callable[[Understanding], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """A question and when an understanding of it is right."""

    text: str
    is_right: Judge


@dataclass(frozen=True, slots=True)
class Moved:
    """A question whose reaction turns right or wrong, and what it is understood as then."""

    text: str
    now: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `tried` questions, out of `known` ones, so many are right before and after."""

    known: int
    tried: int
    before: int
    after: int
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]


class Effects:
    """Compares two brains; what the present one makes of a question is remembered until it is replaced."""

    def __init__(self, file: Path = REPOSITORY) -> None:
        self._file, self._guard = file, threading.Lock()
        self._of: Reader | None = None
        self._right: dict[str, bool] = {}

    def of(self, now: Brain, then: Brain, own: Sequence[Known], phrases: Iterable[str]) -> Effect:
        """What replacing `now` by `then` does, `phrases` being what is new; the installation's `own` questions come first."""
        known = list({one.text: one for one in [*self._repository(now.words), *own]}.values())
        tried = _chosen(known, own, phrases)
        before = [self._is_right(now.reader, one) for one in tried]
        found = before if then.reader is now.reader else [one.is_right(then.reader.read(one.text)) for one in tried]
        moved = [
            (one, is_right) for one, was, is_right in zip(tried, before, found, strict=True) if was is not is_right
        ]
        gained, lost = (
            tuple(
                Moved(one.text, called(then.reader.read(one.text), then.words))
                for one, better in moved
                if better is side
            )
            for side in (True, False)
        )
        return Effect(len(known), len(tried), sum(before), sum(found), gained, lost)

    def _is_right(self, reader: Reader, one: Known) -> bool:
        with self._guard:
            if self._of is not reader:
                self._of, self._right = reader, {}
            known = self._right
        if one.text not in known:
            known[one.text] = one.is_right(reader.read(one.text))
        return known[one.text]

    def _repository(self, content: Content) -> list[Known]:
        if not self._file.exists():
            return []
        questions = read_questions(
            self._file.read_text(encoding="utf-8").splitlines(),
            lambda code: found.code if (found := content.procedure(code)) else code,
        )
        return [Known(one.text, lambda found, one=one: is_right_behaviour(one, found)) for one in questions]  # type: ignore[misc]


def leads_to(target: str) -> Judge:
    """Right is what states this procedure, entry or intent."""
    return lambda found: target in (found.procedure, found.topic, found.intent)


def called(found: Understanding, content: Content) -> str:
    """What a question is taken for, in an official's words."""
    if found.outcome == "fallback":
        return "không hiểu"
    procedure = content.procedure(found.procedure or "") or content.listed.get(found.procedure or "")
    if procedure is not None:
        return procedure.title
    entry = content.topics.get(found.topic or "") or content.life_events.get(found.topic or "")
    if entry is not None:
        return entry.title
    return "hỏi lại cho rõ" if found.outcome == "clarify" else found.topic or found.intent


def _chosen(known: Sequence[Known], own: Sequence[Known], phrases: Iterable[str]) -> list[Known]:
    """The own ones, then those that share most words with the change, then every so manieth of the others."""
    words = {word for phrase in phrases for word in folded_words(phrase)}
    mine = {one.text for one in own}
    rest = [one for one in known if one.text not in mine]
    shared = {one.text: len(words.intersection(folded_words(one.text))) for one in rest}
    near = sorted((one for one in rest if shared[one.text]), key=lambda one: -shared[one.text])[: MOST // 2]
    chosen = [*own, *near]
    left = [one for one in rest if one not in near]
    space = max(0, MOST - len(chosen))
    return [*chosen, *left[:: max(1, -(-len(left) // space))]] if space else chosen
