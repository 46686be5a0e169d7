"""Long answers become several bubbles: split where a reader would pause, never inside a word, a link or a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LIMIT = 900
"""Comfortable on a phone."""
HARD_LIMIT = 2000
"""Zalo refuses longer messages (error -210); only a single word or link above this is cut."""

_GAP = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_NOT_THE_END = re.compile(r"(?:^|\s)(?:\d{1,2}|[IVX]{1,4}|[a-zđ]|TP|Tp|Tx|TX|TT|P|Q|H|X|tr|ThS|TS|PGS|GS|BS|ĐT|Đ/c)\.$")
"""A dot after a list number ("1."), or of an abbreviation ("TP. Cần Thơ"): the sentence goes on."""
_MARKS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")

_PARAGRAPH, _LINE, _SENTENCE, _WORD, _TIED = 4, 3, 2, 1, 0


def split_text(text: str, limit: int = LIMIT) -> list[str]:
    """The bubbles of `text` in order, each at most `limit` characters in NFC, without blanks at their ends.

    A word or link longer than `limit` gets a bubble of its own, up to HARD_LIMIT. An empty text gives no bubble.
    """
    if not 1 <= limit <= HARD_LIMIT:
        raise ValueError(f"limit must be 1 to {HARD_LIMIT}")
    rest = unicodedata.normalize("NFC", text).strip()
    bubbles = []
    while len(rest) > limit:
        end = _end_of_bubble(rest, limit)
        bubbles.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*bubbles, rest] if rest else bubbles


def _end_of_bubble(text: str, limit: int) -> int:
    """Where the first bubble ends: the best pause in the last two thirds, else the best one at all, else the next."""
    pauses = list(_find_pauses(text, limit))
    late = [pause for pause in pauses if pause[1] >= limit // 3]
    for choice in (late if any(rank > _WORD for rank, _ in late) else [], pauses):
        if choice:
            return max(choice)[1]
    following = next((gap.start() for gap in _GAP.finditer(text, limit) if not _inside_number(text, gap)), len(text))
    return following if following <= HARD_LIMIT else _cut_word(text, limit)


def _find_pauses(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """(rank, position) of every gap that a bubble of at most `limit` characters may end at."""
    for gap in _GAP.finditer(text, 0, limit + 1):
        if not _inside_number(text, gap):
            yield _rank_pause(text, gap), gap.start()


def _inside_number(text: str, gap: re.Match[str]) -> bool:
    """Whether the gap stands between digits, as in "1 200 000" or "0252 3822 555"."""
    before, after = text[: gap.start()][-2:], text[gap.end() : gap.end() + 1]
    one_line = "\n" not in gap.group()
    return one_line and after.isdigit() and (before[-1:].isdigit() or (before[:1].isdigit() and before[-1:] in ")("))


def _rank_pause(text: str, gap: re.Match[str]) -> int:
    line = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()]
    breaks = gap.group().count("\n")
    if breaks and line.rstrip().endswith(":"):  # a heading stays with its list
        return _WORD
    if breaks:
        return _PARAGRAPH if breaks > 1 else _LINE
    if _NOT_THE_END.search(line[-12:]):
        return _TIED
    return _SENTENCE if _SENTENCE_END.search(line[-12:]) else _WORD


def _cut_word(text: str, limit: int) -> int:
    """The last resort, for a word longer than Zalo takes: not between a letter or picture and what belongs to it."""
    for end in range(limit, limit // 2, -1):
        joined = text[end - 1] == "\u200d" or text[end] in _MARKS or unicodedata.combining(text[end])
        if not joined:
            return end
    return limit
