"""What else of an event somebody needs: labels, ratings, shared particulars, quotas. Never a phone of a receipt."""

from __future__ import annotations

from typing import Any

from bot.event import MESSAGES, Kind
from bot.zalo.fields import first, id_of, items, table, user_ids

_INFO = {"name": "name", "phone": "phone", "user_dob": "birthday", "gender": "gender"}
_ADDRESS = {"user_city": "city", "user_ward": "ward", "user_address": "street"}


def details_of(name: str, kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
    """The fields of this kind of event in our own words, the empty ones left out."""
    found = _by_kind(kind, data) if kind is not Kind.OTHER else _by_name(name, data)
    if "_anonymous_" in name:
        found |= {"anonymous_id": id_of(data, "recipient"), "conversation_id": _message(data, "conversation_id")}
    return {key: value for key, value in found.items() if value not in ("", (), [], {}, None)}


def _by_kind(kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
    if kind in MESSAGES:
        return {"quotes": _message(data, "quote_msg_id")}
    if kind in (Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED):
        tag = first(table(data, "tag"), "name") or first(data, "tag_name")
        return {"tag": tag, "person_ids": list(user_ids(data))}
    if kind is Kind.SHARED_INFO:
        return {"info": _info(table(data, "info"))}
    if kind is Kind.REACTION:
        return {"icon": _message(data, "react_icon")}
    if kind is Kind.RECEIVED:
        return {"tracking_id": _message(data, "tracking_id") or first(data, "tracking_id")}
    if kind is Kind.ANONYMOUS:
        person = id_of(data, "sender") or first(data, "anonymous_id") or _message(data, "anonymous_id")
        return {"anonymous_id": person, "conversation_id": _message(data, "conversation_id")}
    return {"source": first(data, "source")}


def _by_name(name: str, data: dict[str, Any]) -> dict[str, Any]:
    message = table(data, "message")
    if name == "user_click_response_button":
        return {"label": first(message, "data"), "tracking_id": first(message, "tracking_id")}
    if name == "user_feedback":
        return _rating(message)
    if name == "change_oa_daily_quota":
        quota = table(data, "quota")
        return {"quota": {"before": first(quota, "prev_value"), "now": first(quota, "new_value")}}
    if name == "change_template_status":
        status = table(data, "status")
        return {
            "template_id": first(data, "template_id"),
            "before": first(status, "prev_status"),
            "now": first(status, "new_status"),
            "reason": first(data, "reason"),
        }
    return {"group_id": first(data, "group_id"), "template_id": first(data, "template_id")}


def _rating(message: dict[str, Any]) -> dict[str, Any]:
    rate = first(message, "rate")
    return {
        "rating": int(rate) if rate.isascii() and rate.isdigit() and len(rate) < 4 else None,
        "note": first(message, "note"),
        "praise": [item for item in items(message, "feedbacks") if isinstance(item, str)],
        "tracking_id": first(message, "tracking_id"),
    }


def _info(info: dict[str, Any]) -> dict[str, str]:
    address = table(info, "full_address")
    found = {ours: first(info, theirs) for theirs, ours in _INFO.items()}
    found |= {ours: first(address, theirs) for theirs, ours in _ADDRESS.items()}
    return {key: value for key, value in found.items() if value}


def _message(data: dict[str, Any], name: str) -> str:
    return first(table(data, "message"), name)
