"""The identity of an event: repeats have the same key, other events another one (docs/zalo/webhook-and-oauth.md 4).

`message.msg_id` names a message, not an event, so the event's name is always part of the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from bot.zalo.fields import JsonObject, first_text, id_of, message_ids, object_in, user_id, user_ids

_LONGEST = 200
_MESSAGE_PREFIXES = ("user_send_", "oa_send_", "anonymous_send_", "oa_send_anonymous_")
_NOT_MESSAGES = frozenset({"oa_send_consent"})


def key_of(data: JsonObject, body: bytes) -> str:
    """The event's key; the hash of the raw body when its fields are missing."""
    name = first_text(data, "event_name")
    parts = _key_rule(name)(data) if name else None
    if parts is None or not all(parts):
        return "raw:" + hashlib.sha256(body).hexdigest()
    key = ":".join((first_text(data, "app_id"), name, *parts))
    return key if len(key) <= _LONGEST else f"{name}:" + hashlib.sha256(key.encode()).hexdigest()


def _key_rule(name: str) -> Callable[[JsonObject], tuple[str, ...]]:
    if name in _RULES:
        return _RULES[name]
    if name.startswith(_MESSAGE_PREFIXES) and name not in _NOT_MESSAGES:
        return _message_key
    return _moment_key


def _message_key(data: JsonObject) -> tuple[str, ...]:
    return (first_text(object_in(data, "message"), "msg_id") or first_text(data, "msg_id"),)


def _tap_key(data: JsonObject) -> tuple[str, ...]:
    message = object_in(data, "message")
    return (first_text(data, "msg_id") or first_text(message, "msg_id"), first_text(message, "submit_time"))


def _seen_key(data: JsonObject) -> tuple[str, ...]:
    return id_of(data, "sender"), id_of(data, "recipient"), ",".join(sorted(message_ids(data)))


def _reaction_key(data: JsonObject) -> tuple[str, ...]:
    message = object_in(data, "message")
    icon = first_text(message, "react_icon")
    return id_of(data, "sender"), first_text(message, "msg_id"), icon, first_text(data, "timestamp")


def _moment_key(data: JsonObject) -> tuple[str, ...]:
    """The person or object and the time: follow, unfollow and follow again are three events."""
    about = user_id(data) or ",".join(sorted(user_ids(data)))
    to = id_of(data, "recipient")
    tag = first_text(object_in(data, "tag"), "name") or first_text(data, "tag_name")
    thing = first_text(data, "template_id", "group_id", "call_id")
    return "/".join(filter(None, (about, to, tag, thing))) or first_text(data, "oa_id", "oaId"), first_text(
        data, "timestamp"
    )


_RULES = {
    "user_received_message": _message_key,
    "user_seen_message": _seen_key,
    "user_reacted_message": _reaction_key,
    "oa_reacted_message": _reaction_key,
    "user_click_response_button": _tap_key,
    "user_feedback": _tap_key,
}
