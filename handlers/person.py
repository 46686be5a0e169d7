"""Talking to an official: the bot is silent until they give back or the time is up."""

from __future__ import annotations

from datetime import timedelta

from bot.reply import GiveBack, HandOver, Reply
from bot.router import Said, Topic, Turn
from handlers.greeting import menu_buttons
from handlers.office import opens
from handlers.speech import as_day, button, lines

topic = Topic("person")

SILENCE = timedelta(hours=12)
"""How long the bot is silent if nobody gives back (the lead's rule for HandOver; said to the person here)."""


@topic.intent("talk_to_a_person")
@topic.command("gap_can_bo")
def hand_over(turn: Turn) -> Said:
    """Tell what happens and until when, then be silent."""
    until = turn.now + SILENCE
    state = turn.words.office_at(turn.now)
    closed = "" if state.is_open else turn.say("person.closed_now", opens=opens(turn))
    text = lines(
        turn.say("person.handed_over", time=f"{until:%H:%M}", date=as_day(until.date())),
        turn.say("person.tell"),
        closed,
        turn.say("person.urgent"),
    )
    return Reply(text, (button(turn, "back_to_bot", "#tro_ly"),)), HandOver(reason="asked")


@topic.command("tro_ly")
def give_back(turn: Turn) -> Said:
    """The person would rather talk to the bot again."""
    return Reply(turn.say("person.given_back"), menu_buttons(turn)), GiveBack()
