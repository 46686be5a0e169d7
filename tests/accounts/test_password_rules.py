"""A password that a guesser tries first is refused, with what to do; a short sentence is taken."""

from __future__ import annotations

import pytest

from bot.accounts.password_rules import COMMON_PATH, find_weakness


def weakness_of(password: str) -> str:
    return find_weakness(password, email="thu.ha@phuong.example.vn", name="Phạm Thu Hà")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngắn quá", "từ 10 ký tự"),
        ("dài " * 60, "dài quá 200"),
        (" " * 10, "khoảng trắng"),
        ("\u200b" * 12, "khoảng trắng"),
        ("a   b   c  ", "khoảng trắng"),
        ("a" * 10, "lặp lại"),
        ("abcabcabcabc", "lặp lại"),
        ("1212121212", "lặp lại"),
        ("1234567890", "phím liền nhau"),
        ("0987654321", "phím liền nhau"),
        ("qwertyuiop", "phím liền nhau"),
        ("abcdefghijk", "phím liền nhau"),
        ("0912 345 678", "chữ số"),
        ("079123456789", "chữ số"),
        ("thu.ha@phuong.example.vn", "của chính anh/chị"),
        ("Thu.Ha@2026", "của chính anh/chị"),
        ("Phạm Thu Hà 1", "của chính anh/chị"),
        ("password123!", "nhiều người dùng"),
        ("Sunshine2026", "nhiều người dùng"),
        ("Mật khẩu 123", "nhiều người dùng"),
        ("ubndphuong2026", "nhiều người dùng"),
        ("1q2w3e4r5t6y", "nhiều người dùng"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, reason: str) -> None:
    assert reason in weakness_of(password)


@pytest.mark.parametrize(
    "password",
    [
        "một câu rất dễ nhớ",
        "bien-buom-cat-chai-dua-gio-123",
        "xe đạp màu xanh lá",
        "Tr0i!mua?hom-qua",
        "hà nội mưa phùn tháng ba",
    ],
)
def test_a_short_sentence_will_do(password: str) -> None:
    assert weakness_of(password) == ""


def test_the_bundled_list_says_where_it_comes_from() -> None:
    lines = COMMON_PATH.read_text(encoding="ascii").splitlines()
    assert "MIT" in lines[1] and len(lines) > 20_000 and lines[2:] == sorted(set(lines[2:]))
