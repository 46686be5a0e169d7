"""General answers: by post, online, tracking, reform, rights. Each is one file of content/."""

from __future__ import annotations

from dataclasses import replace

from bot.content.models import Guide
from bot.reply import Button, Reply
from bot.router import HandlerGroup, Turn
from handlers.emergency import is_emergency, numbers_first
from handlers.speech import MOST_BUTTONS, fill_text, join_paragraphs, menu_button, origin_line, person_button

group = HandlerGroup("guides")


@group.outcome("answer")
def answer_guide(turn: Turn) -> Reply:
    """The entry that matched, whatever its intent; an emergency that no code names yet gets its numbers."""
    if is_emergency(turn):
        return numbers_first(turn)
    entry = turn.content.guides.get(turn.understanding.topic or "")
    return not_found(turn) if entry is None else show_likely_guide(turn, entry)


@group.command("huong_dan")
def guide_command(turn: Turn) -> Reply:
    """ "#huong_dan ID": one entry."""
    return show_guide_by_id(turn, turn.argument)


def show_guide_by_id(turn: Turn, entry_id: str) -> Reply:
    """One entry, or that there is none."""
    entry = turn.content.guides.get(entry_id)
    return show_guide(turn, entry) if entry is not None else not_found(turn)


def show_guide(turn: Turn, entry: Guide) -> Reply:
    """An entry's text with its source and buttons; out of its time it is not shown."""
    if not entry.validity.holds_on(turn.now.date()):
        return Reply(turn.say("guides.out_of_date"), (person_button(turn), menu_button(turn)))
    turn.state.topic = entry.id
    text = join_paragraphs(fill_text(turn, entry.text), origin_line(turn, entry.origin))
    return Reply(text, with_person(turn, entry.buttons))


def show_likely_guide(turn: Turn, entry: Guide) -> Reply:
    """An entry, and behind it the procedures that may have been meant instead (Understanding.candidates)."""
    reply = show_guide(turn, entry)
    matches = (turn.content.procedure(code) for code in turn.understanding.candidates)
    choices = tuple(Button(one.title, say=f"#thu_tuc {one.code}") for one in matches if one is not None)
    room = max(0, MOST_BUTTONS - len(reply.buttons))
    return replace(reply, buttons=(*choices[:room], *reply.buttons)) if choices else reply


def with_person(turn: Turn, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    """The buttons and the way to an official, if there is room and it is not there yet."""
    to_person = person_button(turn)
    has_it = any(button.label == to_person.label for button in buttons)
    return buttons if has_it or len(buttons) >= MOST_BUTTONS else (*buttons, to_person)


def not_found(turn: Turn) -> Reply:
    """Nothing is written about it yet."""
    return Reply(turn.say("guides.not_found"), (person_button(turn), menu_button(turn)))
