"""What officials' pages ask of everybody is answered by an index alone: rows of people and tickets hold whole talks and letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Store, audiences, deliveries, reporting
from bot.store.eligibility import EligibilityRule
from tests.store.plans import plans

VALUES = EligibilityRule(
    "consultation", "y-te", paid_since=1, day_since=1, week_since=1, weekly_cap=3, needs_window=True
)
READS: dict[str, tuple[str, Callable[[Store], object]]] = {
    "a forecast": (
        "COVERING INDEX people_audience",
        lambda store: deliveries.forecast_audience(store, {}, VALUES, free_since=1, now_ms=1),
    ),
    "an audience's size": (
        "COVERING INDEX people_audience",
        lambda store: audiences.size(store, {"window_open": True}, 1),
    ),
    "tickets of a report": ("COVERING INDEX tickets_by_time", lambda store: reporting.list_tickets(store, 1, 2)),
    "who came and left by the day": (
        "COVERING INDEX follow_events_by_time",
        lambda store: reporting.count_follow_changes(store, [(1, 2), (2, 3)]),
    ),
}


@pytest.mark.parametrize("name", READS)
def test_an_index_alone_answers(tmp_path: Path, name: str) -> None:
    index, read = READS[name]
    store = Store(tmp_path / "ward.db")
    steps = plans(store.db.conn, lambda: read(store))
    store.close()
    plan = [step for _, step in steps]
    assert len({statement for statement, _ in steps}) == 1
    assert any(step.endswith(index) or f"{index} (" in step for step in plan), plan
    if name == "tickets of a report":
        assert not any("TEMP B-TREE" in step for step in plan), plan
