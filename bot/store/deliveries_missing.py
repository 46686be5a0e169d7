"""Deliveries of unknown fate: how many came in a row, and those the platform's own record does not have."""

from __future__ import annotations

from bot.store.database import Store, Transaction
from bot.store.deliveries import WaitingDelivery, wait_again
from bot.store.records import to_records


def unknown_in_a_row(db: Transaction, broadcast_id: int, most: int = 20) -> int:
    """How many of the messages handed over last, without a break, are of unknown fate; not those a stop of ours cut off."""
    rows = db.conn.execute(
        "SELECT state, (SELECT o.note FROM outbox AS o WHERE o.delivery_id = d.id ORDER BY o.id DESC LIMIT 1) AS note"
        " FROM deliveries AS d WHERE broadcast_id = ? AND settled_at IS NOT NULL"
        " AND state IN ('sent', 'delivered', 'seen', 'failed', 'unknown') ORDER BY settled_at DESC, id DESC LIMIT ?",
        [broadcast_id, most],
    ).fetchall()
    doubtful = [row["state"] == "unknown" and row["note"] != "interrupted" for row in rows]
    return doubtful.index(False) if False in doubtful else len(doubtful)


def retry_missing(db: Transaction, broadcast_id: int) -> int:
    """People whose message the platform's own record does not have wait again; returns how many.

    The doubtful message of each is closed first: a late word about it would speak of the new one.
    """
    rows = db.conn.execute(
        "UPDATE outbox SET state = 'cancelled', outcome = NULL, note = 'repeated' WHERE state = 'unknown'"
        " AND note = 'not_found' AND delivery_id IN (SELECT id FROM deliveries WHERE broadcast_id = ? AND state = 'unknown')"
        " RETURNING delivery_id",
        [broadcast_id],
    ).fetchall()
    wait_again(db, [row["delivery_id"] for row in rows])
    return len(rows)


def count_missing(store: Store, broadcast_id: int) -> int:
    """How many messages of a broadcast the platform's own record does not have."""
    row = store.row(
        "SELECT count(*) AS n FROM deliveries AS d JOIN outbox AS o ON o.delivery_id = d.id WHERE d.broadcast_id = ?"
        " AND d.state = 'unknown' AND o.state = 'unknown' AND o.note = 'not_found'",
        [broadcast_id],
    )
    return int(row["n"]) if row else 0


def waiting_after(store: Store, broadcast_id: int, after: int, limit: int) -> list[WaitingDelivery]:
    """The next deliveries that wait, by id, with the person's name."""
    return to_records(
        WaitingDelivery,
        store.rows(
            "SELECT d.id, d.person_id, p.name, NULL AS reason FROM deliveries AS d LEFT JOIN people AS p ON p.id = d.person_id"
            " WHERE d.broadcast_id = ? AND d.state = 'waiting' AND d.id > ? ORDER BY d.id LIMIT ?",
            [broadcast_id, after, limit],
        ),
    )


def settle_by_record(db: Transaction, delivery_id: int, sent_at: int) -> None:
    """The platform's record shows that this person got the message (at `sent_at`, ms), though no row of ours tells."""
    db.conn.execute(
        "UPDATE deliveries SET state = 'sent', outcome = 'sent', sent_at = ?, settled_at = ?"
        " WHERE id = ? AND state = 'waiting'",
        [sent_at, sent_at, delivery_id],
    )
