"""Until when a report or proposal should be settled: so many working days after the day it came."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import at_zone
from bot.content.hours import OFFICE_ZONE, office_day
from bot.content.live import LiveContent

LONGEST_DAYS = 120
"""Days looked through; more than any deadline with its holidays."""


class TicketDeadlines:
    """The rule of an installation: `days` working days, by the ward's hours and holidays as content has them now."""

    def __init__(self, live_content: LiveContent, days: int) -> None:
        self._live_content, self.days = live_content, days

    def due_at(self, opened_at: int) -> int:
        """The end (ms) of the last working day for what came at `opened_at` (ms). The day it came does not count.

        A day off that is only proposed counts as a working day: nobody may rely on it.
        """
        ward, holidays = self._live_content.content.ward, self._live_content.content.holidays
        day, remaining_days = at_zone(opened_at, OFFICE_ZONE).date(), self.days
        for _ in range(LONGEST_DAYS):
            day += timedelta(days=1)
            spans = office_day(ward.hours, holidays, day).spans
            remaining_days -= bool(spans)
            if spans and not remaining_days:
                return int(spans[-1][1].timestamp() * 1000)
        return int(datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE).timestamp() * 1000)
