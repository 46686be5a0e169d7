from __future__ import annotations

from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, understood, words
from tests.handlers.rounds import birth, with_rounds


def test_a_life_event_is_told_in_order_with_its_procedures() -> None:
    state = ConversationState()
    routed = ask("…", understood("life_event", "answer", topic="con_moi_sinh"), content=with_rounds(), state=state)
    text = text_of(routed)
    assert text.startswith("Chúc mừng anh/chị.")
    assert (
        text.index("1. Khai sinh") < text.index("2. Thường trú") < text.index("cả hai.") < text.index("Nguồn: Luật thử")
    )
    assert payloads(routed) == ["#thu_tuc 1.001193", "#thu_tuc 1.004222", "#gap_can_bo"]
    assert (state.topic, state.procedure) == ("con_moi_sinh", "1.001193")


def test_a_long_one_is_told_in_several_bubbles_each_with_its_own_buttons() -> None:
    long = birth("Một câu vừa phải cho dài. " * 18)
    routed = ask("#viec_doi con_moi_sinh", content=with_rounds(long))
    assert len(routed.replies) == 2
    assert all(len(reply.text) <= 900 for reply in routed.replies)
    assert [button.say for button in routed.replies[0].buttons] == ["#thu_tuc 1.001193"]
    assert routed.replies[-1].buttons[-1].say == "#gap_can_bo"


def test_without_one_it_says_which_there_are() -> None:
    for sentence in ("#viec_doi", "#viec_doi khong_co"):
        routed = ask(sentence, content=with_rounds())
        assert "• Con mới sinh" in text_of(routed) and "#viec_doi con_moi_sinh" in payloads(routed)


def test_every_life_event_of_the_ward_fits_and_has_no_open_blank() -> None:
    for event in words().life_events.values():
        routed = ask(f"#viec_doi {event.id}")
        assert "{" not in text_of(routed)
        assert all(len(reply.text) <= 900 and len(reply.buttons) <= 5 for reply in routed.replies), event.id
