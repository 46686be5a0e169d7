from __future__ import annotations

from bot.turn import ConversationState, PersonFacts
from tests.handlers.factories import ask, say, text_of, understood

TICKETS = (("PA-7K3F9", "feedback", "open"), ("GY-2ABCD", "proposal", "closed"))
PERSON = PersonFacts(list_tickets=lambda: TICKETS)


def test_the_state_by_code_however_it_is_written() -> None:
    for text in ("#phieu PA-7K3F9", "pa-7k3f9", "phiếu PA-7K3F9 tới đâu rồi"):
        assert "PA-7K3F9 (phản ánh): phường đã nhận" in text_of(ask(text, person=PERSON))


def test_a_code_is_looked_up_whatever_else_it_looks_like() -> None:
    decree = understood("procedure", "answer", procedure="1.001193")
    for text in ("PA-7K3F9", "PA - 7k3f9", "nghị định PA-7K3F9"):
        assert "PA-7K3F9 (phản ánh)" in text_of(ask(text, decree, person=PERSON))


def test_a_code_in_a_report_is_part_of_the_report() -> None:
    state = ConversationState(question="viet_phan_anh")
    text = text_of(ask("phiếu PA-7K3F9 về rác hẻm 12 vẫn chưa ai trả lời", person=PERSON, state=state))
    assert "Phường ghi như thế này" in text
    state = ConversationState(question="viet_phan_anh")
    assert "PA-7K3F9 (phản ánh)" in text_of(ask("PA-7K3F9", person=PERSON, state=state))


def test_all_of_them() -> None:
    for routed in (ask("#phieu", person=PERSON), say("my_tickets", "phiếu của tôi", person=PERSON)):
        text = text_of(routed)
        assert text.count("Phiếu ") == 2 and "đã xong" in text


def test_the_tickets_of_others_are_not_told() -> None:
    assert "không thấy phiếu PA-99999" in text_of(ask("PA-99999", person=PERSON))


def test_none_yet() -> None:
    assert "chưa gửi phiếu nào" in text_of(ask("#phieu"))


def test_talks_with_officials_are_no_tickets_of_the_list() -> None:
    person = PersonFacts(list_tickets=lambda: (("GC-3", "handover", "open"), *TICKETS))
    assert "GC-3" not in text_of(ask("#phieu", person=person))
    only = PersonFacts(list_tickets=lambda: (("GC-3", "handover", "open"),))
    assert "chưa gửi phiếu nào" in text_of(ask("#phieu", person=only))
