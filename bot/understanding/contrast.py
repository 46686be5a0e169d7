"""Takes out of a message what its writer rules out: "không phải X mà Y", "Y chứ không phải X", "X à không Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.folding import clean_text, fold

_ASKS = (
    r"\s(?:thì|thi|cần|can|phải|phai|làm sao|lam sao|ở đâu|o dau|bao nhiêu|bao nhieu|có|được|duoc|mất|giờ|vậy)(?:\s|$)"
)
_WHO = r"(?:em|tôi|toi|tui|mình|minh|bà|ba|ông|ong|cô|co|chú|chu|con|cháu|chau)"
_END = rf"(?=[,.;?!\n]|$|{_ASKS}|\s{_WHO}{_ASKS})"
"""Where what is ruled out ends: at punctuation, or where the question begins."""
_NOT = r"(?:không|khong|ko|hông|hong|đâu|dau|hổng)\s(?:phải|phai)(?:\s(?:là|la))?"
_START = r"(?:^|(?<=[,.;]\s)|(?<=\bà\s)|(?<=\bdạ\s)|(?<=\bem\s)|(?<=\btôi\s)|(?<=\btui\s))"
_NOT_BUT = re.compile(rf"{_START}{_NOT}\s[^.;?!\n]{{1,60}}?[,\s]\s?(?:mà|ma)\s(?:là\s|la\s)?(?!sao\b|không\b)", re.I)
_BUT_NOT = re.compile(
    rf"[,\s](?:chứ|chớ|chu|cho)\s(?:không|khong|ko|hông|hong|đâu|đừng)\s(?:phải\s|phai\s|có\s)?(?:là\s|la\s)?"
    rf"[^,.;?!\n]{{1,60}}?{_END}",
    re.I,
)
_MISTAKEN = re.compile(
    rf"[,\s]+(?:(?:đừng|dung|không phải|chứ không)\s)?(?:nhầm|nham|lộn|lon)\s(?:với|voi|qua|sang)\s[^,.;?!\n]{{1,60}}?{_END}",
    re.I,
)
_CORRECTED = re.compile(
    r"^[^.?!\n]{0,160}?[,\s](?:(?:à|a|ủa|ấy)\s(?:không|khong|ko|nhầm|nham|lộn|lon|quên|quen)|xin lỗi|nói lộn|nói nhầm"
    rf"|(?<=,\s)(?:nhầm|nham|lộn|lon)(?=\s?,))[,\s]+(?:(?:phải\s|phai\s)?(?:là|la)\s|ý {_WHO} (?:là )?)?(?=\S+\s\S)",
    re.I,
)
_REJECTS = re.compile(rf"^(?:dạ\s|da\s|à\s|ủa\s)?{_NOT}\b[^,.;?!\n]{{0,60}}[,.;]\s*(?=\S+\s\S)", re.I)
_NO_PREFIX = re.compile(rf"^(?:dạ\s|da\s|à\s|ủa\s)?{_NOT}\b", re.I)
_LONGEST = 600
"""Only messages of at most so many characters are read for contrasts: nobody corrects a slip pages later."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A message without what it rules out, and whether it rules out what was answered before."""

    text: str
    rejects_previous: bool


def resolve_contrast(text: str) -> Contrast:
    """The message that is left; the text as it is when it rules out nothing, or everything."""
    if len(text) > _LONGEST or not _may_rule_out(text):
        return Contrast(text, False)
    rejects = _NO_PREFIX.match(clean_text(text)) is not None
    rest = _CORRECTED.sub("", clean_text(text), count=1)
    rest = _NOT_BUT.sub(" ", rest)
    rest = _REJECTS.sub("", rest, count=1)
    rest = _MISTAKEN.sub(" ", _BUT_NOT.sub(" ", rest))
    rest = re.sub(r"\s+([,.;?!])|\s{2,}", lambda match: match[1] or " ", rest).strip(" ,.;")
    return Contrast(rest if len(rest.split()) > 1 else text, rejects)


def _may_rule_out(text: str) -> bool:
    folded = f" {fold(text)} "
    return any(word in folded for word in _MARKS)


_MARKS = (
    *("khong phai", "ko phai", "hong phai", "dau phai", "hổng phải", "chu khong", "cho khong", "chu ko", "chu hong"),
    *("nham", "lon", " a khong", " a ko", " a quen", "xin loi"),
)
"""Cheap signs, without accents, that a message may rule something out."""
