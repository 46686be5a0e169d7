"""Broadcasts: what was written, its state, and when it is due. Every change of state asks for the state before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.store.broadcasts_records import Broadcast, CalendarBroadcast, ClickCount, ListedBroadcast
from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records

__all__ = ["Broadcast", "CalendarBroadcast", "ClickCount", "ListedBroadcast"]

COLUMNS = frozenset(
    {
        "kind",
        "title",
        "topic",
        "content",
        "frozen",
        "frozen_hash",
        "author_id",
        "approver_id",
        "reason",
        "send_at",
        "latest_start",
        "repeat",
        "next_fire_at",
        "fired",
        "started_at",
        "finished_at",
        "audience_at",
        "spread_to",
        "is_spread",
        "held_until",
        "held_reason",
        "role",
        "returned",
        "returned_reason",
        "approved_plan",
    }
)
"""What `change` may set besides the state."""


def add_broadcast(db: Transaction, now_ms: int, **values: Any) -> int:
    """A new broadcast; returns its id."""
    row = {"created_at": now_ms, "updated_at": now_ms, **values}
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    return int(db.conn.execute(f"INSERT INTO broadcasts ({names}) VALUES ({marks})", row).lastrowid or 0)


def get(store: Store, broadcast_id: int) -> Broadcast | None:
    """One broadcast, or None."""
    return first_record(Broadcast, store.row("SELECT * FROM broadcasts WHERE id = ?", [broadcast_id]))


def change_state(db: Transaction, broadcast_id: int, now_ms: int, *, before: str, after: str, **values: Any) -> bool:
    """Move a broadcast from state `before` to `after` and set columns; False when it was in another state meanwhile."""
    unknown = set(values) - COLUMNS
    if unknown:
        raise ValueError(f"no such columns: {unknown}")
    sets = "".join(f", {name} = :{name}" for name in values)
    cursor = db.conn.execute(
        f"UPDATE broadcasts SET state = :after, updated_at = :now, version = version + 1{sets}"
        " WHERE id = :id AND state = :before",
        {**values, "id": broadcast_id, "before": before, "after": after, "now": now_ms},
    )
    return cursor.rowcount == 1


def set_progress(db: Transaction, broadcast_id: int, spread_to: str | None, is_spread: bool) -> None:
    """How far the rows of a broadcast's people were made: the last person's id."""
    db.conn.execute(
        "UPDATE broadcasts SET spread_to = coalesce(?, spread_to), is_spread = ? WHERE id = ?",
        [spread_to, int(is_spread), broadcast_id],
    )


def hold_until(db: Transaction, broadcast_id: int, until_ms: int | None, reason: str | None) -> None:
    """Send nothing of a broadcast until a moment; None lets it go on."""
    db.conn.execute(
        "UPDATE broadcasts SET held_until = ?, held_reason = ? WHERE id = ?", [until_ms, reason, broadcast_id]
    )


def due_broadcasts(store: Store, now_ms: int, limit: int = 20) -> list[Broadcast]:
    """Planned broadcasts whose time has come, oldest first."""
    return to_records(
        Broadcast,
        store.rows(
            "SELECT * FROM broadcasts WHERE state = 'scheduled' AND role != 'series' AND send_at <= ?"
            " ORDER BY send_at, id LIMIT ?",
            [now_ms, limit],
        ),
    )


def due_series(store: Store, now_ms: int, limit: int = 20) -> list[Broadcast]:
    """Series whose next occurrence has come."""
    return to_records(
        Broadcast,
        store.rows(
            "SELECT * FROM broadcasts WHERE state = 'scheduled' AND role = 'series' AND next_fire_at <= ?"
            " ORDER BY next_fire_at, id LIMIT ?",
            [now_ms, limit],
        ),
    )


def broadcasts_sending(store: Store) -> list[Broadcast]:
    """Broadcasts under way, oldest first."""
    return to_records(Broadcast, store.rows("SELECT * FROM broadcasts WHERE state = 'sending' ORDER BY id"))


def is_any_sending(store: Store) -> bool:
    """Whether a broadcast is under way."""
    return store.row("SELECT 1 FROM broadcasts WHERE state = 'sending' LIMIT 1") is not None


def in_state(store: Store, states: Iterable[str]) -> list[Broadcast]:
    """Every broadcast in one of these states."""
    names = list(states)
    marks = ", ".join("?" for _ in names)
    return to_records(Broadcast, store.rows(f"SELECT * FROM broadcasts WHERE state IN ({marks}) ORDER BY id", names))


def ended_since(store: Store, since_ms: int) -> list[Broadcast]:
    """Broadcasts that were sent or expired since a moment, in the order in which they ended."""
    return to_records(
        Broadcast,
        store.rows(
            "SELECT * FROM broadcasts WHERE state IN ('sent', 'expired') AND updated_at >= ? ORDER BY updated_at, id",
            [since_ms],
        ),
    )


def series_items(store: Store, series_id: int) -> list[Broadcast]:
    """What a rotating series takes turns with, in order."""
    return to_records(
        Broadcast,
        store.rows("SELECT * FROM broadcasts WHERE series_id = ? AND role = 'item' ORDER BY position", [series_id]),
    )


def series_runs(store: Store, series_id: int, limit: int = 50) -> list[Broadcast]:
    """The newest runs of a series."""
    return to_records(
        Broadcast,
        store.rows(
            "SELECT * FROM broadcasts WHERE series_id = ? AND role = 'occurrence' ORDER BY position DESC LIMIT ?",
            [series_id, limit],
        ),
    )


def first_run_at(store: Store, series_id: int) -> int | None:
    """When (ms) the first run of a series was due; None before it."""
    row = store.row(
        "SELECT min(send_at) AS first FROM broadcasts WHERE series_id = ? AND role = 'occurrence'", [series_id]
    )
    return row["first"] if row else None


def next_position(db: Transaction, series_id: int, role: str) -> int:
    """The number after the last item or occurrence of a series."""
    row = db.conn.execute(
        "SELECT coalesce(max(position), 0) + 1 AS next FROM broadcasts WHERE series_id = ? AND role = ?",
        [series_id, role],
    ).fetchone()
    return int(row["next"])


_FILTERS = {
    "state": "b.state = :state",
    "kind": "b.kind = :kind",
    "topic": "b.topic = :topic",
    "author_id": "b.author_id = :author_id",
    "role": "b.role = :role",
    "series_id": "b.series_id = :series_id",
    "since": "coalesce(b.started_at, b.send_at, b.created_at) >= :since",
    "until": "coalesce(b.started_at, b.send_at, b.created_at) < :until",
    "text": "(b.title LIKE :text OR b.content LIKE :text)",
}
_ORDERS = {
    "newest": "b.id DESC",
    "oldest": "b.id",
    "time": "coalesce(b.started_at, b.send_at, b.next_fire_at, b.created_at) DESC, b.id DESC",
    "title": "b.title COLLATE NOCASE, b.id",
}


def search_broadcasts(
    store: Store, filters: Mapping[str, Any], *, order: str = "newest", limit: int = 20, offset: int = 0
) -> tuple[int, list[ListedBroadcast]]:
    """(how many fit, one page of them). `filters`: keys of _FILTERS; `text` is a part of title or words."""
    criteria = {name: value for name, value in filters.items() if value not in (None, "")}
    where = " AND ".join(_FILTERS[name] for name in criteria) or "1"
    values: dict[str, Any] = dict(criteria)
    if "text" in criteria:
        values["text"] = f"%{criteria['text']}%"
    total = store.row(f"SELECT count(*) AS n FROM broadcasts AS b WHERE {where}", values)
    rows = store.rows(
        "SELECT b.*, a.name AS author, p.name AS approver FROM broadcasts AS b"
        " LEFT JOIN officials AS a ON a.id = b.author_id LEFT JOIN officials AS p ON p.id = b.approver_id"
        f" WHERE {where} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return (total["n"] if total else 0), to_records(ListedBroadcast, rows)


def count_by_state(store: Store) -> dict[str, int]:
    """How many broadcasts by state; occurrences count, items of a rotating series too."""
    return {row["state"]: row["n"] for row in store.rows("SELECT state, count(*) AS n FROM broadcasts GROUP BY state")}


def list_between(store: Store, since: int, until: int) -> list[CalendarBroadcast]:
    """Single broadcasts and occurrences that begin from `since` to before `until` (ms), earliest first."""
    return to_records(
        CalendarBroadcast,
        store.rows(
            "SELECT *, coalesce(started_at, send_at, created_at) AS moment FROM broadcasts"
            " WHERE coalesce(started_at, send_at, created_at) >= ? AND coalesce(started_at, send_at, created_at) < ?"
            " AND role IN ('single', 'occurrence') AND coalesce(started_at, send_at) IS NOT NULL"
            " AND state NOT IN ('rejected', 'stopped') ORDER BY moment, id",
            [since, until],
        ),
    )


def planned_series(store: Store) -> list[Broadcast]:
    """Series that still go on."""
    return to_records(
        Broadcast,
        store.rows("SELECT * FROM broadcasts WHERE state = 'scheduled' AND role = 'series' ORDER BY next_fire_at"),
    )


def remove(db: Transaction, broadcast_id: int) -> None:
    """Delete a draft that was never approved, and the items of such a series."""
    db.conn.execute("DELETE FROM broadcasts WHERE series_id = ?", [broadcast_id])
    db.conn.execute("DELETE FROM broadcasts WHERE id = ?", [broadcast_id])


def count_click(db: Transaction, broadcast_id: int, kind: str, target: int, day: str) -> None:
    """One more click on a link or press of a button; who did it is not kept."""
    db.conn.execute(
        "INSERT INTO clicks (broadcast_id, kind, target, day, times) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET times = times + 1",
        [broadcast_id, kind, target, day],
    )


def click_counts(store: Store, broadcast_id: int) -> list[ClickCount]:
    """How often each link was opened and each button pressed: kind, target, times."""
    return to_records(
        ClickCount,
        store.rows(
            "SELECT kind, target, sum(times) AS times FROM clicks WHERE broadcast_id = ? GROUP BY kind, target",
            [broadcast_id],
        ),
    )
