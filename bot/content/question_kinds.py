"""What a question is for – a time, an amount, a place, an age – by its folded words: "bao lâu" is not answered by "được"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

QuestionKinds = frozenset[str]
"""Names of `_TELLING` and `_WEAK`; a question may be for several things."""

_TELLING = {
    "time": r"bao lau|may (?:ngay|tuan|thang|nam|hom)|khi nao|bao gio|chung nao|ngay nao|luc nao|may gio|lay lien|trong ngay",
    "validity": r"dung duoc|thoi han|het han|gia tri|gia han|han su dung",
    "money": r"bao nhieu(?! tuoi)|may (?:tien|dong)|ton|mat (?:tien|phi)|mien phi|le phi|phi|tien",
    "place": r"dau|noi nao|cho nao|phuong nao",
    "person": r"ai|nguoi nao",
    "age": r"(?:bao nhieu|may|du|tu|tren|duoi|\d{1,3}) tuoi|tuoi nao",
    "consequence": r"sao khong|co sao|bi gi|phat",
}
_WEAK = {"permission": r"duoc", "duty": r"phai|can|bat buoc"}
"""Told apart only where neither question is for anything else."""

_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in (_TELLING | _WEAK).items()}
_NEEDED = re.compile(r"\b(?:phai|can) ")
_FILING = re.compile(r"\b(?:phai|can)(?: \w+)? (?:dang ky|lam|xin|bao|khai|nop|dong|doi|tu|di|toi|den|len)\b")
"""The duty to file at all, or to come oneself: who must is told by the condition of the procedure."""


@lru_cache(maxsize=4096)
def kinds_of(row: tuple[str, ...]) -> QuestionKinds:
    """What the question with these folded words is for; empty when it does not say. Time grows linearly."""
    text = " ".join(row)
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))


def are_for_other_things(ours: QuestionKinds, theirs: QuestionKinds) -> bool:
    """Whether an answer to the one question is none to the other."""
    our_telling, their_telling = ours & _TELLING.keys(), theirs & _TELLING.keys()
    if our_telling or their_telling:
        return our_telling.isdisjoint(their_telling)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def share_telling_kind(ours: QuestionKinds, theirs: QuestionKinds) -> bool:
    """Whether both are for the same thing, beyond a yes or no."""
    return not (ours & theirs).isdisjoint(_TELLING)


def asks_for_other_duty(row: Sequence[str]) -> bool:
    """Whether something beside the filing itself must be done: "có cần hẹn trước không", not "có phải đăng ký không"."""
    text = " ".join(row)
    is_needed = bool(_NEEDED.search(text))
    return is_needed and not _PATTERNS["permission"].search(text) and not _FILING.search(text)
