"""Bodies of the messages that are not answers: files, promotion, templates, broadcasts.

Shapes and limits: docs/zalo/platform.md 4, 5, 6 and 12.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.reply import Button
from bot.zalo import limits
from bot.zalo.fields import JsonObject
from bot.zalo.outgoing import Body, Refused, addressed_to, at_most, button_body, checked_text, template_message, text_of

TARGET_KEYS = frozenset({"ages", "gender", "locations", "cities", "platform", "telco"})
"""What a broadcast's audience may be narrowed by. A misspelt key could reach every follower, so the list is closed."""


def file(person_id: str, token: str) -> Body:
    """A file, by the token of an upload. Explaining words go in a message of their own."""
    return addressed_to(person_id, {"attachment": {"type": "file", "payload": {"token": token}}})


def picture(person_id: str, attachment_id: str) -> Body:
    """A picture, by the id of an upload."""
    element = {"media_type": "image", "attachment_id": attachment_id}
    return addressed_to(person_id, template_message("media", elements=[element]))


def promotion(person_id: str, title: str, paragraphs: Sequence[str], *, buttons: tuple[Button, ...] = ()) -> Body:
    """A promotion: a header, text, up to five buttons."""
    elements: list[Body] = [{"type": "header", "content": checked_text(title, limits.CARD_TITLE, "title")}]
    elements += [{"type": "text", "align": "left", "content": text_of(paragraph)} for paragraph in paragraphs]
    payload: Body = {"language": "VI", "elements": elements}
    if buttons:
        payload["buttons"] = [button_body(button) for button in at_most(buttons, limits.BUTTONS, "buttons")]
    return addressed_to(person_id, template_message("promotion", **payload))


def template_for_person(person_id: str, template_id: str, data: Mapping[str, str]) -> Body:
    """A paid template by the person's id at this OA."""
    if not person_id:
        raise Refused("recipient", "no person")
    return {"user_id": person_id, "template_id": template_id, "template_data": _template_data(data)}


def template_for_phone(phone: str, template_id: str, data: Mapping[str, str], tracking_id: str) -> Body:
    """A paid template by telephone number ("84…", or "0…" which is rewritten). `tracking_id` is a label of ours."""
    digits = re.sub(r"[\s.+-]", "", phone)
    digits = "84" + digits[1:] if digits.startswith("0") else digits
    if not re.fullmatch(r"84[0-9]{8,10}", digits):
        raise Refused("telephone number", "must be 84 and the number without its 0")
    return {
        "phone": digits,
        "template_id": template_id,
        "template_data": _template_data(data),
        "tracking_id": checked_text(tracking_id, limits.TRACKING_ID, "tracking id"),
    }


def broadcast(article_id: str, target: Mapping[str, Sequence[str]], *, everyone: bool = False) -> Body:
    """The broadcast of one article (its id, not the token of its creation).

    An empty `target` reaches every follower, so it has to be said in so many words with `everyone`.
    """
    if not article_id:
        raise Refused("article", "no id")
    if unknown := set(target) - TARGET_KEYS:
        raise Refused("target", f"unknown keys: {', '.join(sorted(unknown))}")
    codes = {key: ",".join(values) for key, values in target.items() if values}
    if everyone == bool(codes):
        raise Refused("target", "either a narrowed audience or everyone")
    message = template_message("media", elements=[{"media_type": "article", "attachment_id": article_id}])
    return {"recipient": {"target": codes}, "message": message}


def _template_data(data: Mapping[str, str]) -> JsonObject:
    for name in data:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise Refused("template parameter", "names are letters without accents and _")
    return dict(data)
