"""Further fields of an event: labels, ratings, shared contact details, quotas. Never the phone number of a receipt."""

from __future__ import annotations

from bot.event import MESSAGES, Kind
from bot.zalo.fields import JsonObject, first_text, id_of, list_in, object_in, user_ids
from bot.zalo.lossless import NotAnObject, read_object

_INFO = {"name": "name", "phone": "phone", "user_dob": "birthday", "gender": "gender"}
_ADDRESS = {
    "city": ("user_city", "city"),
    "district": ("user_district", "district"),
    "ward": ("user_ward", "ward"),
    "street": ("user_address", "address"),
}


def details_of(name: str, kind: Kind, data: JsonObject) -> JsonObject:
    """The further fields of this kind of event under our names, without empty ones."""
    details = _by_kind(kind, data) if kind is not Kind.OTHER else _by_name(name, data)
    if "_anonymous_" in name:
        details |= {
            "anonymous_id": id_of(data, "recipient"),
            "conversation_id": _message_field(data, "conversation_id"),
        }
    return {key: value for key, value in details.items() if value not in ("", (), [], {}, None)}


def _by_kind(kind: Kind, data: JsonObject) -> JsonObject:
    if kind in MESSAGES:
        return {"quotes": _message_field(data, "quote_msg_id")}
    if kind in (Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED):
        tag = first_text(object_in(data, "tag"), "name") or first_text(data, "tag_name")
        return {"tag": tag, "person_ids": list(user_ids(data))}
    if kind is Kind.SHARED_INFO:
        return {"info": _shared_info(object_in(data, "info") or _parse_info_text(_message_field(data, "text")))}
    if kind is Kind.REACTION:
        return {"icon": _message_field(data, "react_icon")}
    if kind is Kind.RECEIVED:
        return {"tracking_id": _message_field(data, "tracking_id") or first_text(data, "tracking_id")}
    if kind is Kind.ANONYMOUS:
        person = id_of(data, "sender") or first_text(data, "anonymous_id") or _message_field(data, "anonymous_id")
        return {"anonymous_id": person, "conversation_id": _message_field(data, "conversation_id")}
    return {"source": first_text(data, "source")}


def _by_name(name: str, data: JsonObject) -> JsonObject:
    message = object_in(data, "message")
    if name == "user_click_response_button":
        return {"label": first_text(message, "data"), "tracking_id": first_text(message, "tracking_id")}
    if name == "user_feedback":
        return _rating_details(message)
    if name == "change_oa_daily_quota":
        quota = object_in(data, "quota")
        return {"quota": {"before": first_text(quota, "prev_value"), "now": first_text(quota, "new_value")}}
    if name == "change_template_status":
        status = object_in(data, "status")
        return {
            "template_id": first_text(data, "template_id"),
            "before": first_text(status, "prev_status"),
            "now": first_text(status, "new_status"),
            "reason": first_text(data, "reason"),
        }
    return {"group_id": first_text(data, "group_id"), "template_id": first_text(data, "template_id")}


def _rating_details(message: JsonObject) -> JsonObject:
    rate = first_text(message, "rate")
    return {
        "rating": int(rate) if rate.isascii() and rate.isdigit() and len(rate) < 4 else None,
        "note": first_text(message, "note"),
        "praise": [item for item in list_in(message, "feedbacks") if isinstance(item, str)],
        "tracking_id": first_text(message, "tracking_id"),
    }


def _shared_info(info: JsonObject) -> dict[str, str]:
    address = object_in(info, "full_address") or info
    fields = {ours: first_text(info, theirs) for theirs, ours in _INFO.items()}
    fields |= {ours: first_text(address, *theirs) for ours, theirs in _ADDRESS.items()}
    return {key: value for key, value in fields.items() if value}


def _parse_info_text(text: str) -> JsonObject:
    """Contact details as JSON in the text of the message (docs/zalo/events.md 1, user_submit_info)."""
    try:
        return read_object(text.encode())
    except NotAnObject:
        return {}


def _message_field(data: JsonObject, name: str) -> str:
    return first_text(object_in(data, "message"), name)
