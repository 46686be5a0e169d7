from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.content import Content
from bot.content.models import Office
from tests.handlers.factories import ZONE, ask, payloads, say, text_of, words

TIMES = {
    "open": (datetime(2026, 11, 23, 9), "đang làm việc, tới 11:30 hôm nay"),
    "lunch": (datetime(2026, 11, 23, 12), "giờ nghỉ trưa. 13:30 hôm nay"),
    "before": (datetime(2026, 11, 23, 6), "07:30 hôm nay phường mở cửa"),
    "before a holiday": (datetime(2026, 11, 23, 18), "làm việc lại 07:30 thứ Tư, ngày 25/11/2026"),
    "evening": (datetime(2026, 11, 25, 18), "làm việc lại 07:30 sáng mai"),
    "holiday": (datetime(2026, 11, 24, 9), "phường nghỉ: Ngày Văn hóa Việt Nam"),
    "weekend": (datetime(2026, 11, 28, 9), "nghỉ cuối tuần. Phường làm việc lại 07:30 thứ Hai, ngày 30/11/2026"),
    "unsure": (datetime(2027, 2, 8, 9), "lịch chưa chốt"),
    "before an unsure day": (datetime(2027, 2, 3, 18), "Lịch nghỉ sắp tới chưa chốt"),
}


def filled_in() -> Content:
    counter = Office("Trung tâm", "1 đường Hoa", "02523800000", "https://maps.example/a")
    return replace(words(), ward=replace(words().ward, counter=counter, hotline="02523811111"))


@pytest.mark.parametrize(("now", "sentence"), TIMES.values(), ids=TIMES)
def test_hours_say_whether_the_counter_is_open_now(now: datetime, sentence: str) -> None:
    assert sentence in text_of(say("hours", now=now.replace(tzinfo=ZONE)))


def test_hours_nobody_confirmed_are_marked() -> None:
    assert "chưa xác nhận" in text_of(say("hours"))
    ward = words().ward
    sure = replace(words(), ward=replace(ward, hours=replace(ward.hours, confirmed=True, saturday_morning=True)))
    text = text_of(say("hours", content=sure))
    assert "chưa xác nhận" not in text and "Sáng thứ Bảy có nhận hồ sơ" in text


@pytest.mark.parametrize("intent", ["address", "phone", "map"])
def test_what_is_not_filled_in_is_said_to_be_unknown(intent: str) -> None:
    routed = say(intent)
    assert "chưa cập nhật" in text_of(routed) and "#gap_can_bo" in payloads(routed)


def test_what_is_filled_in_is_shown_with_buttons() -> None:
    text = text_of(say("address", content=filled_in()))
    assert "1 đường Hoa" in text and "02523800000" in text and "02523811111" in text
    assert payloads(say("address", content=filled_in()))[:2] == ["https://maps.example/a", "02523800000"]
    assert "https://maps.example/a" in text_of(say("map", content=filled_in()))


def test_the_address_carries_the_notice_of_the_merger() -> None:
    assert "Từ 01/7/2025" in text_of(say("address"))


def test_contact_without_an_entry_gives_the_phones() -> None:
    assert text_of(say("contact", outcome="answer")) == text_of(say("phone"))
    assert payloads(ask("#dien_thoai")) == ["#gio_lam_viec", "#gap_can_bo"]
