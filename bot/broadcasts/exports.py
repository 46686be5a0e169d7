"""A broadcast's people as a file for a spreadsheet. Names and numbers leave the house here, so each export is noted."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator

from bot.broadcasts import journal
from bot.broadcasts.reports import Reports
from bot.broadcasts.service import Actor
from bot.broadcasts.words import DELIVERIES, explained
from bot.clock import Clock, at_zone
from bot.settings import Settings
from bot.store import Store

BOM = "\ufeff"
"""Without it Excel reads Vietnamese letters wrongly."""

HEADINGS = ("Tên", "Bốn số cuối mã Zalo", "Kết quả", "Lý do", "Mã lỗi Zalo", "Số lần gửi", "Giờ gửi")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is reckoned by spreadsheets; names come from strangers."""


class Exports:
    """Writes files from the tables."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, reports: Reports) -> None:
        self._store, self._settings, self._clock, self._reports = store, settings, clock, reports

    def people(
        self, broadcast_id: int, by: Actor, *, state: str | None = None, outcome: str | None = None
    ) -> Iterator[str]:
        """The lines of a CSV file, one person each, by state and outcome if given; noted in the audit at once."""
        with self._store.write() as db:
            journal.note(db, broadcast_id, "export", self._clock(), by.id, state=state, outcome=outcome)
        return self._lines(broadcast_id, state, outcome)

    def _lines(self, broadcast_id: int, state: str | None, outcome: str | None) -> Iterator[str]:
        yield BOM + _line(HEADINGS)
        for row in self._reports.people(broadcast_id, state, outcome):
            yield _line(self._cells(row))

    def _cells(self, row: sqlite3.Row) -> tuple[str, ...]:
        sent = f"{at_zone(row['sent_at'], self._settings.timezone):%d/%m/%Y %H:%M}" if row["sent_at"] else ""
        return (
            row["name"] or "", f"…{row['person_id'][-4:]}", DELIVERIES[row["state"]], explained(row["outcome"]),
            row["code"] or "", str(row["attempts"]), sent,
        )  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()
