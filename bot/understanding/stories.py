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
_LITERAL = 0.985
"""An asking clause read with this confidence is a phrase of the content or a code: nothing told outweighs it."""
_REFINES = 0.5
"""The whole message decides among the meanings of an asking clause when it is read with this confidence."""
_MOST_LEADS = 3
"""Asking clauses of a message that are read."""

Read = Callable[[str, Previous | None], Understanding]
ReadLead = Callable[[str], Understanding]
"""Reads an asking clause by its own words and by those of the message it stands in."""
IsOneFamily = Callable[[str, str], bool]
"""Whether two procedures are the plain case and a variant of it, or two variants of one plain case."""


def is_story(speeches: Sequence[Speech]) -> bool:
    """Whether a message tells something and asks or wishes something as well."""
    acts = {speech.act for speech in speeches}
    return SpeechAct.TELLS in acts and not acts.isdisjoint((SpeechAct.ASKS, SpeechAct.WISHES))


def read_story(
    speeches: Sequence[Speech], whole: Understanding, read: Read, read_lead: ReadLead, is_one_family: IsOneFamily
) -> list[Understanding]:
    """The meanings of the asking clauses in order, else of the last wish; [] when none means anything.

    `whole` is the meaning of the message read as one question. The first clause is read together with the message;
    each further one counts when it names its subject itself, or goes on from the one before.
    """
    readings: list[Understanding] = []
    for text in _leads_of(speeches):
        alone = read(text, _previous_of(readings))
        is_named = alone.procedure is not None and stands(alone)
        reading = _choose_reading(alone, readings, read_lead(text) if not readings else NOTHING)
        if reading is not NOTHING:
            is_refined = _refines(whole, reading, is_named, is_one_family)
            readings.append(_refine(whole, reading) if is_refined else reading)
    return readings


def _previous_of(readings: Sequence[Understanding]) -> Previous | None:
    before = readings[-1] if readings else NOTHING
    return Previous(before.procedure, before.section) if before.procedure else None


def _choose_reading(alone: Understanding, before: Sequence[Understanding], blended: Understanding) -> Understanding:
    """A clause read alone where it is literal or goes on from others, else blended with its message."""
    if before or alone.confidence >= _LITERAL:
        return alone if stands(alone) else NOTHING
    return NOTHING if blended.outcome == "fallback" else blended


def _refine(whole: Understanding, reading: Understanding) -> Understanding:
    """The matter of the whole message, asked as the asking clause asks."""
    return replace(whole, section=reading.section or whole.section, words=reading.words, polar=reading.polar)


def _leads_of(speeches: Sequence[Speech]) -> list[str]:
    """The clauses that lead, each with the wish it belongs to, at most _MOST_LEADS."""
    leading_act = SpeechAct.ASKS if any(speech.act is SpeechAct.ASKS for speech in speeches) else SpeechAct.WISHES
    leads: list[str] = []
    wish = ""
    for speech in speeches:
        if speech.act is leading_act:
            leads.append(f"{wish}, {speech.text}" if wish else speech.text)
            wish = ""
        elif speech.act in (SpeechAct.TELLS, SpeechAct.WISHES):
            is_joined = speech.act is SpeechAct.WISHES and not speech.clause.ends_sentence
            wish = speech.text if is_joined else ""
    return leads[:_MOST_LEADS] if leading_act is SpeechAct.ASKS else leads[-1:]


def stands(reading: Understanding) -> bool:
    """Whether a reading is about something definite. Only a whole message is an emergency, never a part of it."""
    if reading.procedure or reading.outcome == "decline":
        return reading.confidence >= _STANDS
    is_talk = reading.outcome in ("answer", "chat") and not reading.intent.startswith("emergency")
    return is_talk and reading.confidence >= _GUIDE_STANDS


def _refines(whole: Understanding, reading: Understanding, is_named: bool, is_one_family: IsOneFamily) -> bool:
    """Whether the whole message decides which of the meanings of an asking clause is meant.

    Where the clause names a procedure itself (`is_named`) it only decides among the variants of that one.
    """
    code = whole.procedure
    if code is None or whole.confidence < _REFINES:
        return False
    is_variant = reading.procedure is not None and is_one_family(code, reading.procedure)
    return is_variant or (not is_named and code in reading.candidates)
