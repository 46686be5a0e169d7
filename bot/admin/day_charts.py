"""Bars of two kinds a day, drawn at the server as an SVG of presentation attributes and classes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.admin.words import number
from bot.today import DayCount

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
        """Everything in it."""
        return sum(day.good + day.bad for day in self.days)

    @property
    def summary(self) -> str:
        """What it shows, in two sentences."""
        best = max(self.days, key=lambda day: day.good + day.bad)
        bad = sum(day.bad for day in self.days)
        return (
            f"Tổng {number(self.total)}, trong đó {number(bad)} {self.bad}. "
            f"Nhiều nhất {number(best.good + best.bad)}, ngày {best.day:%d/%m/%Y}."
        )

    def svg(self) -> Markup:
        """The drawing: good below, bad on top of it."""
        most = max(day.good + day.bad for day in self.days) or 1
        bars = Markup("").join(self._bar(place, day, most) for place, day in enumerate(self.days))
        return Markup(
            '<svg class="days" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}. {}">{}</svg>'
        ).format(STEP * len(self.days), HEIGHT, self.title, self.summary, bars)

    def _bar(self, place: int, day: DayCount, most: int) -> Markup:
        good, bad = _height(day.good, most), _height(day.bad, most)
        told = f"{day.day:%d/%m/%Y}: {number(day.good)} {self.good}, {number(day.bad)} {self.bad}"
        rect = Markup('<rect{} x="{}" y="{}" width="{}" height="{}"/>')
        left = place * STEP + 1
        return Markup("<g><title>{}</title>{}{}</g>").format(
            told,
            rect.format("", left, round(HEIGHT - good, 1), WIDTH, good) if good else "",
            rect.format(Markup(' class="bad"'), left, round(HEIGHT - good - bad, 1), WIDTH, bad) if bad else "",
        )


def _height(value: int, most: int) -> float:
    """At least a hair for anything that is not nothing."""
    return round(max(value / most * ROOM, 1.5), 1) if value else 0
