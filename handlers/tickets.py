"""What became of a person's tickets, by code or all of them."""

from __future__ import annotations

import re

from bot.reply import Reply
from bot.router import Topic, Turn
from handlers.speech import button, lines, menu_button, person_button

topic = Topic("tickets")

CODE = re.compile(r"\b(?:PA|GY|DG)-[2-9A-HJ-NP-Z]{5}\b", re.IGNORECASE)
"""As Turn.new_code makes them."""

MOST = 5


@topic.command("phieu")
def tickets(turn: Turn) -> Reply:
    """ "#phieu CODE", or the newest of the person's tickets."""
    if turn.argument:
        return status(turn, turn.argument)
    if not turn.person.tickets:
        return Reply(turn.say("feedback.status_none"), (button(turn, "feedback", "#phan_anh"), menu_button(turn)))
    rows = (_line(turn, *ticket) for ticket in turn.person.tickets[:MOST])
    return Reply(lines(turn.say("feedback.status_list"), *rows), (person_button(turn), menu_button(turn)))


def asked_for(turn: Turn) -> Reply | None:
    """The state of the ticket whose code stands in the message; None when there is none."""
    found = CODE.search(turn.text)
    return status(turn, found[0]) if found else None


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
