"""Bars of two kinds a day, drawn at the server as an SVG of presentation attributes and classes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.lib.numbers import format_number
from bot.reports.dashboard import DayCount

HEIGHT = 100
ROOM = HEIGHT - 2
STEP = 10
WIDTH = 8


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with what a reader without eyes, or without the drawing, gets instead."""

    title: str
    good: str
    bad: str
    days: Sequence[DayCount]

    @property
    def total(self) -> int:
        """Return the sum of all days."""
        return sum(day.good + day.bad for day in self.days)

    @property
    def summary(self) -> str:
        """What it shows, in two sentences."""
        best = max(self.days, key=lambda day: day.good + day.bad)
        bad = sum(day.bad for day in self.days)
        return (
            f"Tổng {format_number(self.total)}, trong đó {format_number(bad)} {self.bad}. "
            f"Nhiều nhất {format_number(best.good + best.bad)}, ngày {best.day:%d/%m/%Y}."
        )

    def svg(self) -> Markup:
        """Return the drawing: good below, bad on top of it."""
        most = max(day.good + day.bad for day in self.days) or 1
        bars = Markup("").join(self._bar(place, day, most) for place, day in enumerate(self.days))
        return Markup(
            '<svg class="days" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}. {}">{}</svg>'
        ).format(STEP * len(self.days), HEIGHT, self.title, self.summary, bars)

    def _bar(self, place: int, day: DayCount, most: int) -> Markup:
        good, bad = _bar_height(day.good, most), _bar_height(day.bad, most)
        title = f"{day.day:%d/%m/%Y}: {format_number(day.good)} {self.good}, {format_number(day.bad)} {self.bad}"
        rect = Markup('<rect{} x="{}" y="{}" width="{}" height="{}"/>')
        x = place * STEP + 1
        return Markup("<g><title>{}</title>{}{}</g>").format(
            title,
            rect.format("", x, round(HEIGHT - good, 1), WIDTH, good) if good else "",
            rect.format(Markup(' class="bad"'), x, round(HEIGHT - good - bad, 1), WIDTH, bad) if bad else "",
        )


def _bar_height(value: int, most: int) -> float:
    """At least a hair for anything that is not nothing."""
    return round(max(value / most * ROOM, 1.5), 1) if value else 0
