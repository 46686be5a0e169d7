"""Zalo's quote names which of several answers a message is about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.app import AppFixture, Resident

TWO_QUESTIONS = "đăng ký khai sinh cần gì? đăng ký kết hôn cần gì?"


def quotes(person: Resident, message: dict[str, Any], text: str) -> str:
    """Answer a message of the OA; returns what is said to it."""
    person.ward_app.zalo.person_says(person.id, text, message["message_id"])
    return "\n".join(str(answer["text"]) for answer in person.hears())


@pytest.fixture
def resident(ward_app: AppFixture) -> Resident:
    person = ward_app.new_person()
    person.says("chào")
    return person


@pytest.mark.parametrize("name", ["Đăng ký khai sinh", "Đăng ký kết hôn"])
def test_the_quoted_answer_is_spoken_of_again(resident: Resident, name: str) -> None:
    answers = resident.says(TWO_QUESTIONS)
    quoted = next(answer for answer in answers if name in answer["text"])
    assert name in quotes(resident, quoted, "mấy ngày xong")


def test_a_number_means_a_button_of_the_quoted_message(resident: Resident) -> None:
    question = resident.says("tạm trú")[-1]
    assert question["buttons"][0]["title"] == "Đăng ký mới"
    resident.says("đăng ký kết hôn cần gì")
    assert "Đăng ký tạm trú" in quotes(resident, question, "1")


def test_a_quote_of_own_words_changes_nothing(resident: Resident) -> None:
    resident.says("đăng ký kết hôn cần gì")
    own = next(message for message in reversed(resident.talk()) if message["who"] == "person")
    assert "Đăng ký kết hôn" in quotes(resident, own, "mấy ngày xong")
