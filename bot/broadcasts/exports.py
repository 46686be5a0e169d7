"""A broadcast's people as a file for a spreadsheet. Names and numbers leave the house here, so each export is noted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

from bot.broadcasts import transitions
from bot.broadcasts.lifecycle import Actor
from bot.broadcasts.results import BroadcastResults
from bot.broadcasts.texts import DELIVERIES, explain_outcome
from bot.clock import Clock, at_zone
from bot.settings import Settings
from bot.store import Store
from bot.store.deliveries import ExportedDelivery

BOM = "\ufeff"
"""Without it Excel reads Vietnamese letters wrongly."""

HEADINGS = ("Tên", "Bốn số cuối mã Zalo", "Kết quả", "Lý do", "Mã lỗi Zalo", "Số lần gửi", "Giờ gửi")
SHEET = tuple(zip(HEADINGS, (28, 14, 20, 52, 12, 10, 18), strict=True))
"""The columns of the workbook with their widths."""
_FORMULA = re.compile(r"(?:^|[;\t\r\n])[\s\ufeff\u200b]*[=+\-@＝＋－＠]")
"""A spreadsheet computes a cell that begins so as a formula; names come from strangers. Excel in Vietnamese also parts
cells at a semicolon."""


class DeliveryExports:
    """Writes files from the tables."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, reports: BroadcastResults) -> None:
        self._store, self._settings, self._clock, self._reports = store, settings, clock, reports

    def people(
        self, broadcast_id: int, by: Actor, *, state: str | None = None, outcome: str | None = None
    ) -> Iterator[str]:
        """The lines of a CSV file, one person each, by state and outcome if given; noted in the audit at once."""
        with self._store.write() as db:
            transitions.note_act(db, broadcast_id, "export", self._clock(), by.id, state=state, outcome=outcome)
        return self._lines(broadcast_id, state, outcome)

    def people_workbook(
        self, broadcast_id: int, by: Actor, *, state: str | None = None, outcome: str | None = None
    ) -> bytes:
        """The same as an Excel workbook: names stay text, moments are dates, and lists of any Excel open alike."""
        from bot.lib import workbook

        with self._store.write() as db:
            transitions.note_act(db, broadcast_id, "export", self._clock(), by.id, state=state, outcome=outcome)
        rows = (self._values(row) for row in self._reports.people(broadcast_id, state, outcome))
        return workbook.write_sheet("Người nhận", SHEET, rows)

    def _values(self, row: ExportedDelivery) -> tuple[str | int | datetime | None, ...]:
        moment = at_zone(row.sent_at, self._settings.timezone) if row.sent_at else None
        return (*self._cells(row)[:5], row.attempts, moment)

    def _lines(self, broadcast_id: int, state: str | None, outcome: str | None) -> Iterator[str]:
        yield BOM + _line(HEADINGS)
        for row in self._reports.people(broadcast_id, state, outcome):
            yield _line(self._cells(row))

    def _cells(self, row: ExportedDelivery) -> tuple[str, ...]:
        sent_at = f"{at_zone(row.sent_at, self._settings.timezone):%d/%m/%Y %H:%M}" if row.sent_at else ""
        return (
            row.name or "",
            f"…{row.person_id[-4:]}",
            DELIVERIES[row.state],
            explain_outcome(row.outcome),
            row.code or "",
            str(row.attempts),
            sent_at,
        )


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([defuse(cell) for cell in cells])
    return out.getvalue()


def defuse(cell: str) -> str:
    """The cell as text for a spreadsheet, whatever it begins with."""
    return "'" + cell.replace(";", ",") if _FORMULA.search(cell) else cell
