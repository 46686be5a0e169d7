"""Deliveries: one row per (broadcast, person). Who is out and why is decided by one expression, for forecast and sending alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.store import audiences
from bot.store.broadcasts_records import Broadcast
from bot.store.database import Store, Transaction
from bot.store.deliveries_records import (
    DeliveryCount,
    ExportedDelivery,
    ListedDelivery,
    ReceivedBroadcast,
    WaitingDelivery,
)
from bot.store.eligibility import IS_ELSEWHERE, WHY_OUT, EligibilityRule
from bot.store.outbox_records import REPLY_KIND
from bot.store.records import first_record, to_records

__all__ = ["DeliveryCount", "ExportedDelivery", "ListedDelivery", "ReceivedBroadcast", "WaitingDelivery"]

EVERYONE = "*"
"""Stands for all followers in the one row of an article broadcast: Zalo spreads it."""

STATES = ("waiting", "queued", "sent", "delivered", "seen", "failed", "unknown", "expired", "cancelled", "left_out")

_STRIDE = 7919
"""A prime number: consecutive ids times it, modulo a span of seconds, are spread evenly over the span."""


def forecast_audience(
    store: Store, audience: Mapping[str, Any], rule: EligibilityRule, *, free_since: int, now_ms: int
) -> dict[str, int]:
    """How many of an audience by reason they are out; "free" and "paid" are those who are in, by the window."""
    where, audience_values = audiences.where(audience, now_ms, audiences.segments_of(store))
    rows = store.rows(
        f"SELECT reason, count(*) AS n FROM (SELECT coalesce({WHY_OUT},"
        " CASE WHEN coalesce(p.last_message_at, 0) >= :free_since THEN 'free' ELSE 'paid' END) AS reason"
        f" FROM people AS p WHERE {where}) GROUP BY reason",
        {**audience_values, **rule.values(), "free_since": free_since},
    )
    return {row["reason"]: row["n"] for row in rows}


def spread_deliveries(
    db: Transaction,
    broadcast_id: int,
    audience: Mapping[str, Any],
    rule: EligibilityRule,
    *,
    after: str,
    known_before: int,
    limit: int,
    now_ms: int,
) -> str | None:
    """Make the rows of the next people after id `after`; returns the last one's id, None when nobody is left.

    Only people known before `known_before` (ms): people who come while it is being sent get the next one.
    """
    where, audience_values = audiences.where(audience, now_ms, audiences.segments_of(db))
    ids = db.conn.execute(
        f"SELECT p.id FROM people AS p WHERE p.id > :after AND p.first_seen_at <= :known_before AND {where}"
        " ORDER BY p.id LIMIT :limit",
        {**audience_values, "after": after, "known_before": known_before, "limit": limit},
    ).fetchall()
    if not ids:
        return None
    last = str(ids[-1]["id"])
    db.conn.execute(
        "INSERT OR IGNORE INTO deliveries (broadcast_id, person_id, state, outcome, settled_at)"
        " SELECT :broadcast, id, CASE WHEN reason IS NULL THEN 'waiting' ELSE 'left_out' END, reason,"
        f" CASE WHEN reason IS NULL THEN NULL ELSE :now END FROM (SELECT p.id, {WHY_OUT} AS reason FROM people AS p"
        f" WHERE p.id > :after AND p.id <= :last AND p.first_seen_at <= :known_before AND {where})",
        {
            **audience_values,
            **rule.values(),
            "after": after,
            "last": last,
            "known_before": known_before,
            "now": now_ms,
            "broadcast": broadcast_id,
        },
    )
    return last


def add_everyone(db: Transaction, broadcast_id: int) -> None:
    """The one row of an article broadcast."""
    db.conn.execute(
        "INSERT OR IGNORE INTO deliveries (broadcast_id, person_id, state) VALUES (?, ?, 'waiting')",
        [broadcast_id, EVERYONE],
    )


def take_waiting(
    db: Transaction, broadcast_id: int, rule: EligibilityRule, limit: int, spread: tuple[int, int] = (1, 0)
) -> list[WaitingDelivery]:
    """The next waiting deliveries, each with the person's name and why the person is left out now (None when not).

    Where caps hold, a person who is just being sent another broadcast waits until that has ended. `spread` (over how many seconds,
    how many of them have passed) lets go only the share whose turn has come, whatever restarts in between.
    """
    rows = db.conn.execute(
        f"SELECT d.id, d.person_id, p.name, CASE WHEN d.person_id = '{EVERYONE}' THEN NULL ELSE {WHY_OUT} END AS reason"
        " FROM deliveries AS d LEFT JOIN people AS p ON p.id = d.person_id"
        f" WHERE d.broadcast_id = :broadcast AND d.state = 'waiting' AND d.id * {_STRIDE} % :span <= :passed"
        f" AND NOT ({IS_ELSEWHERE}) ORDER BY d.id LIMIT :limit",
        {**rule.values(), "broadcast": broadcast_id, "limit": limit, "span": spread[0], "passed": spread[1]},
    ).fetchall()
    return to_records(WaitingDelivery, rows)


def leave_out(db: Transaction, delivery_id: int, reason: str, now_ms: int) -> None:
    """This person gets nothing, and why."""
    db.conn.execute(
        "UPDATE deliveries SET state = 'left_out', outcome = ?, settled_at = ? WHERE id = ? AND state = 'waiting'",
        [reason, now_ms, delivery_id],
    )


def mark_queued(db: Transaction, delivery_ids: Sequence[int]) -> None:
    """Their messages are in the outbox now."""
    db.conn.executemany(
        "UPDATE deliveries SET state = 'queued', attempts = attempts + 1 WHERE id = ?",
        [[item] for item in delivery_ids],
    )


def recall_queued(db: Transaction, broadcast_id: int) -> int:
    """Take messages that have not begun to leave back out of the outbox; their people wait again. Returns how many."""
    removed_rows = db.conn.execute(
        "DELETE FROM outbox WHERE state = 'queued' AND delivery_id IN"
        " (SELECT id FROM deliveries WHERE broadcast_id = ? AND state = 'queued') RETURNING delivery_id",
        [broadcast_id],
    ).fetchall()
    wait_again(db, [row["delivery_id"] for row in removed_rows])
    return len(removed_rows)


def put_back(db: Transaction, outbox_id: int) -> None:
    """A message that was certainly not sent leaves the outbox; its person waits again."""
    removed_rows = db.conn.execute("DELETE FROM outbox WHERE id = ? RETURNING delivery_id", [outbox_id]).fetchall()
    wait_again(db, [row["delivery_id"] for row in removed_rows])


def wait_again(db: Transaction, delivery_ids: Sequence[int]) -> None:
    """Let the people of these deliveries wait for their message again."""
    db.conn.executemany(
        "UPDATE deliveries SET state = 'waiting', outcome = NULL, code = NULL, settled_at = NULL WHERE id = ?",
        [[item] for item in delivery_ids],
    )


def end_waiting(db: Transaction, broadcast_id: int, state: str, outcome: str | None, now_ms: int) -> int:
    """Everyone who still waits gets nothing any more (cancelled or expired); returns how many."""
    return db.conn.execute(
        "UPDATE deliveries SET state = ?, outcome = ?, settled_at = ? WHERE broadcast_id = ? AND state = 'waiting'",
        [state, outcome, now_ms, broadcast_id],
    ).rowcount


def retry_failed(db: Transaction, broadcast_id: int, outcomes: Sequence[str]) -> int:
    """People whose message failed for one of these reasons wait again; returns how many."""
    marks = ", ".join("?" for _ in outcomes)
    return db.conn.execute(
        "UPDATE deliveries SET state = 'waiting', outcome = NULL, code = NULL, settled_at = NULL"
        f" WHERE broadcast_id = ? AND state = 'failed' AND outcome IN ({marks})",
        [broadcast_id, *outcomes],
    ).rowcount


def has_open(db: Transaction, broadcast_id: int) -> bool:
    """Whether somebody still waits or is being sent to."""
    row = db.conn.execute(
        "SELECT 1 FROM deliveries WHERE broadcast_id = ? AND state IN ('waiting', 'queued') LIMIT 1", [broadcast_id]
    ).fetchone()
    return row is not None


def recent_failures(db: Transaction, broadcast_id: int, last: int = 100) -> tuple[int, int]:
    """(failures, of how many) among the newest settled messages that were really handed over."""
    row = db.conn.execute(
        "SELECT coalesce(sum(state = 'failed'), 0) AS failures, count(*) AS n FROM (SELECT state FROM deliveries"
        " WHERE broadcast_id = ? AND settled_at IS NOT NULL"
        " AND state IN ('sent', 'delivered', 'seen', 'failed', 'unknown') ORDER BY settled_at DESC LIMIT ?)",
        [broadcast_id, last],
    ).fetchone()
    return int(row["failures"]), int(row["n"])


def broadcast_of(db: Transaction, delivery_id: int) -> Broadcast | None:
    """The broadcast a delivery belongs to."""
    row = db.conn.execute(
        "SELECT b.* FROM deliveries AS d JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.id = ?", [delivery_id]
    ).fetchone()
    return first_record(Broadcast, row)


def count_by_outcome(store: Store, broadcast_id: int) -> list[DeliveryCount]:
    """How many rows by state and outcome; their sum is every row there is."""
    return to_records(
        DeliveryCount,
        store.rows(
            "SELECT state, outcome, count(*) AS count FROM deliveries WHERE broadcast_id = ? GROUP BY state, outcome",
            [broadcast_id],
        ),
    )


_PAGE = (
    "SELECT d.id, d.person_id, p.name, d.state, d.outcome, d.code, d.attempts, d.sent_at, d.settled_at,"
    " (SELECT max(o.id) FROM outbox AS o WHERE o.delivery_id = d.id) AS message_id"
    " FROM deliveries AS d LEFT JOIN people AS p ON p.id = d.person_id WHERE {where} ORDER BY d.id LIMIT :limit"
)


def page_of_deliveries(
    store: Store,
    broadcast_id: int,
    *,
    state: str | None = None,
    outcome: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[ExportedDelivery]:
    """People of a broadcast with the person's name, how it ended and when; pages by the last row's id."""
    conditions = [
        f"d.{name} = :{name}" for name, value in (("state", state), ("outcome", outcome)) if value is not None
    ]
    where = " AND ".join(["d.broadcast_id = :broadcast", "d.id > :after", *conditions])
    values = {"broadcast": broadcast_id, "after": after, "state": state, "outcome": outcome, "limit": limit}
    return to_records(ExportedDelivery, store.rows(_PAGE.format(where=where), values))


def of_person(store: Store, person_id: str, limit: int = 100) -> list[ReceivedBroadcast]:
    """The newest broadcasts one person got."""
    return to_records(
        ReceivedBroadcast,
        store.rows(
            "SELECT d.broadcast_id, b.title, d.state, d.outcome, d.sent_at FROM deliveries AS d"
            " JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.person_id = ? AND d.sent_at IS NOT NULL"
            " ORDER BY d.sent_at DESC LIMIT ?",
            [person_id, limit],
        ),
    )


def count_articles(store: Store, since_ms: int) -> int:
    """How many articles were spread to everybody since a moment (ms)."""
    row = store.row("SELECT count(*) AS n FROM deliveries WHERE person_id = ? AND sent_at >= ?", [EVERYONE, since_ms])
    return int(row["n"]) if row else 0


def count_often_written_to(
    store: Store, audience: Mapping[str, Any], *, free_since: int, most: int, now_ms: int
) -> int:
    """How many of an audience wrote since `free_since` (ms) and got `most` replies or broadcasts of that kind since they last did."""
    where, audience_values = audiences.where(audience, now_ms, audiences.segments_of(store))
    row = store.row(
        f"SELECT count(*) AS n FROM people AS p WHERE {where} AND p.last_message_at >= :free_since"
        " AND p.opted_out_at IS NULL AND (SELECT o.attempted_at FROM outbox AS o INDEXED BY outbox_of_person"
        f"  WHERE o.person_id = p.id AND o.kind = '{REPLY_KIND}' AND o.state IN ('sent', 'delivered', 'seen', 'unknown')"
        "  ORDER BY o.id DESC LIMIT 1 OFFSET :most - 1) >= p.last_message_at",
        {**audience_values, "free_since": free_since, "most": most},
    )
    return int(row["n"]) if row else 0
