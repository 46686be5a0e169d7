"""Messages on their way out: queue, claim, outcome. A row that may have gone out is never queued again by program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.store.database import Store, Transaction
from bot.store.outbox_records import BULK, OFFICIAL, REPLY, REPLY_KIND, NewMessage, OutboxMessage
from bot.store.records import to_records

__all__ = ["BULK", "OFFICIAL", "REPLY", "REPLY_KIND", "NewMessage", "OutboxMessage"]

STATES = ("queued", "sending", "sent", "delivered", "seen", "failed", "expired", "cancelled", "unknown")
ECHO_MS = 3_600_000
"""How long after a refused attempt an echo may still show that the message went out."""


def put(db: Transaction, message: NewMessage, now_ms: int, not_before: int = 0) -> int:
    """Queue a message; returns its id. Messages of one person leave in the order of their ids."""
    cursor = db.conn.execute(
        "INSERT INTO outbox (person_id, event_id, official_id, delivery_id, kind, priority, reply, fingerprint, state,"
        " created_at, not_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)",
        [
            message.person_id,
            message.event_id,
            message.official_id,
            message.delivery_id,
            message.kind,
            message.priority,
            message.reply,
            message.fingerprint,
            now_ms,
            not_before or now_ms,
        ],
    )
    return int(cursor.lastrowid or 0)


def put_sending(db: Transaction, message: NewMessage, owner: str, now_ms: int) -> int:
    """Write down a message whose call begins now, past the queue; returns its id."""
    message_id = put(db, message, now_ms)
    db.conn.execute(
        "UPDATE outbox SET state = 'sending', owner = ?, attempted_at = ?, attempts = 1 WHERE id = ?",
        [owner, now_ms, message_id],
    )
    return message_id


def claim(db: Transaction, owner: str, now_ms: int, limit: int) -> list[OutboxMessage]:
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
    return sorted(to_records(OutboxMessage, rows), key=lambda message: (message.priority, message.id))


def next_due(store: Store, now_ms: int) -> int | None:
    """When the next queued message may leave (ms), or None when nothing is queued."""
    row = store.row(
        "SELECT min(CASE WHEN created_at > ? THEN 0 ELSE not_before END) AS at FROM outbox WHERE state = 'queued'",
        [now_ms],
    )
    return row["at"] if row else None


def reply_of(store: Store, person_id: str, platform_id: str) -> str | None:
    """The content of the message that went to this person under the platform's id; None for any other id."""
    row = store.row("SELECT reply FROM outbox WHERE message_id = ? AND person_id = ?", [platform_id, person_id])
    return row["reply"] if row else None


def settle(
    db: Transaction,
    message_id: int,
    state: str,
    now_ms: int,
    *,
    platform_id: str | None = None,
    outcome: str | None = None,
    code: str | None = None,
    note: str | None = None,
    fingerprint: str | None = None,
) -> None:
    """Write how a send ended. `platform_id` is the id the platform gave; receipts that came first are taken over.

    `fingerprint` replaces the one the message was queued with: it left in other words.
    """
    db.conn.execute(
        "UPDATE outbox SET state = ?, owner = NULL, message_id = coalesce(?, message_id), outcome = ?, code = ?,"
        " note = ?, settled_at = ?, fingerprint = coalesce(?, fingerprint) WHERE id = ?",
        [state, platform_id, outcome, code, note, now_ms, fingerprint, message_id],
    )
    if state == "failed":
        match_echo(db, message_id)
    if platform_id:
        for row in db.conn.execute("SELECT kind, at FROM receipts WHERE message_id = ?", [platform_id]).fetchall():
            _advance_state(db, platform_id, row["kind"], row["at"])


def settle_sent(
    db: Transaction, message_id: int, platform_id: str | None, fingerprint: str | None, now_ms: int
) -> None:
    """Write that the platform took a message; see `settle`."""
    settle(db, message_id, "sent", now_ms, platform_id=platform_id, outcome="sent", fingerprint=fingerprint)


def set_fingerprint(db: Transaction, message_id: int, fingerprint: str) -> None:
    """Replace the fingerprint: the message left in other words than it was queued with."""
    db.conn.execute("UPDATE outbox SET fingerprint = ? WHERE id = ?", [fingerprint, message_id])


def requeue(db: Transaction, message_id: int, not_before: int, outcome: str, code: str | None) -> None:
    """Queue again what was certainly not sent."""
    db.conn.execute(
        "UPDATE outbox SET state = 'queued', owner = NULL, not_before = ?, outcome = ?, code = ? WHERE id = ?",
        [not_before, outcome, code, message_id],
    )


def sending_owners(store: Store) -> set[str]:
    """Every owner with calls under way."""
    return {row["owner"] for row in store.rows("SELECT DISTINCT owner FROM outbox WHERE state = 'sending'")}


def mark_unknown(db: Transaction, owners: Iterable[str], now_ms: int) -> int:
    """Mark the calls of owners that are gone as unknown: they may have reached the platform. Receipts settle some."""
    return sum(_mark_unknown(db, "owner = ?", owner, now_ms) for owner in owners)


def mark_calls_unknown(db: Transaction, ids: Iterable[int], now_ms: int) -> int:
    """The same for single messages whose calls ended without a written result."""
    return sum(_mark_unknown(db, "id = ?", message_id, now_ms) for message_id in ids)


def _mark_unknown(db: Transaction, which: str, value: object, now_ms: int) -> int:
    rows = db.conn.execute(
        "UPDATE outbox SET state = 'unknown', owner = NULL, outcome = 'unknown', note = 'interrupted',"
        f" settled_at = ? WHERE state = 'sending' AND {which} RETURNING id",
        [now_ms, value],
    ).fetchall()
    for row in rows:
        match_echo(db, row["id"])
    return len(rows)


def sending_ids(store: Store, owner: str) -> set[int]:
    """The messages `owner` has marked as being sent."""
    return {row["id"] for row in store.rows("SELECT id FROM outbox WHERE state = 'sending' AND owner = ?", [owner])}


def give_back(db: Transaction, ids: Iterable[int]) -> None:
    """Queue again what was claimed and never handed to the platform."""
    for message_id in ids:
        db.conn.execute(
            "UPDATE outbox SET state = 'queued', owner = NULL, attempts = attempts - 1"
            " WHERE id = ? AND state = 'sending'",
            [message_id],
        )


def match_echo(db: Transaction, message_id: int) -> bool:
    """Settle an unknown or refused message by its echo, whichever came first; True when one fits.

    It fits when person and text are the same, it is not older than the attempt, and not the echo of another message.
    An echo overrides a refusal (docs/zalo/platform.md 14), unless it came long after or a message of the same words is
    under way.
    """
    row = db.conn.execute(
        "SELECT r.message_id, r.at FROM outbox AS o JOIN receipts AS r ON r.kind = 'sent'"
        " AND r.person_id = o.person_id AND r.fingerprint = o.fingerprint AND r.at >= o.attempted_at - 5000"
        " WHERE o.id = ? AND (o.state = 'unknown' OR o.state = 'failed' AND r.at < o.attempted_at + ? AND NOT EXISTS ("
        "  SELECT 1 FROM outbox AS mine WHERE mine.person_id = o.person_id AND mine.fingerprint = o.fingerprint"
        "  AND mine.state = 'sending'))"
        " AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.message_id = r.message_id) ORDER BY r.at LIMIT 1",
        [message_id, ECHO_MS],
    ).fetchone()
    if row is None:
        return False
    settle(db, message_id, "sent", row["at"], platform_id=row["message_id"], outcome="sent", note="by_receipt")
    return True


def note_receipt(
    db: Transaction, platform_id: str, kind: str, at: int, person_id: str | None = None, fingerprint: str | None = None
) -> None:
    """Keep a receipt (sent, received, seen) and move the message it speaks of; it may come before the call's answer."""
    db.conn.execute(
        "INSERT OR IGNORE INTO receipts (message_id, kind, at, person_id, fingerprint) VALUES (?, ?, ?, ?, ?)",
        [platform_id, kind, at, person_id, fingerprint],
    )
    if kind != "sent":
        _advance_state(db, platform_id, kind, at)
        return
    doubtful = (
        "SELECT 1 FROM outbox WHERE state = 'unknown' UNION ALL SELECT 1 FROM outbox WHERE state = 'failed' LIMIT 1"
    )
    if not db.conn.execute(doubtful).fetchone():
        return  # an echo tells news only where a message's fate is unknown or was said to be bad
    _advance_state(db, platform_id, kind, at)
    unsure = db.conn.execute(
        "SELECT id, state FROM outbox WHERE person_id = ? AND state IN ('unknown', 'failed', 'sending') AND fingerprint = ?"
        " AND attempted_at - 5000 <= ? ORDER BY state = 'failed', attempted_at DESC, id DESC LIMIT 1",
        [person_id, fingerprint, at],
    ).fetchone()
    if unsure and unsure["state"] != "sending":  # of the same words under way, the end of the call looks for the echo
        match_echo(db, unsure["id"])


def knows_message(db: Transaction, person_id: str, platform_ids: Sequence[str], fingerprint: str) -> bool:
    """Whether a message of ours has one of these ids, or has none yet but went to this person with this text."""
    marks = ", ".join("?" * len(platform_ids))
    query = (
        f"SELECT 1 FROM outbox WHERE message_id IN ({marks}) UNION ALL"
        " SELECT 1 FROM outbox WHERE person_id = ? AND state = 'sending'"
        "  AND fingerprint = ? UNION ALL"
        " SELECT 1 FROM outbox WHERE person_id = ? AND state = 'unknown' AND fingerprint = ? AND message_id IS NULL"
        " LIMIT 1"
    )
    return db.conn.execute(query, [*platform_ids, *[person_id, fingerprint] * 2]).fetchone() is not None


def is_ahead(db: Transaction, person_id: str, fingerprint: str) -> bool:
    """Whether a message of a broadcast with this text waits for its first attempt to this person."""
    query = (
        "SELECT 1 FROM outbox WHERE person_id = ? AND state = 'queued' AND delivery_id IS NOT NULL AND attempts = 0"
        " AND fingerprint = ? LIMIT 1"
    )
    return db.conn.execute(query, [person_id, fingerprint]).fetchone() is not None


def _advance_state(db: Transaction, platform_id: str, kind: str, at: int) -> None:
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


def count_by_state(store: Store) -> dict[str, int]:
    """How many messages wait, are being sent, are unknown, failed; answers that were dropped for their age."""
    row = store.row(
        "SELECT (SELECT count(*) FROM outbox WHERE state = 'queued') AS queued,"
        " (SELECT count(*) FROM outbox WHERE state = 'sending') AS sending,"
        " (SELECT count(*) FROM outbox WHERE state = 'unknown') AS unknown,"
        " (SELECT count(*) FROM outbox WHERE state = 'failed') AS failed,"
        " (SELECT count(*) FROM outbox WHERE state = 'expired' AND delivery_id IS NULL) AS dropped"
    )
    return dict(row) if row else {}


def mark_queued_unknown(db: Transaction, note: str, now_ms: int) -> None:
    """What waits may have gone out already: name it unknown. Messages of broadcasts: `deliveries.recall` first."""
    db.conn.execute(
        "UPDATE outbox SET state = 'unknown', owner = NULL, outcome = 'unknown', note = ?, settled_at = ?,"
        " attempted_at = coalesce(attempted_at, created_at) WHERE state IN ('queued', 'sending')",
        [note, now_ms],
    )


def forget_person(db: Transaction, person_id: str) -> None:
    """Empty the texts sent to a person; what already waits to leave still leaves."""
    db.conn.execute(
        "UPDATE outbox SET reply = NULL WHERE person_id = ? AND state NOT IN ('queued', 'sending')", [person_id]
    )


def forget_before(db: Transaction, before_ms: int) -> int:
    """Delete settled messages and receipts from before a moment; returns how many messages."""
    db.conn.execute("DELETE FROM receipts WHERE at < ?", [before_ms])
    return db.conn.execute(
        "DELETE FROM outbox WHERE created_at < ? AND state NOT IN ('queued', 'sending')", [before_ms]
    ).rowcount
