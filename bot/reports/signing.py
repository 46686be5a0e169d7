"""Signing for the figures of a closed period: from then on page, Word, Excel and shell show these and no others."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bot.reports.figures import PeriodFigures
from bot.reports.totals import TOTALS
from bot.runtime import Runtime
from bot.store import audit, signed_figures

Totals = dict[str, int | float | None]


class SigningError(Exception):
    """Why a period cannot be signed for, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Signature:
    """When (ms) and by whom (None when that account is gone); `changes` are (label, signed, now) that differ by now."""

    signed_at: int
    official: str | None
    changes: tuple[tuple[str, int | float | None, int | float | None], ...]


def sign_figures(runtime: Runtime, figures: PeriodFigures, official_id: int) -> None:
    """Keep the figures of this period as they are. Raises SigningError."""
    if not figures.is_over:
        raise SigningError("Kỳ này chưa hết nên chưa chốt số liệu được.")
    first, last = figures.period.first.isoformat(), figures.period.last.isoformat()
    totals = json.dumps(replace(figures, signed=None).totals(), ensure_ascii=False)
    now = runtime.clock()
    with runtime.store.write() as db:
        if not signed_figures.add(db, first, last, totals, official_id, now):
            raise SigningError("Số liệu kỳ này đã chốt rồi.")
        audit.write(db, now, official_id, "report_signed", f"{first} {last}")


def find_signature(runtime: Runtime, figures: PeriodFigures) -> Signature | None:
    """Who signed for this period, and what is otherwise in the database by now; None when nobody did."""
    first, last = figures.period.first.isoformat(), figures.period.last.isoformat()
    record = signed_figures.find(runtime.store, first, last)
    if record is None:
        return None
    before, now = json.loads(record.totals), replace(figures, signed=None).totals()
    changes = tuple(
        (TOTALS[name].label, before[name], now[name]) for name in TOTALS if name in before and before[name] != now[name]
    )
    return Signature(record.signed_at, record.official, changes)


def signed_totals(runtime: Runtime, first: str, last: str) -> Totals | None:
    """The totals that were signed for these days, or None."""
    record = signed_figures.find(runtime.store, first, last)
    totals: Totals | None = json.loads(record.totals) if record else None
    return totals
