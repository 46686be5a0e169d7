"""What a message of the OA may look like: strict readers from Zalo's JSON to a message on the phone.

The rules are those of Zalo's platform reference, sections 4 and 5; what it does not name is refused with -201.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ..call import id_of, list_of, object_of, only, optional_text, text_of, web_address
from ..errors import ZaloError, invalid, over_limit
from ..uploads import Upload, Uploads

LONGEST_TEXT = 2000
MOST_BUTTONS = 5
MOST_ELEMENTS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000


@dataclass(slots=True)
class Content:
    """A checked message: its kind on the phone, its parts, and the event that echoes it."""

    kind: str
    text: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)
    payload: dict[str, Any] = field(default_factory=dict)
    event_name: str = "oa_send_text"
    event: dict[str, Any] = field(default_factory=dict)


def read_message(message: dict[str, Any], uploads: Uploads) -> Content:
    """A whole `message` object: text alone, or an attachment with or without text."""
    only(message, ("text", "quote_message_id", "attachment"), "message")
    if "attachment" in message:
        return _attachment(message, uploads)
    text = message_text(message, "message")
    return Content("text", text, event={"text": text})


def message_text(value: dict[str, Any], where: str) -> str:
    """A text of at most 2000 characters, counted in NFC."""
    text = text_of(value, "text", where)
    if len(unicodedata.normalize("NFC", text)) > LONGEST_TEXT:
        raise over_limit(f"{where}.text")
    return text


def _attachment(message: dict[str, Any], uploads: Uploads) -> Content:
    attachment = object_of(message, "attachment", "message", ("type", "payload"))
    if attachment.get("type") == "file":
        return _file(message, attachment, uploads)
    if attachment.get("type") != "template":
        raise ZaloError(-233)
    payload = attachment.get("payload")
    if not isinstance(payload, dict):
        raise invalid("attachment.payload")
    kind = payload.get("template_type", "button")
    if kind not in _TEMPLATES:
        raise ZaloError(-233)
    return _TEMPLATES[kind](message, payload, uploads)


def _file(message: dict[str, Any], attachment: dict[str, Any], uploads: Uploads) -> Content:
    if message.get("text"):
        raise invalid("message.text beside a file")
    payload = object_of(attachment, "payload", "attachment", ("token",))
    upload = uploads.use(text_of(payload, "token", "payload"), ("file",))
    shown = {
        "url": _address(upload), "size": str(upload.size), "name": upload.name, "checksum": upload.checksum,
        "type": upload.ending,
    }  # fmt: skip
    event = {"attachments": [{"type": "file", "payload": shown}]}
    return Content("file", payload=shown, event_name="oa_send_file", event=event)


def _media(message: dict[str, Any], payload: dict[str, Any], uploads: Uploads) -> Content:
    only(payload, ("template_type", "elements"), "payload")
    element = list_of(payload, "elements", "payload", 1)[0]
    only(element, ("media_type", "attachment_id", "url", "width", "height"), "element")
    kind = element.get("media_type")
    if kind not in ("image", "gif", "sticker"):
        raise ZaloError(-233)
    text = message_text(message, "message") if message.get("text") else ""
    shown = _sticker(element) if kind == "sticker" else _picture(element, kind, uploads)
    public = {key: value for key, value in shown.items() if key != "upload"}
    event: dict[str, Any] = {"attachments": [{"type": kind, "payload": public}]}
    if text:
        event["text"] = text
    return Content(kind, text, payload=shown, event_name=f"oa_send_{kind}", event=event)


def _sticker(element: dict[str, Any]) -> dict[str, Any]:
    sticker = text_of(element, "attachment_id", "element", 200)
    return {"id": sticker, "url": f"https://media.zalo-gia-lap.example/sticker/{sticker}.png"}


def _picture(element: dict[str, Any], kind: str, uploads: Uploads) -> dict[str, Any]:
    if ("url" in element) == ("attachment_id" in element):
        raise invalid("element needs either url or attachment_id")
    if kind == "gif" and not all(type(element.get(side)) is int for side in ("width", "height")):
        raise invalid("a gif needs width and height")
    if "url" in element:
        url = web_address(element, "url", "element")
        return {"thumbnail": url, "url": url}
    upload = uploads.use(text_of(element, "attachment_id", "element"), (kind,))
    return {"thumbnail": _address(upload), "url": _address(upload), "upload": upload.id}


def _address(upload: Upload) -> str:
    return f"https://media.zalo-gia-lap.example/{upload.id}/{upload.name}"


def _buttons_template(message: dict[str, Any], payload: dict[str, Any], uploads: Uploads) -> Content:
    only(payload, ("template_type", "text", "buttons"), "payload")
    if ("text" in message) == ("text" in payload):
        raise invalid("the text stands either in message or in payload")
    text = message_text(message, "message") if "text" in message else message_text(payload, "payload")
    buttons = read_buttons(payload)
    return Content("text", text, buttons, event={"text": text})


def _list_template(message: dict[str, Any], payload: dict[str, Any], uploads: Uploads) -> Content:
    only(payload, ("template_type", "elements", "buttons"), "payload")
    elements = [_element(item) for item in list_of(payload, "elements", "payload", MOST_ELEMENTS)]
    buttons = read_buttons(payload) if "buttons" in payload else []
    text = message_text(message, "message") if message.get("text") else ""
    links = [
        {"type": "link", "payload": {"thumbnail": item["image_url"], "description": item["title"], "url": item["url"]}}
        for item in elements
    ]
    event = {"text": text or elements[0]["title"], "attachments": links}
    return Content("list", text, buttons, elements, event_name="oa_send_list", event=event)


def _element(item: dict[str, Any]) -> dict[str, Any]:
    only(item, ("title", "subtitle", "image_url", "default_action"), "element")
    action = _action(item["default_action"]) if "default_action" in item else None
    return {
        "title": text_of(item, "title", "element", LONGEST_TITLE),
        "subtitle": optional_text(item, "subtitle", "element", 500),
        "image_url": web_address(item, "image_url", "element") if item.get("image_url") else "",
        "url": action["payload"]["url"] if action and action["type"] == "oa.open.url" else "",
        "action": action,
    }


def _action(value: Any) -> dict[str, Any]:
    """What a tap on a list entry does: like a button without a title; a link may stand as `url` beside the type."""
    if not isinstance(value, dict):
        raise invalid("element.default_action")
    if value.get("type") == "oa.open.url" and "url" in value:
        only(value, ("type", "url"), "default_action")
        return {"type": "oa.open.url", "payload": {"url": web_address(value, "url", "default_action")}}
    only(value, ("type", "payload"), "default_action")
    return {"type": value.get("type"), "payload": _button_payload(value)}


def _request_template(message: dict[str, Any], payload: dict[str, Any], uploads: Uploads) -> Content:
    only(payload, ("template_type", "elements"), "payload")
    element = list_of(payload, "elements", "payload", 1)[0]
    only(element, ("title", "subtitle", "image_url"), "element")
    shown = {
        "title": text_of(element, "title", "element", LONGEST_TITLE),
        "subtitle": optional_text(element, "subtitle", "element", 500),
        "image_url": web_address(element, "image_url", "element") if element.get("image_url") else "",
    }
    return Content("request_info", shown["title"], elements=[shown], event={"text": shown["title"]})


def read_buttons(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """One to five buttons."""
    return [_button(button) for button in list_of(payload, "buttons", "payload", MOST_BUTTONS)]


def _button(button: dict[str, Any]) -> dict[str, Any]:
    only(button, ("type", "title", "payload", "image_icon"), "button")
    title = text_of(button, "title", "button", LONGEST_TITLE)
    return {"type": button.get("type"), "title": title, "payload": _button_payload(button)}


def _button_payload(button: dict[str, Any]) -> Any:
    match button.get("type"):
        case "oa.query.show" | "oa.query.hide":
            return text_of(button, "payload", "button", LONGEST_PAYLOAD)
        case "oa.open.url":
            return {"url": web_address(object_of(button, "payload", "button", ("url",)), "url", "button.payload")}
        case "oa.open.phone":
            payload = object_of(button, "payload", "button", ("phone_code",))
            return {"phone_code": id_of(payload, "phone_code", "button.payload")}
        case "oa.open.sms":
            payload = object_of(button, "payload", "button", ("phone_code", "content"))
            content = optional_text(payload, "content", "button.payload", 500)
            return {"phone_code": id_of(payload, "phone_code", "button.payload"), "content": content}
    raise invalid("button.type")


_TEMPLATES = {
    "button": _buttons_template,
    "list": _list_template,
    "media": _media,
    "request_user_info": _request_template,
}
