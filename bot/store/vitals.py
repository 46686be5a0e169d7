"""What /healthz asks of the database: can it be written, and how long has what waits been waiting."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.store.database import Store
from bot.store.outbox import OFFICIAL
from bot.store.records import to_records

PATIENCE_S = 1.0
"""How long another's write is waited for: a health check must answer while the database is locked."""

NEWEST = 200


def write_something(path: Path, now_ms: int) -> None:
    """Make a small write in the database on a connection of its own, not waiting for our own writers.

    Raises sqlite3.Error when it cannot be written (full, read-only, locked, gone). It does not wait for the disk.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"  # a file that is gone must not come to life again
    with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(
            "INSERT INTO notes (key, value) VALUES ('health_write', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [f"{now_ms}"],
        )


def oldest_answer(store: Store) -> int | None:
    """Since when (ms) the oldest answer, of the assistant or an official, waits to be taken by the platform; or None.

    One that an official sends again waits since then; one that rests over the platform's night does not count.
    """
    row = store.row(
        "SELECT min(CASE WHEN outcome IS NULL THEN max(created_at, not_before) ELSE created_at END) AS at FROM ("
        " SELECT created_at, not_before, outcome FROM outbox WHERE state = 'queued' AND priority <= :most"
        " UNION ALL"
        " SELECT created_at, not_before, outcome FROM outbox WHERE state = 'sending' AND priority <= :most"
        ") WHERE outcome IS NOT 'night'",
        {"most": OFFICIAL},
    )
    return row["at"] if row else None


def has_sent_since(store: Store, since_ms: int) -> bool:
    """Whether one of the newest messages was taken by the platform after a moment and never spoken of again."""
    row = store.row(
        "SELECT 1 FROM outbox WHERE id > (SELECT max(id) FROM outbox) - ? AND state = 'sent' AND attempted_at > ?"
        " LIMIT 1",
        [NEWEST, since_ms],
    )
    return row is not None


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long one answer took in ms: from the question until the platform took it, and from then until its receipt, if any."""

    answered_ms: int
    received_ms: int | None


def newest_answer_times(store: Store) -> list[AnswerTime]:
    """The times of the newest answers that the platform took."""
    return to_records(
        AnswerTime,
        store.rows(
            "SELECT max(0, o.attempted_at - i.received_at) AS answered_ms,"
            " (SELECT max(0, r.at - o.attempted_at) FROM receipts AS r"
            "  WHERE r.message_id = o.message_id AND r.kind = 'received') AS received_ms"
            " FROM outbox AS o JOIN inbox AS i ON i.id = o.event_id WHERE o.id > (SELECT max(id) FROM outbox) - ?"
            " AND o.state IN ('sent', 'delivered', 'seen') AND o.attempts = 1",
            [NEWEST],
        ),
    )
