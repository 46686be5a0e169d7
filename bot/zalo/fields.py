"""Tolerant readers of Zalo's JSON: a field may be missing, a number, or of another type than in the samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JsonObject = dict[str, Any]
"""An object as json.loads returns it."""


def first_text(data: Mapping[str, object], *names: str) -> str:
    """The first non-empty text among the fields `names`; else ""."""
    for name in names:
        value = data.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def object_in(data: Mapping[str, object], name: str) -> JsonObject:
    """The object in field `name`, or an empty one."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def list_in(data: Mapping[str, object], name: str) -> list[object]:
    """The list in field `name`, or an empty one."""
    value = data.get(name)
    return value if isinstance(value, list) else []


def id_of(data: Mapping[str, object], name: str) -> str:
    """The id of a sender or recipient: `{"id": …}`, or the id itself as in flat receipts."""
    value = data.get(name)
    if isinstance(value, dict):
        return first_text(value, "id", "anonymous_id")
    return value if isinstance(value, str) else ""


def user_id(data: Mapping[str, object]) -> str:
    """The acting person's id: sender, follower, user_id, or data.user_id (widgets)."""
    person = id_of(data, "sender") or id_of(data, "follower") or first_text(data, "user_id")
    return person or first_text(object_in(data, "data"), "user_id")


def user_ids(data: Mapping[str, object]) -> tuple[str, ...]:
    """The people of a label event: `tag.user_ids`, or one user_id in the tag or beside it."""
    tag = object_in(data, "tag")
    listed = tuple(item for item in list_in(tag, "user_ids") if isinstance(item, str) and item)
    single = first_text(tag, "user_id") or first_text(data, "user_id")
    return listed or ((single,) if single else ())


def message_ids(data: Mapping[str, object]) -> tuple[str, ...]:
    """The message ids of a receipt: `msg_ids` or `msg_id`, in `message` or at the root."""
    message = object_in(data, "message")
    listed = list_in(message, "msg_ids") or list_in(data, "msg_ids")
    ids = tuple(item for item in listed if isinstance(item, str) and item)
    single = first_text(message, "msg_id") or first_text(data, "msg_id")
    return ids or ((single,) if single else ())


def parse_milliseconds(value: object) -> int | None:
    """A timestamp as ms since 1970; None when it is not digits."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 20 else None
