"""Somebody may be in danger: the numbers to call come before any other word."""

from __future__ import annotations

from bot.reply import Reply
from bot.router import HandlerGroup, Turn
from handlers.speech import call_button, join_paragraphs, person_button

group = HandlerGroup("emergency")


@group.intent(
    "emergency_fire",
    "emergency_drowning",
    "emergency_accident",
    "emergency_violence",
    "emergency_child",
    "emergency_suicide",
    "emergency_rescue",
    "emergency_disorder",
    "emergency_hazard",
    "emergency_missing",
)
def answer_emergency(turn: Turn) -> Reply:
    """The numbers, before anything else."""
    return numbers_first(turn)


def numbers_first(turn: Turn) -> Reply:
    """The numbers of content/intents, what to do until help comes, and that a machine cannot call."""
    kind = turn.content.intents[turn.understanding.intent]
    numbers = ", ".join(_name_number(turn, number) for number in kind.numbers)
    advice = f"emergency.{kind.intent}"
    text = join_paragraphs(
        turn.say("emergency.numbers", numbers=numbers),
        turn.say(advice if turn.content.variants(advice) else "emergency.emergency_other"),
        turn.say("emergency.not_a_line"),
    )
    return Reply(text, (*(call_button(turn, number) for number in kind.numbers[:4]), person_button(turn)))


def is_emergency(turn: Turn) -> bool:
    """Whether the message was understood as an emergency, even one an official has only just added to content/."""
    kind = turn.content.intents.get(turn.understanding.intent)
    return kind is not None and kind.kind == "emergency"


def _name_number(turn: Turn, number: str) -> str:
    key = f"emergency.number_{number}"
    return turn.say(key) if turn.content.variants(key) else number
