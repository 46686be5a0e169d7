"""The days on which an entry or an amount holds."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text that holds on some days only."""

    text: str
    validity: Validity


def build_dated_texts(rows: Sequence[YamlMapping]) -> tuple[DatedText, ...]:
    """The texts of rows with `text`, `valid_from` and `valid_to`."""
    return tuple(DatedText(row["text"].strip(), build_validity(row)) for row in rows)


def build_validity(data: YamlMapping) -> Validity:
    """The validity in the lines `valid_from` and `valid_to` of a record."""
    start: date | None = data.get("valid_from")
    return Validity(start, data.get("valid_to"))
