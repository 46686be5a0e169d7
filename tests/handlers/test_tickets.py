from __future__ import annotations

from bot.turn import PersonFacts
from tests.handlers.factories import ask, text_of

PERSON = PersonFacts(tickets=(("PA-7K3F9", "feedback", "open"), ("GY-2ABCD", "proposal", "closed")))


def test_the_state_by_code_however_it_is_written() -> None:
    for text in ("#phieu PA-7K3F9", "pa-7k3f9", "phiếu PA-7K3F9 tới đâu rồi"):
        assert "PA-7K3F9 (phản ánh): phường đã nhận" in text_of(ask(text, person=PERSON))


def test_all_of_them() -> None:
    said = text_of(ask("#phieu", person=PERSON))
    assert said.count("Phiếu ") == 2 and "đã xong" in said


def test_the_tickets_of_others_are_not_told() -> None:
    assert "không thấy phiếu PA-99999" in text_of(ask("PA-99999", person=PERSON))


def test_none_yet() -> None:
    assert "chưa gửi phiếu nào" in text_of(ask("#phieu"))
