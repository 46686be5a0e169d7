"""A quiz and a life event of the tests' own, beside the ward's content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.content import Content
from bot.content.life import LifeEvent, LifeStep
from bot.content.models import Origin
from bot.content.quizzes import Quiz, QuizQuestion
from tests.handlers.factories import words

ORIGIN = Origin("Luật thử", None, date(2026, 11, 1), date(2027, 5, 1), "x.yaml")


def quiz(quiz_id: str, title: str) -> Quiz:
    """Three questions; the right options are B, A and C."""
    rows = ((("một", "hai"), 2), (("đúng", "sai"), 1), (("x", "y", "z"), 3))
    asked = tuple(
        QuizQuestion(f"Câu hỏi {number}?", options, right, f"Vì {number}.")
        for number, (options, right) in enumerate(rows, 1)
    )
    return Quiz(quiz_id, title, ("đố",), "Chào {anh_chi}.", asked, ORIGIN)


def birth(text: str = "Đăng ký cho con.") -> LifeEvent:
    """Two steps and what is done in one go."""
    steps = (LifeStep("Khai sinh", text, ("1.001193",)), LifeStep("Thường trú", text, ("1.004222", "1.001193")))
    return LifeEvent("con_moi_sinh", "Con mới sinh", ("sinh con",), "Chúc mừng {anh_chi}.", steps, "cả hai.", ORIGIN)


def with_rounds(*events: LifeEvent) -> Content:
    """The ward's content with two quizzes and these life events only."""
    quizzes = {row.id: row for row in (quiz("mot", "Bộ một"), quiz("hai", "Bộ hai"))}
    return replace(words(), quizzes=quizzes, life_events={event.id: event for event in events or (birth(),)})
