"""Put every question to a reader and judge what it made of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.evaluate.behaviour import is_right_behaviour, is_right_subject, states_wrong_procedure
from bot.evaluate.questions import Question
from bot.understanding.result import Understanding

FIRST_FEW = 3
"""So many procedures are looked at for "among the first three": the stated one, then the candidates in order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, what was understood, how it is judged, and how long it took in milliseconds."""

    question: Question
    found: Understanding
    right: bool
    right_subject: bool
    wrong_procedure: bool
    among_first: bool
    milliseconds: float


def run(questions: Iterable[Question], read: Callable[[str], Understanding]) -> list[Judged]:
    """Judge `read` on every question, each asked by itself: no talk before it."""
    return [_judge(question, read) for question in questions]


def _judge(question: Question, read: Callable[[str], Understanding]) -> Judged:
    started = time.perf_counter()
    found = read(question.text)
    spent = (time.perf_counter() - started) * 1000
    named = dict.fromkeys(code for code in (found.procedure, *found.candidates) if code)
    right = is_right_behaviour(question, found)
    return Judged(
        question=question,
        found=found,
        right=right,
        right_subject=right and is_right_subject(question, found),
        wrong_procedure=states_wrong_procedure(question, found),
        among_first=bool({*question.codes} & {*list(named)[:FIRST_FEW]}),
        milliseconds=spent,
    )
