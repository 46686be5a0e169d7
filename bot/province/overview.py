"""How the wards stand, asked every minute in the background, and their reports, asked when somebody looks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.clock import MINUTE, SECOND, Clock, system_clock
from bot.lib.numbers import LARGEST
from bot.province.reading import WardError, ask_ward
from bot.province.ward_list import WardAddress
from bot.reports.periods import Period
from bot.reports.totals import TOTALS

AT_ONCE = 16
"""Wards that are asked side by side: 124 that do not answer cost a minute, those that do a second or two."""
REFRESH_S = 60
REPORT_KEPT_MS = 10 * MINUTE
REPORTS_KEPT = 24
NOT_SUMMED = frozenset({"first_answer_minutes", "ratings_mean", "bot_ratings_mean"})
"""Figures of a ward that make no figure of the province when they are added up."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Status:
    """What a ward says of itself: names and ages as in its /api/status."""

    is_well: bool
    alerts: tuple[tuple[str, str], ...]
    waiting: int
    newest_event_s: int | None
    backup_age_s: int | None
    disk_free: int | None


@dataclass(frozen=True, slots=True)
class WardState:
    """A ward as it was asked last: its status, or why there is none. `answered_at`: its last answer ever (ms)."""

    ward: WardAddress
    status: Status | None = None
    trouble: str = ""
    answered_at: int | None = None

    @property
    def rank(self) -> int:
        """0 does not answer, 1 fails, 2 has alerts, 3 well."""
        if self.status is None:
            return 0
        return 1 if not self.status.is_well else 2 if self.status.alerts else 3


@dataclass(frozen=True, slots=True)
class WardReport:
    """The totals of a ward by name (bot.reports.totals), or why there are none."""

    ward: WardAddress
    totals: Mapping[str, float | None]
    trouble: str = ""


class Overview:
    """All wards of a list. `ask` is replaced in tests."""

    def __init__(
        self, wards: Sequence[WardAddress], clock: Clock = system_clock, ask: Callable[..., dict[str, Any]] = ask_ward
    ) -> None:
        self.wards, self._clock, self._ask = tuple(wards), clock, ask
        self._states = {ward.url: WardState(ward) for ward in wards}
        self._reports: dict[Period, tuple[int, list[WardReport]]] = {}
        self._collecting = threading.Lock()
        self.refreshed_at: int | None = None

    def refresh(self) -> None:
        """Ask every ward how it stands."""
        for state in self._side_by_side(self._ask_state, self.wards):
            self._states[state.ward.url] = state
        self.refreshed_at = self._clock()

    def keep_fresh(self, stop: threading.Event) -> None:
        """Ask every minute until `stop`."""
        while not stop.is_set():
            self.refresh()
            stop.wait(REFRESH_S)

    def states(self) -> list[WardState]:
        """The wards, those in trouble first."""
        return sorted(self._states.values(), key=lambda state: (state.rank, state.ward.name))

    def reports(self, period: Period) -> list[WardReport]:
        """The reports of all wards in the order of the list, at most ten minutes old."""
        with self._collecting:
            collected_at, reports = self._reports.get(period, (None, []))
            if collected_at is None or not 0 <= self._clock() - collected_at < REPORT_KEPT_MS:
                reports = self._side_by_side(lambda ward: self._ask_report(ward, period), self.wards)
                self._reports.pop(period, None)
                self._reports[period] = self._clock(), reports
                for oldest in list(self._reports)[:-REPORTS_KEPT]:
                    del self._reports[oldest]
            return reports

    def _ask_state(self, ward: WardAddress) -> WardState:
        before = self._states[ward.url].answered_at
        try:
            return WardState(ward, parse_status(self._ask(ward, "/api/status")), "", self._clock())
        except WardError as error:
            return WardState(ward, None, str(error), before)

    def _ask_report(self, ward: WardAddress, period: Period) -> WardReport:
        query: dict[str, str | int] = {"period": period.kind, "year": period.year, "window": period.window}
        if period.kind in ("month", "quarter"):
            query[period.kind] = period.number
        try:
            return WardReport(ward, parse_totals(self._ask(ward, "/api/report", query)))
        except WardError as error:
            return WardReport(ward, {}, str(error))

    def _side_by_side(self, function: Callable[[WardAddress], T], wards: Iterable[WardAddress]) -> list[T]:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="wards") as pool:
            return list(pool.map(function, wards))


def parse_status(facts: Mapping[str, Any]) -> Status:
    """The status in an answer of /api/status. Raises WardError when it is none."""
    try:
        alerts = tuple((str(one["title"])[:200], str(one["advice"])[:400]) for one in facts["alerts"][:50])
        waiting = _parse_count(facts["waiting"]) or 0
        ages = [_parse_count(facts[name]) for name in ("newest_event_s", "backup_age_s", "disk_free")]
        return Status(facts["status"] == "ok", alerts, waiting, *ages)
    except (KeyError, TypeError, ValueError):
        raise WardError("Trả lời không phải của một phường") from None


def parse_totals(facts: Mapping[str, Any]) -> dict[str, float | None]:
    """The totals this version knows of an answer of /api/report; those it lacks are None. Raises WardError."""
    totals = facts.get("totals")
    if not isinstance(totals, dict):
        raise WardError("Trả lời không phải của một phường")
    return {name: value if _is_number(value := totals.get(name)) else None for name in TOTALS}


def sum_totals(reports: Iterable[WardReport]) -> dict[str, float | None]:
    """Each figure added up over the wards that know it; None where nobody does, and for means."""
    reports = list(reports)
    sums: dict[str, float | None] = {}
    for name in TOTALS:
        values = [value for report in reports if (value := report.totals.get(name)) is not None]
        sums[name] = sum(values) if values and name not in NOT_SUMMED else None
    return sums


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _parse_count(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError(value)
    return value


def age_seconds(since_ms: int | None, now_ms: int) -> int | None:
    """Seconds since a moment; None when it never was."""
    return None if since_ms is None else max(0, now_ms - since_ms) // SECOND
