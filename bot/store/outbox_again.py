"""Messages that are sent again: those the platform certainly does not have, and those an official decides about."""

from __future__ import annotations

from bot.store.database import Transaction
from bot.store.outbox_records import OFFICIAL, REPLY


def hasten_unconnected(db: Transaction, now_ms: int) -> None:
    """Let messages that wait only because the platform was not reached leave now."""
    db.conn.execute(
        "UPDATE outbox SET not_before = ? WHERE state = 'queued' AND outcome = 'retry_later' AND code IS NULL"
        " AND not_before > ?",
        [now_ms, now_ms],
    )


def requeue_missing(db: Transaction, message_id: int, now_ms: int) -> bool:
    """Queue an unknown message again that the platform's own record does not have; False when it is not unknown any more."""
    cursor = db.conn.execute(
        "UPDATE outbox SET state = 'queued', not_before = ?, outcome = NULL, note = NULL"
        " WHERE id = ? AND state = 'unknown' AND reply IS NOT NULL AND delivery_id IS NULL",
        [now_ms, message_id],
    )
    return cursor.rowcount == 1


def has_message(db: Transaction, person_id: str, fingerprint: str, since_ms: int) -> bool:
    """Whether a person was sent these words after a moment (ms), or is about to be."""
    row = db.conn.execute(
        "SELECT 1 FROM outbox WHERE person_id = ? AND fingerprint = ? AND created_at >= ?"
        " AND state IN ('queued', 'sending', 'sent', 'delivered', 'seen') LIMIT 1",
        [person_id, fingerprint, since_ms],
    ).fetchone()
    return row is not None


def resend(db: Transaction, message_id: int, now_ms: int) -> bool:
    """An official decides to send a message again that is unknown, failed or was dropped; False when it is none of these.

    An answer of the assistant becomes the official's own decision: it does not grow stale again.

    Nor one of a broadcast that is held or paused, or that its person got, or is getting, by a later message.
    """
    cursor = db.conn.execute(
        "UPDATE outbox SET state = 'queued', not_before = ?, outcome = NULL, note = NULL,"
        f" priority = iif(priority = {REPLY}, {OFFICIAL}, priority) WHERE id = ?"
        " AND (state IN ('unknown', 'failed') OR state = 'expired' AND delivery_id IS NULL)"
        " AND reply IS NOT NULL AND (delivery_id IS NULL OR EXISTS ("
        "  SELECT 1 FROM deliveries AS d JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.id = outbox.delivery_id"
        "  AND d.state IN ('unknown', 'failed') AND b.state NOT IN ('paused', 'stopped')))",
        [now_ms, message_id],
    )
    return cursor.rowcount == 1
