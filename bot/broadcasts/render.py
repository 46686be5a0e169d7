"""The approved message as one person gets it: personal words filled in, links and buttons that can be counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.broadcasts import personal
from bot.broadcasts.links import Links, press_command
from bot.broadcasts.message import Message
from bot.reply import Button, Card, Reply


class Renderer:
    """Makes the messages of one installation."""

    def __init__(self, links: Links, ward: Callable[[], str]) -> None:
        """`ward` is the ward's name as it stands in texts."""
        self._links, self._ward = links, ward

    def payload(self, kind: str, message: Message, broadcast_id: int, name: str | None) -> dict[str, Any]:
        """What the outbox keeps for one person, by kind (see bot.runtime.deliver)."""
        if kind == "promotion":
            return {"title": self._filled(message.title, name), "paragraphs": [self._filled(message.text, name)],
                    "text": self._filled(message.text, name),
                    "buttons": [button.as_dict() for button in self._buttons(message, broadcast_id)]}  # fmt: skip
        if kind == "template":
            data = {key: self._filled(value, name) for key, value in message.template_data.items()}
            return {"template_id": message.template_id, "data": data, "text": message.title}
        return self.reply(message, broadcast_id, name).as_dict()

    def reply(self, message: Message, broadcast_id: int, name: str | None) -> Reply:
        """The message as a consultation reply; a picture makes it a card (platform.md 4: a list)."""
        text = self._filled(message.text, name)
        buttons = self._buttons(message, broadcast_id)
        if not message.picture:
            return Reply(text, buttons)
        link = self._counted(message, broadcast_id, message.link)
        return Reply(text, buttons, (Card(self._filled(message.title, name)[:100], "", link, message.picture),))

    def template_words(self, message: Message, name: str | None) -> str:
        """What can be shown of a template: Zalo keeps its words, we know its number and what fills its blanks."""
        data = (f"{key}: {self._filled(value, name)}" for key, value in message.template_data.items())
        return "\n".join((f"Mẫu {message.template_id or 'chưa chọn'}", *data))

    def _buttons(self, message: Message, broadcast_id: int) -> tuple[Button, ...]:
        found = [self._button(message, broadcast_id, number) for number in range(len(message.buttons))]
        if message.link and not message.picture and len(found) < 5:
            found.insert(0, Button("Xem chi tiết", url=self._counted(message, broadcast_id, message.link)))
        return tuple(found)

    def _button(self, message: Message, broadcast_id: int, number: int) -> Button:
        button = message.buttons[number]
        if button.say is not None:
            return replace(button, say=press_command(broadcast_id, number))
        if button.url is not None:
            return replace(button, url=self._counted(message, broadcast_id, button.url))
        return button

    def _counted(self, message: Message, broadcast_id: int, url: str | None) -> str | None:
        return self._links.address(broadcast_id, message.urls().index(url)) if url else None

    def _filled(self, text: str, name: str | None) -> str:
        return personal.fill(text, name, self._ward())


def newest_text(intro: str, articles: Sequence[tuple[str, str | None]]) -> str:
    """The words of a series that says what is new: (title, address) of each article."""
    lines = [f"📌 {title}" + (f"\n{url}" if url else "") for title, url in articles]
    return "\n\n".join(filter(None, [intro.strip(), *lines]))
