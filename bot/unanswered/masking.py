"""Removes personal data from a question: phone numbers, codes, mail addresses, numbers and names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.understanding.folding import fold, folded_words
from bot.understanding.masking import mask

LONGEST = 300
"""The most characters that are kept: questions are shorter, and a long story reveals who tells it."""

GAP = "…"
"""Replaces what was removed."""

_TICKET = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{5}\b", re.I)
_NUMBERED = re.compile(r"\S*\d(?:[\s.-]?\d){4,}\S*")
_ADDRESS = re.compile(
    r"(?<!\w)(?:số nhà|so nha|nhà số|nha so|hẻm|hem|đường|duong|ngõ|ngách)\s+(?:số\s+|so\s+)?\d+\S*(?:\s+[^\W\d_]+){0,3}"
    r"|(?<!\w)\d+[a-z]?/\d\S*",
    re.I,
)
_SAYS_NAME = re.compile(
    r"(?<!\w)(?P<lead>(?:họ\s*(?:và|&)?\s*tên|ho\s*va\s*ten|tên\s+(?:là|em|tôi|tui|mình|con|cháu|anh|chị|vợ|chồng)(?:\s+là)?"
    r"|ten\s+(?:la|em|toi|tui|minh|con|chau|anh|chi|vo|chong)(?:\s+la)?|(?:tôi|tui|em|mình|con|cháu|toi|minh|chau)\s+(?:tên|ten)(?:\s+(?:là|la))?)"
    r"\s*:?\s+)(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})",
    re.I,
)
_COURTESY = (
    "anh",
    "chị",
    "cô",
    "chú",
    "bác",
    "ông",
    "bà",
    "dì",
    "dượng",
    "cậu",
    "mợ",
    "thím",
    "thầy",
    "em",
    "cháu",
    "con",
    "bé",
    "bạn",
    "tôi",
    "tui",
    "mình",
    "vợ",
    "chồng",
    "mẹ",
    "ba",
    "cha",
    "tên",
)
_CAPITAL = rf"[{''.join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper())}][^\W\d_]*"
_AFTER_COURTESY = re.compile(rf"(?<!\w)(?i:{'|'.join(_COURTESY)})\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})")
_FAMILY = (
    "nguyễn",
    "nguyen",
    "trần",
    "tran",
    "lê",
    "phạm",
    "pham",
    "huỳnh",
    "huynh",
    "hoàng",
    "hoang",
    "phan",
    "vũ",
    "võ",
    "đặng",
    "dang",
    "bùi",
    "bui",
    "đỗ",
    "hồ",
    "ngô",
    "dương",
    "lý",
    "đinh",
    "trương",
    "lâm",
    "đoàn",
    "mai",
    "trịnh",
    "đào",
    "cao",
)
_FULL_NAME = re.compile(rf"(?<!\w)(?i:{'|'.join(_FAMILY)})(?:\s+{_CAPITAL}){{1,3}}")
_MIDDLE_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(_FAMILY)})\s+(?:văn|van|thị|thi)\s+[^\W\d_]+(?:\s+[^\W\d_]+)?", re.I)
_CALLED = re.compile(
    r"(?<!\w)(?P<lead>(?:anh|chị|chi|cô|chú|chu|bác|bac|em|thầy|thay|dì)\s+)(?!(?:ban|bạn|bot|em|ad|oi|ơi)\s)[^\W\d_]+(?=\s+(?:ơi|oi)(?!\w))",
    re.I,
)
_GAPS = re.compile(rf"(?:{GAP}\s*)+")


def mask_question(text: str, keep: Iterable[str] = ()) -> str:
    """The question without personal data, in one line of at most LONGEST characters; `keep` are place names to keep."""
    places = {fold(place) for place in keep}
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    plain = _TICKET.sub(GAP, mask(plain).text)
    plain = _ADDRESS.sub(GAP, _NUMBERED.sub(GAP, plain))
    plain = _SAYS_NAME.sub(lambda match: match["lead"] + GAP, plain)
    plain = _CALLED.sub(lambda match: match["lead"] + GAP, _MIDDLE_NAME.sub(GAP, plain))
    for pattern in (_FULL_NAME, _AFTER_COURTESY):
        plain = pattern.sub(lambda match: _remove_name(match, places), plain)
    plain = _GAPS.sub(f"{GAP} ", " ".join(plain.split())).replace(" ,", ",").strip()
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + GAP


def _remove_name(match: re.Match[str], places: set[str]) -> str:
    """The match without the name; text in capitals only and place names are kept."""
    whole = match[0]
    name = match.groupdict().get("name") or whole
    if whole.isupper() or any(fold(name).startswith(place) or fold(name) == place for place in places):
        return whole
    return whole[: len(whole) - len(name)] + GAP


def question_key(text: str) -> str:
    """The key of equal questions: their words without accents, in order."""
    return " ".join(folded_words(text))
