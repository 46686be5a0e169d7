"""What the ward does not do: who does it, where, and how the ward can help."""

from __future__ import annotations

from collections.abc import Sequence

from bot.content.directory import OtherProcedure
from bot.reply import Button, Reply
from bot.router import HandlerGroup, Turn
from handlers.guides import show_likely_guide
from handlers.speech import guide_of, join_lines, join_paragraphs, menu_button, person_button

group = HandlerGroup("declines")


@group.intent("other_office")
@group.outcome("decline")
def refer_elsewhere(turn: Turn) -> Reply:
    """The entry of content/other_offices that matched; without one, a kind general word."""
    entry = guide_of(turn)
    if entry is not None:
        return show_likely_guide(turn, entry)
    codes = (turn.understanding.topic, *turn.understanding.candidates)
    matches = [turn.content.other_levels[code] for code in dict.fromkeys(codes) if code in turn.content.other_levels]
    if matches:
        return describe_other_level(turn, matches)
    return Reply(turn.say("guides.decline"), (person_button(turn), menu_button(turn)))


def describe_other_level(turn: Turn, matches: Sequence[OtherProcedure]) -> Reply:
    """Who carries out the procedure, at which level, and where it is filed; the next likely ones as buttons."""
    first, others = matches[0], matches[1:]
    turn.state.procedure, turn.state.topic = None, first.code
    office = turn.say(f"other_levels.by_{first.level}", office=first.office) if first.office else ""
    facts = join_lines(
        turn.say("other_levels.name", name=first.name, code=first.code, kind=first.field_name),
        office or turn.say("other_levels.by_unknown"),
        turn.say("other_levels.filed", place=first.filed)
        if first.filed
        else turn.say(f"other_levels.filed_{first.level}"),
    )
    ending = turn.say("other_levels.several") if others else turn.say("other_levels.help")
    portal = Button(turn.say("buttons.see_on_portal"), url=first.portal_url)
    choices = tuple(Button(other.title, say=f"#noi_khac {other.code}") for other in others)
    return Reply(
        join_paragraphs(facts, ending, turn.say("other_levels.source")), (*choices, portal, person_button(turn))
    )


@group.command("noi_khac")
def show_other_level(turn: Turn) -> Reply:
    """ "#noi_khac CODE": one procedure of another level."""
    entry = turn.content.other_levels.get(turn.argument)
    if entry is None:
        return Reply(turn.say("procedures.not_found"), (person_button(turn), menu_button(turn)))
    return describe_other_level(turn, [entry])
