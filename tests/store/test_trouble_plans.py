"""The lists of what went wrong never read the whole queues, however long these are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import Store, failures
from bot.store.failures import FailureQuery
from tests.store.plans import plans


@pytest.mark.parametrize(
    "query",
    [
        FailureQuery(),
        FailureQuery(text="sau"),
        FailureQuery(text="0001", state="failed"),
        FailureQuery(state="expired"),
        FailureQuery(is_oldest_first=True),
    ],
)
@pytest.mark.parametrize("read", [failures.messages, failures.events])
def test_an_index_finds_what_went_wrong(tmp_path: Path, read, query) -> None:
    store = Store(tmp_path / "ward.db")
    steps = [step for _, step in plans(store.db.conn, lambda: read(store, query))]
    store.close()
    assert any("inbox_dead" in step or "outbox_failed" in step or "outbox_dropped" in step for step in steps), steps
    assert not any(step in ("SCAN m", "SCAN i", "SCAN outbox", "SCAN inbox") for step in steps), steps
