"""Which event is this? The same key for a repeat, another key for anything else (webhook_and_oauth.md section 4).

`message.msg_id` names a message, not an event, so the event's name is always part of the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from bot.zalo.fields import first, id_of, message_ids, table, user_id, user_ids

_LONGEST = 200
_MESSAGE_PREFIXES = ("user_send_", "oa_send_", "anonymous_send_", "oa_send_anonymous_")
_NOT_MESSAGES = frozenset({"oa_send_consent"})


def key_of(data: dict[str, Any], body: bytes) -> str:
    """The event's identity; the hash of the raw body when the fields for one are missing."""
    name = first(data, "event_name")
    parts = _rule(name)(data) if name else None
    if parts is None or not all(parts):
        return "raw:" + hashlib.sha256(body).hexdigest()
    key = ":".join((first(data, "app_id"), name, *parts))
    return key if len(key) <= _LONGEST else f"{name}:" + hashlib.sha256(key.encode()).hexdigest()


def _rule(name: str) -> Callable[[dict[str, Any]], tuple[str, ...]]:
    if name in _RULES:
        return _RULES[name]
    if name.startswith(_MESSAGE_PREFIXES) and name not in _NOT_MESSAGES:
        return _message
    return _moment


def _message(data: dict[str, Any]) -> tuple[str, ...]:
    return (first(table(data, "message"), "msg_id") or first(data, "msg_id"),)


def _tap(data: dict[str, Any]) -> tuple[str, ...]:
    message = table(data, "message")
    return (first(data, "msg_id") or first(message, "msg_id"), first(message, "submit_time"))


def _seen(data: dict[str, Any]) -> tuple[str, ...]:
    return id_of(data, "sender"), id_of(data, "recipient"), ",".join(sorted(message_ids(data)))


def _reaction(data: dict[str, Any]) -> tuple[str, ...]:
    message = table(data, "message")
    icon = first(message, "react_icon")
    return id_of(data, "sender"), first(message, "msg_id"), icon, first(data, "timestamp")


def _moment(data: dict[str, Any]) -> tuple[str, ...]:
    """Whom or what it is about, and when: follow, unfollow and follow again are three events."""
    about = user_id(data) or ",".join(sorted(user_ids(data)))
    to = id_of(data, "recipient")
    tag = first(table(data, "tag"), "name") or first(data, "tag_name")
    thing = first(data, "template_id", "group_id", "call_id")
    return "/".join(filter(None, (about, to, tag, thing))) or first(data, "oa_id", "oaId"), first(data, "timestamp")


_RULES = {
    "user_received_message": _message,
    "user_seen_message": _seen,
    "user_reacted_message": _reaction,
    "oa_reacted_message": _reaction,
    "user_click_response_button": _tap,
    "user_feedback": _tap,
}
