"""Urgent broadcasts: two officials, any hour, the public page until it is over."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from bot.broadcasts.drafts import BroadcastError
from bot.broadcasts.urgent_notices import reminder_of
from tests.support.broadcasts import HOUR, BroadcastFixture

WORDS = {"urgent_reason": "Hồ xả lũ trong đêm, phải báo trước", "public_hours": 24}


@pytest.fixture
def environment() -> dict[str, str]:
    return {"QUIET_HOURS": "21:00-07:00", "BROADCASTS_PER_PERSON_PER_WEEK": "1"}


def home(ward: BroadcastFixture) -> str:
    return requests.get(f"{ward.ward_app.url}/", timeout=10).text


def urgent(ward: BroadcastFixture, text: str = "Nước lên, bà con ven sông dời đồ đạc.", **fields: Any) -> int:
    return ward.approved(ward.draft(text, "urgent", **(WORDS | fields)))


def test_it_leaves_at_night_and_over_the_weekly_cap_and_stands_on_the_public_page(
    broadcast_ward: BroadcastFixture,
) -> None:
    ward = broadcast_ward
    ward.runs(ward.approved())
    ward.forward(11 * HOUR)  # 23:00
    usual = ward.approved()
    ward.room.feeder.tick()
    assert ward.state(usual) == "scheduled"
    ward.runs(urgent(ward))
    ward.ward_app.settle()
    assert set(ward.got(ward.followers).values()) == {2}
    assert "Nước lên" in home(ward) and "Thông báo khẩn" in home(ward)
    ward.forward(25 * HOUR)
    assert "Nước lên" not in home(ward)


def test_when_it_is_over_the_same_people_are_told_and_the_notice_goes(broadcast_ward: BroadcastFixture) -> None:
    ward = broadcast_ward
    broadcast_id = urgent(ward)
    message = reminder_of(broadcast_id, ward.room.lifecycle.draft_of(ward.room.lifecycle.get(broadcast_id)).message)
    assert message.title == "Đã hết: Lịch làm việc" and message.urgent_reason
    fields = {name: value for name, value in message.as_dict().items() if name not in ("text", "buttons", "title")}
    urgent(ward, "Nước đã rút.", **fields)
    assert "Nước đã rút" in home(ward) and "Nước lên" not in home(ward)


def test_nobody_sends_it_alone_nor_without_a_reason(broadcast_ward: BroadcastFixture) -> None:
    ward = broadcast_ward
    broadcast_id = ward.room.lifecycle.create(ward.draft(kind="urgent", public_hours=24), ward.approver)
    with pytest.raises(BroadcastError, match="lý do gửi cả trong giờ yên tĩnh"):
        ward.room.lifecycle.submit(broadcast_id, ward.approver)
    own = ward.room.lifecycle.create(ward.draft(kind="urgent", **WORDS), ward.approver)
    ward.room.lifecycle.submit(own, ward.approver)
    with pytest.raises(BroadcastError, match="không được tự duyệt"):
        ward.room.lifecycle.approve(own, ward.approver)
    assert "Chào" not in home(ward).split("hero")[0]


def test_a_stop_takes_it_from_the_public_page(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = urgent(broadcast_ward, send_at=broadcast_ward.runtime.clock() + HOUR)
    assert "Nước lên" in home(broadcast_ward)
    broadcast_ward.room.lifecycle.stop(broadcast_id, broadcast_ward.author)
    assert "Nước lên" not in home(broadcast_ward)
