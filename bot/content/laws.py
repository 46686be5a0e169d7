"""The legal texts cited in content/: since when each is in force, until when, and what takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.content.files import Document, YamlMapping
from bot.content.problems import Report
from bot.content.schema import NULLABLE_DAY, TEXT, ListOf, RecordOf
from bot.content.validity import ALWAYS, Validity

LAWS = ListOf(
    RecordOf(
        {"number": TEXT, "title": TEXT},
        {"valid_from": NULLABLE_DAY, "valid_to": NULLABLE_DAY, "replaced_by": TEXT, "source": TEXT},
    )
)
"""The shape of content/laws.yaml. A day that is not known stays empty; `valid_to` is the last day in force."""

NUMBER_OF_LAW = re.compile(r"\d[\d.]*/(?:\d{4}/[A-ZĐ]|[A-ZĐ]+\d*-[A-ZĐ])[A-ZĐƯ0-9.\-]*g?")
"""68/2020/QH14, 5132/QĐ-BQP, 06/QĐ-TTg: a number with a year, or with a kind and who issued it."""


@dataclass(frozen=True, slots=True)
class LegalText:
    """A law, decree or circular. `replaced_by` names what takes its place, `source` where its days are written."""

    number: str
    title: str
    validity: Validity = ALWAYS
    replaced_by: str = ""
    source: str = ""

    def ends_by(self, day: date) -> bool:
        """Whether its last day is before or on `day`."""
        return self.validity.end is not None and self.validity.end <= day


def law_numbers(texts: Iterable[str]) -> list[str]:
    """The different numbers of legal texts in texts: "Luật Cư trú 68/2020/QH14" has 68/2020/QH14."""
    numbers = (number.rstrip(".-") for text in texts for number in NUMBER_OF_LAW.findall(text))
    return list(dict.fromkeys(numbers))


def build_laws(rows: Iterable[YamlMapping]) -> dict[str, LegalText]:
    """The legal texts by number."""
    return {row["number"]: _build_law(row) for row in rows}


def _build_law(row: YamlMapping) -> LegalText:
    validity = Validity(row.get("valid_from"), row.get("valid_to"))
    return LegalText(row["number"], row["title"], validity, row.get("replaced_by", ""), row.get("source", ""))


def check_law_rows(document: Document, report: Report) -> None:
    """Report legal texts that are listed twice or end before they begin."""
    lines: dict[str, int] = {}
    for position, row in enumerate(document.data):
        line, start, end = document.line((position,)), row.get("valid_from"), row.get("valid_to")
        if row["number"] in lines:
            report.error(document.file, line, f"văn bản {row['number']} đã có ở dòng {lines[row['number']]}")
        if start and end and end < start:
            report.error(document.file, line, f"văn bản {row['number']} hết hiệu lực trước ngày có hiệu lực")
        lines.setdefault(row["number"], line)
