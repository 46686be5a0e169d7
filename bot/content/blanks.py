"""The blanks {…} of sentences: which exist, and how they are filled."""

from __future__ import annotations

import re
from typing import Any

from bot.content.models import Ward

BLANK = re.compile(r"\{([^{}]*)\}")

WARD_BLANKS = (
    "phuong", "tinh", "trung_tam", "cong_an", "quan_su", "tro_ly", "ten_goi", "tinh_cu", "thanh_pho_cu",
)  # fmt: skip
"""Filled from content/ward.yaml, in every text."""

ADDRESS_BLANKS = ("anh_chi", "Anh_chi")
"""How the person is addressed, in every text."""

SENTENCE_BLANKS = frozenset(
    {
        "address", "amount", "answers", "case", "closes", "code", "count", "date", "day", "end", "form", "hours",
        "kind", "label", "law", "list", "map", "messages", "name", "names", "number", "numbers", "office", "online",
        "opens", "per", "phone", "place", "post", "question", "rating", "reason", "result", "source", "state", "steps",
        "text", "tickets", "time", "title", "what", "where", "who", "start", "notice",
    }
)  # fmt: skip
"""Filled by handlers, in content/sentences only."""

GENERAL_BLANKS = frozenset(WARD_BLANKS + ADDRESS_BLANKS)

DEFAULT_ADDRESS = "anh/chị"


def ward_values(ward: Ward) -> dict[str, str]:
    """What content/ward.yaml fills in, with the usual form of address."""
    return {
        "phuong": ward.name,
        "tinh": ward.province,
        "trung_tam": ward.counter.name,
        "cong_an": ward.police.name,
        "quan_su": ward.military.name,
        "tro_ly": ward.assistant_name,
        "ten_goi": ward.called,
        "tinh_cu": ward.old_province,
        "thanh_pho_cu": ward.old_city,
        "anh_chi": DEFAULT_ADDRESS,
        "Anh_chi": capitalised(DEFAULT_ADDRESS),
    }


def capitalised(text: str) -> str:
    """The text with its first letter large (str.capitalize would make the rest small)."""
    return text[:1].upper() + text[1:]


def unknown_blanks(text: str, known: frozenset[str]) -> list[str]:
    """Blanks of `text` that nobody fills."""
    return [name for name in BLANK.findall(text) if name not in known]


def fill(text: str, values: dict[str, Any]) -> str:
    """`text` with its blanks filled; one without a value vanishes, so that no brace ever reaches a resident."""
    return BLANK.sub(lambda match: str(values.get(match[1], "")), text)
