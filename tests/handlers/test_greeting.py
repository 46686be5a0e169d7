from __future__ import annotations

from bot.event import Kind
from tests.handlers.factories import ask, payloads, say, send, stranger, text_of

MENU = ["#viec_hay_hoi", "#cach_nop", "#gio_lam_viec", "#phan_anh", "#gap_can_bo"]


def test_the_introduction_says_who_what_is_kept_and_how_to_delete_it() -> None:
    text = text_of(ask("#gioi_thieu"))
    for part in ("máy trả lời tự động", "lưu mã Zalo và tin nhắn", "xóa dữ liệu", "phường Phan Thiết", "gặp cán bộ"):
        assert part in text
    assert len(text) <= 900


def test_a_greeting_is_answered_with_the_menu() -> None:
    routed = say("greeting", "chào")
    assert text_of(routed).startswith("Chào anh/chị") and payloads(routed) == MENU


def test_right_after_the_introduction_the_greeting_is_not_repeated() -> None:
    assert not text_of(say("greeting", "chào", person=stranger())).startswith("Chào")


def test_a_new_follower_is_thanked() -> None:
    assert "Cảm ơn" in text_of(send(Kind.FOLLOW))


def test_opening_the_chat_shows_the_menu() -> None:
    assert payloads(send(Kind.OPENED_CHAT)) == MENU


def test_what_it_can_do() -> None:
    assert "bưu điện" in text_of(say("what_can_you_do"))


def test_the_most_asked_procedures() -> None:
    commands = payloads(ask("#viec_hay_hoi"))
    assert commands[0] == "#thu_tuc 1.001193" and len(commands) == 5
