"""The approved message as one person gets it: personal words filled in, links and buttons that can be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.broadcasts.links import Links
from bot.broadcasts.message import Message
from bot.lib import personal_words
from bot.messaging.button_presses import normalise
from bot.reply import Button, Card, Reply
from bot.turn import press_command
from bot.zalo import limits


class Renderer:
    """Makes the messages of one installation."""

    def __init__(self, links: Links, ward: Callable[[], str]) -> None:
        """`ward` returns the ward's name as texts call it."""
        self._links, self._ward = links, ward

    def reply(self, message: Message, broadcast_id: int | None, name: str | None) -> Reply:
        """The message as a consultation reply; a picture makes it a card (docs/zalo/platform.md 4: a list).

        Without a `broadcast_id` it is a test: links lead straight on, buttons say their own words, nothing is counted.
        """
        text = self.fill(message.text, name)
        buttons = self.buttons(message, broadcast_id, name)
        if not message.picture:
            return Reply(text, buttons)
        link = self._counted(message, broadcast_id, message.link)
        return Reply(text, buttons, (Card(self.fill(message.title, name)[:100], "", link, message.picture),))

    def buttons(self, message: Message, broadcast_id: int | None, name: str | None) -> tuple[Button, ...]:
        """The buttons, the first of them for the link; a picture carries it too, but nothing on it says so."""
        buttons = [self._button(message, broadcast_id, number, name) for number in range(len(message.buttons))]
        if message.link and len(buttons) < limits.BUTTONS:
            buttons.insert(0, Button("Xem chi tiết", url=self._counted(message, broadcast_id, message.link)))
        return tuple(buttons)

    def _button(self, message: Message, broadcast_id: int | None, number: int, name: str | None) -> Button:
        """One button. What a press says names the broadcast too: the same label may stand under several."""
        button = message.buttons[number]
        if button.say is not None and broadcast_id is not None:
            title = self.fill(message.title, name)
            words = f"{title}: {button.label}" if title else button.label
            return replace(button, say=press_command(broadcast_id, number), words=normalise(words))
        if button.url is not None:
            return replace(button, url=self._counted(message, broadcast_id, button.url))
        return button

    def _counted(self, message: Message, broadcast_id: int | None, url: str | None) -> str | None:
        if url is None or broadcast_id is None:
            return url
        return self._links.address(broadcast_id, message.urls().index(url))

    def fill(self, text: str, name: str | None) -> str:
        """The text with its personal words filled in."""
        return personal_words.fill(text, name, self._ward())
