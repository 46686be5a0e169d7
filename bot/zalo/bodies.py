"""Bodies of the messages that are not answers: media, files, promotion, transaction, templates, broadcasts, reactions.

Shapes and limits: the dossier, platform.md sections 4, 5, 6 and 12.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.reply import Button
from bot.zalo import limits
from bot.zalo.outgoing import Body, Refused, at_most, button_body, short, template, text_of, to, web_address

TARGET_KEYS = frozenset({"ages", "gender", "locations", "cities", "platform", "telco"})
"""What a broadcast's audience may be narrowed by. A misspelt key could reach every follower, so the list is closed."""
REACTIONS = frozenset({"/-heart", "/-strong", ":>", ":o", ":-((", ":-h", "/-remove"})


def image(person_id: str, *, attachment_id: str | None = None, url: str | None = None, text: str = "") -> Body:
    """A picture, by the id of an upload or by a public https address, never both; words may go with it."""
    if (attachment_id is None) == (url is None):
        raise Refused("image", "needs either an uploaded id or an address")
    element: Body = {"media_type": "image"}
    if attachment_id is not None:
        element["attachment_id"] = attachment_id
    else:
        element["url"] = web_address(url or "", https_only=True)
    message = template("media", elements=[element])
    return to(person_id, {"text": text_of(text), **message} if text else message)


def gif(person_id: str, attachment_id: str, *, width: int, height: int) -> Body:
    """A moving picture; Zalo wants its size in pixels."""
    element = {"media_type": "gif", "attachment_id": attachment_id, "width": width, "height": height}
    return to(person_id, template("media", elements=[element]))


def file(person_id: str, token: str) -> Body:
    """A file, by the token of an upload. Explaining words go in a message of their own."""
    return to(person_id, {"attachment": {"type": "file", "payload": {"token": token}}})


def notice(
    person_id: str,
    kind: Literal["promotion", "transaction"],
    title: str,
    paragraphs: Sequence[str],
    *,
    banner_attachment_id: str | None = None,
    buttons: tuple[Button, ...] = (),
) -> Body:
    """A promotion or transaction message: a banner if wanted, a header, text, up to five buttons."""
    elements: list[Body] = []
    if banner_attachment_id:
        elements.append({"type": "banner", "attachment_id": banner_attachment_id})
    elements.append({"type": "header", "content": short(title, limits.CARD_TITLE, "title")})
    elements += [{"type": "text", "align": "left", "content": text_of(paragraph)} for paragraph in paragraphs]
    payload: Body = {"language": "VI", "elements": elements}
    if buttons:
        payload["buttons"] = [button_body(button) for button in at_most(buttons, limits.BUTTONS, "buttons")]
    return to(person_id, template(kind, **payload))


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
        "tracking_id": short(tracking_id, limits.TRACKING_ID, "tracking id"),
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
    message = template("media", elements=[{"media_type": "article", "attachment_id": article_id}])
    return {"recipient": {"target": codes}, "message": message}


def reaction(person_id: str, message_id: str, icon: str) -> Body:
    """A reaction of the OA to a person's message; "/-remove" takes it away."""
    if icon not in REACTIONS:
        raise Refused("reaction", "unknown icon")
    action = {"react_icon": icon, "react_message_id": message_id}
    return {"recipient": {"user_id": person_id}, "sender_action": action}


def _template_data(data: Mapping[str, str]) -> dict[str, Any]:
    for name in data:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            raise Refused("template parameter", "names are letters without accents and _")
    return dict(data)
