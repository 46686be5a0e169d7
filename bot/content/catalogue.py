"""Procedures known by name only (content/catalogue.yaml): what they are called and, if known, who does them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.content.formats import OFFICES
from bot.content.models import Procedure
from bot.content.shapes import TEXT, ListOf, OneOf, Shape

TITLE = 60
"""Characters of a long official name on a button."""

CATALOGUE = ListOf(Shape({"code": TEXT, "name": TEXT, "field": TEXT}, {"office": OneOf(OFFICES)}))


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure nobody has described yet. `office` is empty when it is not known who does it."""

    code: str
    name: str
    field_name: str
    office: str = ""

    @property
    def plain_name(self) -> str:
        """The name as part of a sentence: without "Thủ tục" before it, without a full stop."""
        return re.sub(r"^thủ tục\s+", "", self.name.strip(), flags=re.IGNORECASE).rstrip(" .")

    @property
    def title(self) -> str:
        """The name, short enough for a button."""
        name = self.plain_name[:1].upper() + self.plain_name[1:]
        return name if len(name) <= TITLE else name[:TITLE].rsplit(" ", 1)[0] + "…"


def catalogue(rows: list[dict[str, Any]], procedures: Iterable[Procedure]) -> dict[str, Listed]:
    """The rows by code, without those that a file of content/procedures describes under this or a former code."""
    described = {code for procedure in procedures for code in (procedure.code, *procedure.former_codes)}
    return {
        row["code"]: Listed(row["code"], row["name"], row["field"], row.get("office", ""))
        for row in rows
        if row["code"] not in described
    }
