"""Whether Zalo takes more than eight messages without a charge after a person's last one is not known: said, never promised."""

from __future__ import annotations

import pytest

from bot.store import outbox
from tests.support.broadcasts import BroadcastFixture


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_FREE_MESSAGES_WARNING": "3"}


def wrote_to(broadcast_ward: BroadcastFixture, person_id: str, times: int) -> None:
    """The ward wrote to a person so many times just now."""
    with broadcast_ward.runtime.store.write() as db:
        for _ in range(times):
            number = outbox.put(db, outbox.NewMessage(person_id, "{}", "x"), broadcast_ward.clock())
            db.conn.execute("UPDATE outbox SET attempted_at = ? WHERE id = ?", [broadcast_ward.clock(), number])
            outbox.settle(db, number, "sent", broadcast_ward.clock(), outcome="sent")


def warned(broadcast_ward: BroadcastFixture, kind: str = "consultation") -> list[str]:
    forecast = broadcast_ward.room.forecasts.of(kind, broadcast_ward.draft().message)
    return [warning for warning in forecast.warnings if "từ lần nhắn gần nhất" in warning]


def test_the_forecast_names_how_many_have_got_many_since_they_wrote(broadcast_ward: BroadcastFixture) -> None:
    wrote_to(broadcast_ward, broadcast_ward.followers[0], 3)
    wrote_to(broadcast_ward, broadcast_ward.followers[1], 2)
    (warning,) = warned(broadcast_ward)
    assert warning.startswith("1 người đã nhận từ 3 tin")
    assert not warned(broadcast_ward, "template")


def test_it_says_nothing_of_those_who_wrote_again(broadcast_ward: BroadcastFixture) -> None:
    wrote_to(broadcast_ward, broadcast_ward.followers[0], 3)
    broadcast_ward.forward(1000)
    broadcast_ward.zalo.person_says(broadcast_ward.followers[0], "cảm ơn")
    broadcast_ward.ward_app.settle()
    assert not warned(broadcast_ward)


def test_no_warning_is_made_where_the_setting_turns_it_off(
    broadcast_ward: BroadcastFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote_to(broadcast_ward, broadcast_ward.followers[0], 9)
    object.__setattr__(broadcast_ward.runtime.settings, "free_messages_warned", 0)
    assert not warned(broadcast_ward)
