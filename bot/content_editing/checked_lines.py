"""Fields of the ward's own particulars with a check of their own: telephone, address, web address, a day that has come.

A `read_…` function returns None for an empty field and raises ValueError with a reason in Vietnamese.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\+?[0-9][0-9 .()\-]{1,18}[0-9]")
SHORTEST_ADDRESS = 8


def read_phone(typed_text: str) -> str | None:
    """Read a telephone number as it is printed: 3 to 12 digits, with blanks, dots or hyphens between them."""
    if not typed_text:
        return None
    digits = re.sub(r"\D", "", typed_text)
    if not _NUMBER.fullmatch(typed_text) or not 3 <= len(digits) <= 12:
        raise ValueError("số điện thoại chưa đúng, ví dụ 0252 3821 111")
    return typed_text


def read_address(typed_text: str) -> str | None:
    """Read an address: more than a word, so that a person finds the place."""
    if typed_text and (len(typed_text) < SHORTEST_ADDRESS or " " not in typed_text):
        raise ValueError("địa chỉ cần số nhà và tên đường, hoặc khu phố; ví dụ 12 Trần Hưng Đạo, khu phố 3")
    return typed_text or None


def read_link(typed_text: str) -> str | None:
    """Read a web address that opens on any phone."""
    if typed_text and not re.fullmatch(r"https://[^\s/]+\.[^\s]+", typed_text):
        raise ValueError("địa chỉ phải bắt đầu bằng https:// và không có dấu cách")
    return typed_text or None
