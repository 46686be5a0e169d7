"""Deliveries: one row per (broadcast, person). Who is out and why is decided by one expression, for forecast and sending alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from bot.store import audiences
from bot.store.database import Store

EVERYONE = "*"
"""Stands for all followers in the one row of an article broadcast: Zalo spreads it."""

STATES = ("waiting", "queued", "sent", "delivered", "seen", "failed", "unknown", "expired", "cancelled", "left_out")

_OUT = """CASE
    WHEN coalesce(p.follows, 0) = 0 THEN 'not_following'
    WHEN p.opted_out_at IS NOT NULL THEN 'opted_out'
    WHEN p.blocked_at IS NOT NULL THEN 'blocked'
    WHEN :topic IS NOT NULL AND p.topics IS NOT NULL AND instr(p.topics, ',' || :topic || ',') = 0 THEN 'other_topics'
    WHEN :kind = 'consultation'
     AND max(coalesce(p.last_message_at, 0), coalesce(p.last_interaction_at, 0)) < :paid_since THEN 'no_window'
    WHEN :kind = 'promotion' AND EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_of_person
      JOIN broadcasts AS y ON y.id = x.broadcast_id
      WHERE x.person_id = p.id AND x.sent_at >= :day_since AND y.kind = 'promotion') THEN 'daily_cap'
    WHEN :kind = 'promotion' AND (
      :monthly > 0 AND EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_of_person
        JOIN broadcasts AS y ON y.id = x.broadcast_id
        WHERE x.person_id = p.id AND x.sent_at >= :month_since AND y.kind = 'promotion' AND y.id != :broadcast
        LIMIT 1 OFFSET :monthly - 1)
      OR EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_over_quota
        JOIN broadcasts AS y ON y.id = x.broadcast_id
        WHERE x.person_id = p.id AND x.outcome = 'quota_person' AND x.settled_at >= :month_since
          AND y.kind = 'promotion' AND y.id != :broadcast)) THEN 'monthly_cap'
    WHEN :by_phone AND NOT EXISTS (SELECT 1 FROM person_phones AS f WHERE f.person_id = p.id) THEN 'no_phone'
    WHEN :cap > 0 AND EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_of_person
      WHERE x.person_id IN (p.id, '*') AND x.sent_at >= :week_since AND x.broadcast_id != :broadcast
      LIMIT 1 OFFSET :cap - 1) THEN 'weekly_cap'
    END"""
"""Why a person gets nothing, or NULL. Values: `rule_values`. An article, which goes to EVERYONE, counts for each."""

_ELSEWHERE = """(:cap > 0 OR :kind = 'promotion') AND EXISTS (
    SELECT 1 FROM outbox AS o INDEXED BY outbox_open JOIN deliveries AS x ON x.id = o.delivery_id
    WHERE o.person_id IN (d.person_id, '*') AND o.state IN ('queued', 'sending') AND x.broadcast_id != :broadcast)"""
"""Another broadcast is on its way to this person: only when that has ended is it known whether a cap is reached."""

_STRIDE = 7919
"""A prime no span of minutes is made of: ids in a row fall evenly over it."""


def rule_values(
    kind: str, topic: str | None, *, paid_since: int, day_since: int, week_since: int, cap: int, broadcast: int = 0,
    month_since: int = 0, monthly: int = 0, by_phone: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """The values of the expression: moments in ms from which an interaction, a promotion, a delivery counts.

    `cap` broadcasts a week and `monthly` promotions a month are the most for one person; 0 is no cap.
    """
    return {
        "kind": kind, "topic": topic, "paid_since": paid_since, "day_since": day_since, "week_since": week_since,
        "cap": cap, "broadcast": broadcast, "month_since": month_since, "monthly": monthly, "by_phone": by_phone,
    }  # fmt: skip


def forecast(
    store: Store, audience: Mapping[str, Any], values: Mapping[str, Any], *, free_since: int, now_ms: int
) -> dict[str, int]:
    """How many of an audience by reason they are out; "free" and "paid" are those who are in, by the window."""
    where, found = audiences.where(audience, now_ms)
    rows = store.rows(
        f"SELECT reason, count(*) AS n FROM (SELECT coalesce({_OUT},"
        " CASE WHEN coalesce(p.last_message_at, 0) >= :free_since THEN 'free' ELSE 'paid' END) AS reason"
        f" FROM people AS p WHERE {where}) GROUP BY reason",
        {**found, **values, "free_since": free_since},
    )
    return {row["reason"]: row["n"] for row in rows}


def spread(
    db: Database, broadcast_id: int, audience: Mapping[str, Any], values: Mapping[str, Any], *,
    after: str, known_before: int, limit: int, now_ms: int,
) -> str | None:  # fmt: skip
    """Make the rows of the next people after id `after`; returns the last one's id, None when nobody is left.

    Only people known before `known_before` (ms): who comes while it is being sent gets the next one.
    """
    where, found = audiences.where(audience, now_ms)
    ids = db.conn.execute(
        f"SELECT p.id FROM people AS p WHERE p.id > :after AND p.first_seen_at <= :known_before AND {where}"
        " ORDER BY p.id LIMIT :limit",
        {**found, "after": after, "known_before": known_before, "limit": limit},
    ).fetchall()
    if not ids:
        return None
    last = str(ids[-1]["id"])
    db.conn.execute(
        "INSERT OR IGNORE INTO deliveries (broadcast_id, person_id, state, outcome, settled_at)"
        " SELECT :broadcast, id, CASE WHEN reason IS NULL THEN 'waiting' ELSE 'left_out' END, reason,"
        f" CASE WHEN reason IS NULL THEN NULL ELSE :now END FROM (SELECT p.id, {_OUT} AS reason FROM people AS p"
        f" WHERE p.id > :after AND p.id <= :last AND p.first_seen_at <= :known_before AND {where})",
        {**found, **values, "after": after, "last": last, "known_before": known_before, "now": now_ms,
         "broadcast": broadcast_id},
    )  # fmt: skip
    return last


def add_everyone(db: Database, broadcast_id: int) -> None:
    """The one row of an article broadcast."""
    db.conn.execute(
        "INSERT OR IGNORE INTO deliveries (broadcast_id, person_id, state) VALUES (?, ?, 'waiting')",
        [broadcast_id, EVERYONE],
    )


def take(
    db: Database, broadcast_id: int, values: Mapping[str, Any], limit: int, spread: tuple[int, int] = (1, 0)
) -> list[sqlite3.Row]:
    """The next waiting rows with the person's name, and why the person is out by now (`reason`, else NULL).

    Where caps hold, who is just being sent another broadcast waits until that has ended. `spread` (over how many seconds,
    how many of them have passed) lets go only the share whose turn has come, whatever restarts in between.
    """
    return db.conn.execute(
        f"SELECT d.id, d.person_id, p.name, CASE WHEN d.person_id = '{EVERYONE}' THEN NULL ELSE {_OUT} END AS reason"
        " FROM deliveries AS d LEFT JOIN people AS p ON p.id = d.person_id"
        f" WHERE d.broadcast_id = :broadcast AND d.state = 'waiting' AND d.id * {_STRIDE} % :span <= :passed"
        f" AND NOT ({_ELSEWHERE}) ORDER BY d.id LIMIT :limit",
        {**values, "broadcast": broadcast_id, "limit": limit, "span": spread[0], "passed": spread[1]},
    ).fetchall()


def leave_out(db: Database, delivery_id: int, reason: str, now_ms: int) -> None:
    """This person gets nothing, and why."""
    db.conn.execute(
        "UPDATE deliveries SET state = 'left_out', outcome = ?, settled_at = ? WHERE id = ? AND state = 'waiting'",
        [reason, now_ms, delivery_id],
    )


def mark_queued(db: Database, delivery_ids: Sequence[int]) -> None:
    """Their messages are in the outbox now."""
    db.conn.executemany(
        "UPDATE deliveries SET state = 'queued', attempts = attempts + 1 WHERE id = ?",
        [[item] for item in delivery_ids],
    )


def recall(db: Database, broadcast_id: int) -> int:
    """Take messages that have not begun to leave back out of the outbox; their people wait again. Returns how many."""
    taken = db.conn.execute(
        "DELETE FROM outbox WHERE state = 'queued' AND delivery_id IN"
        " (SELECT id FROM deliveries WHERE broadcast_id = ? AND state = 'queued') RETURNING delivery_id",
        [broadcast_id],
    ).fetchall()
    _wait_again(db, [row["delivery_id"] for row in taken])
    return len(taken)


def put_back(db: Database, outbox_id: int) -> None:
    """A message that was certainly not sent leaves the outbox; its person waits again."""
    taken = db.conn.execute("DELETE FROM outbox WHERE id = ? RETURNING delivery_id", [outbox_id]).fetchall()
    _wait_again(db, [row["delivery_id"] for row in taken])


def _wait_again(db: Database, delivery_ids: Sequence[int]) -> None:
    db.conn.executemany(
        "UPDATE deliveries SET state = 'waiting', outcome = NULL, code = NULL, settled_at = NULL WHERE id = ?",
        [[item] for item in delivery_ids],
    )


def end_waiting(db: Database, broadcast_id: int, state: str, outcome: str | None, now_ms: int) -> int:
    """Everyone who still waits gets nothing any more (cancelled or expired); returns how many."""
    return db.conn.execute(
        "UPDATE deliveries SET state = ?, outcome = ?, settled_at = ? WHERE broadcast_id = ? AND state = 'waiting'",
        [state, outcome, now_ms, broadcast_id],
    ).rowcount


def retry(db: Database, broadcast_id: int, outcomes: Sequence[str]) -> int:
    """People whose message failed for one of these reasons wait again; returns how many."""
    marks = ", ".join("?" for _ in outcomes)
    return db.conn.execute(
        "UPDATE deliveries SET state = 'waiting', outcome = NULL, code = NULL, settled_at = NULL"
        f" WHERE broadcast_id = ? AND state = 'failed' AND outcome IN ({marks})",
        [broadcast_id, *outcomes],
    ).rowcount


def is_open(db: Database, broadcast_id: int) -> bool:
    """Whether somebody still waits or is being sent to."""
    row = db.conn.execute(
        "SELECT 1 FROM deliveries WHERE broadcast_id = ? AND state IN ('waiting', 'queued') LIMIT 1", [broadcast_id]
    ).fetchone()
    return row is not None


def recent_failures(db: Database, broadcast_id: int, last: int = 100) -> tuple[int, int]:
    """(failures, of how many) among the newest settled messages that were really handed over."""
    row = db.conn.execute(
        "SELECT coalesce(sum(state = 'failed'), 0) AS failures, count(*) AS n FROM (SELECT state FROM deliveries"
        " WHERE broadcast_id = ? AND settled_at IS NOT NULL"
        " AND state IN ('sent', 'delivered', 'seen', 'failed', 'unknown') ORDER BY settled_at DESC LIMIT ?)",
        [broadcast_id, last],
    ).fetchone()
    return int(row["failures"]), int(row["n"])


def broadcast_of(db: Database, delivery_id: int) -> sqlite3.Row | None:
    """The broadcast a delivery belongs to."""
    found: sqlite3.Row | None = db.conn.execute(
        "SELECT b.* FROM deliveries AS d JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.id = ?", [delivery_id]
    ).fetchone()
    return found


def counts(store: Store, broadcast_id: int) -> list[sqlite3.Row]:
    """How many rows by state and outcome; their sum is every row there is."""
    return store.rows(
        "SELECT state, outcome, count(*) AS n FROM deliveries WHERE broadcast_id = ? GROUP BY state, outcome",
        [broadcast_id],
    )


def rows(
    store: Store, broadcast_id: int, *, state: str | None = None, outcome: str | None = None, after: int = 0,
    limit: int = 50,
) -> list[sqlite3.Row]:  # fmt: skip
    """People of a broadcast with the person's name, how it ended and when; pages by the last row's id."""
    wanted = [f"d.{name} = :{name}" for name, value in (("state", state), ("outcome", outcome)) if value is not None]
    return store.rows(
        "SELECT d.id, d.person_id, p.name, d.state, d.outcome, d.code, d.attempts, d.sent_at, d.settled_at,"
        " (SELECT max(o.id) FROM outbox AS o WHERE o.delivery_id = d.id) AS message_id"
        " FROM deliveries AS d LEFT JOIN people AS p ON p.id = d.person_id WHERE "
        + " AND ".join(["d.broadcast_id = :broadcast", "d.id > :after", *wanted])
        + " ORDER BY d.id LIMIT :limit",
        {"broadcast": broadcast_id, "after": after, "state": state, "outcome": outcome, "limit": limit},
    )


def of_person(store: Store, person_id: str, limit: int = 100) -> list[sqlite3.Row]:
    """The newest broadcasts one person got."""
    return store.rows(
        "SELECT d.broadcast_id, b.title, d.state, d.outcome, d.sent_at FROM deliveries AS d"
        " JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.person_id = ? AND d.sent_at IS NOT NULL"
        " ORDER BY d.sent_at DESC LIMIT ?",
        [person_id, limit],
    )


def articles_since(store: Store, since_ms: int) -> int:
    """How many articles were spread to everybody since a moment (ms)."""
    row = store.row("SELECT count(*) AS n FROM deliveries WHERE person_id = ? AND sent_at >= ?", [EVERYONE, since_ms])
    return int(row["n"]) if row else 0


def often_written_to(
    store: Store, audience: Mapping[str, Any], *, free_since: int, most: int, now_ms: int
) -> int:  # fmt: skip
    """How many of an audience wrote since `free_since` (ms) and got `most` consultation messages since they last did."""
    where, found = audiences.where(audience, now_ms)
    row = store.row(
        f"SELECT count(*) AS n FROM people AS p WHERE {where} AND p.last_message_at >= :free_since"
        " AND p.opted_out_at IS NULL AND (SELECT o.attempted_at FROM outbox AS o INDEXED BY outbox_of_person"
        "  WHERE o.person_id = p.id AND o.kind = 'consultation' AND o.state IN ('sent', 'delivered', 'seen', 'unknown')"
        "  ORDER BY o.id DESC LIMIT 1 OFFSET :most - 1) >= p.last_message_at",
        {**found, "free_since": free_since, "most": most},
    )
    return int(row["n"]) if row else 0
