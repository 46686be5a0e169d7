from __future__ import annotations

import pytest

from bot.event import RECEIPTS, Kind
from bot.turn import State
from tests.handlers.factories import ask, send, text_of

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


@pytest.mark.parametrize(("kind", "said"), ANSWERED.items(), ids=list(ANSWERED))
def test_each_kind_gets_a_sensible_answer(kind: Kind, said: str) -> None:
    assert said in text_of(send(kind))


@pytest.mark.parametrize("kind", SILENT)
def test_what_is_no_message_gets_no_answer(kind: Kind) -> None:
    assert send(kind).replies == ()


def test_words_beside_a_picture_are_asked_for_again() -> None:
    assert "chữ đi kèm" in text_of(send(Kind.IMAGE, "mẫu này hả"))


def test_a_message_without_words_is_asked_for_again() -> None:
    assert "bị trống" in text_of(ask("   "))


@pytest.mark.parametrize("kind", [Kind.IMAGE, Kind.LOCATION, Kind.VOICE])
def test_in_the_middle_of_feedback_words_are_asked_for(kind: Kind) -> None:
    state = State()
    ask("#phan_anh", state=state)
    assert "tả bằng chữ" in text_of(send(kind, state=state))
    assert state.question == "viet_phan_anh"
