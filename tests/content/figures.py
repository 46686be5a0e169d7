"""The figures of a text (money, days, phones, numbers of laws, dates, shares), written in one way so that they compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

UNITS = (
    "đồng",
    "nghìn",
    "triệu",
    "tỷ",
    "ngày",
    "tháng",
    "năm",
    "tuổi",
    "giờ",
    "phút",
    "bản",
    "người",
    "lần",
    "m2",
    "m²",
    "mét",
    "km",
    "kg",
    "câu",
    "bước",
    "tầng",
    "trang",
    "thẻ",
    "ký tự",
    "điểm",
)
"""Words that belong to the figure before them: "7 ngày" is not "7 tháng"."""

_LAW = r"\d+(?:\.\d+)?(?:/\d{4})?/[A-ZĐ][A-ZĐ0-9-]*"
_DATE = r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{1,2}:\d{2}"
_PLAIN = r"\d+(?:[.,/]\d+)*"
_UNIT = "|".join(UNITS)
_COUNTED = rf"(?P<plain>{_PLAIN})(?P<share> ?%)?(?: (?P<unit>{_UNIT})(?!\w))?"
_FIGURE = re.compile(rf"(?<!\w)(?:(?P<law>{_LAW})|(?P<date>{_DATE})|(?P<clock>{_CLOCK})|{_COUNTED})")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_AMOUNT_KEY = re.compile(r"\bamount: (\d+)")
_COMMENT = re.compile(r"(?m)^\s*#.*$")


def figures(text: str) -> set[str]:
    """Every figure of `text`: "25.000 đồng" and "25000 đồng" are one, so are 2026-12-31 and 31/12/2026, 7:30 and 07:30."""
    return {_normal(match) for match in _FIGURE.finditer(text)}


def figures_of_content(files: Iterable[Path]) -> set[str]:
    """The figures of YAML files without their comments; a bare number is there with and without its unit."""
    text = "\n".join(_COMMENT.sub("", file.read_text(encoding="utf-8")) for file in files)
    all_figures = figures(text) | {f"{amount} đồng" for amount in _AMOUNT_KEY.findall(text)}
    return all_figures | {figure.partition(" ")[0] for figure in all_figures}


def _normal(understanding: re.Match[str]) -> str:
    if understanding["law"]:
        return understanding["law"]
    if understanding["date"]:
        parts = re.split("[/-]", understanding["date"])
        day, month, year = parts if len(parts[2]) == 4 else reversed(parts)
        return f"{int(day)}/{int(month)}/{year}"
    if understanding["clock"]:
        return understanding["clock"].lstrip("0").rjust(4, "0")
    number = understanding["plain"]
    number = number.replace(".", "") if _THOUSANDS.fullmatch(number) else number.lstrip("0") or "0"
    unit = understanding["unit"] or ""
    return f"{number}%" if understanding["share"] else f"{number} {unit}".rstrip()
