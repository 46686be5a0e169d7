"""Proposed changes of single runs of a series. Times in ms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """A run (`run_at`) to leave out (`to_at` None) or to move; `title` is the series', `proposer` a name, None when gone."""

    id: int
    series_id: int
    run_at: int
    to_at: int | None
    reason: str
    state: str
    proposed_by: int
    proposed_at: int
    title: str
    proposer: str | None


_SELECT = (
    "SELECT c.*, b.title, o.name AS proposer FROM series_changes AS c JOIN broadcasts AS b ON b.id = c.series_id"
    " LEFT JOIN officials AS o ON o.id = c.proposed_by WHERE "
)


def add(db: Transaction, series_id: int, run_at: int, to_at: int | None, reason: str, by: int, now_ms: int) -> int:
    """Keep a proposal; an open one for the same run is replaced. Returns its id."""
    db.conn.execute(
        "DELETE FROM series_changes WHERE series_id = ? AND run_at = ? AND state = 'proposed'", [series_id, run_at]
    )
    return int(
        db.conn.execute(
            "INSERT INTO series_changes (series_id, run_at, to_at, reason, proposed_by, proposed_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [series_id, run_at, to_at, reason, by, now_ms],
        ).lastrowid
        or 0
    )


def decide(db: Transaction, change_id: int, state: str, by: int, now_ms: int) -> bool:
    """Approve or refuse an open proposal; False when it was decided meanwhile."""
    return (
        db.conn.execute(
            "UPDATE series_changes SET state = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'proposed'",
            [state, by, now_ms, change_id],
        ).rowcount
        == 1
    )


def get(store: Store, change_id: int) -> SeriesChange | None:
    """One proposal, or None."""
    return first_record(SeriesChange, store.row(f"{_SELECT} c.id = ?", [change_id]))


def list_open(store: Store, now_ms: int) -> list[SeriesChange]:
    """Proposals of series under way whose run is still ahead, the next run first."""
    return to_records(
        SeriesChange,
        store.rows(
            f"{_SELECT} c.state = 'proposed' AND c.run_at > ? AND b.state = 'scheduled' ORDER BY c.run_at, c.id",
            [now_ms],
        ),
    )
