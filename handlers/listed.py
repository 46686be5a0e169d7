"""A procedure known by name only: what it is called, who does it as far as known, and where the details are."""

from __future__ import annotations

from typing import Any

from bot.reply import Button, Reply
from bot.router import Turn
from handlers.speech import lines, menu_button, paragraphs, person_button


def tell(turn: Turn, listed: Any) -> Reply:
    """What is known, honestly; the rest is on the national portal. Takes a bot.content.catalogue.Listed."""
    turn.state.procedure, turn.state.topic = listed.code, None
    name = listed.plain_name[:1].upper() + listed.plain_name[1:]
    known = lines(
        turn.say("listed.name", name=name, code=listed.code, kind=listed.field_name),
        turn.say("listed.office", office=turn.say(f"procedures.office_{listed.office}"))
        if listed.office not in ("", "khac")
        else turn.say("listed.office_unknown"),
    )
    portal = Button(turn.say("buttons.open_portal"), url=turn.say("common.portal_url"))
    return Reply(paragraphs(known, turn.say("listed.details")), (portal, person_button(turn), menu_button(turn)))
