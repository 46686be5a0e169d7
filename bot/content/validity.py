"""The days on which an entry or an amount holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.content.files import YamlMapping


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last day something is valid; None is unlimited."""

    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


ALWAYS = Validity()


def build_validity(data: YamlMapping) -> Validity:
    """The validity in the lines `valid_from` and `valid_to` of a record."""
    start: date | None = data.get("valid_from")
    return Validity(start, data.get("valid_to"))
