"""Fields of reports and proposals, as officials sort them, and what may be said of a settled one in public."""

from __future__ import annotations

import re

from bot.helpdesk.errors import HelpdeskError

FIELDS = {
    "duong": "Đường sá, vỉa hè, đèn đường",
    "moi-truong": "Rác, môi trường, thoát nước",
    "dien-nuoc": "Điện, nước sinh hoạt",
    "trat-tu": "Trật tự, tiếng ồn, lấn chiếm",
    "dat": "Đất đai, xây dựng",
    "thu-tuc": "Thủ tục, thái độ phục vụ",
    "an-sinh": "An sinh, y tế, giáo dục",
    "khac": "Việc khác",
}
LONGEST_PLACE = 200
LONGEST_PUBLIC = 200
_PERSONAL = re.compile(r"\d[\d .-]{7,}\d|@|\bsố nhà\b|\b(?:ông|bà|anh|chị|cô|chú) [A-ZĐÀ-Ỹ]")
"""A telephone or identity number, an address, a name with its title."""


def check_place(field: str, place: str) -> tuple[str, str]:
    """(field, place) in one line each. Raises HelpdeskError."""
    place = " ".join(place.split())
    if field and field not in FIELDS:
        raise HelpdeskError("Hãy chọn một lĩnh vực trong danh sách.")
    if len(place) > LONGEST_PLACE:
        raise HelpdeskError(f"Địa điểm dài quá {LONGEST_PLACE} ký tự.")
    return field, place


def check_public_words(words: str) -> str:
    """What stands on the public page, in one line; empty for nothing. Raises HelpdeskError when it may name somebody."""
    words = " ".join(words.split())
    if len(words) > LONGEST_PUBLIC:
        raise HelpdeskError(f"Câu đăng công khai dài quá {LONGEST_PUBLIC} ký tự.")
    if _PERSONAL.search(words):
        raise HelpdeskError("Câu đăng công khai không được có tên người, số nhà, số điện thoại hay số giấy tờ.")
    return words
