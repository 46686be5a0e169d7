"""A question without the person in it: phones, codes, mail addresses, numbers and names are taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.understanding.folding import fold, folded_words
from bot.understanding.masks import mask

LONGEST = 300
"""Characters that are kept: questions are shorter, and a long story says much about its teller."""

GAP = "…"
"""Stands where something was taken out."""

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
    "anh", "chị", "cô", "chú", "bác", "ông", "bà", "dì", "dượng", "cậu", "mợ", "thím", "thầy", "em", "cháu", "con", "bé",
    "bạn", "tôi", "tui", "mình", "vợ", "chồng", "mẹ", "ba", "cha", "tên",
)  # fmt: skip
_CAPITAL = rf"[{''.join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper())}][^\W\d_]*"
_AFTER_COURTESY = re.compile(rf"(?<!\w)(?i:{'|'.join(_COURTESY)})\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})")
_FAMILY = (
    "nguyễn", "nguyen", "trần", "tran", "lê", "phạm", "pham", "huỳnh", "huynh", "hoàng", "hoang", "phan", "vũ", "võ", "đặng",
    "dang", "bùi", "bui", "đỗ", "hồ", "ngô", "dương", "lý", "đinh", "trương", "lâm", "đoàn", "mai", "trịnh", "đào", "cao",
)  # fmt: skip
_FULL_NAME = re.compile(rf"(?<!\w)(?i:{'|'.join(_FAMILY)})(?:\s+{_CAPITAL}){{1,3}}")
_MIDDLE_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(_FAMILY)})\s+(?:văn|van|thị|thi)\s+[^\W\d_]+(?:\s+[^\W\d_]+)?", re.I)
_CALLED = re.compile(
    r"(?<!\w)(?P<lead>(?:anh|chị|chi|cô|chú|chu|bác|bac|em|thầy|thay|dì)\s+)(?!(?:ban|bạn|bot|em|ad|oi|ơi)\s)[^\W\d_]+(?=\s+(?:ơi|oi)(?!\w))",
    re.I,
)
_GAPS = re.compile(rf"(?:{GAP}\s*)+")


def masked(text: str, keep: Iterable[str] = ()) -> str:
    """The question in one line, at most LONGEST characters; `keep` are names of places that are nobody's name."""
    places = {fold(place) for place in keep}
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    plain = _TICKET.sub(GAP, mask(plain).text)
    plain = _ADDRESS.sub(GAP, _NUMBERED.sub(GAP, plain))
    plain = _SAYS_NAME.sub(lambda found: found["lead"] + GAP, plain)
    plain = _CALLED.sub(lambda found: found["lead"] + GAP, _MIDDLE_NAME.sub(GAP, plain))
    for pattern in (_FULL_NAME, _AFTER_COURTESY):
        plain = pattern.sub(lambda found: _without_name(found, places), plain)
    plain = _GAPS.sub(f"{GAP} ", " ".join(plain.split())).replace(" ,", ",").strip()
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + GAP


def _without_name(found: re.Match[str], places: set[str]) -> str:
    """What was said before the name; a name in capitals only is shouting, and a place stays."""
    whole = found[0]
    name = found.groupdict().get("name") or whole
    if whole.isupper() or any(fold(name).startswith(place) or fold(name) == place for place in places):
        return whole
    return whole[: len(whole) - len(name)] + GAP


def folded(text: str) -> str:
    """What makes two questions equal: their words without accents, order kept."""
    return " ".join(folded_words(text))
