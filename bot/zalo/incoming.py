"""Parses Zalo's JSON into an Event. An unknown kind becomes Kind.OTHER, never an error.

    {"app_id": "…", "event_name": "user_send_text", "sender": {"id": "7219…"}, "recipient": {"id": "4318…"},
     "message": {"msg_id": "96d3…", "text": "…"}, "timestamp": "1731400215482"}

Every shape: docs/zalo/webhook-and-oauth.md 5, 6 and docs/zalo/events.md; samples in tests/zalo/samples.
"""

from __future__ import annotations

import re

from bot.event import MESSAGES, Event, Kind
from bot.zalo.attachments import attachments_of
from bot.zalo.details import details_of
from bot.zalo.fields import JsonObject, first_text, id_of, message_ids, object_in, parse_milliseconds, user_id, user_ids
from bot.zalo.identity import key_of
from bot.zalo.lossless import NotAnObject, read_object
from bot.zalo.samples import is_sample

__all__ = ["NotAnObject", "event_of", "parse_event"]

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
"""Receipts of templates sent by phone name the person so; an OA's ids of people have 16 digits and more."""

_EARLIEST_MS = 1_420_070_400_000
"""2015-01-01. Samples with 12 digits (1974) exist, and no source says what they mean: such a time is ignored."""
_AHEAD_MS = 24 * 3_600_000


def parse_event(body: bytes, received_at: int, oa_id: str = "") -> Event:
    """The event in `body`, received at `received_at` (ms since 1970). Raises NotAnObject for anything else."""
    return event_of(read_object(body), body, received_at, oa_id)


def event_of(data: JsonObject, body: bytes, received_at: int, oa_id: str = "") -> Event:
    """The event in `data`, which was read from `body` already (bot.zalo.lossless.read_object).

    `oa_id` is the id of our own OA, which is never taken for a person.
    """
    name = first_text(data, "event_name")
    kind, person_id = _kind_and_person(name, data, oa_id)
    message = object_in(data, "message")
    attachment, further = attachments_of(message) if message else ({}, [])
    details = details_of(name, kind, data) | ({"more": further} if further else {})
    return Event(
        key=key_of(data, body),
        name=name,
        kind=kind,
        person_id=person_id,
        received_at=received_at,
        occurred_at=_occurred_at(kind, data, received_at),
        message_id=first_text(message, "msg_id") or first_text(data, "msg_id") or None,
        text=first_text(message, "text") if kind in _WITH_TEXT else "",
        message_ids=message_ids(data) if kind in _ABOUT_OUR_MESSAGES or name in _ABOUT_TEMPLATES else (),
        by_official=_admin_id(data) if kind is Kind.OFFICIAL else None,
        attachment=attachment,
        details=details,
    )


def names_other_oa(data: JsonObject, oa_id: str) -> bool:
    """Whether the event says that it belongs to another OA: a message to it, or its id beside the event."""
    name = first_text(data, "event_name")
    to = id_of(data, "recipient") if name.startswith("user_send_") and "group" not in name else ""
    return any(other_id and other_id != oa_id for other_id in (to, first_text(data, "oa_id")))


_WITH_TEXT = frozenset({*MESSAGES, Kind.SENT, Kind.OFFICIAL, Kind.ANONYMOUS})
_ABOUT_OUR_MESSAGES = frozenset({Kind.SENT, Kind.OFFICIAL, Kind.RECEIVED, Kind.SEEN, Kind.REACTION})
_ABOUT_TEMPLATES = frozenset({"user_click_response_button", "user_feedback"})


def _kind_and_person(name: str, data: JsonObject, oa_id: str) -> tuple[Kind, str | None]:
    kind = _event_kind(name, data)
    person_id = _person_id(name, kind, data, oa_id)
    return (Kind.SAMPLE, None) if is_sample(data, person_id) else (kind, person_id)


def _admin_id(data: JsonObject) -> str:
    return first_text(object_in(data, "sender"), "admin_id")


def _event_kind(name: str, data: JsonObject) -> Kind:
    if name in _KINDS:
        return _KINDS[name]
    if name.startswith("anonymous_send_"):
        return Kind.ANONYMOUS
    if name.startswith("oa_send_") and "group" not in name:
        return Kind.OFFICIAL if _admin_id(data) else Kind.SENT
    return Kind.OTHER


def _person_id(name: str, kind: Kind, data: JsonObject, oa_id: str) -> str | None:
    """The person's id at this OA: the id to answer to, never a phone number, never `user_id_by_app`, never a group."""
    if kind is Kind.ANONYMOUS or "_anonymous_" in name or "group" in name:
        return None
    person = _person_side(name, kind, data, oa_id)
    return None if oa_id and person == oa_id else person


def _person_side(name: str, kind: Kind, data: JsonObject, oa_id: str) -> str | None:
    """The person's id, from the field that holds it in this kind of event."""
    if kind in (Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED):
        people = user_ids(data)
        return people[0] if len(people) == 1 else None
    if kind in (Kind.RECEIVED, Kind.SEEN):
        person = id_of(data, "recipient")
        if oa_id and person == oa_id:  # some report receipts with the person as sender
            person = id_of(data, "sender")
        return None if _PHONE_OR_HASH.fullmatch(person) else person or None
    if name.startswith("oa_"):
        return id_of(data, "recipient") or first_text(data, "user_id") or None
    return user_id(data) or None


def _occurred_at(kind: Kind, data: JsonObject, received_at: int) -> int | None:
    """The time of the event by Zalo's clock (template receipts: `delivery_time`); None when it is implausible."""
    moment = parse_milliseconds(data.get("timestamp"))
    if kind is Kind.RECEIVED:
        delivered = first_text(object_in(data, "message"), "delivery_time") or first_text(data, "delivery_time")
        moment = parse_milliseconds(delivered) or moment
    if moment is None or not _EARLIEST_MS <= moment <= received_at + _AHEAD_MS:
        return None
    return moment
