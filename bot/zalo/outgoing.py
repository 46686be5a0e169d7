"""A Reply becomes the body of a consultation message, checked against Zalo's limits before anything is sent.

    {"recipient": {"user_id": "…"}, "message": {"text": "…"}}

Shapes: the dossier, platform.md section 4. Other kinds of message: bot/zalo/bodies.py.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Literal, TypeVar

from bot.reply import Button, Card, Reply
from bot.zalo import limits

Body = dict[str, Any]
TextIn = Literal["payload", "message"]
"""Where the text of a message with buttons stands: clients in public disagree, so it is a setting."""
Query = Literal["show", "hide"]
_Thing = TypeVar("_Thing")


class Refused(ValueError):
    """We do not send this: `limit` names the rule of Zalo that it breaks. Its text holds no personal data."""

    def __init__(self, limit: str, explanation: str) -> None:
        super().__init__(f"{limit}: {explanation}")
        self.limit = limit


class TooLong(Refused):
    """Something is longer, larger or more than Zalo takes."""

    def __init__(self, limit: str, size: int, most: int) -> None:
        super().__init__(limit, f"{size}, at most {most}")
        self.size = size
        self.most = most


def consultation(
    person_id: str,
    reply: Reply,
    *,
    button_text_in: TextIn = "payload",
    numbered: bool = False,
    query: Query = "show",
) -> Body:
    """The request body for `/v3.0/oa/message/cs`. Raises TooLong or Refused, naming the limit.

    `numbered` writes buttons and cards as plain text, the fallback where templates are refused: only buttons that say
    something are numbered, in their order, so the person can answer "2". `query` decides whether a pressed button
    is shown as the person's own message.
    """
    if reply.asks_contact:
        return to(person_id, template("request_user_info", elements=[_contact_element(reply)]))
    if numbered and (reply.buttons or reply.cards):
        return to(person_id, {"text": text_of(_as_plain_text(reply))})
    if not reply.buttons and not reply.cards:
        return to(person_id, {"text": text_of(reply.text)})
    payload: Body = {"template_type": "list" if reply.cards else "button"}
    if reply.cards:
        payload["elements"] = [_element(card) for card in at_most(reply.cards, limits.CARDS, "cards")]
    if reply.buttons:
        payload["buttons"] = [
            button_body(button, query) for button in at_most(reply.buttons, limits.BUTTONS, "buttons")
        ]
    message: Body = {"attachment": {"type": "template", "payload": payload}}
    if reply.text or not reply.cards:  # a list may stand alone, buttons need a sentence
        in_payload = button_text_in == "payload" and not reply.cards  # a list's payload knows no text
        (payload if in_payload else message)["text"] = text_of(reply.text)
    return to(person_id, message)


def to(person_id: str, message: Body) -> Body:
    """A body with its recipient."""
    if not person_id:
        raise Refused("recipient", "no person")
    return {"recipient": {"user_id": person_id}, "message": message}


def template(kind: str, **payload: Any) -> Body:
    """A message that holds one template."""
    return {"attachment": {"type": "template", "payload": {"template_type": kind, **payload}}}


def button_body(button: Button, query: Query = "show") -> Body:
    """One button in Zalo's words. Exactly one of say, url and phone must be set."""
    if sum(value is not None for value in (button.say, button.url, button.phone)) != 1:
        raise Refused("button", "needs exactly one of say, url, phone")
    title = short(button.label, limits.BUTTON_TITLE, "button title")
    if button.url is not None:
        return {"type": "oa.open.url", "title": title, "payload": {"url": web_address(button.url)}}
    if button.phone is not None:
        return {"type": "oa.open.phone", "title": title, "payload": {"phone_code": _dialled(button.phone)}}
    payload = short(_shown(button, query), limits.BUTTON_PAYLOAD, "button payload")
    return {"type": f"oa.query.{query}", "title": title, "payload": payload}


def _shown(button: Button, query: Query) -> str:
    """What comes back when the button is pressed. Shown as the person's own words, a bare command would puzzle them."""
    say = button.say or ""
    return f"{button.label} {say}" if query == "show" and say.startswith("#") else say


def text_of(text: str) -> str:
    """The text of a message in NFC, measured as Zalo does."""
    return short(text, limits.TEXT, "text")


def short(text: str, most: int, limit: str) -> str:
    """`text` in NFC; Refused when empty, TooLong over `most` characters."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.strip():
        raise Refused(limit, "empty")
    if len(composed) > most:
        raise TooLong(limit, len(composed), most)
    return composed


def at_most(things: tuple[_Thing, ...], most: int, limit: str) -> tuple[_Thing, ...]:
    """`things`, unless there are too many."""
    if len(things) > most:
        raise TooLong(limit, len(things), most)
    return things


def web_address(url: str, *, https_only: bool = False) -> str:
    """The address, if a phone can open it."""
    if not re.match(r"https://[^\s/]" if https_only else r"https?://[^\s/]", url) or re.search(r"\s", url):
        raise Refused("web address", "must begin with https:// and hold no blanks")
    return url


def _element(card: Card) -> Body:
    element: Body = {"title": short(card.title, limits.CARD_TITLE, "card title")}
    if card.subtitle:
        element["subtitle"] = short(card.subtitle, limits.CARD_SUBTITLE, "card subtitle")
    if card.image:
        element["image_url"] = web_address(card.image, https_only=True)
    if card.url:
        element["default_action"] = {"type": "oa.open.url", "url": web_address(card.url)}
    return element


def _contact_element(reply: Reply) -> Body:
    """The form that asks for particulars: a card gives its words, else the text's first line and the rest."""
    if reply.cards:
        return _element(reply.cards[0])
    title, _, subtitle = reply.text.strip().partition("\n")
    return _element(Card(title, subtitle.strip()))


def _as_plain_text(reply: Reply) -> str:
    lines = [reply.text.rstrip()] if reply.text.strip() else []
    lines += ["\n".join(filter(None, (f"• {card.title}", card.subtitle, card.url))) for card in reply.cards]
    number = 0
    for button in reply.buttons:
        if button.say is not None:
            number += 1
            lines.append(f"{number}. {button.label}")
        else:
            lines.append(f"• {button.label}: {button.url or button.phone}")
    return "\n".join(lines)


def _dialled(phone: str) -> str:
    """A telephone number as Zalo dials it: 84… for subscribers, short numbers (113, 1022, 1900…) as they are."""
    digits = re.sub(r"[\s.()+-]", "", phone)
    if not re.fullmatch(r"[0-9]{3,15}", digits):
        raise Refused("telephone number", "must be 3 to 15 digits")
    return "84" + digits[1:] if digits.startswith("0") else digits
