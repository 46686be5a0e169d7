"""Somebody may be in danger: the numbers to call come before any other word."""

from __future__ import annotations

from bot.reply import Reply
from bot.router import Topic, Turn
from handlers.speech import call_button, paragraphs, person_button

topic = Topic("emergency")


@topic.intent(
    "emergency_fire",
    "emergency_drowning",
    "emergency_accident",
    "emergency_violence",
    "emergency_child",
    "emergency_suicide",
    "emergency_rescue",
    "emergency_disorder",
)
def understood(turn: Turn) -> Reply:
    """The numbers, before anything else."""
    return numbers_first(turn)


def numbers_first(turn: Turn) -> Reply:
    """The numbers of content/intents, what to do until help comes, and that a machine cannot call."""
    kind = turn.words.intents[turn.understanding.intent]
    named = ", ".join(_named(turn, number) for number in kind.numbers)
    advice = f"emergency.{kind.intent}"
    text = paragraphs(
        turn.say("emergency.numbers", numbers=named),
        turn.say(advice if turn.words.variants(advice) else "emergency.emergency_other"),
        turn.say("emergency.not_a_line"),
    )
    return Reply(text, (*(call_button(turn, number) for number in kind.numbers[:4]), person_button(turn)))


def is_emergency(turn: Turn) -> bool:
    """Whether the message was understood as an emergency, even one an official has only just added to content/."""
    kind = turn.words.intents.get(turn.understanding.intent)
    return kind is not None and kind.kind == "emergency"


def _named(turn: Turn, number: str) -> str:
    key = f"emergency.number_{number}"
    return turn.say(key) if turn.words.variants(key) else number
