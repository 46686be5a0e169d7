"""Messages on their way out: queue, claim, outcome. A row that may have gone out is never queued again by program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store

STATES = ("queued", "sending", "sent", "delivered", "seen", "failed", "expired", "cancelled", "unknown")
REPLY, OFFICIAL, BULK = 0, 1, 5
"""Priorities: a reply to a resident always overtakes bulk messages."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to put in the outbox. `fingerprint` recognises its echo (see bot.outbox.fingerprint)."""

    person_id: str
    reply: str
    fingerprint: str
    kind: str = "consultation"
    priority: int = REPLY
    event_id: int | None = None
    official_id: int | None = None
    delivery_id: int | None = None


def put(db: Database, message: Message, now_ms: int, not_before: int = 0) -> int:
    """Queue a message; returns its id. Messages of one person leave in the order of their ids."""
    cursor = db.conn.execute(
        "INSERT INTO outbox (person_id, event_id, official_id, delivery_id, kind, priority, reply, fingerprint, state,"
        " created_at, not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)",
        [
            message.person_id, message.event_id, message.official_id, message.delivery_id, message.kind,
            message.priority, message.reply, message.fingerprint, now_ms, not_before or now_ms,
        ],
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def claim(db: Database, owner: str, now_ms: int, limit: int) -> list[sqlite3.Row]:
    """Take the next messages: by priority, then age, and none whose person has an earlier one still open.

    One from the future (the clock was set back) does not wait for its time to come again.
    """
    rows = db.conn.execute(
        "UPDATE outbox SET state = 'sending', owner = ?, attempted_at = ?, attempts = attempts + 1 WHERE id IN ("
        " SELECT id FROM outbox AS mine WHERE state = 'queued' AND (not_before <= ? OR created_at > ?) AND NOT EXISTS ("
        "  SELECT 1 FROM outbox AS earlier WHERE earlier.person_id = mine.person_id AND earlier.id < mine.id"
        "  AND earlier.state IN ('queued', 'sending') AND earlier.priority <= mine.priority)"
        " ORDER BY priority, id LIMIT ?)"
        " RETURNING id, person_id, delivery_id, kind, priority, reply, fingerprint, attempts, attempted_at, created_at",
        [owner, now_ms, now_ms, now_ms, limit],
    ).fetchall()
    return sorted(rows, key=lambda row: (row["priority"], row["id"]))


def next_due(store: Store, now_ms: int) -> int | None:
    """When the next queued message may leave (ms), or None when nothing is queued."""
    row = store.row(
        "SELECT min(CASE WHEN created_at > ? THEN 0 ELSE not_before END) AS at FROM outbox WHERE state = 'queued'",
        [now_ms],
    )
    return row["at"] if row else None


def settle(
    db: Database, message_id: int, state: str, now_ms: int, *,
    platform_id: str | None = None, outcome: str | None = None, code: str | None = None, note: str | None = None,
) -> None:  # fmt: skip
    """Write how a send ended. `platform_id` is the id the platform gave; receipts that came first are taken over."""
    db.conn.execute(
        "UPDATE outbox SET state = ?, owner = NULL, message_id = coalesce(?, message_id), outcome = ?, code = ?,"
        " note = ?, settled_at = ? WHERE id = ?",
        [state, platform_id, outcome, code, note, now_ms, message_id],
    )
    if platform_id:
        for row in db.conn.execute("SELECT kind, at FROM receipts WHERE message_id = ?", [platform_id]).fetchall():
            _advance(db, platform_id, row["kind"], row["at"])


def requeue(db: Database, message_id: int, not_before: int, outcome: str, code: str | None) -> None:
    """Queue again what was certainly not sent."""
    db.conn.execute(
        "UPDATE outbox SET state = 'queued', owner = NULL, not_before = ?, outcome = ?, code = ? WHERE id = ?",
        [not_before, outcome, code, message_id],
    )


def resend(db: Database, message_id: int, now_ms: int) -> bool:
    """An official decides to send an unknown or failed message again; False when it is neither.

    Nor one of a broadcast that stands still, or that its person got, or is getting, by a later message.
    """
    cursor = db.conn.execute(
        "UPDATE outbox SET state = 'queued', not_before = ?, outcome = NULL, note = NULL"
        " WHERE id = ? AND state IN ('unknown', 'failed') AND reply IS NOT NULL AND (delivery_id IS NULL OR EXISTS ("
        "  SELECT 1 FROM deliveries AS d JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.id = outbox.delivery_id"
        "  AND d.state IN ('unknown', 'failed') AND b.state NOT IN ('paused', 'stopped')))",
        [now_ms, message_id],
    )
    return cursor.rowcount == 1


def sending_owners(store: Store) -> set[str]:
    """Every owner with calls under way."""
    return {row["owner"] for row in store.rows("SELECT DISTINCT owner FROM outbox WHERE state = 'sending'")}


def doubt(db: Database, owners: Iterable[str], now_ms: int) -> int:
    """Calls of owners that are gone may have reached the platform: mark them unknown, settle what receipts prove."""
    total = 0
    for owner in owners:
        rows = db.conn.execute(
            "UPDATE outbox SET state = 'unknown', owner = NULL, outcome = 'unknown', note = 'interrupted',"
            " settled_at = ? WHERE state = 'sending' AND owner = ? RETURNING id",
            [now_ms, owner],
        ).fetchall()
        for row in rows:
            adopt_echo(db, row["id"])
        total += len(rows)
    return total


def adopt_echo(db: Database, message_id: int) -> bool:
    """Settle an unknown message by an echo that came before it was known to be unknown; True when one fits.

    Same person, same text, not before the attempt, not the echo of another message (platform.md 14).
    """
    row = db.conn.execute(
        "SELECT r.message_id, r.at FROM outbox AS o JOIN receipts AS r ON r.kind = 'sent'"
        " AND r.person_id = o.person_id AND r.fingerprint = o.fingerprint AND r.at >= o.attempted_at - 5000"
        " WHERE o.id = ? AND o.state = 'unknown'"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.message_id = r.message_id) ORDER BY r.at LIMIT 1",
        [message_id],
    ).fetchone()
    if row is None:
        return False
    settle(db, message_id, "sent", row["at"], platform_id=row["message_id"], outcome="sent", note="by_receipt")
    return True


def note_receipt(
    db: Database, platform_id: str, kind: str, at: int, person_id: str | None = None, fingerprint: str | None = None
) -> None:
    """Keep a receipt (sent, received, seen) and move the message it speaks of; it may come before the call's answer."""
    db.conn.execute(
        "INSERT OR IGNORE INTO receipts (message_id, kind, at, person_id, fingerprint) VALUES (?, ?, ?, ?, ?)",
        [platform_id, kind, at, person_id, fingerprint],
    )
    if kind != "sent":
        _advance(db, platform_id, kind, at)
        return
    if not db.conn.execute("SELECT 1 FROM outbox WHERE state = 'unknown' LIMIT 1").fetchone():
        return  # an echo tells news only where a message's fate is unknown
    _advance(db, platform_id, kind, at)
    unsure = db.conn.execute(
        "SELECT id FROM outbox WHERE person_id = ? AND state = 'unknown' AND fingerprint = ? ORDER BY id LIMIT 1",
        [person_id, fingerprint],
    ).fetchone()
    if unsure:
        adopt_echo(db, unsure["id"])


def _advance(db: Database, platform_id: str, kind: str, at: int) -> None:
    """Move a message forward by a receipt, never back: seen implies delivered implies sent."""
    target, before = {
        "sent": ("sent", "('unknown')"),
        "received": ("delivered", "('sent', 'unknown')"),
        "seen": ("seen", "('sent', 'delivered', 'unknown')"),
    }[kind]
    db.conn.execute(
        f"UPDATE outbox SET state = ?, outcome = 'sent', settled_at = ? WHERE message_id = ? AND state IN {before}",
        [target, at, platform_id],
    )


def counts(store: Store) -> dict[str, int]:
    """How many messages wait, are being sent, are unknown, failed."""
    row = store.row(
        "SELECT (SELECT count(*) FROM outbox WHERE state = 'queued') AS queued,"
        " (SELECT count(*) FROM outbox WHERE state = 'sending') AS sending,"
        " (SELECT count(*) FROM outbox WHERE state = 'unknown') AS unknown,"
        " (SELECT count(*) FROM outbox WHERE state = 'failed') AS failed"
    )
    return dict(row) if row else {}


def troubled(store: Store, limit: int = 50) -> list[sqlite3.Row]:
    """Messages whose fate is unknown or that were refused, newest first."""
    return store.rows(
        "SELECT id, person_id, state, outcome, code, note, created_at, attempted_at, reply FROM outbox"
        " WHERE id IN (SELECT id FROM outbox WHERE state = 'unknown' UNION ALL"
        "  SELECT id FROM outbox WHERE state = 'failed') ORDER BY id DESC LIMIT ?",
        [limit],
    )


def unsettled(store: Store, before_ms: int, limit: int = 20) -> list[sqlite3.Row]:
    """Unknown messages to a person attempted before a moment, oldest first."""
    return store.rows(
        "SELECT id, person_id, reply, attempted_at FROM outbox WHERE state = 'unknown' AND attempted_at < ?"
        " AND note IS NOT 'not_found' AND kind = 'consultation' ORDER BY attempted_at LIMIT ?",
        [before_ms, limit],
    )


def of_person(store: Store, person_id: str, limit: int = 200, before: int | None = None) -> list[sqlite3.Row]:
    """The newest messages to one person, oldest first, with the name of the official who wrote; see inbox.of_person."""
    rows = store.rows(
        "SELECT m.id, m.created_at, m.official_id, m.kind, m.reply, m.state, m.outcome, m.note, o.name AS official"
        " FROM outbox AS m LEFT JOIN officials AS o ON o.id = m.official_id WHERE m.person_id = ?"
        " AND m.reply IS NOT NULL AND m.id < coalesce(?, 9223372036854775807) ORDER BY m.id DESC LIMIT ?",
        [person_id, before, limit],
    )
    return rows[::-1]


def consultations_since(store: Store, person_id: str, since_ms: int) -> int:
    """How many consultation messages left for a person since a moment (ms), or may have."""
    row = store.row(
        "SELECT count(*) AS n FROM outbox WHERE person_id = ? AND kind = 'consultation' AND attempted_at >= ?"
        " AND state IN ('sent', 'delivered', 'seen', 'unknown')",
        [person_id, since_ms],
    )
    return int(row["n"]) if row else 0


def doubt_queued(db: Database, note: str, now_ms: int) -> None:
    """What waits may have gone out already: name it unknown. Messages of broadcasts: `deliveries.recall` first."""
    db.conn.execute(
        "UPDATE outbox SET state = 'unknown', owner = NULL, outcome = 'unknown', note = ?, settled_at = ?,"
        " attempted_at = coalesce(attempted_at, created_at) WHERE state IN ('queued', 'sending')",
        [note, now_ms],
    )


def forget_person(db: Database, person_id: str) -> None:
    """Empty the texts sent to a person; what already waits to leave still leaves."""
    db.conn.execute(
        "UPDATE outbox SET reply = NULL WHERE person_id = ? AND state NOT IN ('queued', 'sending')", [person_id]
    )


def forget_before(db: Database, before_ms: int) -> int:
    """Delete settled messages and receipts from before a moment; returns how many messages."""
    db.conn.execute("DELETE FROM receipts WHERE at < ?", [before_ms])
    return db.conn.execute(
        "DELETE FROM outbox WHERE created_at < ? AND state NOT IN ('queued', 'sending')", [before_ms]
    ).rowcount
