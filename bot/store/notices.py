"""Notices to officials: matters that last, and for each official one delivery a reason. Times in ms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class Notice:
    """A matter officials are told of; it is open while `ended_at` is None."""

    id: int
    key: str
    kind: str
    subject: str
    text: str
    created_at: int
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class NoticeDelivery:
    """One notice for one official; `reason` is concern or escalation, `told_at` None until a way was there."""

    id: int
    notice_id: int
    official_id: int
    reason: str
    due_at: int
    tried_at: int | None
    told_at: int | None
    way: str | None


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A delivery to make now, with what its notice says."""

    id: int
    notice_id: int
    official_id: int
    reason: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """One line of what was told to whom; `official` is None when that account is gone."""

    notice_id: int
    kind: str
    text: str
    created_at: int
    ended_at: int | None
    official: str | None
    reason: str
    due_at: int
    told_at: int | None
    way: str | None


def add(db: Transaction, key: str, kind: str, subject: str, text: str, now_ms: int) -> None:
    """Open a notice; nothing happens while one of this key is open."""
    db.conn.execute(
        "INSERT INTO notices (key, kind, subject, text, created_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (key) WHERE ended_at IS NULL DO NOTHING",
        [key, kind, subject, text, now_ms],
    )


def end(db: Transaction, notice_id: int, now_ms: int) -> None:
    """The matter is over; who was not told yet is not told any more."""
    db.conn.execute("UPDATE notices SET ended_at = ? WHERE id = ?", [now_ms, notice_id])
    db.conn.execute("DELETE FROM notice_deliveries WHERE notice_id = ? AND told_at IS NULL", [notice_id])


def get(store: Store, notice_id: int) -> Notice | None:
    """Return one notice, or None."""
    return first_record(Notice, store.row("SELECT * FROM notices WHERE id = ?", [notice_id]))


def list_open(store: Store) -> list[Notice]:
    """Return notices whose matter lasts, oldest first."""
    return to_records(Notice, store.rows("SELECT * FROM notices WHERE ended_at IS NULL ORDER BY id"))


def deliveries_of_open(store: Store) -> list[NoticeDelivery]:
    """Return every delivery of the open notices."""
    return to_records(
        NoticeDelivery,
        store.rows(
            "SELECT d.* FROM notice_deliveries AS d JOIN notices AS n ON n.id = d.notice_id WHERE n.ended_at IS NULL"
        ),
    )


def plan(db: Transaction, notice_id: int, official_id: int, reason: str, due_at: int) -> None:
    """An official is to be told of a notice from `due_at` on; nothing happens when that is planned already."""
    db.conn.execute(
        "INSERT OR IGNORE INTO notice_deliveries (notice_id, official_id, reason, due_at) VALUES (?, ?, ?, ?)",
        [notice_id, official_id, reason, due_at],
    )


def unplan(db: Transaction, delivery_id: int) -> None:
    """Delete a delivery that was not made: it does not concern the official any more."""
    db.conn.execute("DELETE FROM notice_deliveries WHERE id = ? AND told_at IS NULL", [delivery_id])


def unplan_official(db: Transaction, official_id: int) -> None:
    """Delete what an official was not told of yet: it is planned anew as they choose now."""
    db.conn.execute("DELETE FROM notice_deliveries WHERE official_id = ? AND told_at IS NULL", [official_id])


def due(store: Store, now_ms: int, tried_before: int, limit: int = 50) -> list[DueDelivery]:
    """Return deliveries whose time has come and that were not tried since, the longest due first."""
    return to_records(
        DueDelivery,
        store.rows(
            "SELECT d.id, d.notice_id, d.official_id, d.reason, n.kind, n.text FROM notice_deliveries AS d"
            " JOIN notices AS n ON n.id = d.notice_id WHERE d.told_at IS NULL AND d.due_at <= ?"
            " AND coalesce(d.tried_at, 0) <= ? ORDER BY d.due_at, d.id LIMIT ?",
            [now_ms, tried_before, limit],
        ),
    )


def mark_told(db: Transaction, delivery_id: int, way: str, now_ms: int) -> bool:
    """Note how an official was told; False when that was noted already."""
    cursor = db.conn.execute(
        "UPDATE notice_deliveries SET told_at = ?, way = ? WHERE id = ? AND told_at IS NULL", [now_ms, way, delivery_id]
    )
    return cursor.rowcount == 1


def mark_tried(db: Transaction, delivery_ids: Iterable[int], now_ms: int) -> None:
    """Nothing reached the officials of these deliveries now."""
    db.conn.executemany(
        "UPDATE notice_deliveries SET tried_at = ? WHERE id = ?", [[now_ms, row] for row in delivery_ids]
    )


def newest_told(store: Store, official_id: int) -> int:
    """The id of the newest delivery an official was told of on the screen; 0 when there is none."""
    row = store.row(
        "SELECT max(id) AS id FROM notice_deliveries WHERE official_id = ? AND told_at IS NOT NULL", [official_id]
    )
    return int(row["id"] or 0) if row else 0


def listed(store: Store, official_id: int | None, limit: int, offset: int) -> tuple[int, list[ListedNotice]]:
    """Return (how many, one page) of what was told to whom, newest first; `official_id` None is everybody."""
    where = "(:official IS NULL OR d.official_id = :official)"
    values = {"official": official_id, "limit": limit, "offset": offset}
    total = store.row(f"SELECT count(*) AS n FROM notice_deliveries AS d WHERE {where}", values)
    rows = store.rows(
        "SELECT d.notice_id, n.kind, n.text, n.created_at, n.ended_at, o.name AS official, d.reason, d.due_at,"
        " d.told_at, d.way FROM notice_deliveries AS d JOIN notices AS n ON n.id = d.notice_id"
        f" LEFT JOIN officials AS o ON o.id = d.official_id WHERE {where} ORDER BY d.id DESC LIMIT :limit OFFSET :offset",
        values,
    )
    return (total["n"] if total else 0), to_records(ListedNotice, rows)


def forget_before(db: Transaction, before_ms: int) -> None:
    """Delete notices that ended before a moment, with their deliveries."""
    db.conn.execute("DELETE FROM notices WHERE ended_at < ?", [before_ms])
