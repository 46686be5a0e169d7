"""Procedures known by name only (content/catalogue.yaml), with the office that handles them if it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.content.file_schemas import OFFICES
from bot.content.files import YamlMapping
from bot.content.models import Procedure
from bot.content.portal_links import portal_page
from bot.content.schema import TEXT, ListOf, OneOf, RecordOf

TITLE = 60
"""Characters of a long official name on a button."""

CATALOGUE = ListOf(RecordOf({"code": TEXT, "name": TEXT, "field": TEXT}, {"office": OneOf(OFFICES)}))


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """A procedure without a file in content/procedures. `office` is empty when the office is not known."""

    code: str
    name: str
    field_name: str
    office: str = ""

    @property
    def plain_name(self) -> str:
        """The name as part of a sentence: without "Thủ tục" before it, without a full stop."""
        return re.sub(r"^thủ tục\s+", "", self.name.strip(), flags=re.IGNORECASE).rstrip(" .")

    @property
    def portal_url(self) -> str:
        """Its page on the national portal."""
        return portal_page(self.code)

    @property
    def title(self) -> str:
        """The name, short enough for a button."""
        return shorten_title(self.plain_name[:1].upper() + self.plain_name[1:])


def shorten_title(name: str) -> str:
    """A name cut between words to at most TITLE characters."""
    return name if len(name) <= TITLE else name[:TITLE].rsplit(" ", 1)[0] + "…"


def build_catalogue(rows: list[YamlMapping], procedures: Iterable[Procedure]) -> dict[str, ListedProcedure]:
    """The listed procedures by code, without those described in content/procedures under this or a former code."""
    described = {code for procedure in procedures for code in (procedure.code, *procedure.former_codes)}
    return {
        row["code"]: ListedProcedure(row["code"], row["name"], row["field"], row.get("office", ""))
        for row in rows
        if row["code"] not in described
    }
