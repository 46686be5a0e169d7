"""Figures of closed periods that somebody signed for; they never change."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record


@dataclass(frozen=True, slots=True)
class SignedFigures:
    """The `totals` (JSON) of a period, when (ms) they were signed and by whom (None when that account is gone)."""

    totals: str
    signed_at: int
    official: str | None


def find(store: Store, first_day: str, last_day: str) -> SignedFigures | None:
    """The signed figures of these days (YYYY-MM-DD), or None."""
    return first_record(
        SignedFigures,
        store.row(
            "SELECT s.totals, s.signed_at, o.name AS official FROM signed_figures AS s"
            " LEFT JOIN officials AS o ON o.id = s.official_id WHERE s.first = ? AND s.last = ?",
            [first_day, last_day],
        ),
    )


def add(db: Transaction, first_day: str, last_day: str, totals: str, official_id: int, now_ms: int) -> bool:
    """Keep the figures of a period; False when they were signed before."""
    return (
        db.conn.execute(
            "INSERT OR IGNORE INTO signed_figures (first, last, totals, official_id, signed_at) VALUES (?, ?, ?, ?, ?)",
            [first_day, last_day, totals, official_id, now_ms],
        ).rowcount
        == 1
    )
