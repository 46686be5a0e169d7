"""Removes names of places, which say where and not what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_UNITS = frozenset({"phuong", "xa", "tinh", "tp", "quan", "huyen", "thon", "duong"})
_LONG_UNITS = frozenset({("thanh", "pho"), ("thi", "tran"), ("thi", "xa"), ("khu", "pho")})
_LONGEST = 3
"""The largest number of words in the name of a place."""


def without_places(row: Sequence[str], is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The words without unknown words directly behind the word for a unit ("phường Hàm Thắng" → "phường")."""
    result: list[str] = []
    place = 0
    while place < len(row):
        result.append(row[place])
        place += 1
        if result[-1] in _UNITS or tuple(result[-2:]) in _LONG_UNITS:
            place += _name_length(row[place : place + _LONGEST], is_known)
    return tuple(result)


def _name_length(following: Sequence[str], is_known: Callable[[str], bool]) -> int:
    length = 0
    for word in following:
        if is_known(word):
            break
        length += 1
    return length
