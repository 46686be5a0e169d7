"""Builds the body of a consultation message from a Reply and checks it against Zalo's limits.

    {"recipient": {"user_id": "…"}, "message": {"text": "…"}}

Shapes: docs/zalo/platform.md 4. Other kinds of message: bot/zalo/bodies.py.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeVar

from bot.reply import Button, Card, Reply
from bot.zalo import limits
from bot.zalo.fields import JsonObject
from bot.zalo.shapes import MessageShape

Body = JsonObject
"""The JSON body of a call."""
Query = Literal["show", "hide"]
_Thing = TypeVar("_Thing")


class Refused(ValueError):
    """The message breaks a rule of Zalo, named by `limit`, and is not sent. The text holds no personal data."""

    def __init__(self, limit: str, explanation: str) -> None:
        super().__init__(f"{limit}: {explanation}")
        self.limit = limit


class TooLong(Refused):
    """A text, list or file exceeds a limit of Zalo."""

    def __init__(self, limit: str, size: int, most: int) -> None:
        super().__init__(limit, f"{size}, at most {most}")
        self.size = size
        self.most = most


def consultation_body(
    person_id: str, reply: Reply, *, shape: MessageShape = MessageShape.MESSAGE, query: Query = "show"
) -> Body:
    """The request body for `/v3.0/oa/message/cs`. Raises TooLong or Refused, naming the limit.

    `shape`: which field holds the text that goes with buttons; cards are always a list. PLAIN writes buttons and cards
    as text and numbers the buttons that say something, so that the person can answer "2". `query`: whether a pressed
    button is shown as the person's own message.
    """
    if reply.asks_contact:
        return addressed_to(person_id, template_message("request_user_info", elements=[_contact_element(reply)]))
    if not reply.buttons and not reply.cards:
        return addressed_to(person_id, {"text": text_of(reply.text)})
    if shape is MessageShape.PLAIN:
        return addressed_to(person_id, {"text": text_of(plain_text(reply))})
    return addressed_to(person_id, _message_with_template(reply, shape, query))


def _message_with_template(reply: Reply, shape: MessageShape, query: Query) -> Body:
    payload = _template_payload(reply, query)
    message: Body = {"attachment": {"type": "template", "payload": payload}}
    if reply.cards:  # a list needs no text, and its payload has no field for one
        return {"text": text_of(reply.text), **message} if reply.text else message
    if shape is MessageShape.PAYLOAD:
        payload["template_type"] = "button"
        payload["text"] = text_of(reply.text)
        return message
    return {"text": text_of(reply.text), **message}


def _template_payload(reply: Reply, query: Query) -> Body:
    """Cards as elements of a list, and the buttons."""
    payload: Body = {}
    if reply.cards:
        payload["template_type"] = "list"
        payload["elements"] = [_card_element(card) for card in at_most(reply.cards, limits.CARDS, "cards")]
    if reply.buttons:
        buttons = at_most(reply.buttons, limits.BUTTONS, "buttons")
        payload["buttons"] = [button_body(button, query) for button in buttons]
    return payload


def addressed_to(person_id: str, message: Body) -> Body:
    """The body of `message` to one person. Raises Refused without a person id."""
    if not person_id:
        raise Refused("recipient", "no person")
    return {"recipient": {"user_id": person_id}, "message": message}


def template_message(kind: str, **payload: object) -> Body:
    """A message with one template of type `kind` and the fields `payload`."""
    return {"attachment": {"type": "template", "payload": {"template_type": kind, **payload}}}


def button_body(button: Button, query: Query = "show") -> Body:
    """The JSON of one button. Raises Refused unless exactly one of say, url and phone is set."""
    if sum(value is not None for value in (button.say, button.url, button.phone)) != 1:
        raise Refused("button", "needs exactly one of say, url, phone")
    title = checked_text(button.label, limits.BUTTON_TITLE, "button title")
    if button.url is not None:
        return {"type": "oa.open.url", "title": title, "payload": {"url": web_address(button.url)}}
    if button.phone is not None:
        return {"type": "oa.open.phone", "title": title, "payload": {"phone_code": _dialled_number(button.phone)}}
    payload = checked_text(_press_text(button), limits.BUTTON_PAYLOAD, "button payload")
    return {"type": f"oa.query.{query}", "title": title, "payload": payload}


def _press_text(button: Button) -> str:
    """What a press puts into the chat: words a person would write, never a bare command."""
    say = button.say or ""
    return button.words or (button.label if say.startswith("#") else say)


def text_of(text: str) -> str:
    """The text of a message in NFC; Refused when empty, TooLong over Zalo's limit."""
    return checked_text(text, limits.TEXT, "text")


def checked_text(text: str, most: int, limit: str) -> str:
    """`text` in NFC; Refused when empty, TooLong over `most` characters."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.strip():
        raise Refused(limit, "empty")
    if len(composed) > most:
        raise TooLong(limit, len(composed), most)
    return composed


def at_most(things: tuple[_Thing, ...], most: int, limit: str) -> tuple[_Thing, ...]:
    """`things`; raises TooLong when there are more than `most`."""
    if len(things) > most:
        raise TooLong(limit, len(things), most)
    return things


def web_address(url: str, *, https_only: bool = False) -> str:
    """`url`; raises Refused unless it is a web address without blanks."""
    if not re.match(r"https://[^\s/]" if https_only else r"https?://[^\s/]", url) or re.search(r"\s", url):
        raise Refused("web address", "must begin with https:// and hold no blanks")
    return url


def _card_element(card: Card) -> Body:
    element: Body = {"title": checked_text(card.title, limits.CARD_TITLE, "card title")}
    if card.subtitle:
        element["subtitle"] = checked_text(card.subtitle, limits.CARD_SUBTITLE, "card subtitle")
    if card.image:
        element["image_url"] = web_address(card.image, https_only=True)
    if card.url:
        element["default_action"] = {"type": "oa.open.url", "url": web_address(card.url)}
    return element


def _contact_element(reply: Reply) -> Body:
    """The form that asks for contact details: title and subtitle of the card, else of the text's lines."""
    if reply.cards:
        return _card_element(reply.cards[0])
    title, _, subtitle = reply.text.strip().partition("\n")
    return _card_element(Card(title, subtitle.strip()))


def plain_text(reply: Reply) -> str:
    """Text, cards and buttons as lines of text; lines beyond Zalo's limit are left out at the end."""
    lines = [reply.text.rstrip()] if reply.text.strip() else []
    lines += ["\n".join(filter(None, (f"• {card.title}", card.subtitle, card.url))) for card in reply.cards]
    number = 0
    for button in reply.buttons:
        if button.say is not None:
            number += 1
            lines.append(f"{number}. {button.label}")
        else:
            lines.append(f"• {button.label}: {button.url or button.phone}")
    while len(lines) > 1 and len(unicodedata.normalize("NFC", "\n".join(lines))) > limits.TEXT:
        lines.pop()
    return "\n".join(lines)


def _dialled_number(phone: str) -> str:
    """A telephone number as Zalo dials it: 84… for subscribers, short numbers (113, 1022, 1900…) as they are."""
    digits = re.sub(r"[\s.()+-]", "", phone)
    if not re.fullmatch(r"[0-9]{3,15}", digits):
        raise Refused("telephone number", "must be 3 to 15 digits")
    return "84" + digits[1:] if digits.startswith("0") else digits
