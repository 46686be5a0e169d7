"""Builds and signs webhook events in Zalo's format."""

from __future__ import annotations

import hashlib
import json

from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person

PAYLOAD_TYPES = {
    "image": "image",
    "gif": "gif",
    "link": "link",
    "voice": "audio",
    "video": "video",
    "sticker": "sticker",
    "location": "location",
    "file": "file",
    "contact": "link",
}
"""Our kind of message → the `type` of its attachment."""

EVENT_ENDINGS = {"voice": "audio", "contact": "business_card"}
"""Kinds whose event name ends in another word."""


class Events:
    """Builds events of one OA and one app. `now` is in milliseconds and becomes the text `timestamp`."""

    def __init__(self, app_id: str, oa_id: str) -> None:
        self._app_id, self._oa_id = app_id, oa_id

    def _common_fields(self, name: str, person: Person | None, now: int) -> JsonObject:
        event: JsonObject = {"app_id": self._app_id, "event_name": name}
        if person is not None and person.by_app:
            event["user_id_by_app"] = person.by_app
        event["timestamp"] = str(now)
        return event

    def from_person(self, name: str, person: Person, message: JsonObject, now: int) -> JsonObject:
        """An event of a person towards the OA."""
        return self._common_fields(name, person, now) | {
            "sender": {"id": person.id},
            "recipient": {"id": self._oa_id},
            "message": message,
        }

    def from_oa(self, name: str, person: Person, message: JsonObject, now: int) -> JsonObject:
        """An event of the OA towards a person, or a receipt of its message."""
        return self._common_fields(name, person, now) | {
            "sender": {"id": self._oa_id},
            "recipient": {"id": person.id},
            "message": message,
        }

    def follow_event(self, person: Person, now: int, source: str = "oa_profile") -> JsonObject:
        """The event of a new follower."""
        return self._common_fields("follow", person, now) | {
            "oa_id": self._oa_id,
            "follower": {"id": person.id},
            "source": source,
        }

    def unfollow_event(self, person: Person, now: int) -> JsonObject:
        """The event of a person who stopped following."""
        return self._common_fields("unfollow", person, now) | {"oa_id": self._oa_id, "follower": {"id": person.id}}

    def about_person(self, name: str, person: Person, now: int) -> JsonObject:
        """`user_click_chatnow` and `user_withdraw`, with the person's id at the root."""
        return self._common_fields(name, person, now) | {"oa_id": self._oa_id, "user_id": person.id}

    def info_event(self, person: Person, info: JsonObject, now: int) -> JsonObject:
        """The event of a submitted contact form."""
        event = self._common_fields("user_submit_info", None, now)
        return event | {"sender": {"id": person.id}, "recipient": {"id": self._oa_id}, "info": info}

    def tag_event(self, name: str, tag: str, person: Person | None, now: int) -> JsonObject:
        """A label was added, removed from a person, or deleted (`person` None)."""
        label: JsonObject = {"name": tag}
        if person is not None:
            label = {"user_ids": [person.id], "name": tag}
        return self._common_fields(name, person, now) | {"oa_id": self._oa_id, "tag": label}

    def template_receipt(self, phone: str, message_id: str, tracking_id: str, now: int) -> JsonObject:
        """The receipt of a template sent to a telephone number."""
        event = self._common_fields("user_received_message", None, now)
        message = {"delivery_time": str(now), "msg_id": message_id, "tracking_id": tracking_id}
        return event | {"sender": {"id": self._oa_id}, "recipient": {"id": phone}, "message": message}


def encode_event(event: JsonObject) -> bytes:
    """The body to sign and send: compact JSON in UTF-8, without escapes."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def sign_event(app_id: str, body: bytes, timestamp: str, oa_secret: str) -> str:
    """The value of X-ZEvent-Signature: plain SHA-256 over the joined parts."""
    digest = hashlib.sha256(app_id.encode() + body + timestamp.encode() + oa_secret.encode()).hexdigest()
    return f"mac={digest}"
