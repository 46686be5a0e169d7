"""Answers in English, from content/english; for everything else one honest sentence and a person."""

from __future__ import annotations

from bot.content.english import EnglishEntry
from bot.reply import Button, Reply
from bot.router import HandlerGroup, Turn
from handlers.speech import as_day, call_button, fill_text, join_paragraphs

group = HandlerGroup("english")


@group.intent("english", "emergency_english")
def answer_in_english(turn: Turn) -> Reply:
    """The entry that a message in English asks for."""
    entry = turn.content.english.get(turn.understanding.topic or "")
    if entry is None:
        return Reply(turn.say("english.unknown"), (_officer_button(turn), _hours_button(turn)))
    turn.state.procedure, turn.state.section, turn.state.topic = entry.code, None, None
    calls = tuple(call_button(turn, number) for number in entry.numbers)
    return Reply(
        join_paragraphs(fill_text(turn, entry.text), _checked_line(turn, entry)), (*calls, *_ways_on(turn, entry))
    )


def _checked_line(turn: Turn, entry: EnglishEntry) -> str:
    """The source of an answer about a procedure, and the day it was compared with its Vietnamese entry."""
    if entry.outcome == "chat" or entry.numbers:
        return ""
    procedure = turn.content.procedure(entry.code or "")
    source = procedure.origin.source if procedure else turn.say("english.own_source")
    return turn.say("english.source", source=source, date=as_day(entry.checked))


def _ways_on(turn: Turn, entry: EnglishEntry) -> tuple[Button, ...]:
    if entry.numbers:
        return (_officer_button(turn),)
    place = (Button(turn.say("english.address_button"), say="#dia_chi"),) if entry.code is None else ()
    whole = (Button(turn.say("english.vietnamese_button"), say=f"#thu_tuc {entry.code}"),) if entry.code else ()
    return (*whole, *place, _officer_button(turn))


def _officer_button(turn: Turn) -> Button:
    return Button(turn.say("english.officer_button"), say="#gap_can_bo")


def _hours_button(turn: Turn) -> Button:
    return Button(turn.say("english.address_button"), say="#dia_chi")
