from __future__ import annotations

from typing import Any

import pytest

from bot.event import RECEIPTS, Kind
from bot.reply import AddToTicket, OpenTicket
from bot.turn import ConversationState
from tests.handlers.factories import ask, effect, payloads, send, text_of

ANSWERED = {
    Kind.IMAGE: "chưa đọc được ảnh",
    Kind.VOICE: "chưa nghe được",
    Kind.VIDEO: "chưa xem được video",
    Kind.FILE: "không nhận hồ sơ qua Zalo",
    Kind.LINK: "không mở đường dẫn",
    Kind.CONTACT: "không lưu danh thiếp",
    Kind.STICKER: "gõ vài chữ",
    Kind.GIF: "gõ vài chữ",
    Kind.LOCATION: "Trung tâm Phục vụ hành chính công",
    Kind.SHARED_INFO: "Cảm ơn",
}
SILENT = [Kind.OTHER, Kind.REACTION, Kind.UNFOLLOW, Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED, *sorted(RECEIPTS)]


@pytest.mark.parametrize(("kind", "sentence"), ANSWERED.items(), ids=list(ANSWERED))
def test_each_kind_gets_a_sensible_answer(kind: Kind, sentence: str) -> None:
    assert sentence in text_of(send(kind))


@pytest.mark.parametrize("kind", SILENT)
def test_what_is_no_message_gets_no_answer(kind: Kind) -> None:
    assert send(kind).replies == ()


def test_a_message_without_words_is_asked_for_again() -> None:
    assert "bị trống" in text_of(ask("   "))


SENT = {
    Kind.IMAGE: ({"url": "https://zalo.example/a.jpg"}, "Ảnh: https://zalo.example/a.jpg"),
    Kind.VOICE: ({"url": "https://zalo.example/a.amr"}, "Tin thoại: https://zalo.example/a.amr"),
    Kind.VIDEO: ({"url": "https://zalo.example/a.mp4"}, "Video: https://zalo.example/a.mp4"),
    Kind.LOCATION: ({"latitude": 10.93, "longitude": 108.1}, "Vị trí: 10.93, 108.1"),
}


@pytest.mark.parametrize(("kind", "attachment", "line"), [(kind, *rest) for kind, rest in SENT.items()], ids=list(SENT))
def test_what_is_sent_with_a_report_is_kept_by_its_address(kind: Kind, attachment: dict[str, Any], line: str) -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    assert "tả bằng chữ" in text_of(send(kind, attachment=attachment, state=state))
    ask("đèn đường hẻm 12 tắt cả tuần nay", state=state)
    ticket = effect(ask("#gui_phan_anh", state=state))
    assert isinstance(ticket, OpenTicket)
    assert ticket.text == f"đèn đường hẻm 12 tắt cả tuần nay\n{line}"


def test_a_picture_before_sending_is_added_and_the_question_stays() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    ask("đèn đường hẻm 12 tắt cả tuần nay", state=state)
    routed = send(Kind.IMAGE, attachment=SENT[Kind.IMAGE][0], state=state)
    assert "Gửi cho cán bộ nhé" in text_of(routed)
    assert "#gui_phan_anh" in payloads(routed)


def test_a_picture_right_after_sending_joins_the_ticket() -> None:
    state = ConversationState(question_data={"ticket": "PA-22222"})
    routed = send(Kind.IMAGE, attachment=SENT[Kind.IMAGE][0], state=state)
    assert effect(routed) == AddToTicket("PA-22222", SENT[Kind.IMAGE][1])


def test_a_picture_without_a_report_is_explained() -> None:
    assert "chưa đọc được ảnh" in text_of(send(Kind.IMAGE, attachment=SENT[Kind.IMAGE][0]))


def test_what_has_no_address_is_asked_for_in_words() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    assert "tả bằng chữ" in text_of(send(Kind.CONTACT, state=state))
    assert state.question == "viet_phan_anh"
