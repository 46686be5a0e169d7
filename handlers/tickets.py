"""What became of a person's tickets, by code or all of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.reply import Reply
from bot.router import Handler, Said, Topic, Turn
from handlers.speech import button, lines, menu_button, person_button

topic = Topic("tickets")

CODE = re.compile(r"\b(PA|GY|DG) ?[-–] ?([2-9A-HJ-NP-Z]{5})\b", re.IGNORECASE)
"""As Turn.new_code makes them, and as people copy them by hand."""

MOST = 5
TALKS = ("handover", "contact")
"""Kinds of tickets the resident knows as a talk, not by a code."""


@topic.intent("my_tickets")
@topic.command("phieu")
def tickets(turn: Turn) -> Reply:
    """ "#phieu CODE", or the newest of the person's tickets."""
    if turn.argument:
        return status(turn, turn.argument)
    known = [ticket for ticket in turn.person.tickets if ticket[1] not in TALKS]
    if not known:
        return Reply(turn.say("feedback.status_none"), (button(turn, "feedback", "#phan_anh"), menu_button(turn)))
    rows = (_line(turn, *ticket) for ticket in known[:MOST])
    return Reply(lines(turn.say("feedback.status_list"), *rows), (person_button(turn), menu_button(turn)))


def looking_up(topic: Topic) -> Topic:
    """The topic, which first looks up a ticket whose code stands in the message.

    A code looks like anything to the index (PA-28373 like a decree). An open question gives way to a bare code only:
    who writes feedback may name an older ticket in it.
    """
    for table, asked_for in ((topic.intents, _in_it), (topic.outcomes, _in_it), (topic.questions, _nothing_else)):
        for name, handler in table.items():
            table[name] = _after_look_up(handler, asked_for)
    return topic


def _after_look_up(handler: Handler, asked_for: Callable[[Turn], re.Match[str] | None]) -> Handler:
    def handle(turn: Turn) -> Said:
        found = asked_for(turn)
        return status(turn, f"{found[1]}-{found[2]}") if found else handler(turn)

    return handle


def _in_it(turn: Turn) -> re.Match[str] | None:
    return CODE.search(turn.text)


def _nothing_else(turn: Turn) -> re.Match[str] | None:
    return CODE.fullmatch(turn.text)


def status(turn: Turn, code: str) -> Reply:
    """The state of one ticket of this person; those of others are not told."""
    code = code.upper()
    ticket = next((ticket for ticket in turn.person.tickets if ticket[0] == code), None)
    text = _line(turn, *ticket) if ticket else turn.say("feedback.status_unknown", code=code)
    return Reply(text, (person_button(turn), menu_button(turn)))


def _line(turn: Turn, code: str, kind: str, state: str) -> str:
    return turn.say(
        "feedback.status",
        code=code,
        kind=_word(turn, "feedback.kind_", kind),
        state=_word(turn, "feedback.state_", state),
    )


def _word(turn: Turn, prefix: str, name: str) -> str:
    return turn.say(prefix + name if turn.words.variants(prefix + name) else f"{prefix}other")
