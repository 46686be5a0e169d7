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
    """One column for each (label, value), of equal width. `name` says what is counted ("Câu hỏi mỗi ngày").

    `before` are the values of the period before, in the same places; they stand behind the columns.
    """

    name: str
    points: Sequence[tuple[str, int]]
    before: Sequence[int] = ()

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

    @property
    def top(self) -> int:
        """The top of the scale: the next round number above every value, so that halves are whole too."""
        most = max(self.most, *self.before, 1)
        size = 10 ** (len(f"{most}") - 1)
        return next(size * step for step in (1, 2, 4, 6, 8, 10) if size * step >= most) if most > 2 else 2

    @property
    def scale(self) -> tuple[str, str, str]:
        """The numbers beside the drawing, from its top to its foot."""
        return format_number(self.top), format_number(self.top // 2), "0"

    def nonzero_points(self) -> list[tuple[str, int]]:
        """Return the points whose value is not 0, for the table beside the drawing."""
        return [(label, value) for label, value in self.points if value]

    def svg(self) -> Markup:
        """Return the drawing as SVG."""
        lines = Markup("").join(
            Markup('<rect class="line" x="0" y="{}" width="{}" height=".6"/>').format(y, STEP * len(self.points))
            for y in (0, HEIGHT / 2)
        )
        ghosts = Markup("").join(
            Markup('<rect class="before" x="{}" y="{}" width="{}" height="{}"/>').format(
                place * STEP, round(HEIGHT - self._height(value), 1), STEP, self._height(value)
            )
            for place, value in enumerate(self.before[: len(self.points)])
            if value
        )
        bars = lines + ghosts
        bars += Markup("").join(self._bar(place, *point) for place, point in enumerate(self.points) if point[1])
        return Markup(
            '<svg class="days" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        ).format(STEP * len(self.points), HEIGHT, self.summary, bars)

    def _bar(self, place: int, label: str, value: int) -> Markup:
        tall, words = self._height(value), f"{label}: {format_number(value)}"
        if place < len(self.before):
            words += f", kỳ trước {format_number(self.before[place])}"
        return Markup('<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
            place * STEP + 1, round(HEIGHT - tall, 1), WIDTH, tall, words
        )

    def _height(self, value: int) -> float:
        return max(1.5, round(value * HEIGHT / self.top, 1))


def bar(value: int, most: int) -> Markup:
    """A lying bar beside a number that stands in a table; it says nothing that the number does not."""
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="{}" height="8"/></svg>'
    ).format(round(value * 100 / most, 1) if most else 0)
