"""The state of a person's tickets, by code or all of them."""

from __future__ import annotations

import re

from bot.reply import Reply
from bot.router import Handler, HandlerGroup, HandlerResult, Turn
from handlers.speech import join_lines, make_button, menu_button, person_button

group = HandlerGroup("tickets")

CODE = re.compile(r"\b(PA|GY|DG) ?[-–] ?([2-9A-HJ-NP-Z]{5})\b", re.IGNORECASE)
"""As Turn.new_code makes them, and as people copy them by hand."""

MOST = 5
TALKS = ("handover", "contact")
"""Kinds of tickets the resident knows as a talk, not by a code."""


@group.intent("my_tickets")
@group.command("phieu")
def show_tickets(turn: Turn) -> Reply:
    """ "#phieu CODE", or the newest of the person's tickets."""
    if turn.argument:
        return show_status(turn, turn.argument)
    own_tickets = [ticket for ticket in turn.person.tickets if ticket[1] not in TALKS]
    if not own_tickets:
        return Reply(turn.say("feedback.status_none"), (make_button(turn, "feedback", "#phan_anh"), menu_button(turn)))
    rows = (_status_line(turn, *ticket) for ticket in own_tickets[:MOST])
    return Reply(join_lines(turn.say("feedback.status_list"), *rows), (person_button(turn), menu_button(turn)))


def look_up_ticket(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: a message with the code of a ticket in it is answered with the ticket's state.

    A code looks like anything to the index (PA-28373 like a decree).
    """
    return _status_of(turn, CODE.search(turn.text), handler)


def look_up_bare_code(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware of open questions: they give way to a bare code only.

    A person who writes feedback may name an older ticket in it.
    """
    return _status_of(turn, CODE.fullmatch(turn.text), handler)


def _status_of(turn: Turn, code: re.Match[str] | None, handler: Handler) -> HandlerResult:
    return show_status(turn, f"{code[1]}-{code[2]}") if code else handler(turn)


def show_status(turn: Turn, code: str) -> Reply:
    """The state of one ticket of this person; those of others are not told."""
    code = code.upper()
    ticket = next((ticket for ticket in turn.person.tickets if ticket[0] == code), None)
    text = _status_line(turn, *ticket) if ticket else turn.say("feedback.status_unknown", code=code)
    return Reply(text, (person_button(turn), menu_button(turn)))


def _status_line(turn: Turn, code: str, kind: str, state: str) -> str:
    return turn.say(
        "feedback.status",
        code=code,
        kind=_name_of(turn, "feedback.kind_", kind),
        state=_name_of(turn, "feedback.state_", state),
    )


def _name_of(turn: Turn, prefix: str, name: str) -> str:
    return turn.say(prefix + name if turn.content.variants(prefix + name) else f"{prefix}other")
