"""Quizzes (content/quizzes): questions with two to four options, the right one, and an explanation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.content.field_names import name_field
from bot.content.files import Document, Where, YamlMapping
from bot.content.models import Origin
from bot.content.schema import DAY, NULLABLE_DAY, NUMBER, TEXT, ListOf, RecordOf

QUESTION_LENGTH = 700
"""Characters of a question with its options, so that it fits into one bubble with the number and the score."""

_QUESTION = RecordOf({"question": TEXT, "options": ListOf(TEXT, least=2, most=4), "right": NUMBER, "why": TEXT})

QUIZ = RecordOf(
    {
        "id": TEXT,
        "title": TEXT,
        "says": ListOf(TEXT, least=3),
        "intro": TEXT,
        "questions": ListOf(_QUESTION, least=3, most=15),
        "source": TEXT,
        "review_due": DAY,
    },
    {"checked": NULLABLE_DAY, "gaps": ListOf(TEXT)},
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
    """A quiz: questions about one subject."""

    id: str
    title: str
    says: tuple[str, ...]
    intro: str
    questions: tuple[QuizQuestion, ...]
    origin: Origin
    gaps: tuple[str, ...] = ()


def build_quiz(data: YamlMapping, file: str) -> Quiz:
    """Build a quiz from a file of content/quizzes that was checked before."""
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
        origin=Origin(data["source"], None, data.get("checked"), data["review_due"], file),
        gaps=tuple(data.get("gaps", ())),
    )


def check_quiz(document: Document, complain: Callable[[Where, str], None]) -> None:
    """Check that the right option exists, options are different, and each question fits into a bubble."""
    for position, row in enumerate(document.data["questions"]):
        where: Where = ("questions", position)
        if not 1 <= row["right"] <= len(row["options"]):
            complain((*where, "right"), f"{name_field('right')} là số thứ tự của đáp án đúng, đếm từ 1")
        if len(set(row["options"])) < len(row["options"]):
            complain((*where, "options"), "hai lựa chọn giống nhau")
        if len(row["question"]) + sum(map(len, row["options"])) > QUESTION_LENGTH:
            complain(where, f"câu hỏi và các lựa chọn dài quá {QUESTION_LENGTH} ký tự")
