"""Pictures, voice, files and whatever else is not words: said kindly what the bot can and cannot do with it."""

from __future__ import annotations

from bot.event import Kind
from bot.reply import Button, Reply
from bot.router import Topic, Turn
from handlers.feedback import WRITING
from handlers.greeting import menu_buttons
from handlers.office import place
from handlers.speech import button, lines, menu_button, person_button

topic = Topic("attachments")


@topic.kind(Kind.IMAGE)
def image(turn: Turn) -> Reply:
    """A picture, with or without words beside it."""
    return _sorry(turn, "image_with_text" if turn.text else "image")


@topic.kind(Kind.VOICE, Kind.VIDEO)
def recording(turn: Turn) -> Reply:
    """Only a person can listen or watch."""
    return _sorry(turn, str(turn.event.kind))


@topic.kind(Kind.FILE)
def file(turn: Turn) -> Reply:
    """Dossiers are not filed in the chat."""
    return _sorry(turn, "file", button(turn, "filing", "#cach_nop"))


@topic.kind(Kind.LINK, Kind.CONTACT)
def not_opened(turn: Turn) -> Reply:
    """Links are not opened, and the numbers of others not kept."""
    return _sorry(turn, str(turn.event.kind))


@topic.kind(Kind.STICKER, Kind.GIF)
def cheerful(turn: Turn) -> Reply:
    """A friendly word back."""
    return Reply(turn.say(f"attachments.{turn.event.kind}"), menu_buttons(turn))


@topic.kind(Kind.LOCATION)
def location(turn: Turn) -> Reply:
    """Where the ward is: most who send a place look for the way."""
    if turn.state.question in WRITING:
        return _sorry(turn, "location")
    ours = place(turn)
    return Reply(lines(turn.say("attachments.location"), ours.text), ours.buttons)


@topic.kind(Kind.OTHER)
def empty(turn: Turn) -> Reply | None:
    """A text without words (the router sends it here); events nobody knows get no answer."""
    return _sorry(turn, "empty") if turn.event.kind is Kind.TEXT else None


def _sorry(turn: Turn, name: str, *buttons: Button) -> Reply:
    """What cannot be done with it; in the middle of writing feedback, words are asked for instead."""
    if turn.state.question in WRITING:
        return Reply(turn.say("attachments.during_feedback"), (button(turn, "cancel", "#thoi"),))
    return Reply(turn.say(f"attachments.{name}"), (*buttons, person_button(turn), menu_button(turn)))
