"""The figures of a period as they were when somebody signed for them."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m045_signed_figures(db: Database) -> None:
    """One row a period (its days, YYYY-MM-DD); `totals` is JSON by the keys of bot.reports.totals. Rows are only added."""
    db.conn.execute("""
        CREATE TABLE signed_figures (
            id INTEGER PRIMARY KEY,
            first TEXT NOT NULL,
            last TEXT NOT NULL,
            totals TEXT NOT NULL,
            official_id INTEGER NOT NULL,
            signed_at INTEGER NOT NULL,
            UNIQUE (first, last)
        ) STRICT""")
