from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.content.models import Holiday
from tests.handlers.factories import ZONE, say, text_of, words

ASKED = {
    "a holiday": ("mai có làm không", "Ngày mai (thứ Ba, ngày 24/11/2026), phường nghỉ: Ngày Văn hóa Việt Nam."),
    "a weekday": ("thu 4 co lam ko", "Thứ Tư, ngày 25/11/2026, phường làm việc 07:30–11:30, 13:30–17:00."),
    "Saturday": ("thứ bảy có làm không", "Thứ Bảy, ngày 28/11/2026, phường nghỉ cuối tuần."),
    "today by name": ("thứ hai làm tới mấy giờ", "Thứ Hai, ngày 23/11/2026, phường làm việc"),
    "figures": ("ngày 24/11 có làm không", "Ngày mai (thứ Ba, ngày 24/11/2026), phường nghỉ"),
    "figures of next year": ("2/9 có làm không", "Thứ Năm, ngày 02/09/2027, phường nghỉ: Quốc khánh."),
    "figures in words": ("30 tháng 4 nghỉ hông", "Thứ Sáu, ngày 30/04/2027, phường nghỉ: Ngày Chiến thắng."),
    "figures with a year": ("ngày 25-11-2026 làm không", "Thứ Tư, ngày 25/11/2026, phường làm việc"),
    "holidays": ("tết nghỉ mấy ngày", "• 01/01/2027: Tết Dương lịch"),
    "holidays only proposed": ("nghỉ tết", "• 08/02/2027–12/02/2027: Tết Nguyên đán Đinh Mùi (lịch chưa chốt)"),
}


@pytest.mark.parametrize(("text", "sentence"), ASKED.values(), ids=ASKED)
def test_the_day_that_is_asked_about_comes_first(text: str, sentence: str) -> None:
    answer = text_of(say("hours", text))
    assert sentence in answer
    assert answer.index(sentence) < answer.index("Giờ thường lệ")


def test_no_day_named_starts_with_now() -> None:
    assert text_of(say("hours", "mấy giờ làm")).startswith("Theo giờ thường lệ, bây giờ")


@pytest.mark.parametrize(
    "text", ["có trực 24/7 không", "ngày 31/2 có làm không", "23/11/2020 có làm không", "1/13 làm"]
)
def test_figures_that_name_no_day_ahead_start_with_now(text: str) -> None:
    assert text_of(say("hours", text)).startswith("Theo giờ thường lệ, bây giờ")


def test_a_proposed_day_off_is_said_to_be_open() -> None:
    text = text_of(say("hours", "mai có làm không", now=datetime(2027, 2, 3, 9, tzinfo=ZONE)))
    assert text.startswith("Ngày mai (thứ Năm, ngày 04/02/2027) có thể nghỉ")


@pytest.mark.parametrize("question", ["thứ bảy có làm không", "tết có làm không"])
def test_make_up_work_is_said(question: str) -> None:
    makeup = replace(words(), holidays=(Holiday(date(2026, 11, 28), "Làm bù", working=True, certain=True),))
    assert "làm" in text_of(say("hours", question, content=makeup)).splitlines()[0 if "bảy" in question else 1]


def test_no_holiday_ahead_says_only_the_hours() -> None:
    assert text_of(say("hours", "tết nghỉ không", content=replace(words(), holidays=()))).startswith("Theo giờ")
