"""What a change of content would do to questions whose meaning is known: how many are right before and after it."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.content import Content
from bot.content.snapshot import ContentSnapshot
from bot.evaluate import read_questions
from bot.evaluate.behaviour import is_right_behaviour
from bot.understanding.folding import folded_words
from bot.understanding.reader import Reader
from bot.understanding.result import Understanding

REPOSITORY = Path(__file__).parents[2] / "tests" / "questions" / "seen.jsonl"
"""Part of the source; an installation without it tries its own questions only."""

MOST = 160
"""The most questions that are tried, because an official waits for the result."""

Judge = Callable[[Understanding], bool]


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question, and whether an understanding of it is right."""

    text: str
    is_right: Judge


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that becomes right or wrong, and what it is understood as with the change."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Effect:
    """How many of `total` known questions were `tried`, and how many of those are right before and after."""

    total: int
    tried: int
    before: int
    after: int
    gained: tuple[ChangedQuestion, ...]
    lost: tuple[ChangedQuestion, ...]


class Effects:
    """Compares two snapshots; what the current one makes of a question is remembered until it is replaced."""

    def __init__(self, file: Path = REPOSITORY) -> None:
        self._file, self._guard = file, threading.Lock()
        self._reader: weakref.ref[Reader] | None = None
        self._is_right: dict[str, bool] = {}

    def compare(
        self, current: ContentSnapshot, changed: ContentSnapshot, own: Sequence[KnownQuestion], phrases: Iterable[str]
    ) -> Effect:
        """What replacing `current` by `changed` does, `phrases` being new; the installation's `own` questions first."""
        questions = list({one.text: one for one in [*self._read_repository(current.content), *own]}.values())
        tried = _select_questions(questions, own, phrases)
        before = [self._judge_current(current.reader, question) for question in tried]
        after = before
        if changed.reader is not current.reader:
            after = [question.is_right(changed.reader.read(question.text)) for question in tried]
        pairs = list(zip(tried, before, after, strict=True))
        return Effect(
            total=len(questions),
            tried=len(tried),
            before=sum(before),
            after=sum(after),
            gained=_describe_all([one for one, was, is_right in pairs if is_right and not was], changed),
            lost=_describe_all([one for one, was, is_right in pairs if was and not is_right], changed),
        )

    def _judge_current(self, reader: Reader, question: KnownQuestion) -> bool:
        with self._guard:
            if self._reader is None or self._reader() is not reader:
                self._reader, self._is_right = weakref.ref(reader), {}
            answers = self._is_right
        if question.text not in answers:
            answers[question.text] = question.is_right(reader.read(question.text))
        return answers[question.text]

    def _read_repository(self, content: Content) -> list[KnownQuestion]:
        if not self._file.exists():
            return []

        def current_code(code: str) -> str:
            procedure = content.procedure(code)
            return procedure.code if procedure else code

        questions = read_questions(self._file.read_text(encoding="utf-8").splitlines(), current_code)
        return [KnownQuestion(question.text, partial(is_right_behaviour, question)) for question in questions]


def leads_to(target: str) -> Judge:
    """A judge that accepts what leads to this procedure, entry or intent."""
    return lambda understanding: target in (understanding.procedure, understanding.topic, understanding.intent)


def describe_understanding(understanding: Understanding, content: Content) -> str:
    """What a question is understood as, in Vietnamese for an official."""
    if understanding.outcome == "fallback":
        return "không hiểu"
    code, topic = understanding.procedure or "", understanding.topic or ""
    entry = (
        content.procedure(code)
        or content.listed.get(code)
        or content.guides.get(topic)
        or content.life_events.get(topic)
    )
    if entry is not None:
        return entry.title
    return "hỏi lại cho rõ" if understanding.outcome == "clarify" else topic or understanding.intent


def _describe_all(questions: Iterable[KnownQuestion], snapshot: ContentSnapshot) -> tuple[ChangedQuestion, ...]:
    return tuple(
        ChangedQuestion(question.text, describe_understanding(snapshot.reader.read(question.text), snapshot.content))
        for question in questions
    )


def _select_questions(
    questions: Sequence[KnownQuestion], own: Sequence[KnownQuestion], phrases: Iterable[str]
) -> list[KnownQuestion]:
    """The questions to try: the own ones, those that share most words with the phrases, an even sample of the rest."""
    words = {word for phrase in phrases for word in folded_words(phrase)}
    own_texts = {question.text for question in own}
    others = [question for question in questions if question.text not in own_texts]
    shared = {question.text: len(words.intersection(folded_words(question.text))) for question in others}
    related = sorted((one for one in others if shared[one.text]), key=lambda one: -shared[one.text])[: MOST // 2]
    selected = [*own, *related]
    rest = [question for question in others if question not in related]
    space = max(0, MOST - len(selected))
    return [*selected, *rest[:: max(1, -(-len(rest) // space))]] if space else selected
