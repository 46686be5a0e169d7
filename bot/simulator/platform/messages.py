"""Messages of the OA: consultation, transaction, promotion; by the old path broadcasts, visitors, reactions."""

from __future__ import annotations

from typing import Any

from ..call import Call, id_of, list_of, object_of, only, optional_text, text_of, web_address
from ..errors import ZaloError, invalid
from ..people import Person
from ..state import Zalo
from ..talks import Message, new_message_id
from .content import Content, read_buttons, read_message

REACTIONS = {"/-heart": "❤️", "/-strong": "👍", ":>": "😄", ":o": "😮", ":-((": "😢", ":-h": "😠", "/-remove": ""}
OLD_PATH_RECIPIENT = ("user_id", "target", "anonymous_id", "conversation_id", "message_id")
TARGET_KEYS = ("ages", "gender", "locations", "cities", "platform", "telco")


def consultation(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v3.0/oa/message/cs."""
    body = call.json(("recipient", "message"))
    person = _recipient(zalo, body)
    message = body.get("message")
    if not isinstance(message, dict):
        raise invalid("message")
    content = read_message(message, zalo.uploads)
    quote = optional_text(message, "quote_message_id", "message")
    if quote:
        zalo.message(quote, person)
    quota = zalo.quotas.consultation(person)
    sent = _say(zalo, person, content, "cs", quote or None)
    answer: dict[str, Any] = {"message_id": sent.id, "user_id": person.id}
    return answer | {"quota": quota} if quota else answer


def _recipient(zalo: Zalo, body: dict[str, Any]) -> Person:
    """The person named by `user_id`, or the one who wrote `message_id`; never both."""
    recipient = object_of(body, "recipient", "body", ("user_id", "message_id"))
    if len(recipient) != 1:
        raise invalid("recipient needs either user_id or message_id")
    if "user_id" in recipient:
        return zalo.person(id_of(recipient, "user_id", "recipient"))
    owner = zalo.talks.owner(text_of(recipient, "message_id", "recipient"))
    if owner is None:
        raise invalid("recipient.message_id")
    return zalo.person(owner)


def _say(zalo: Zalo, person: Person, content: Content, via: str, quote: str | None = None) -> Message:
    message = Message(
        new_message_id(), "oa", content.kind, zalo.clock.now_ms(), content.text, content.buttons, content.elements,
        content.payload, quote, via,
    )  # fmt: skip
    zalo.say_as_oa(person, message, content.event_name, content.event)
    return message


def promotion(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v3.0/oa/message/promotion."""
    person, content = _composed(zalo, call, "promotion")
    zalo.quotas.promotion(person, len(zalo.people.followers()))
    return {"message_id": _say(zalo, person, content, "promotion").id, "user_id": person.id}


def transaction(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v3.0/oa/message/transaction."""
    person, content = _composed(zalo, call, "transaction")
    zalo.quotas.transaction(person)
    return {"message_id": _say(zalo, person, content, "transaction").id, "user_id": person.id}


def _composed(zalo: Zalo, call: Call, kind: str) -> tuple[Person, Content]:
    """The message both calls share: a template built of banner, header, text and table."""
    body = call.json(("recipient", "message"))
    recipient = object_of(body, "recipient", "body", ("user_id",))
    person = zalo.person(id_of(recipient, "user_id", "recipient"))
    message = object_of(body, "message", "body", ("attachment",))
    attachment = object_of(message, "attachment", "message", ("type", "payload"))
    known = ("template_type", "language", "elements", "buttons")
    payload = object_of(attachment, "payload", "attachment", known)
    named = payload.get("template_type")
    if attachment.get("type") != "template" or not isinstance(named, str) or not named.startswith(kind):
        raise ZaloError(-233)
    if payload.get("language") not in ("VI", "EN"):
        raise invalid("payload.language")
    elements = [_composed_element(zalo, item) for item in list_of(payload, "elements", "payload", 10)]
    buttons = read_buttons(payload) if "buttons" in payload else []
    text = "\n".join(element["content"] for element in elements if element["type"] in ("header", "text"))
    event = {"text": text, "attachments": [{"type": "template", "payload": {"text": text}}]}
    return person, Content("template", text, buttons, elements, event=event)


def _composed_element(zalo: Zalo, item: dict[str, Any]) -> dict[str, Any]:
    only(item, ("type", "attachment_id", "image_url", "content", "align"), "element")
    match item.get("type"):
        case "banner" if "attachment_id" in item:
            upload = zalo.uploads.use(text_of(item, "attachment_id", "element"), ("image",))
            return {"type": "banner", "upload": upload.id}
        case "banner":
            return {"type": "banner", "image_url": web_address(item, "image_url", "element")}
        case "header":
            return {"type": "header", "content": text_of(item, "content", "element", 100)}
        case "text":
            return {"type": "text", "content": text_of(item, "content", "element", 1000)}
        case "table":
            rows = list_of(item, "content", "element", 10)
            cells = [{key: text_of(row, key, "row", 100) for key in ("key", "value")} for row in rows]
            return {"type": "table", "rows": cells}
    raise invalid("element.type")


def other(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v2.0/oa/message: broadcast, anonymous visitor or reaction; an ordinary message is -240."""
    body = call.json(("recipient", "message", "sender_action"))
    recipient = object_of(body, "recipient", "body", OLD_PATH_RECIPIENT)
    if "target" in recipient:
        return _broadcast(zalo, body, recipient)
    if "anonymous_id" in recipient:
        return _anonymous(zalo, body, recipient)
    if "sender_action" in body:
        return _reaction(zalo, body, recipient)
    raise ZaloError(-240)


def _broadcast(zalo: Zalo, body: dict[str, Any], recipient: dict[str, Any]) -> dict[str, Any]:
    target = object_of(recipient, "target", "recipient", TARGET_KEYS)
    if not all(isinstance(value, str) and value for value in target.values()):
        raise invalid("target values are texts")
    message = object_of(body, "message", "body", ("attachment",))
    attachment = object_of(message, "attachment", "message", ("type", "payload"))
    payload = object_of(attachment, "payload", "attachment", ("template_type", "elements"))
    element = only(list_of(payload, "elements", "payload", 5)[0], ("media_type", "attachment_id"), "element")
    kinds = (attachment.get("type"), payload.get("template_type"), element.get("media_type"))
    if kinds != ("template", "media", "article"):
        raise ZaloError(-233)
    article = zalo.articles.get(text_of(element, "attachment_id", "element"))
    if article.body["status"] != "show":
        raise invalid("the article is hidden")
    zalo.quotas.broadcast()
    for person in _audience(zalo, target):
        _show_article(zalo, person, article.as_slice() | {"description": article.body.get("description", "")})
    return {"message_id": new_message_id()}


def _audience(zalo: Zalo, target: dict[str, str]) -> list[Person]:
    """Followers of the target's gender. The other keys' codes are not published, so they narrow nothing here."""
    gender = target.get("gender", "0")
    return [person for person in zalo.people.followers() if gender == "0" or str(person.gender) == gender]


def _show_article(zalo: Zalo, person: Person, shown: dict[str, Any]) -> None:
    """Put the article on one phone; no source names an event for it."""
    element = {
        "title": shown["title"], "subtitle": shown["description"], "image_url": shown["thumb"],
        "url": shown["link_view"],
    }  # fmt: skip
    message = Message(new_message_id(), "oa", "article", zalo.clock.now_ms(), elements=[element], via="broadcast")
    message.received = True
    zalo.talks.add(person.id, message)


def _anonymous(zalo: Zalo, body: dict[str, Any], recipient: dict[str, Any]) -> dict[str, Any]:
    only(recipient, ("anonymous_id", "conversation_id"), "recipient")
    person = zalo.people.get(text_of(recipient, "anonymous_id", "recipient"))
    conversation = text_of(recipient, "conversation_id", "recipient")
    if person is None or person.conversation_id != conversation:
        raise invalid("recipient")
    message = body.get("message")
    if not isinstance(message, dict):
        raise invalid("message")
    content = read_message(message, zalo.uploads)
    content.event_name = content.event_name.replace("oa_send_", "oa_send_anonymous_")
    return {"message_id": _say(zalo, person, content, "anonymous").id}


def _reaction(zalo: Zalo, body: dict[str, Any], recipient: dict[str, Any]) -> dict[str, Any]:
    person = zalo.person(id_of(only(recipient, ("user_id",), "recipient"), "user_id", "recipient"))
    action = object_of(body, "sender_action", "body", ("react_icon", "react_message_id"))
    icon = text_of(action, "react_icon", "sender_action")
    if icon not in REACTIONS:
        raise invalid("sender_action.react_icon")
    message = zalo.message(text_of(action, "react_message_id", "sender_action"), person)
    message.oa_reaction = REACTIONS[icon]
    zalo.talks.touch(message)
    what = {"msg_id": message.id, "react_icon": icon}
    zalo.emit(zalo.events.from_oa("oa_reacted_message", person, what, zalo.clock.now_ms()), person.id)
    return {"message_id": message.id}
