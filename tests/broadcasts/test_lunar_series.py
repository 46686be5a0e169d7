"""Series by the lunar calendar: rằm and mùng một of every month, feasts of every year, said as people say them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.broadcasts.drafts import BroadcastDraft, anchor_draft
from bot.broadcasts.message import Message
from bot.broadcasts.recurrence import Holidays, preview_times
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.repeat_texts import describe_repeat
from bot.broadcasts.series_days import RepeatError
from bot.zalo.limits import VIETNAM

START = datetime(2026, 11, 30, 9, tzinfo=VIETNAM)


def days(pattern: str, count: int) -> list[str]:
    return [f"{run:%d/%m/%Y}" for run in preview_times(Repeat(pattern), START, Holidays(), START, 0, count)]


def test_rằm_and_mùng_một_come_every_lunar_month() -> None:
    assert days("lunar:1,15", 5) == ["09/12/2026", "23/12/2026", "08/01/2027", "22/01/2027", "06/02/2027"]


def test_feasts_come_every_year_and_the_last_day_is_the_29th_or_30th() -> None:
    assert days("lunar:10/3", 2) == ["16/04/2027", "04/04/2028"]
    assert days("lunar:1/1,30/12", 4) == ["05/02/2027", "06/02/2027", "25/01/2028", "26/01/2028"]


def test_a_feast_is_not_kept_twice_in_a_repeated_month_but_the_full_moon_is() -> None:
    start = datetime(2028, 5, 1, tzinfo=VIETNAM)  # the fifth month of 2028 comes twice
    feast = preview_times(Repeat("lunar:5/5"), start, Holidays(), start, 0, 2)
    assert [run.year for run in feast] == [2028, 2029]
    moons = preview_times(Repeat("lunar:15"), start, Holidays(), start, 0, 4)
    assert [f"{run:%d/%m}" for run in moons] == ["09/05", "07/06", "07/07", "05/08"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("lunar:1,15", "Mùng 1 và rằm hằng tháng (âm lịch) lúc 08:00"),
        ("lunar:10/3,15/8", "Giỗ Tổ Hùng Vương và Trung thu hằng năm (âm lịch) lúc 08:00"),
        ("lunar:30,20/11", "Ngày cuối tháng hằng tháng và ngày 20 tháng 11 hằng năm (âm lịch) lúc 08:00"),
    ],
)
def test_it_is_said_in_words(pattern: str, words: str) -> None:
    assert describe_repeat(Repeat(pattern)) == words


@pytest.mark.parametrize("pattern", ["lunar:", "lunar:0", "lunar:31", "lunar:1/13", "lunar:1/0", "lunar:x", "lunar:-1"])
def test_a_day_that_is_none_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(RepeatError, match="Lịch âm"):
        Repeat(pattern)


def test_every_second_week_counts_from_the_day_it_was_written() -> None:
    draft = BroadcastDraft("consultation", Message("T"), repeat=Repeat("rrule:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2"))
    assert anchor_draft(draft, 5).send_at == 5
    weekly = BroadcastDraft("consultation", Message("T"), repeat=Repeat("weekly:FRI"))
    assert anchor_draft(weekly, 5) is weekly
