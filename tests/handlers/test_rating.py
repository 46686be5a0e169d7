from __future__ import annotations

import pytest

from bot.reply import OpenTicket
from bot.turn import State
from tests.handlers.factories import ask, effect, payloads, say, text_of


def test_it_asks_with_five_buttons() -> None:
    assert payloads(say("rating", "đánh giá")) == [f"#danh_gia {number}" for number in range(1, 6)]


@pytest.mark.parametrize(("text", "points"), [("#danh_gia 5", 5), ("#danh_gia 1", 1)])
def test_a_button_is_taken_down(text: str, points: int) -> None:
    ticket = effect(ask(text))
    assert isinstance(ticket, OpenTicket) and (ticket.kind, ticket.rating) == ("rating", points)


def test_a_number_said_at_once_is_taken_down() -> None:
    ticket = effect(say("rating", "cho 5 sao"))
    assert isinstance(ticket, OpenTicket) and ticket.rating == 5


def test_a_number_typed_by_hand_is_taken_down() -> None:
    state = State()
    say("rating", "đánh giá", state=state)
    ticket = effect(ask("4 điểm nha", state=state))
    assert isinstance(ticket, OpenTicket) and ticket.rating == 4


@pytest.mark.parametrize("text", ["#danh_gia 9", "#danh_gia 45", "#danh_gia nhiều"])
def test_anything_else_is_asked_again(text: str) -> None:
    assert effect(ask(text)) is None and "mấy điểm" in text_of(ask(text))


def test_few_points_offer_to_say_why() -> None:
    assert payloads(ask("#danh_gia 2")) == ["#gop_y"]
