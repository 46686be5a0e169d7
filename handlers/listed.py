"""A procedure known by name only: what it is called, who does it as far as known, and where the details are."""

from __future__ import annotations

from bot.content.catalogue import ListedProcedure
from bot.reply import Button, Reply
from bot.router import Turn
from handlers.speech import join_lines, join_paragraphs, menu_button, person_button


def describe_listed(turn: Turn, listed: ListedProcedure) -> Reply:
    """What is known, honestly; the rest is on the national portal."""
    turn.state.procedure, turn.state.topic = listed.code, None
    name = listed.plain_name[:1].upper() + listed.plain_name[1:]
    facts = join_lines(
        turn.say("listed.name", name=name, code=listed.code, kind=listed.field_name), _describe_office(turn, listed)
    )
    portal = Button(turn.say("buttons.see_on_portal"), url=listed.portal_url)
    return Reply(join_paragraphs(facts, turn.say("listed.details")), (portal, person_button(turn), menu_button(turn)))


def _describe_office(turn: Turn, listed: ListedProcedure) -> str:
    """Who takes it; another office than the ward's is said not to be the ward, without a name that is not known."""
    if listed.office == "khac":
        return turn.say("listed.office_above")
    if not listed.office:
        return turn.say("listed.office_unknown")
    return turn.say("listed.office", office=turn.say(f"procedures.office_{listed.office}"))
