"""Splits a message with several questions and reads each one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.understanding.acts import Speech, SpeechAct, has_act
from bot.understanding.parsing import ParsedMessage
from bot.understanding.result import NOTHING, Previous, Understanding
from bot.understanding.stories import IsOneFamily, ReadLead, is_story, read_story

_BREAKS = re.compile(
    r"[?;\n]+|\.(?=\s|$)|\b(?:với lại|voi lai|ngoài ra|ngoai ra|còn nữa|con nua|thêm nữa|them nua)\b", re.I
)
_AFTER_THANKS = re.compile(r"[,.!]|\b(?:mà|ma|nhưng|nhung|cho hỏi|cho hoi)\b", re.I)
_SOFT_BREAKS = re.compile(r",|\b(?:và|va|với|voi|còn|con|rồi|roi)\b", re.I)
_ENOUGH = 0.55
"""The confidence a part needs to count as a question."""
_SURE = 0.6
"""The same for parts divided only by a comma or "và", and for clarifying questions."""
_LEADS, _DOUBTLESS = 0.55, 0.9
"""The whole message is about one procedure from these confidences on: with a wish before its question, and without."""
_DONE = frozenset({"roi", "xong"})
"""Words, without accents, that say that something is done already."""
_CERTAIN = 0.84
"""The same for parts that are no procedure beside one that is ("... và mấy giờ phường làm việc")."""
_THINKABLE = 0.15
"""A part is skipped when the classifier finds no target of at least this likelihood."""
_FEWEST, _MOST = 2, 8
"""Fewest and most parts of a message that is split."""
_STORY = "life_event"
"""The intent of life events: they introduce a question and are none themselves."""
_POLITE = frozenset({"greeting", "thanks", "bye", "yes", "no", "small_talk", "praise", "test", "unknown"})

_EMERGENCY = "emergency"
"""Prefix of emergency intents. If the whole message is no emergency, none of its parts is."""
_UNDONE = (("khong", "co", "dang"), ("khong", "dang", "ky"), ("chua", "dang", "ky"), ("chua", "co", "dang"))
"""Words of statements about something not done, which ask nothing ("ba nó không có đăng ký kết hôn")."""

Read = Callable[[str, Previous | None], Understanding]
Parse = Callable[[str], ParsedMessage]
Judge = Callable[[Understanding], Understanding | None]
"""The complaint, proposal or praise a message is rather than what it was read as; None when it is none."""
Likelihood = Callable[[ParsedMessage], float]
"""The likelihood (0..1) of the likeliest target of a message."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the parts of a message are read with."""

    read: Read
    read_lead: ReadLead
    parse: Parse
    judge: Judge
    likelihood: Likelihood
    is_one_family: IsOneFamily


def understand_parts(
    text: str, speeches: Sequence[Speech], previous: Previous | None, tools: Tools
) -> list[Understanding]:
    """The meanings of the questions of a message in order; the meaning of the whole if it cannot be split.

    `speeches` are the clauses of the message with their acts.
    """
    whole = tools.read(text, previous)
    if whole.intent.startswith(_EMERGENCY):
        return [whole]
    feedback = tools.judge(whole)
    if feedback:
        return [feedback]
    readings = (
        read_story(speeches, whole, tools.read, tools.read_lead, tools.is_one_family) if is_story(speeches) else []
    )
    if readings:
        return _without_repetition(readings)
    return _understand_plain(text, speeches, whole, previous, tools)


def _understand_plain(
    text: str, speeches: Sequence[Speech], whole: Understanding, previous: Previous | None, tools: Tools
) -> list[Understanding]:
    """The meanings of a message in which no clause leads: all of it asks, or nothing does."""
    read = tools.read
    if whole.intent in _POLITE:
        return _read_parts(_split_parts(_AFTER_THANKS, text), previous, read, _ENOUGH, least=1) or [whole]
    readings = _read_parts(_split_parts(_BREAKS, text), previous, read, _ENOUGH)
    if len(readings) < 2:
        readings = _without_background(_read_soft_parts(text, speeches, tools, whole), speeches, whole)
    if len(readings) > 1:
        return readings
    sections = tools.parse(text).sections
    if whole.procedure and len(sections) > 1:
        return [replace(whole, section=section) for section in sections]
    return [whole]


def _read_soft_parts(text: str, speeches: Sequence[Speech], tools: Tools, whole: Understanding) -> list[Understanding]:
    """The meanings of parts divided by commas or "và" ("làm căn cước và đăng ký thường trú"); may be []."""
    if whole.outcome == "answer" and not whole.procedure and whole.confidence >= _SURE:
        return []

    def is_thinkable(part: str) -> bool:
        message = tools.parse(part)
        normalized = message.normalized
        if _tells_undone(normalized.words):
            return False
        return bool(normalized.masked.codes) or tools.likelihood(message) >= _THINKABLE

    def read_alone(part: str, _: Previous | None) -> Understanding:
        understood = tools.read(part, None)
        is_one = not understood.intent.startswith(_EMERGENCY) and (understood.procedure or _stands_alone(understood))
        return understood if is_one else NOTHING

    parts = [part for part in _split_parts(_SOFT_BREAKS, text) if is_thinkable(part)]
    readings = _read_parts(parts, None, read_alone, _SURE)
    asks_each = len(speeches) > 1 and all(speech.act is SpeechAct.ASKS for speech in speeches)
    is_one_of_them = not whole.procedure or whole.procedure in {part.procedure for part in readings}
    return readings if asks_each or is_one_of_them else []


def _without_background(
    readings: list[Understanding], speeches: Sequence[Speech], whole: Understanding
) -> list[Understanding]:
    """The readings of soft parts without procedures that the question of the whole message only mentions.

    Where a wish only leads to the question ("muốn ủy quyền vụ lấn đất, phường chứng chữ ký được không"), or a clause
    without doubt about one procedure says that something else is done ("cưới vợ rồi thì …"), that one alone is meant.
    """
    leads = has_act(speeches, SpeechAct.ASKS) and has_act(speeches, SpeechAct.WISHES)
    is_done = any(not _DONE.isdisjoint(speech.clause.row.words) for speech in speeches)
    is_clear = whole.confidence >= (_LEADS if leads else _DOUBTLESS)
    if whole.procedure is None or not is_clear or not (leads or is_done):
        return readings
    return [part for part in readings if part.procedure in (None, whole.procedure)]


def _tells_undone(row: Sequence[str]) -> bool:
    return any(tuple(row[start : start + 3]) in _UNDONE for start in range(len(row)))


def _stands_alone(part: Understanding) -> bool:
    is_reply = part.outcome in ("answer", "chat") and part.intent != _STORY
    return is_reply and part.confidence >= _CERTAIN


def _split_parts(breaks: re.Pattern[str], text: str) -> list[str]:
    """The parts of at least two words; [] if there are too few or too many."""
    parts = [part.strip() for part in breaks.split(text) if part and " " in part.strip()]
    return parts if _FEWEST <= len(parts) <= _MOST else []


def _read_parts(
    parts: Sequence[str], previous: Previous | None, read: Read, enough: float, least: int = 2
) -> list[Understanding]:
    """The meanings of the parts with at least the confidence `enough`; [] if fewer than `least` parts can reach it."""
    readings: list[Understanding] = []
    for remaining, part in zip(range(len(parts), 0, -1), parts, strict=True):
        if len(readings) + remaining < least:
            return []
        understood = read(part, previous)
        needed = _SURE if understood.outcome == "clarify" else enough
        if understood.intent in _POLITE or understood.confidence < needed:
            continue
        if understood.procedure:
            previous = Previous(understood.procedure, understood.section)
        readings.append(understood)
    return _without_repetition(readings)


def _without_repetition(readings: list[Understanding]) -> list[Understanding]:
    """The readings without duplicates; a procedure without section is dropped if a section of it is asked for."""
    with_section = {part.procedure for part in readings if part.section}
    result: dict[tuple[str | None, ...], Understanding] = {}
    for part in readings:
        if not part.procedure or part.section or part.procedure not in with_section:
            result.setdefault((part.procedure, part.section, part.topic), part)
    return list(result.values())
