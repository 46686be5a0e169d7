from __future__ import annotations

import pytest

from bot.turn import ConversationState
from tests.handlers.factories import ask, say, text_of, understood

FOUND = understood("procedure", "answer", procedure="1.001193", section="fee")


def test_an_identity_number_is_kindly_refused_and_the_question_answered() -> None:
    first, second = ask("làm khai sinh hết bao nhiêu, căn cước 060190001234", FOUND).replies
    assert "đừng gửi số căn cước" in first.text and "060190001234" not in first.text
    assert second.text.startswith("Đăng ký khai sinh")


@pytest.mark.parametrize("text", ["0912345678", "mã 000.00.19.H26-250601-0001", "123456789012", "0601900012345"])
def test_other_figures_are_not_remarked_on(text: str) -> None:
    assert "số căn cước" not in text_of(ask(text, FOUND))


def test_a_question_passed_on_is_cautioned_about_once() -> None:
    text = text_of(say("hours", "060190001234 mấy giờ làm", state=ConversationState(question="cham_diem")))
    assert text.count("đừng gửi số căn cước") == 1


def test_an_emergency_comes_first() -> None:
    assert "số căn cước" not in text_of(say("emergency_fire", "cháy nhà, tôi tên A 060190001234", outcome="answer"))
