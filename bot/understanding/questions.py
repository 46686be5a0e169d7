"""Several questions in one message."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.understanding.result import Previous, Understanding

_BREAKS = re.compile(
    r"[?;\n]+|\.(?=\s|$)|\b(?:với lại|voi lai|ngoài ra|ngoai ra|còn nữa|con nua|thêm nữa|them nua)\b",
    re.I,
)
_AFTER_THANKS = re.compile(r"[,.!]|\b(?:mà|ma|nhưng|nhung|cho hỏi|cho hoi)\b", re.I)
_SOFT_BREAKS = re.compile(r",|\b(?:và|va|với|voi|còn|con|rồi|roi)\b", re.I)
_ENOUGH = 0.7
"""A part must be understood this well to stand as a question of its own."""
_SURE = 0.8
"""The same for parts that only a comma or "và" divides, and for asking back."""
_CERTAIN = 0.9
"""The same for parts beside a procedure that are about something else ("... và mấy giờ phường làm việc")."""
_STORY = "life_event"
"""What somebody tells about their life is the beginning of a question, not one of its own."""
_POLITE = frozenset({"greeting", "thanks", "bye", "yes", "no", "small_talk", "praise", "test", "unknown"})

Read = Callable[[str, Previous | None], Understanding]


def parts_of(
    text: str, previous: Previous | None, read: Read, sections: Callable[[str], tuple[str, ...]]
) -> list[Understanding]:
    """The meanings of a message's questions in order, or the meaning of the whole when its parts do not stand alone."""
    whole = read(text, previous)
    if whole.intent.startswith("emergency"):
        return [whole]
    if whole.intent in _POLITE:
        return _each(_AFTER_THANKS, text, previous, read, _ENOUGH) or [whole]
    found = _each(_BREAKS, text, previous, read, _ENOUGH)
    if len(found) < 2:
        found = _softly(text, previous, read, whole)
    if len(found) > 1:
        return found
    asked = sections(text)
    if whole.procedure and len(asked) > 1:
        return [replace(whole, section=section) for section in asked]
    return [whole]


def _softly(text: str, previous: Previous | None, read: Read, whole: Understanding) -> list[Understanding]:
    """Procedures named side by side ("làm căn cước và đăng ký thường trú"), unless the whole is a matter of its own."""
    if whole.outcome == "answer" and not whole.procedure and whole.confidence >= _SURE:
        return []
    parts = _each(_SOFT_BREAKS, text, previous, read, _SURE)
    found = [part for part in parts if part.procedure or _stands(part)]
    return found if not whole.procedure or whole.procedure in {part.procedure for part in found} else []


def _stands(part: Understanding) -> bool:
    told = part.outcome in ("answer", "chat") and part.intent != _STORY
    return told and part.confidence >= _CERTAIN


def _each(
    breaks: re.Pattern[str], text: str, previous: Previous | None, read: Read, enough: float
) -> list[Understanding]:
    parts = [part.strip() for part in breaks.split(text) if part and " " in part.strip()]
    if not 2 <= len(parts) <= 8:
        return []
    found: list[Understanding] = []
    for part in parts:
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
