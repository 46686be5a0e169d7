"""Small, forgiving readers of Zalo's JSON: a field may lack, be a number, or have another shape than the samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def first(data: Mapping[str, Any], *names: str) -> str:
    """The first of the fields `names` that holds a text that is not empty; else ""."""
    for name in names:
        value = data.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object in field `name`, or an empty one."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def items(data: Mapping[str, Any], name: str) -> list[Any]:
    """The list in field `name`, or an empty one."""
    value = data.get(name)
    return value if isinstance(value, list) else []


def id_of(data: Mapping[str, Any], name: str) -> str:
    """The id of a side: `{"id": ...}`, or the id itself as in the flat receipts."""
    value = data.get(name)
    if isinstance(value, dict):
        return first(value, "id", "anonymous_id")
    return value if isinstance(value, str) else ""


def user_id(data: Mapping[str, Any]) -> str:
    """Who did it: sender, follower, user_id, or data.user_id (widgets)."""
    person = id_of(data, "sender") or id_of(data, "follower") or first(data, "user_id")
    return person or first(table(data, "data"), "user_id")


def user_ids(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The people of a label event: `tag.user_ids`, or one user_id in the tag or beside it."""
    tag = table(data, "tag")
    listed = tuple(item for item in items(tag, "user_ids") if isinstance(item, str) and item)
    single = first(tag, "user_id") or first(data, "user_id")
    return listed or ((single,) if single else ())


def message_ids(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The messages a receipt speaks of: `msg_ids`, one `msg_id`, inside `message` or at the root."""
    message = table(data, "message")
    listed = items(message, "msg_ids") or items(data, "msg_ids")
    ids = tuple(item for item in listed if isinstance(item, str) and item)
    single = first(message, "msg_id") or first(data, "msg_id")
    return ids or ((single,) if single else ())


def milliseconds(value: object) -> int | None:
    """A time of Zalo's as ms since 1970; None when it is not digits."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 20 else None
