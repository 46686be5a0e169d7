"""Columns over days or months, and bars beside numbers: SVG drawn on the server, without script or style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.lib.numbers import format_number

HEIGHT = 100
STEP, WIDTH = 10, 8


@dataclass(frozen=True, slots=True)
class Columns:
    """One column for each (label, value), of equal width. `name` says what is counted ("Câu hỏi mỗi ngày")."""

    name: str
    points: Sequence[tuple[str, int]]

    @property
    def most(self) -> int:
        """The greatest value; 0 when there is nothing to draw."""
        return max((value for _, value in self.points), default=0)

    @property
    def summary(self) -> str:
        """What it shows, in a sentence."""
        top = next(label for label, value in self.points if value == self.most)
        most, total = format_number(self.most), format_number(sum(value for _, value in self.points))
        return f"{self.name}: nhiều nhất {most} ({top}), cộng {total}."

    def nonzero_points(self) -> list[tuple[str, int]]:
        """Return the points whose value is not 0, for the table beside the drawing."""
        return [(label, value) for label, value in self.points if value]

    def svg(self) -> Markup:
        """Return the drawing as SVG."""
        bars = Markup("").join(self._bar(place, *point) for place, point in enumerate(self.points) if point[1])
        return Markup(
            '<svg class="days" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        ).format(STEP * len(self.points), HEIGHT, self.summary, bars)

    def _bar(self, place: int, label: str, value: int) -> Markup:
        tall = max(1.5, round(value * (HEIGHT - 2) / self.most, 1))
        return Markup('<rect x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>').format(
            place * STEP + 1, round(HEIGHT - tall, 1), WIDTH, tall, label, format_number(value)
        )


def bar(value: int, most: int) -> Markup:
    """A lying bar beside a number that stands in a table; it says nothing that the number does not."""
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="{}" height="8"/></svg>'
    ).format(round(value * 100 / most, 1) if most else 0)
