"""Durable events: insert once, claim by person, done or dead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from bot.event import NOBODYS_TURN, Event
from bot.store.database import Store

_NOBODYS = ", ".join(f"'{kind}'" for kind in sorted(NOBODYS_TURN))


def insert(db: Database, group: Sequence[tuple[Event, bytes]]) -> set[str]:
    """Record events as they came, in one statement; returns the keys of those that were not there already."""
    rows = ", ".join(["(?, ?, ?, ?, ?, ?, 'new')"] * len(group))
    values = [
        value for event, body in group
        for value in (event.key, event.name, event.kind.value, event.person_id, event.received_at, body)
    ]  # fmt: skip
    found = db.conn.execute(
        f"INSERT OR IGNORE INTO inbox (key, name, kind, person_id, received_at, body, state) VALUES {rows} RETURNING key",
        values,
    ).fetchall()
    return {row["key"] for row in found}


def claim_person(db: Database, person_id: str, owner: str) -> list[sqlite3.Row]:
    """Take all waiting events of one person, oldest first; empty while another worker has some of theirs."""
    busy = db.conn.execute(
        "SELECT 1 FROM inbox WHERE person_id = ? AND state = 'working' "
        f"AND kind NOT IN ({_NOBODYS}) LIMIT 1", [person_id]
    ).fetchone()  # fmt: skip
    if busy:
        return []
    rows = db.conn.execute(
        "UPDATE inbox SET state = 'working', owner = ? WHERE id IN ("
        f" SELECT id FROM inbox WHERE state = 'new' AND person_id = ? AND kind NOT IN ({_NOBODYS})"
        " ORDER BY id LIMIT 50) RETURNING id, key, name, kind, received_at, body",
        [owner, person_id],
    ).fetchall()
    return sorted(rows, key=lambda row: int(row["id"]))


def claim_unowned(db: Database, owner: str, limit: int) -> list[sqlite3.Row]:
    """Take waiting events that are nobody's turn: receipts, labels, and events without a person."""
    rows = db.conn.execute(
        "UPDATE inbox SET state = 'working', owner = ? WHERE id IN ("
        f" SELECT id FROM inbox WHERE state = 'new' AND (person_id IS NULL OR kind IN ({_NOBODYS}))"
        " ORDER BY id LIMIT ?) RETURNING id, key, name, kind, received_at, body",
        [owner, limit],
    ).fetchall()
    return sorted(rows, key=lambda row: int(row["id"]))


def has_unowned(store: Store) -> bool:
    """Whether `claim_unowned` would find anything."""
    return (
        store.row(f"SELECT 1 FROM inbox WHERE state = 'new' AND (person_id IS NULL OR kind IN ({_NOBODYS})) LIMIT 1")
        is not None
    )


def waiting_people(store: Store) -> list[sqlite3.Row]:
    """(person_id, first, last, count) of every person with waiting events; times of receipt in ms."""
    return store.rows(
        "SELECT person_id, min(received_at) AS first, max(received_at) AS last, count(*) AS count FROM inbox"
        f" WHERE state = 'new' AND person_id IS NOT NULL AND kind NOT IN ({_NOBODYS})"
        " GROUP BY person_id ORDER BY min(id)"
    )


def finish(db: Database, ids: Sequence[int], owner: str, now_ms: int) -> bool:
    """Mark claimed events done; False (and nothing may be committed) when they are no longer this owner's."""
    marks = ", ".join("?" * len(ids))
    cursor = db.conn.execute(
        f"UPDATE inbox SET state = 'done', owner = NULL, done_at = ? WHERE id IN ({marks})"
        " AND state = 'working' AND owner = ?",
        [now_ms, *ids, owner],
    )
    return cursor.rowcount == len(ids)


def put_back(db: Database, ids: Sequence[int], owner: str) -> None:
    """Let claimed events wait again."""
    marks = ", ".join("?" * len(ids))
    db.conn.execute(
        f"UPDATE inbox SET state = 'new', owner = NULL WHERE id IN ({marks}) AND state = 'working' AND owner = ?",
        [*ids, owner],
    )


def bury(db: Database, event_id: int, error: str, now_ms: int) -> None:
    """Keep an event that could not be handled, with its error, for an official to see."""
    db.conn.execute(
        "UPDATE inbox SET state = 'dead', owner = NULL, error = ?, done_at = ? WHERE id = ?",
        [error, now_ms, event_id],
    )


def bury_waiting(db: Database, error: str, now_ms: int) -> None:
    """Handle nothing that waits; an official may let each be handled again."""
    db.conn.execute(
        "UPDATE inbox SET state = 'dead', owner = NULL, error = ?, done_at = ? WHERE state IN ('new', 'working')",
        [error, now_ms],
    )


def revive(db: Database, event_id: int) -> bool:
    """Let a dead event be handled again; False when it is not dead."""
    cursor = db.conn.execute(
        "UPDATE inbox SET state = 'new', error = NULL, done_at = NULL WHERE id = ? AND state = 'dead'", [event_id]
    )
    return cursor.rowcount == 1


def working_owners(store: Store) -> set[str]:
    """Every owner that has events in hand."""
    return {row["owner"] for row in store.rows("SELECT DISTINCT owner FROM inbox WHERE state = 'working'")}


def release(db: Database, owners: Iterable[str]) -> int:
    """Give back what owners that are gone had in hand; returns how many events wait again."""
    total = 0
    for owner in owners:
        total += db.conn.execute(
            "UPDATE inbox SET state = 'new', owner = NULL WHERE state = 'working' AND owner = ?", [owner]
        ).rowcount
    return total


def counts(store: Store) -> dict[str, int]:
    """How many events are new, working, dead."""
    row = store.row(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') AS new,"
        " (SELECT count(*) FROM inbox WHERE state = 'working') AS working,"
        " (SELECT count(*) FROM inbox WHERE state = 'dead') AS dead"
    )
    return dict(row) if row else {}


def oldest_waiting(store: Store) -> int | None:
    """When the oldest event not yet handled was received (ms), or None."""
    row = store.row(
        "SELECT min(at) AS at FROM (SELECT min(received_at) AS at FROM inbox WHERE state = 'new'"
        " UNION ALL SELECT min(received_at) FROM inbox WHERE state = 'working')"
    )
    return row["at"] if row else None


def dead(store: Store, limit: int = 50) -> list[sqlite3.Row]:
    """Events that could not be handled, newest first."""
    return store.rows(
        "SELECT id, name, person_id, received_at, error FROM inbox WHERE state = 'dead' ORDER BY id DESC LIMIT ?",
        [limit],
    )


def of_person(store: Store, person_id: str, limit: int = 200, before: int | None = None) -> list[sqlite3.Row]:
    """The newest events of one person with their bodies, oldest first; only those before the id `before` if given."""
    rows = store.rows(
        "SELECT id, name, kind, received_at, body, state FROM inbox WHERE person_id = ? AND body IS NOT NULL"
        f" AND kind NOT IN ({_NOBODYS}) AND id < coalesce(?, 9223372036854775807) ORDER BY id DESC LIMIT ?",
        [person_id, before, limit],
    )
    return rows[::-1]


def forget_person(db: Database, person_id: str) -> None:
    """Empty the bodies of a person's events; their identities stay, so that repeats are still known."""
    db.conn.execute("UPDATE inbox SET body = NULL WHERE person_id = ?", [person_id])


def forget_before(db: Database, before_ms: int) -> int:
    """Delete finished events received before a moment; returns how many."""
    return db.conn.execute("DELETE FROM inbox WHERE state = 'done' AND received_at < ?", [before_ms]).rowcount
