"""Several questions in one message."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.understanding.result import NOTHING, Previous, Understanding
from bot.understanding.views import Views

_BREAKS = re.compile(
    r"[?;\n]+|\.(?=\s|$)|\b(?:với lại|voi lai|ngoài ra|ngoai ra|còn nữa|con nua|thêm nữa|them nua)\b",
    re.I,
)
_AFTER_THANKS = re.compile(r"[,.!]|\b(?:mà|ma|nhưng|nhung|cho hỏi|cho hoi)\b", re.I)
_SOFT_BREAKS = re.compile(r",|\b(?:và|va|với|voi|còn|con|rồi|roi)\b", re.I)
_ENOUGH = 0.55
"""A part must be understood this well to stand as a question of its own."""
_SURE = 0.7
"""The same for parts that only a comma or "và" divides, and for asking back."""
_CERTAIN = 0.84
"""The same for parts beside a procedure that are about something else ("... và mấy giờ phường làm việc")."""
_THINKABLE = 0.15
"""A part whose likeliest meaning is less likely than this, by its words alone, is not looked at closely."""
_FEWEST, _MOST = 2, 8
"""A message is taken apart into so many parts, or not at all."""
_STORY = "life_event"
"""What somebody tells about their life is the beginning of a question, not one of its own."""
_POLITE = frozenset({"greeting", "thanks", "bye", "yes", "no", "small_talk", "praise", "test", "unknown"})

_EMERGENCY = "emergency"
"""What such intents begin with; within a message that is no call for help, a clause is none either."""
_UNDONE = (("khong", "co", "dang"), ("khong", "dang", "ky"), ("chua", "dang", "ky"), ("chua", "co", "dang"))
"""What was not done is told, not asked for ("ba nó không có đăng ký kết hôn")."""

Read = Callable[[str, Previous | None], Understanding]
View = Callable[[str], Views]
Likely = Callable[[Views], float]
"""How likely (0..1) the likeliest meaning of some words is."""


def parts_of(text: str, previous: Previous | None, read: Read, view: View, likely: Likely) -> list[Understanding]:
    """The meanings of a message's questions in order, or the meaning of the whole when its parts do not stand alone."""
    whole = read(text, previous)
    if whole.intent.startswith(_EMERGENCY):
        return [whole]
    if whole.intent in _POLITE:
        return _each(_split(_AFTER_THANKS, text), previous, read, _ENOUGH, least=1) or [whole]
    found = _each(_split(_BREAKS, text), previous, read, _ENOUGH)
    if len(found) < 2:
        found = _softly(text, read, view, likely, whole)
    if len(found) > 1:
        return found
    asked = view(text).sections
    if whole.procedure and len(asked) > 1:
        return [replace(whole, section=section) for section in asked]
    return [whole]


def _softly(text: str, read: Read, view: View, likely: Likely, whole: Understanding) -> list[Understanding]:
    """Procedures named side by side ("làm căn cước và đăng ký thường trú"), unless the whole is a matter of its own."""
    if whole.outcome == "answer" and not whole.procedure and whole.confidence >= _SURE:
        return []

    def is_thinkable(part: str) -> bool:
        views = view(part)
        return not _tells(views.wording.words) and bool(views.wording.masked.codes or likely(views) >= _THINKABLE)

    def alone(part: str, _: Previous | None) -> Understanding:
        understood = read(part, None)
        is_one = not understood.intent.startswith(_EMERGENCY) and (understood.procedure or _stands(understood))
        return understood if is_one else NOTHING

    found = _each([part for part in _split(_SOFT_BREAKS, text) if is_thinkable(part)], None, alone, _SURE)
    return found if not whole.procedure or whole.procedure in {part.procedure for part in found} else []


def _tells(row: Sequence[str]) -> bool:
    return any(tuple(row[start : start + 3]) in _UNDONE for start in range(len(row)))


def _stands(part: Understanding) -> bool:
    told = part.outcome in ("answer", "chat") and part.intent != _STORY
    return told and part.confidence >= _CERTAIN


def _split(breaks: re.Pattern[str], text: str) -> list[str]:
    """The parts of several words, when there are neither too few nor too many."""
    parts = [part.strip() for part in breaks.split(text) if part and " " in part.strip()]
    return parts if _FEWEST <= len(parts) <= _MOST else []


def _each(
    parts: Sequence[str], previous: Previous | None, read: Read, enough: float, least: int = 2
) -> list[Understanding]:
    """The meanings of the parts that stand alone; of none when there cannot be `least` of them any more."""
    found: list[Understanding] = []
    for left, part in zip(range(len(parts), 0, -1), parts, strict=True):
        if len(found) + left < least:
            return []
        understood = read(part, previous)
        needed = _SURE if understood.outcome == "clarify" else enough
        if understood.intent in _POLITE or understood.confidence < needed:
            continue
        if understood.procedure:
            previous = Previous(understood.procedure, understood.section)
        found.append(understood)
    return _without_repetition(found)


def _without_repetition(found: list[Understanding]) -> list[Understanding]:
    """Each question once; a procedure as a whole only when none of its sections is asked for."""
    with_section = {part.procedure for part in found if part.section}
    result: dict[tuple[str | None, ...], Understanding] = {}
    for part in found:
        if not part.procedure or part.section or part.procedure not in with_section:
            result.setdefault((part.procedure, part.section, part.topic), part)
    return list(result.values())
