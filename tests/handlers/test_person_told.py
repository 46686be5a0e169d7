"""Who asks for an official reads what is true: how many were told, or when somebody is there."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.turn import DeskDuty
from tests.handlers.factories import ZONE, say, text_of

MORNING, NIGHT = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE), datetime(2026, 11, 30, 22, 0, tzinfo=ZONE)
SATURDAY = datetime(2026, 12, 5, 8, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "duty", "words"),
    [
        (MORNING, DeskDuty(2), "Phường đã báo 2 cán bộ."),
        (MORNING, DeskDuty(), "vào danh sách chờ gặp cán bộ"),
        (NIGHT, DeskDuty(1), "đã báo 1 cán bộ trực"),
        (NIGHT, DeskDuty(), "07:30 sáng mai có người xem"),
        (NIGHT, DeskDuty(0, SATURDAY), "thứ Bảy"),
    ],
)
def test_only_what_was_done_is_said(now, duty, words):
    text = text_of(say("talk_to_a_person", now=now, duty=lambda: duty))
    assert words in text
    assert ("đã báo" in text) is (duty.count > 0)
