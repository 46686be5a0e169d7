"""Messages of the OA: consultation, transaction, promotion; by the old path broadcasts, visitors, reactions."""

from __future__ import annotations

from bot.simulator.call import Call, check_keys, id_of, list_of, object_of, optional_text, text_of, web_address
from bot.simulator.errors import ZaloError, invalid_field
from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person
from bot.simulator.platform.content import MessageContent, optional_buttons, read_message
from bot.simulator.state import SimulatedZalo
from bot.simulator.talks import SimulatedMessage, new_message_id

REACTIONS = {"/-heart": "❤️", "/-strong": "👍", ":>": "😄", ":o": "😮", ":-((": "😢", ":-h": "😠", "/-remove": ""}
OLD_PATH_RECIPIENT = ("user_id", "target", "anonymous_id", "conversation_id", "message_id")
TARGET_KEYS = ("ages", "gender", "locations", "cities", "platform", "telco")


def send_consultation(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v3.0/oa/message/cs: a consultation message to one person."""
    body = call.read_json(("recipient", "message"))
    person = _find_recipient(zalo, body)
    message = body.get("message")
    if not isinstance(message, dict):
        raise invalid_field("message")
    content = read_message(message, zalo.uploads)
    zalo.faults.check_shape(content.shape)
    quote = optional_text(message, "quote_message_id", "message")
    if quote:
        zalo.get_message(quote, person)
    quota = zalo.quotas.use_consultation(person)
    sent_message = _send_message(zalo, person, content, "cs", quote or None)
    answer: JsonObject = {"message_id": sent_message.id, "user_id": person.id}
    return answer | {"quota": quota} if quota else answer


def _find_recipient(zalo: SimulatedZalo, body: JsonObject) -> Person:
    """The person with `user_id`, or the writer of `message_id`; -201 when both are given."""
    recipient = object_of(body, "recipient", "body", ("user_id", "message_id"))
    if len(recipient) != 1:
        raise invalid_field("recipient needs either user_id or message_id")
    if "user_id" in recipient:
        return zalo.get_person(id_of(recipient, "user_id", "recipient"))
    owner = zalo.talks.owner_of(text_of(recipient, "message_id", "recipient"))
    if owner is None:
        raise invalid_field("recipient.message_id")
    return zalo.get_person(owner)


def _send_message(
    zalo: SimulatedZalo, person: Person, content: MessageContent, via: str, quote: str | None = None
) -> SimulatedMessage:
    message = SimulatedMessage(
        new_message_id(),
        "oa",
        content.kind,
        zalo.clock.now_ms(),
        content.text,
        content.buttons,
        content.elements,
        content.payload,
        quote,
        via,
    )
    zalo.say_as_oa(person, message, content.event_name, content.event)
    return message


def send_promotion(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v3.0/oa/message/promotion: a promotion message to one person."""
    person, content = _read_composed(zalo, call, "promotion")
    zalo.quotas.use_promotion(person, len(zalo.people.list_followers()))
    return {"message_id": _send_message(zalo, person, content, "promotion").id, "user_id": person.id}


def send_transaction(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v3.0/oa/message/transaction: a transaction message to one person."""
    person, content = _read_composed(zalo, call, "transaction")
    zalo.quotas.use_transaction(person)
    return {"message_id": _send_message(zalo, person, content, "transaction").id, "user_id": person.id}


def _read_composed(zalo: SimulatedZalo, call: Call, kind: str) -> tuple[Person, MessageContent]:
    """The person and the template (banner, header, text, table) of a promotion or transaction call."""
    body = call.read_json(("recipient", "message"))
    recipient = object_of(body, "recipient", "body", ("user_id",))
    person = zalo.get_person(id_of(recipient, "user_id", "recipient"))
    message = object_of(body, "message", "body", ("attachment",))
    attachment = object_of(message, "attachment", "message", ("type", "payload"))
    allowed_keys = ("template_type", "language", "elements", "buttons")
    payload = object_of(attachment, "payload", "attachment", allowed_keys)
    template_type = payload.get("template_type")
    if attachment.get("type") != "template" or not isinstance(template_type, str) or not template_type.startswith(kind):
        raise ZaloError(-233)
    if payload.get("language", "VI") not in ("VI", "EN"):
        raise invalid_field("payload.language")
    elements = [_composed_element(zalo, item) for item in list_of(payload, "elements", "payload", 10)]
    buttons = optional_buttons(payload)
    text = "\n".join(element["content"] for element in elements if element["type"] in ("header", "text"))
    event = {"text": text, "attachments": [{"type": "template", "payload": {"text": text}}]}
    return person, MessageContent("template", text, buttons, elements, event=event)


def _composed_element(zalo: SimulatedZalo, item: JsonObject) -> JsonObject:
    check_keys(item, ("type", "attachment_id", "image_url", "content", "align"), "element")
    match item.get("type"):
        case "banner" if "attachment_id" in item:
            upload = zalo.uploads.use_upload(text_of(item, "attachment_id", "element"), ("image",))
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
    raise invalid_field("element.type")


def send_other(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v2.0/oa/message: broadcast, anonymous visitor or reaction; an ordinary message is -240."""
    body = call.read_json(("recipient", "message", "sender_action"))
    recipient = object_of(body, "recipient", "body", OLD_PATH_RECIPIENT)
    if "target" in recipient:
        return _send_broadcast(zalo, body, recipient)
    if "anonymous_id" in recipient:
        return _send_to_anonymous(zalo, body, recipient)
    if "sender_action" in body:
        return _set_reaction(zalo, body, recipient)
    raise ZaloError(-240)


def _send_broadcast(zalo: SimulatedZalo, body: JsonObject, recipient: JsonObject) -> JsonObject:
    target_lists = object_of(recipient, "target", "recipient", TARGET_KEYS)
    target = {key: _target_codes(value) for key, value in target_lists.items()}
    message = object_of(body, "message", "body", ("attachment",))
    attachment = object_of(message, "attachment", "message", ("type", "payload"))
    payload = object_of(attachment, "payload", "attachment", ("template_type", "elements"))
    element = check_keys(list_of(payload, "elements", "payload", 5)[0], ("media_type", "attachment_id"), "element")
    kinds = (attachment.get("type"), payload.get("template_type"), element.get("media_type"))
    if kinds != ("template", "media", "article"):
        raise ZaloError(-233)
    article = zalo.articles.get_article(text_of(element, "attachment_id", "element"))
    if article.body["status"] != "show":
        raise invalid_field("the article is hidden")
    zalo.quotas.use_broadcast()
    for person in _find_audience(zalo, target):
        _show_article(zalo, person, article.as_slice() | {"description": article.body.get("description", "")})
    return {"message_id": new_message_id()}


def _target_codes(value: object) -> str:
    """The codes of one target key: a text with commas as most programs send it, or one number as the Java SDK does."""
    if type(value) is int and value >= 0:
        return str(value)
    if not isinstance(value, str) or not value:
        raise invalid_field("target values are texts or numbers")
    return value


def _find_audience(zalo: SimulatedZalo, target: dict[str, str]) -> list[Person]:
    """Followers of the target's gender. Other keys are ignored: their codes are not published."""
    gender = target.get("gender", "0")
    return [person for person in zalo.people.list_followers() if gender == "0" or str(person.gender) == gender]


def _show_article(zalo: SimulatedZalo, person: Person, listing: JsonObject) -> None:
    """Show the article on one phone; no event is sent, since no source names one."""
    element = {
        "title": listing["title"],
        "subtitle": listing["description"],
        "image_url": listing["thumb"],
        "url": listing["link_view"],
    }
    message = SimulatedMessage(
        new_message_id(), "oa", "article", zalo.clock.now_ms(), elements=[element], via="broadcast"
    )
    message.is_received = True
    zalo.talks.add_message(person.id, message)


def _send_to_anonymous(zalo: SimulatedZalo, body: JsonObject, recipient: JsonObject) -> JsonObject:
    check_keys(recipient, ("anonymous_id", "conversation_id"), "recipient")
    person = zalo.people.get(text_of(recipient, "anonymous_id", "recipient"))
    conversation = text_of(recipient, "conversation_id", "recipient")
    if person is None or person.conversation_id != conversation:
        raise invalid_field("recipient")
    message = body.get("message")
    if not isinstance(message, dict):
        raise invalid_field("message")
    content = read_message(message, zalo.uploads)
    content.event_name = content.event_name.replace("oa_send_", "oa_send_anonymous_")
    return {"message_id": _send_message(zalo, person, content, "anonymous").id}


def _set_reaction(zalo: SimulatedZalo, body: JsonObject, recipient: JsonObject) -> JsonObject:
    person = zalo.get_person(id_of(check_keys(recipient, ("user_id",), "recipient"), "user_id", "recipient"))
    action = object_of(body, "sender_action", "body", ("react_icon", "react_message_id"))
    icon = text_of(action, "react_icon", "sender_action")
    if icon not in REACTIONS:
        raise invalid_field("sender_action.react_icon")
    message = zalo.get_message(text_of(action, "react_message_id", "sender_action"), person)
    message.oa_reaction = REACTIONS[icon]
    zalo.talks.mark_changed(message)
    what = {"msg_id": message.id, "react_icon": icon}
    zalo.emit_event(zalo.events.from_oa("oa_reacted_message", person, what, zalo.clock.now_ms()), person.id)
    return {"message_id": message.id}
