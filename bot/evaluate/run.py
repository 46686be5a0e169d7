"""Reads every question of a file and judges the results."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.evaluate.behaviour import accepts_reaction, is_right_behaviour, is_right_subject, states_wrong_procedure
from bot.evaluate.questions import Question
from bot.understanding.result import Understanding

FIRST_FEW = 3
"""The number of procedures that count for "among the first three": the stated one, then the candidates."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with its result, the judgements about it, and the time it took in milliseconds.

    `accepted`: right, or one of the further reactions the question accepts (`also`).
    """

    question: Question
    understanding: Understanding
    right: bool
    accepted: bool
    right_subject: bool
    wrong_procedure: bool
    among_first: bool
    milliseconds: float


def judge_questions(questions: Iterable[Question], read: Callable[[str], Understanding]) -> list[JudgedQuestion]:
    """Judge `read` on every question, each without a previous question."""
    return [_judge_question(question, read) for question in questions]


def _judge_question(question: Question, read: Callable[[str], Understanding]) -> JudgedQuestion:
    started = time.perf_counter()
    understanding = read(question.text)
    spent = (time.perf_counter() - started) * 1000
    stated = dict.fromkeys(code for code in (understanding.procedure, *understanding.candidates) if code)
    right = is_right_behaviour(question, understanding)
    return JudgedQuestion(
        question=question,
        understanding=understanding,
        right=right,
        accepted=accepts_reaction(question, understanding),
        right_subject=right and is_right_subject(question, understanding),
        wrong_procedure=states_wrong_procedure(question, understanding),
        among_first=bool({*question.codes} & {*list(stated)[:FIRST_FEW]}),
        milliseconds=spent,
    )
