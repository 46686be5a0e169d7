"""Durable events: inserted once, claimed by person, then done or failed (state "dead")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.event import BACKGROUND_EVENTS, Event, Kind
from bot.store import recent_events
from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records

BURST = 50
"""Most events of one person handled in one pass."""

_BACKGROUND = ", ".join(f"'{kind}'" for kind in sorted(BACKGROUND_EVENTS))
_NOT_IN_TALK = ", ".join(f"'{kind}'" for kind in sorted(BACKGROUND_EVENTS - {Kind.OFFICIAL}))
"""Kinds of events that are no part of a talk, as an SQL list."""

SUSPECT = 2
"""After so many attempts that broke off, the next one is the last."""
_WAITING_BACKGROUND = f"FROM inbox WHERE state = 'new' AND (person_id IS NULL OR kind IN ({_BACKGROUND}))"


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event that a worker has taken to handle. `attempts` counts this time; `received_at` is in ms since 1970."""

    id: int
    key: str
    name: str
    kind: str
    received_at: int
    body: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class TalkEvent:
    """An event of one person's talk with its body, for officials to read."""

    id: int
    name: str
    kind: str
    received_at: int
    body: bytes
    state: str


@dataclass(frozen=True, slots=True)
class UnclaimedPerson:
    """A person with events to handle: how many, and when the first and the last of them were received (ms)."""

    person_id: str
    first_at: int
    last_at: int
    events: int


def insert_events(db: Transaction, group: Sequence[tuple[Event, bytes]]) -> set[str]:
    """Record events as they came, in one statement; returns the keys of those that were not there already."""
    rows = ", ".join(["(?, ?, ?, ?, ?, ?, 'new')"] * len(group))
    values = [
        value
        for event, body in group
        for value in (event.key, event.name, event.kind.value, event.person_id, event.received_at, body)
    ]
    inserted = db.conn.execute(
        "INSERT OR IGNORE INTO inbox (key, name, kind, person_id, received_at, body, state)"
        f" VALUES {rows} RETURNING key",
        values,
    ).fetchall()
    return {row["key"] for row in inserted}


def claim_person(db: Transaction, person_id: str, owner: str, *, takes_suspects: bool = True) -> list[ClaimedEvent]:
    """Take all waiting events of one person, oldest first; empty while another owner has some of theirs.

    An event whose handling broke off before is taken alone, so that its fault does not affect others.
    An owner runs one turn of a person at a time, so events it still has were left by a turn that broke off and could
    not put them back (full disk): they are taken too. `attempts` counts this time. Without `takes_suspects` a person whose
    oldest event is one (SUSPECT) waits.
    """
    busy = db.conn.execute(
        "SELECT 1 FROM inbox WHERE person_id = ? AND state = 'working' AND owner <> ? "
        f"AND kind NOT IN ({_BACKGROUND}) LIMIT 1",
        [person_id, owner],
    ).fetchone()
    if busy:
        return []
    one = f"SELECT id, attempts FROM inbox WHERE state = '{{}}' AND person_id = ? AND kind NOT IN ({_BACKGROUND})"
    waiting = f"FROM ({one.format('new')} UNION ALL {one.format('working')}) ORDER BY id LIMIT"
    first = db.conn.execute(f"SELECT attempts {waiting} 1", [person_id, person_id]).fetchone()
    if first and first["attempts"] >= SUSPECT and not takes_suspects:
        return []
    rows = db.conn.execute(
        f"UPDATE inbox SET state = 'working', owner = ?, attempts = attempts + 1 WHERE id IN (SELECT id {waiting} ?)"
        " RETURNING id, key, name, kind, received_at, body, attempts",
        [owner, person_id, person_id, 1 if first and first["attempts"] else BURST],
    ).fetchall()
    return sorted(to_records(ClaimedEvent, rows), key=lambda event: event.id)


def claim_background(db: Transaction, owner: str, limit: int, *, takes_suspects: bool = True) -> list[ClaimedEvent]:
    """Take waiting events that need no answer: receipts, labels, and events without a person.

    An event whose handling broke off before is taken alone, as in `claim_person`. `attempts` counts this time. Without
    `takes_suspects` those (SUSPECT) wait.
    """
    waiting = _WAITING_BACKGROUND if takes_suspects else f"{_WAITING_BACKGROUND} AND attempts < {SUSPECT}"
    first = db.conn.execute(f"SELECT attempts {waiting} ORDER BY id LIMIT 1").fetchone()
    if first is None:
        return []
    condition, most = ("", 1) if first["attempts"] else ("AND attempts = 0", limit)
    rows = db.conn.execute(
        "UPDATE inbox SET state = 'working', owner = ?, attempts = attempts + 1"
        f" WHERE id IN (SELECT id {waiting} {condition} ORDER BY id LIMIT ?)"
        " RETURNING id, key, name, kind, received_at, body, attempts",
        [owner, most],
    ).fetchall()
    return sorted(to_records(ClaimedEvent, rows), key=lambda event: event.id)


def has_background(store: Store) -> bool:
    """Whether `claim_background` would find anything."""
    return store.row(f"SELECT 1 {_WAITING_BACKGROUND} LIMIT 1") is not None


def waiting_people(store: Store, owner: str) -> list[UnclaimedPerson]:
    """Every person with events that wait, or that `owner` has claimed; in the order of their oldest events."""
    rows = store.rows(
        "SELECT person_id, min(received_at) AS first_at, max(received_at) AS last_at, count(*) AS events FROM ("
        f" SELECT id, person_id, received_at FROM inbox WHERE state = 'new' AND kind NOT IN ({_BACKGROUND})"
        "  UNION ALL"
        f" SELECT id, person_id, received_at FROM inbox WHERE state = 'working' AND kind NOT IN ({_BACKGROUND})"
        "  AND owner = ?) WHERE person_id IS NOT NULL GROUP BY person_id ORDER BY min(id)",
        [owner],
    )
    return to_records(UnclaimedPerson, rows)


def mark_done(db: Transaction, ids: Sequence[int], owner: str, now_ms: int) -> bool:
    """Mark claimed events done, emptying those of a person erased meanwhile.

    False (and nothing may be committed) when they are no longer this owner's.
    """
    marks = ", ".join("?" * len(ids))
    cursor = db.conn.execute(
        "UPDATE inbox SET state = 'done', owner = NULL, done_at = ?, body = iif(erase_when_done, NULL, body)"
        f" WHERE id IN ({marks})"
        " AND state = 'working' AND owner = ?",
        [now_ms, *ids, owner],
    )
    return cursor.rowcount == len(ids)


def put_back(db: Transaction, ids: Sequence[int], owner: str, *, is_attempt: bool) -> None:
    """Let claimed events wait again; `is_attempt` tells whether this counts as one of their attempts."""
    marks = ", ".join("?" * len(ids))
    db.conn.execute(
        "UPDATE inbox SET state = 'new', owner = NULL, attempts = attempts - ?"
        f" WHERE id IN ({marks}) AND state = 'working' AND owner = ?",
        [int(not is_attempt), *ids, owner],
    )


_FAILED = (
    "state = iif(erase_when_done, 'done', 'dead'), owner = NULL, error = iif(erase_when_done, NULL, ?), done_at = ?,"
    " body = iif(erase_when_done, NULL, body)"
)
"""The new columns of an event that cannot be handled; of a person erased meanwhile nothing is kept."""


def mark_failed(db: Transaction, event_id: int, error: str, now_ms: int) -> None:
    """Keep an event that could not be handled, with its error, for an official to see."""
    db.conn.execute(f"UPDATE inbox SET {_FAILED} WHERE id = ?", [error, now_ms, event_id])


def mark_waiting_failed(db: Transaction, error: str, now_ms: int) -> None:
    """Mark everything that waits as failed; an official may let each event be handled again."""
    db.conn.execute(f"UPDATE inbox SET {_FAILED} WHERE state IN ('new', 'working')", [error, now_ms])


def retry(db: Transaction, event_id: int) -> bool:
    """Let a failed event be handled again; False when it has not failed."""
    cursor = db.conn.execute(
        "UPDATE inbox SET state = 'new', error = NULL, done_at = NULL, attempts = 0"
        " WHERE id = ? AND state = 'dead' AND body IS NOT NULL",
        [event_id],
    )
    return cursor.rowcount == 1


def working_owners(store: Store) -> set[str]:
    """Every owner that has events in hand."""
    return {row["owner"] for row in store.rows("SELECT DISTINCT owner FROM inbox WHERE state = 'working'")}


def release_owners(db: Transaction, owners: Iterable[str]) -> int:
    """Give back what owners that are gone had in hand; returns how many events wait again."""
    total = 0
    for owner in owners:
        total += db.conn.execute(
            "UPDATE inbox SET state = 'new', owner = NULL WHERE state = 'working' AND owner = ?", [owner]
        ).rowcount
    return total


def count_by_state(store: Store) -> dict[str, int]:
    """How many events are new, working, dead."""
    row = store.row(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') AS new,"
        " (SELECT count(*) FROM inbox WHERE state = 'working') AS working,"
        " (SELECT count(*) FROM inbox WHERE state = 'dead') AS dead"
    )
    return dict(row) if row else {}


def oldest_waiting(store: Store) -> int | None:
    """When the oldest event of any kind not yet handled was received (ms), or None; receipts and labels count too."""
    row = store.row(
        "SELECT min(at) AS at FROM (SELECT min(received_at) AS at FROM inbox WHERE state = 'new'"
        " UNION ALL SELECT min(received_at) FROM inbox WHERE state = 'working')"
    )
    return row["at"] if row else None


def note_kind(db: Transaction, event_id: int, kind: Kind) -> None:
    """Correct the kind of an event."""
    db.conn.execute("UPDATE inbox SET kind = ? WHERE id = ?", [kind.value, event_id])


def of_person(store: Store, person_id: str, limit: int = 200, before: int | None = None) -> list[TalkEvent]:
    """The newest events of one person's talk with their bodies, oldest first; with `before` only those before that id.

    What officials wrote in the platform's own page is among them.
    """
    rows = store.rows(
        "SELECT id, name, kind, received_at, body, state FROM inbox WHERE person_id = ? AND body IS NOT NULL"
        f" AND NOT erase_when_done AND kind NOT IN ({_NOT_IN_TALK}) AND id < coalesce(?, 9223372036854775807)"
        " ORDER BY id DESC LIMIT ?",
        [person_id, before, limit],
    )
    return to_records(TalkEvent, rows[::-1])


def of_message(store: Store, person_id: str, message_id: str) -> TalkEvent | None:
    """The event with which the platform's message `message_id` came from this person, or None."""
    row = store.row(
        "SELECT id, name, kind, received_at, body, state FROM inbox WHERE person_id = ? AND body IS NOT NULL"
        " AND NOT erase_when_done AND substr(key, -length(?)) = ? LIMIT 1",
        [person_id, f":{message_id}", f":{message_id}"],
    )
    return first_record(TalkEvent, row)


def forget_person(db: Transaction, person_id: str) -> None:
    """Empty the bodies of a person's events; their identities stay, so that repeats are still known.

    What still waits or is in hand is handled first and emptied then; what could not be handled is given up.
    """
    db.conn.execute(
        "UPDATE inbox SET state = 'done', body = NULL, error = NULL WHERE person_id = ? AND state IN ('done', 'dead')",
        [person_id],
    )
    db.conn.execute(
        "UPDATE inbox SET erase_when_done = 1 WHERE person_id = ? AND state IN ('new', 'working')", [person_id]
    )


def forget_before(db: Transaction, before_ms: int) -> int:
    """Delete events received before a moment, finished or given up; returns how many."""
    count = db.conn.execute(
        "DELETE FROM inbox WHERE state IN ('done', 'dead') AND received_at < ?", [before_ms]
    ).rowcount
    if count:
        recent_events.note_heard(db)
    return count
