"""Pressed buttons: the words a press puts into the chat, and the command those words stand for.

Zalo shows a button's payload as the person's own message, so the payload is a sentence (content/sentences/pressed.yaml)
and not a command. The command is looked up among the buttons that were sent to this person: that is exact after a
restart, days later, and when an official has changed the sentence meanwhile. Of two buttons with the same words the
newer counts.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from bot.content import Content
from bot.content.blanks import BLANK
from bot.messaging.outbox import fingerprint
from bot.reply import Button, Reply
from bot.store import Store, sent_buttons
from bot.turn import COMMAND_MARK, command_in
from bot.zalo.outgoing import plain_text

LONGEST_WORDS = 1000
"""Characters of a payload (docs/zalo/platform.md 4): a longer text was no button."""


NUMBERS = ("1", "2", "3", "4", "5")
"""The numbers of buttons in a message sent as numbered text."""


def word_buttons(replies: Iterable[Reply], content: Content) -> list[Reply]:
    """The replies with words for every button that stands for a command."""
    return [
        replace(reply, buttons=tuple(_with_words(button, content) for button in reply.buttons)) for reply in replies
    ]


def command_of(store: Store, person_id: str, text: str) -> str | None:
    """The command of a pressed button, or one that was typed; None for other words.

    A number answers a broadcast that arrived as numbered text (bot.zalo.shapes), as long as nothing was said after it.
    The caller decides whether a number may cause what the command does (bot.understanding.clear_words).
    """
    command, words = command_in(text), normalise(text)
    if command or not words or len(words) > LONGEST_WORDS:
        return command
    numbered = _numbered_command(store, person_id, int(words)) if is_number(words) else None
    return numbered or sent_buttons.command(store, person_id, words)


def is_number(text: str) -> bool:
    """Whether a message is only the number of a button."""
    return text.strip() in NUMBERS


def _numbered_command(store: Store, person_id: str, number: int) -> str | None:
    """The command of a button that the newest message, one of a broadcast, showed as a line with this number."""
    message = sent_buttons.last_broadcast(store, person_id)
    reply = Reply.from_dict(json.loads(message.reply)) if message and '"say": ' in message.reply else None
    if message is None or reply is None or message.fingerprint != fingerprint(plain_text(reply)):
        return None
    buttons = [button for button in reply.buttons if button.say is not None]
    if number > len(buttons) or f"{number}. {buttons[number - 1].label}" not in plain_text(reply).split("\n"):
        return None
    return buttons[number - 1].say


def normalise(text: str) -> str:
    """Words as a button says them: composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _with_words(button: Button, content: Content) -> Button:
    if not (button.say or "").startswith(COMMAND_MARK):
        return button
    return replace(button, words=normalise(button.words or _press_sentence(button, content) or button.label))


def _press_sentence(button: Button, content: Content) -> str | None:
    """The command's sentence with its blanks filled; None when there is none, or one of its blanks is not known."""
    name, *arguments = (button.say or "")[len(COMMAND_MARK) :].split()
    sentences = content.sentences.get(f"pressed.{name}")
    if not sentences:
        return None
    values = {"label": button.label}
    if arguments:
        title = _title_of(content, arguments[0])
        values |= {"code": arguments[0], "number": arguments[min(1, len(arguments) - 1)]}
        values |= {"title": title} if title else {}
    return str(content.fill(sentences[0], **values)) if set(BLANK.findall(sentences[0])) <= values.keys() else None


def _title_of(content: Content, identity: str) -> str | None:
    """What people call the procedure, guide, life event, quiz or topic with this identity."""
    procedure = content.procedure(identity)
    if procedure is not None:
        return str(procedure.title)
    listed = content.listed.get(identity)
    if listed is not None:  # the short title of such a one may be cut, and then two can be the same
        return str(listed.name if listed.title.endswith("…") else listed.title)
    for entries in (content.guides, content.life_events, content.quizzes):
        if identity in entries:
            return str(entries[identity].title)
    interest = content.subscriptions.get(identity)
    return str(interest.label) if interest is not None else None
