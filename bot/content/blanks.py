"""The blanks {…} of sentences: which exist, and how they are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.models import LAND_OFFICE, Ward

BLANK = re.compile(r"\{([^{}]*)\}")

_UNIT = re.compile(r"^(?:phường|xã|đặc khu|tỉnh|thành phố|thị xã|thị trấn|huyện|quận) ", re.IGNORECASE)

PLACE_BLANKS = ("ten_phuong", "ten_phuong_cu", "ten_tinh", "ten_tinh_cu", "ten_thanh_pho_cu")
"""Names without their unit (“Hòa Bình”, not “xã Hòa Bình”), in phrases of residents and in texts."""

EVERY_OLD_NAME = "moi_ten_cu"
"""In phrases of residents only: the phrase stands for one with each old name."""

WARD_BLANKS = (
    *("phuong", "tinh", "trung_tam", "cong_an", "quan_su", "van_phong_dat", "tro_ly", "ten_goi"),
    *("tinh_cu", "thanh_pho_cu", "loi_sap_nhap"),
    *PLACE_BLANKS,
)
"""Filled from content/ward.yaml, in every text."""

ADDRESS_BLANKS = ("anh_chi", "Anh_chi")
"""How the person is addressed, in every text."""

SENTENCE_BLANKS = frozenset(
    {
        "address",
        "amount",
        "answers",
        "case",
        "closes",
        "code",
        "count",
        "date",
        "day",
        "end",
        "form",
        "hours",
        "kind",
        "label",
        "law",
        "list",
        "map",
        "messages",
        "name",
        "names",
        "number",
        "numbers",
        "office",
        "online",
        "opens",
        "per",
        "phone",
        "place",
        "post",
        "question",
        "rating",
        "reason",
        "result",
        "source",
        "state",
        "steps",
        "text",
        "tickets",
        "url",
        "time",
        "title",
        "what",
        "where",
        "who",
        "start",
        "notice",
    }
)
"""Filled by handlers, in content/sentences only."""

GENERAL_BLANKS = frozenset(WARD_BLANKS + ADDRESS_BLANKS)

DEFAULT_ADDRESS = "anh/chị"


def ward_values(ward: Ward) -> dict[str, str]:
    """The values of the blanks that content/ward.yaml fills in, with the usual form of address."""
    return {
        "phuong": ward.name,
        "tinh": ward.province,
        "trung_tam": ward.counter.name,
        "cong_an": ward.police.name,
        "quan_su": ward.military.name,
        "van_phong_dat": ward.land_office,
        "tro_ly": ward.assistant_name,
        "ten_goi": ward.called,
        "tinh_cu": ward.old_province,
        "thanh_pho_cu": ward.old_city,
        "loi_sap_nhap": ward.merger_notice,
        "anh_chi": DEFAULT_ADDRESS,
        "Anh_chi": capitalize_first(DEFAULT_ADDRESS),
        **_name_places(ward.name, ward.called, ward.old_names, ward.province, ward.old_province, ward.old_city),
    }


def place_names(ward: Mapping[str, Any]) -> dict[str, str]:
    """The names of places by blank from the data of ward.yaml; empty for what this ward has not."""
    old = (ward["old_province"] or "", ward["old_city"] or "")
    land_office = ward.get("land_office", LAND_OFFICE)
    with_unit = {"phuong": ward["name"], "tinh": ward["province"], "van_phong_dat": land_office}
    with_unit |= {EVERY_OLD_NAME: "\n".join(ward["old_names"])}
    with_unit |= {"tinh_cu": old[0] if old[0] != ward["province"] else "", "thanh_pho_cu": old[1]}
    return with_unit | _name_places(ward["name"], ward["called"], ward["old_names"], ward["province"], *old)


def _name_places(
    name: str, called: str, old_names: Sequence[str], province: str, old_province: str, old_city: str
) -> dict[str, str]:
    names = (without_unit(called), *old_names)
    old_name = next((old for old in names if old != without_unit(name)), "")
    changed = old_province if old_province != province else ""
    values = (name, old_name, province, changed, old_city)
    return dict(zip(PLACE_BLANKS, map(without_unit, values), strict=True))


def without_unit(name: str) -> str:
    """The name of a place without the unit before it."""
    return _UNIT.sub("", name)


def capitalize_first(text: str) -> str:
    """The text with its first letter in upper case (str.capitalize would lower the others)."""
    return text[:1].upper() + text[1:]


def unknown_blanks(text: str, defined: frozenset[str]) -> list[str]:
    """The names of the blanks in `text` that are not among the `defined` ones."""
    return [name for name in BLANK.findall(text) if name not in defined]


def fill_blanks(text: str, values: Mapping[str, object]) -> str:
    """Fill in the blanks of `text`; a blank without a value is removed, so that residents never see a brace."""
    return BLANK.sub(lambda match: str(values.get(match[1], "")), text)
