"""Quizzes (content/quizzes): questions with two to four options, one of them right, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.content.field_names import called
from bot.content.files import Document, Where
from bot.content.models import Origin
from bot.content.shapes import DAY, NUMBER, TEXT, ListOf, Shape

QUESTION_LENGTH = 700
"""Characters of a question with its options, so that it fits into one bubble with the number and the score."""

_QUESTION = Shape({"question": TEXT, "options": ListOf(TEXT, least=2, most=4), "right": NUMBER, "why": TEXT})

QUIZ = Shape(
    {
        "id": TEXT,
        "title": TEXT,
        "says": ListOf(TEXT, least=3),
        "intro": TEXT,
        "questions": ListOf(_QUESTION, least=3, most=15),
        "source": TEXT,
        "checked": DAY,
        "review_due": DAY,
    },
    {"gaps": ListOf(TEXT)},
)


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One question; `right` is the number of the right option, from 1."""

    question: str
    options: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """A row of questions about one subject."""

    id: str
    title: str
    says: tuple[str, ...]
    intro: str
    questions: tuple[QuizQuestion, ...]
    origin: Origin
    gaps: tuple[str, ...] = ()


def quiz(data: dict[str, Any], file: str) -> Quiz:
    """A file of content/quizzes, checked before."""
    rows = data["questions"]
    return Quiz(
        id=data["id"],
        title=data["title"],
        says=tuple(data["says"]),
        intro=data["intro"].strip(),
        questions=tuple(
            QuizQuestion(row["question"].strip(), tuple(row["options"]), row["right"], row["why"].strip())
            for row in rows
        ),
        origin=Origin(data["source"], None, data["checked"], data["review_due"], file),
        gaps=tuple(data.get("gaps", ())),
    )


def check_quiz(document: Document, complain: Callable[[Where, str], None]) -> None:
    """The right option exists, no option stands twice, and each question fits into a bubble."""
    for position, row in enumerate(document.data["questions"]):
        where: Where = ("questions", position)
        if not 1 <= row["right"] <= len(row["options"]):
            complain((*where, "right"), f"{called('right')} là số thứ tự của đáp án đúng, đếm từ 1")
        if len(set(row["options"])) < len(row["options"]):
            complain((*where, "options"), "hai lựa chọn giống nhau")
        if len(row["question"]) + sum(map(len, row["options"])) > QUESTION_LENGTH:
            complain(where, f"câu hỏi và các lựa chọn dài quá {QUESTION_LENGTH} ký tự")
