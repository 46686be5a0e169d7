"""Reads a message that tells as well as asks: the asking clause leads, what is told only refines it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.understanding.acts import Speech, SpeechAct
from bot.understanding.result import NOTHING, Previous, Understanding

_STANDS = 0.55
"""An asking clause with this confidence names its subject itself."""
_GUIDE_STANDS = 0.7
"""The same for guides and talk, whose phrases are short."""
_WISH_STANDS = 0.8
"""A wish with this confidence leads whatever the whole message seems to mean."""
_CLARIFIES = 0.7
"""The same for a question of ours that is left when what is told does not name the subject either."""
_REFINES = 0.5
"""The whole message decides among the meanings of an asking clause when it is read with this confidence."""
_MOST_LEADS = 3
"""Asking clauses of a message that are read."""
_MOST_TELLING = 3
"""Telling clauses that are joined to an asking clause, the nearest first, until it names its subject."""

Read = Callable[[str, Previous | None], Understanding]
IsOneFamily = Callable[[str, str], bool]
"""Whether two procedures are the plain case and a variant of it, or two variants of one plain case."""


def is_story(speeches: Sequence[Speech]) -> bool:
    """Whether a message tells something and asks or wishes something as well."""
    acts = {speech.act for speech in speeches}
    return SpeechAct.TELLS in acts and not acts.isdisjoint((SpeechAct.ASKS, SpeechAct.WISHES))


def read_story(
    speeches: Sequence[Speech], whole: Understanding, read: Read, is_one_family: IsOneFamily
) -> list[Understanding]:
    """The meanings of the asking clauses in order, else of the last wish; [] when none names its subject.

    `whole` is the meaning of the message read as one question. It decides among what an asking clause may mean.
    """
    readings: list[Understanding] = []
    asks = any(speech.act is SpeechAct.ASKS for speech in speeches)
    for context, text in _leads_of(speeches):
        reading = _read_lead(context, text, whole, read, readings)
        if reading is not NOTHING and (asks or _outweighs(reading, whole)):
            is_refined = _refines(whole, reading, is_one_family)
            readings.append(_refine(whole, reading) if is_refined else reading)
    return readings


def _refine(whole: Understanding, reading: Understanding) -> Understanding:
    """The matter of the whole message, asked as the asking clause asks."""
    return replace(whole, section=reading.section or whole.section, words=reading.words, polar=reading.polar)


def _leads_of(speeches: Sequence[Speech]) -> list[tuple[list[str], str]]:
    """Each clause that leads, with the clauses told before it since the last one, at most _MOST_LEADS."""
    leading_act = SpeechAct.ASKS if any(speech.act is SpeechAct.ASKS for speech in speeches) else SpeechAct.WISHES
    leads: list[tuple[list[str], str]] = []
    context: list[str] = []
    wish = ""
    for speech in speeches:
        if speech.act is leading_act:
            leads.append((context, f"{wish}, {speech.text}" if wish else speech.text))
            context, wish = [], ""
        elif speech.act in (SpeechAct.TELLS, SpeechAct.WISHES):
            context = [*context, *([wish] if wish else [])]
            is_joined = speech.act is SpeechAct.WISHES and not speech.clause.ends_sentence
            context, wish = (context, speech.text) if is_joined else ([*context, speech.text], "")
    return leads[:_MOST_LEADS] if leading_act is SpeechAct.ASKS else leads[-1:]


def _read_lead(
    context: Sequence[str], text: str, whole: Understanding, read: Read, before: Sequence[Understanding]
) -> Understanding:
    """The meaning of one asking clause: alone, else with the clauses told before it; NOTHING when it has no subject."""
    previous = Previous(before[-1].procedure, before[-1].section) if before and before[-1].procedure else None
    first = reading = read(text, previous)
    if stands(reading):
        return reading
    for clause in reversed(context[-_MOST_TELLING:]):
        text = f"{clause}, {text}"
        reading = read(text, None)
        if stands(reading):
            return reading
    is_open = first.outcome == "clarify" and first.confidence >= _CLARIFIES and whole.procedure is None
    return first if is_open else NOTHING


def stands(reading: Understanding) -> bool:
    """Whether a reading is about something definite. Only a whole message is an emergency, never a part of it."""
    if reading.procedure or reading.outcome == "decline":
        return reading.confidence >= _STANDS
    is_talk = reading.outcome in ("answer", "chat") and not reading.intent.startswith("emergency")
    return is_talk and reading.confidence >= _GUIDE_STANDS


def _outweighs(reading: Understanding, whole: Understanding) -> bool:
    """Whether a wish, which may as well be a fact of the story, is understood better than the whole message."""
    return reading.confidence >= min(whole.confidence, _WISH_STANDS)


def _refines(whole: Understanding, reading: Understanding, is_one_family: IsOneFamily) -> bool:
    """Whether the whole message decides which of the meanings of an asking clause is meant."""
    code = whole.procedure
    if code is None or whole.confidence < _REFINES:
        return False
    return code in reading.candidates or (reading.procedure is not None and is_one_family(code, reading.procedure))
