"""Pictures, voice, files and whatever else is not words: said kindly what the bot can and cannot do with it."""

from __future__ import annotations

from bot.event import Kind
from bot.reply import Button, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.feedback import WRITING, attachment_line, take_attachment
from handlers.greeting import menu_buttons
from handlers.office import show_place
from handlers.speech import join_lines, make_button, menu_button, person_button
from handlers.ticket_additions import add_line, may_add

group = HandlerGroup("attachments")


@group.kind(Kind.IMAGE)
def answer_image(turn: Turn) -> HandlerResult:
    """A picture without words; one with words is read as the words (bot.conversation.bubbles)."""
    return _explain_limits(turn, "image")


@group.kind(Kind.VOICE, Kind.VIDEO)
def answer_recording(turn: Turn) -> HandlerResult:
    """Only a person can listen or watch."""
    return _explain_limits(turn, str(turn.event.kind))


@group.kind(Kind.FILE)
def answer_file(turn: Turn) -> HandlerResult:
    """Dossiers are not filed in the chat."""
    return _explain_limits(turn, "file", make_button(turn, "filing", "#cach_nop"))


@group.kind(Kind.LINK, Kind.CONTACT)
def answer_link(turn: Turn) -> HandlerResult:
    """Links are not opened, and the numbers of others not kept."""
    return _explain_limits(turn, str(turn.event.kind))


@group.kind(Kind.STICKER, Kind.GIF)
def answer_sticker(turn: Turn) -> Reply:
    """A friendly word back."""
    return Reply(turn.say(f"attachments.{turn.event.kind}"), menu_buttons(turn))


@group.kind(Kind.LOCATION)
def answer_location(turn: Turn) -> HandlerResult:
    """Where the ward is: most who send a place look for the way."""
    if turn.state.question in WRITING or may_add(turn):
        return _explain_limits(turn, "location")
    ours = show_place(turn)
    return Reply(join_lines(turn.say("attachments.location"), ours.text), ours.buttons)


@group.kind(Kind.OTHER)
def answer_empty_text(turn: Turn) -> HandlerResult:
    """A text without words (the router sends it here); events nobody knows get no answer."""
    return _explain_limits(turn, "empty") if turn.event.kind is Kind.TEXT else None


def _explain_limits(turn: Turn, name: str, *buttons: Button) -> HandlerResult:
    """What cannot be done with it; with a report being written or just sent it is kept."""
    line = attachment_line(turn)
    if line and turn.state.question in WRITING:
        return take_attachment(turn)
    if line and may_add(turn):
        return add_line(turn, line)
    if turn.state.question in WRITING:
        return Reply(turn.say("attachments.during_feedback"), (make_button(turn, "cancel", "#thoi"),))
    return Reply(turn.say(f"attachments.{name}"), (*buttons, person_button(turn), menu_button(turn)))
