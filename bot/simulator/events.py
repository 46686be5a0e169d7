"""The webhook events as Zalo shapes and signs them: plain functions from what happened to JSON values."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .people import Person

PAYLOAD_TYPES = {
    "image": "image", "gif": "gif", "link": "link", "voice": "audio", "video": "video", "sticker": "sticker",
    "location": "location", "file": "file", "contact": "link",
}  # fmt: skip
"""What we call a kind of message → the `type` of its attachment."""

EVENT_ENDINGS = {"voice": "audio", "contact": "business_card"}
"""Kinds whose event is not named after them."""


class Events:
    """Builds events of one OA and one app. `now` is in milliseconds and becomes the text `timestamp`."""

    def __init__(self, app_id: str, oa_id: str) -> None:
        self._app_id, self._oa_id = app_id, oa_id

    def _common(self, name: str, person: Person | None, now: int) -> dict[str, Any]:
        event: dict[str, Any] = {"app_id": self._app_id, "event_name": name}
        if person is not None and person.by_app:
            event["user_id_by_app"] = person.by_app
        event["timestamp"] = str(now)
        return event

    def from_person(self, name: str, person: Person, message: dict[str, Any], now: int) -> dict[str, Any]:
        """A person did something towards the OA."""
        return self._common(name, person, now) | {
            "sender": {"id": person.id}, "recipient": {"id": self._oa_id}, "message": message,
        }  # fmt: skip

    def from_oa(self, name: str, person: Person, message: dict[str, Any], now: int) -> dict[str, Any]:
        """The OA did something towards a person, or the state of its message changed."""
        return self._common(name, person, now) | {
            "sender": {"id": self._oa_id}, "recipient": {"id": person.id}, "message": message,
        }  # fmt: skip

    def follow(self, person: Person, now: int, source: str = "oa_profile") -> dict[str, Any]:
        """A person began to follow."""
        return self._common("follow", person, now) | {
            "oa_id": self._oa_id, "follower": {"id": person.id}, "source": source,
        }  # fmt: skip

    def unfollow(self, person: Person, now: int) -> dict[str, Any]:
        """A person stopped following."""
        return self._common("unfollow", person, now) | {"oa_id": self._oa_id, "follower": {"id": person.id}}

    def about_person(self, name: str, person: Person, now: int) -> dict[str, Any]:
        """`user_click_chatnow` and `user_withdraw`: the person's id stands at the root."""
        return self._common(name, person, now) | {"oa_id": self._oa_id, "user_id": person.id}

    def submitted_info(self, person: Person, info: dict[str, Any], now: int) -> dict[str, Any]:
        """A person filled in the form the OA had sent."""
        event = self._common("user_submit_info", None, now)
        return event | {"sender": {"id": person.id}, "recipient": {"id": self._oa_id}, "info": info}

    def tagged(self, name: str, tag: str, person: Person | None, now: int) -> dict[str, Any]:
        """A label was given, taken back or removed altogether (then `person` is None)."""
        label: dict[str, Any] = {"name": tag}
        if person is not None:
            label = {"user_ids": [person.id], "name": tag}
        return self._common(name, person, now) | {"oa_id": self._oa_id, "tag": label}

    def template_received(self, phone: str, message_id: str, tracking_id: str, now: int) -> dict[str, Any]:
        """A template sent to a telephone number reached the phone."""
        event = self._common("user_received_message", None, now)
        message = {"delivery_time": str(now), "msg_id": message_id, "tracking_id": tracking_id}
        return event | {"sender": {"id": self._oa_id}, "recipient": {"id": phone}, "message": message}


def encode(event: dict[str, Any]) -> bytes:
    """The body as it is signed and sent: one line, letters as they are."""
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def signature(app_id: str, body: bytes, timestamp: str, oa_secret: str) -> str:
    """The value of X-ZEvent-Signature: plain SHA-256 over the joined parts."""
    digest = hashlib.sha256(app_id.encode() + body + timestamp.encode() + oa_secret.encode()).hexdigest()
    return f"mac={digest}"
