"""Whether a message asks for a yes or no: "có phải … không", "được không", "có bị phạt không", "… chưa"."""

from __future__ import annotations

from collections.abc import Sequence

_ENDS = frozenset({"khong", "chua"})
_ASKED = frozenset({"co", "duoc", "phai", "bi", "can", "dung", "nen", "du", "con", "roi"})
"""Words that make a yes/no question together with a later "không" or "chưa"."""
_REACH = 14
"""So many words may stand between them ("có phải lên phường … không")."""
_CLOSING_WORDS = """
    a ad anh ban bac can cam cho chi chu co dung da de em giup gium ha hay hoi hoac ma minh mong neu nha nhe nhi noi nua
    oi phuong roi sao the thi toi tui va vay voi xin y
"""
_CLOSINGS = frozenset(_CLOSING_WORDS.split())
"""Words that may follow the "không" of a question. "Không" before another word denies it ("không có sổ hồng")."""
_TAGS = (("dung", "khong"), ("phai", "khong"), ("hay", "khong"))
"""Endings that need no other word before them."""


def is_polar(row: Sequence[str]) -> bool:
    """Whether folded words hold a question that is answered by yes, no or a condition. Linear in their number."""
    asked_at = -_REACH - 1
    for place, word in enumerate(row):
        is_end = word in _ENDS and (place + 1 == len(row) or row[place + 1] in _CLOSINGS)
        if is_end and (place - asked_at <= _REACH or tuple(row[place - 1 : place + 1]) in _TAGS):
            return True
        if word in _ASKED:
            asked_at = place
    return False
