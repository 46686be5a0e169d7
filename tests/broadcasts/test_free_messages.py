"""Whether Zalo takes more than eight messages without a charge after a person's last one is not known: said, never promised."""

from __future__ import annotations

import pytest

from bot.store import outbox
from tests.broadcasts.hall import Hall


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_FREE_MESSAGES_WARNING": "3"}


def wrote_to(hall: Hall, person_id: str, times: int) -> None:
    """The ward wrote to a person so many times just now."""
    with hall.runtime.store.write() as db:
        for _ in range(times):
            number = outbox.put(db, outbox.Message(person_id, "{}", "x"), hall.clock())
            db.conn.execute("UPDATE outbox SET attempted_at = ? WHERE id = ?", [hall.clock(), number])
            outbox.settle(db, number, "sent", hall.clock(), outcome="sent")


def warned(hall: Hall, kind: str = "consultation") -> list[str]:
    found = hall.room.forecasts.of(kind, hall.draft().message)
    return [warning for warning in found.warnings if "từ lần nhắn gần nhất" in warning]


def test_the_forecast_names_how_many_have_got_many_since_they_wrote(hall: Hall) -> None:
    wrote_to(hall, hall.followers[0], 3)
    wrote_to(hall, hall.followers[1], 2)
    (warning,) = warned(hall)
    assert warning.startswith("1 người đã nhận từ 3 tin")
    assert not warned(hall, "template")


def test_it_says_nothing_of_those_who_wrote_again(hall: Hall) -> None:
    wrote_to(hall, hall.followers[0], 3)
    hall.forward(1000)
    hall.zalo.person_says(hall.followers[0], "cảm ơn")
    hall.town.settle()
    assert not warned(hall)


def test_no_warning_is_made_where_the_setting_turns_it_off(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote_to(hall, hall.followers[0], 9)
    object.__setattr__(hall.runtime.settings, "free_messages_warned", 0)
    assert not warned(hall)
