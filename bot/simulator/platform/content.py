"""Messages of the OA: strict readers from Zalo's JSON to a message on the phone.

Rules: docs/zalo/platform.md 4 and 5; everything it does not name is refused with -201.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from bot.simulator.call import check_keys, id_of, list_of, object_of, optional_text, text_of, web_address
from bot.simulator.errors import ZaloError, invalid_field, over_limit
from bot.simulator.json_types import JsonObject
from bot.simulator.uploads import Upload, UploadedFiles

LONGEST_TEXT = 2000
MOST_BUTTONS = 5
MOST_ELEMENTS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000


@dataclass(slots=True)
class MessageContent:
    """A checked message: its kind on the phone, its parts, and the event that echoes it."""

    kind: str
    text: str = ""
    buttons: list[JsonObject] = field(default_factory=list)
    elements: list[JsonObject] = field(default_factory=list)
    payload: JsonObject = field(default_factory=dict)
    shape: str = ""
    """Its shape, if that shape can be refused (faults.SHAPES); else empty."""
    event_name: str = "oa_send_text"
    event: JsonObject = field(default_factory=dict)


def read_message(message: JsonObject, uploads: UploadedFiles) -> MessageContent:
    """A whole `message` object: text alone, or an attachment with or without text."""
    check_keys(message, ("text", "quote_message_id", "attachment"), "message")
    if "attachment" in message:
        return _read_attachment(message, uploads)
    text = message_text(message, "message")
    return MessageContent("text", text, event={"text": text})


def message_text(value: JsonObject, where: str) -> str:
    """A text of at most 2000 characters, counted in NFC."""
    text = text_of(value, "text", where)
    if len(unicodedata.normalize("NFC", text)) > LONGEST_TEXT:
        raise over_limit(f"{where}.text")
    return text


def _read_attachment(message: JsonObject, uploads: UploadedFiles) -> MessageContent:
    attachment = object_of(message, "attachment", "message", ("type", "payload"))
    if attachment.get("type") == "file":
        return _read_file(message, attachment, uploads)
    if attachment.get("type") != "template":
        raise ZaloError(-233)
    payload = attachment.get("payload")
    if not isinstance(payload, dict):
        raise invalid_field("attachment.payload")
    kind = payload.get("template_type", "button")
    if kind not in _TEMPLATES:
        raise ZaloError(-233)
    return _TEMPLATES[kind](message, payload, uploads)


def _read_file(message: JsonObject, attachment: JsonObject, uploads: UploadedFiles) -> MessageContent:
    if message.get("text"):
        raise invalid_field("message.text beside a file")
    payload = object_of(attachment, "payload", "attachment", ("token",))
    upload = uploads.use_upload(text_of(payload, "token", "payload"), ("file",))
    file_payload = {
        "url": _upload_address(upload),
        "size": str(upload.size),
        "name": upload.name,
        "checksum": upload.checksum,
        "type": upload.name_ending,
    }
    event = {"attachments": [{"type": "file", "payload": file_payload}]}
    return MessageContent("file", payload=file_payload, shape="file", event_name="oa_send_file", event=event)


def _read_media(message: JsonObject, payload: JsonObject, uploads: UploadedFiles) -> MessageContent:
    check_keys(payload, ("template_type", "elements"), "payload")
    element = list_of(payload, "elements", "payload", 1)[0]
    check_keys(element, ("media_type", "attachment_id", "url", "width", "height"), "element")
    kind = element.get("media_type")
    if kind not in ("image", "gif", "sticker"):
        raise ZaloError(-233)
    text = message_text(message, "message") if message.get("text") else ""
    media_payload = _sticker_payload(element) if kind == "sticker" else _picture_payload(element, kind, uploads)
    public = {key: value for key, value in media_payload.items() if key != "upload"}
    event: JsonObject = {"attachments": [{"type": kind, "payload": public}]}
    if text:
        event["text"] = text
    return MessageContent(kind, text, payload=media_payload, event_name=f"oa_send_{kind}", event=event)


def _sticker_payload(element: JsonObject) -> JsonObject:
    sticker = text_of(element, "attachment_id", "element", 200)
    return {"id": sticker, "url": f"https://media.zalo-gia-lap.example/sticker/{sticker}.png"}


def _picture_payload(element: JsonObject, kind: str, uploads: UploadedFiles) -> JsonObject:
    if ("url" in element) == ("attachment_id" in element):
        raise invalid_field("element needs either url or attachment_id")
    if kind == "gif" and not all(type(element.get(side)) is int for side in ("width", "height")):
        raise invalid_field("a gif needs width and height")
    if "url" in element:
        url = web_address(element, "url", "element")
        return {"thumbnail": url, "url": url}
    upload = uploads.use_upload(text_of(element, "attachment_id", "element"), (kind,))
    return {"thumbnail": _upload_address(upload), "url": _upload_address(upload), "upload": upload.id}


def _upload_address(upload: Upload) -> str:
    return f"https://media.zalo-gia-lap.example/{upload.id}/{upload.name}"


def _buttons_template(message: JsonObject, payload: JsonObject, uploads: UploadedFiles) -> MessageContent:
    check_keys(payload, ("template_type", "text", "buttons"), "payload")
    if ("text" in message) == ("text" in payload):
        raise invalid_field("the text stands either in message or in payload")
    text = message_text(message, "message") if "text" in message else message_text(payload, "payload")
    buttons = read_buttons(payload)
    shape = "message" if "text" in message else "payload"
    return MessageContent("text", text, buttons, shape=shape, event={"text": text})


def _list_template(message: JsonObject, payload: JsonObject, uploads: UploadedFiles) -> MessageContent:
    check_keys(payload, ("template_type", "elements", "buttons"), "payload")
    elements = [_read_element(item) for item in list_of(payload, "elements", "payload", MOST_ELEMENTS)]
    buttons = optional_buttons(payload)
    text = message_text(message, "message") if message.get("text") else ""
    links = [
        {"type": "link", "payload": {"thumbnail": item["image_url"], "description": item["title"], "url": item["url"]}}
        for item in elements
    ]
    event = {"text": text or elements[0]["title"], "attachments": links}
    return MessageContent("list", text, buttons, elements, shape="list", event_name="oa_send_list", event=event)


def _read_element(item: JsonObject) -> JsonObject:
    check_keys(item, ("title", "subtitle", "image_url", "default_action"), "element")
    action = _read_action(item["default_action"]) if "default_action" in item else None
    return {
        "title": text_of(item, "title", "element", LONGEST_TITLE),
        "subtitle": optional_text(item, "subtitle", "element", 500),
        "image_url": web_address(item, "image_url", "element") if item.get("image_url") else "",
        "url": action["payload"]["url"] if action and action["type"] == "oa.open.url" else "",
        "action": action,
    }


def _read_action(value: object) -> JsonObject:
    """The action of a list entry: a button without a title; a link may be given as `url` beside the type."""
    if not isinstance(value, dict):
        raise invalid_field("element.default_action")
    if value.get("type") == "oa.open.url" and "url" in value:
        check_keys(value, ("type", "url"), "default_action")
        return {"type": "oa.open.url", "payload": {"url": web_address(value, "url", "default_action")}}
    check_keys(value, ("type", "payload"), "default_action")
    return {"type": value.get("type"), "payload": _button_payload(value)}


def _request_template(message: JsonObject, payload: JsonObject, uploads: UploadedFiles) -> MessageContent:
    check_keys(payload, ("template_type", "elements"), "payload")
    element = list_of(payload, "elements", "payload", 1)[0]
    check_keys(element, ("title", "subtitle", "image_url"), "element")
    form = {
        "title": text_of(element, "title", "element", LONGEST_TITLE),
        "subtitle": optional_text(element, "subtitle", "element", 500),
        "image_url": web_address(element, "image_url", "element") if element.get("image_url") else "",
    }
    return MessageContent("request_info", form["title"], elements=[form], event={"text": form["title"]})


def read_buttons(payload: JsonObject) -> list[JsonObject]:
    """One to five buttons."""
    return [_read_button(button) for button in list_of(payload, "buttons", "payload", MOST_BUTTONS)]


def optional_buttons(payload: JsonObject) -> list[JsonObject]:
    """Buttons where a message may go without: the field may be missing, or an empty list as some clients send it."""
    return read_buttons(payload) if payload.get("buttons", []) != [] else []


def _read_button(button: JsonObject) -> JsonObject:
    check_keys(button, ("type", "title", "payload", "image_icon"), "button")
    title = text_of(button, "title", "button", LONGEST_TITLE)
    return {"type": button.get("type"), "title": title, "payload": _button_payload(button)}


def _button_payload(button: JsonObject) -> str | JsonObject:
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
    raise invalid_field("button.type")


_TEMPLATES = {
    "button": _buttons_template,
    "list": _list_template,
    "media": _read_media,
    "request_user_info": _request_template,
}
