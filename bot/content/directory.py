"""Procedures of other levels and offices (content/other_levels.yaml): known by name, level and where they are filed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.content.catalogue import shorten_title
from bot.content.files import Where, YamlMapping, YamlValue
from bot.content.portal_links import portal_page
from bot.content.schema import TEXT, Complain, ListOf, RecordOf

LEVELS = {"T": "province", "B": "ministry", "X": "branch", "K": "elsewhere", "-": ""}
"""The letters of a line: department of the province, ministry, local branch of a vertical office, elsewhere, unknown."""

_LINE = re.compile(r"([1-9]\.\d{6}) ([TBXK]+|-) (\S.*)")


class DirectoryLines:
    """A text with one procedure a line: code, letters of the levels, name."""

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about every line that is not of this form."""
        lines = value.splitlines() if isinstance(value, str) else [str(value)]
        for line in lines:
            if not _LINE.fullmatch(line):
                complain(where, f"dòng “{line[:40]}” chưa đúng; cần: mã, cấp (T, B, X, K hoặc -), tên thủ tục")


OTHER_LEVELS = ListOf(
    RecordOf({"field": TEXT, "procedures": DirectoryLines()}, {"ministry": TEXT, "province": TEXT, "filed": TEXT})
)


@dataclass(frozen=True, slots=True)
class OtherProcedure:
    """A procedure the ward does not carry out.

    `level` is one of the values of LEVELS, the one nearest to the resident. `office` carries it out and `filed` is where
    it is filed; both are empty where that is not known.
    """

    code: str
    name: str
    field_name: str
    level: str
    office: str
    filed: str

    @property
    def title(self) -> str:
        """The name, short enough for a button."""
        return shorten_title(self.name)

    @property
    def portal_url(self) -> str:
        """Its page on the national portal."""
        return portal_page(self.code)


def build_directory(groups: Iterable[YamlMapping], ward_codes: Iterable[str]) -> dict[str, OtherProcedure]:
    """The procedures of other levels by code, without those of the ward."""
    own = set(ward_codes)
    procedures = (procedure for group in groups for procedure in _build_group(group))
    return {procedure.code: procedure for procedure in procedures if procedure.code not in own}


def _build_group(group: YamlMapping) -> Iterator[OtherProcedure]:
    for line in group["procedures"].splitlines():
        code, letters, name = line.split(" ", 2)
        level = next((LEVELS[letter] for letter in "TXBK-" if letter in letters), "")
        office = group.get("ministry" if level in ("ministry", "elsewhere") else "province", "")
        yield OtherProcedure(code, name, group["field"], level, office, group.get("filed", ""))
