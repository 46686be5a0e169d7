"""The consultation window and the night."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.zalo.limits import HOUR_MS, MINUTE_MS, VIETNAM, Window, is_night, night_end, window

NOW = 1_763_900_000_000
DAY = 24 * HOUR_MS


@pytest.mark.parametrize(
    ("message_age", "interaction_age", "expected"),
    [
        (0, None, Window.FREE),
        (48 * HOUR_MS - 10 * MINUTE_MS, None, Window.FREE),
        (48 * HOUR_MS - 10 * MINUTE_MS + 1, None, Window.PAID),
        (None, 0, Window.PAID),
        (8 * DAY, HOUR_MS, Window.PAID),
        (HOUR_MS, 8 * DAY, Window.FREE),
        (7 * DAY - 10 * MINUTE_MS, None, Window.PAID),
        (7 * DAY - 10 * MINUTE_MS + 1, None, Window.CLOSED),
        (None, 7 * DAY, Window.CLOSED),
        (None, None, Window.CLOSED),
        (-HOUR_MS, None, Window.FREE),
    ],
)
def test_the_window(message_age, interaction_age, expected):
    ago = [None if age is None else NOW - age for age in (message_age, interaction_age)]
    assert window(NOW, *ago) is expected


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("21:54:59", False),
        ("21:55:00", True),
        ("23:59:59", True),
        ("00:00:00", True),
        ("06:04:59", True),
        ("06:05:00", False),
    ],
)
def test_the_night_in_vietnam(moment, night):
    assert is_night(datetime.fromisoformat(f"2026-11-23T{moment}+07:00")) is night


def test_the_night_is_reckoned_in_vietnam_whatever_the_zone():
    assert is_night(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
    assert not is_night(datetime(2026, 11, 23, 0, 0, tzinfo=UTC))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        is_night(datetime(2026, 11, 23, 12, 0))


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-23T22:30:00", "2026-11-24T06:05:00"),
        ("2026-12-31T23:00:00", "2027-01-01T06:05:00"),
        ("2026-11-23T03:00:00", "2026-11-23T06:05:00"),
        ("2026-11-23T12:00:00", "2026-11-23T12:00:00"),
    ],
)
def test_when_the_night_ends(moment, end):
    assert night_end(datetime.fromisoformat(moment + "+07:00")) == datetime.fromisoformat(end).replace(tzinfo=VIETNAM)
