"""Zalo's JSON becomes an Event. An unknown kind becomes Kind.OTHER, never an error.

    {"app_id": "…", "event_name": "user_send_text", "sender": {"id": "7219…"}, "recipient": {"id": "4318…"},
     "message": {"msg_id": "96d3…", "text": "…"}, "timestamp": "1731400215482"}

Every shape: the dossier, webhook_and_oauth.md sections 5 to 7, and its events/.
"""

from __future__ import annotations

import re
from typing import Any

from bot.event import MESSAGES, Event, Kind
from bot.zalo.attachments import attachments_of
from bot.zalo.details import details_of
from bot.zalo.fields import first, id_of, message_ids, milliseconds, table, user_id, user_ids
from bot.zalo.identity import key_of
from bot.zalo.lossless import NotAnObject, read_object

__all__ = ["NotAnObject", "parse"]

_KINDS = {
    "user_send_text": Kind.TEXT,
    "user_send_image": Kind.IMAGE,
    "user_send_gif": Kind.GIF,
    "user_send_link": Kind.LINK,
    "user_send_audio": Kind.VOICE,
    "user_send_video": Kind.VIDEO,
    "user_send_sticker": Kind.STICKER,
    "user_send_location": Kind.LOCATION,
    "user_send_business_card": Kind.CONTACT,
    "user_send_file": Kind.FILE,
    "follow": Kind.FOLLOW,
    "unfollow": Kind.UNFOLLOW,
    "user_click_chatnow": Kind.OPENED_CHAT,
    "user_submit_info": Kind.SHARED_INFO,
    "user_reacted_message": Kind.REACTION,
    "user_withdraw": Kind.WITHDRAW,
    "add_user_to_tag": Kind.TAGGED,
    "remove_user_from_tag": Kind.UNTAGGED,
    "remove_tag": Kind.TAG_REMOVED,
    "user_received_message": Kind.RECEIVED,
    "user_seen_message": Kind.SEEN,
    "oa_send_consent": Kind.OTHER,
}

_PHONE_OR_HASH = re.compile(r"\+?(?:84|0)[0-9]{8,10}|[0-9A-Fa-f]{32,}")
"""How template receipts by phone name the person; an OA's ids of people have 16 digits and more."""

_EARLIEST_MS = 1_420_070_400_000
"""2015-01-01. Samples with 12 digits (1974) exist, and nothing says what they mean: such a time is not trusted."""
_AHEAD_MS = 24 * 3_600_000


def parse(body: bytes, received_at: int) -> Event:
    """The event in `body`, received at `received_at` (ms since 1970). Raises NotAnObject for anything else."""
    data = read_object(body)
    name = first(data, "event_name")
    kind = _kind(name)
    message = table(data, "message")
    attachment, more = attachments_of(message) if message else ({}, [])
    details = details_of(name, kind, data)
    if more:
        details["more"] = more
    return Event(
        key=key_of(data, body),
        name=name,
        kind=kind,
        person_id=_person(name, kind, data),
        received_at=received_at,
        occurred_at=_occurred_at(kind, data, received_at),
        message_id=first(message, "msg_id") or first(data, "msg_id") or None,
        text=first(message, "text") if kind in MESSAGES or kind in (Kind.SENT, Kind.ANONYMOUS) else "",
        message_ids=message_ids(data) if kind in _ABOUT_OURS or name in _ABOUT_TEMPLATES else (),
        by_official=(first(table(data, "sender"), "admin_id") or None) if kind is Kind.SENT else None,
        attachment=attachment,
        details=details,
    )


_ABOUT_OURS = frozenset({Kind.SENT, Kind.RECEIVED, Kind.SEEN, Kind.REACTION})
_ABOUT_TEMPLATES = frozenset({"user_click_response_button", "user_feedback"})


def _kind(name: str) -> Kind:
    if name in _KINDS:
        return _KINDS[name]
    if name.startswith("anonymous_send_"):
        return Kind.ANONYMOUS
    if name.startswith("oa_send_") and "group" not in name:
        return Kind.SENT
    return Kind.OTHER


def _person(name: str, kind: Kind, data: dict[str, Any]) -> str | None:
    """The person's id at this OA: the id to answer to, never a phone number, never `user_id_by_app`."""
    if kind is Kind.ANONYMOUS or "_anonymous_" in name:
        return None
    if kind in (Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED):
        people = user_ids(data)
        return people[0] if len(people) == 1 else None
    if kind in (Kind.RECEIVED, Kind.SEEN):
        person = id_of(data, "recipient")
        return None if _PHONE_OR_HASH.fullmatch(person) else person or None
    if name.startswith("oa_"):
        return id_of(data, "recipient") or first(data, "user_id") or None
    return user_id(data) or None


def _occurred_at(kind: Kind, data: dict[str, Any], received_at: int) -> int | None:
    """When it happened by Zalo's clock; for template receipts that is `delivery_time`. None when not to be trusted."""
    moment = milliseconds(data.get("timestamp"))
    if kind is Kind.RECEIVED:
        delivered = first(table(data, "message"), "delivery_time") or first(data, "delivery_time")
        moment = milliseconds(delivered) or moment
    if moment is None or not _EARLIEST_MS <= moment <= received_at + _AHEAD_MS:
        return None
    return moment
