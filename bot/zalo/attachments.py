"""Attachments of a message as flat objects: url, thumbnail, description, name, size, latitude, longitude, phone …"""

from __future__ import annotations

import json
from collections.abc import Callable
from math import isfinite

from bot.lib.characters import writable_values
from bot.zalo.fields import JsonObject, first_text, list_in, object_in

_PLAIN = ("url", "thumbnail", "description", "name", "checksum", "id", "link_url", "zinstant_id")


def attachments_of(message: JsonObject) -> tuple[JsonObject, list[JsonObject]]:
    """The first attachment of a message, and the others."""
    flattened = [_flatten_attachment(item) for item in list_in(message, "attachments") if isinstance(item, dict)]
    if not flattened and "location" in message:  # the guide's older shape
        flattened = [_flatten_attachment({"type": "location", "payload": message["location"]})]
    return (flattened[0], flattened[1:]) if flattened else ({}, [])


def _flatten_attachment(item: JsonObject) -> JsonObject:
    payload = object_in(item, "payload")
    flat: JsonObject = {name: payload[name] for name in _PLAIN if isinstance(payload.get(name), str)}
    _put_value(flat, "type", first_text(item, "type"))
    _put_value(flat, "file_type", first_text(payload, "type"))
    _put_value(flat, "size", _parse_number(payload.get("size"), int))
    place = object_in(payload, "coordinates") or payload
    _put_value(flat, "latitude", _parse_number(first_text(place, "latitude", "lat"), float))
    _put_value(flat, "longitude", _parse_number(first_text(place, "longitude", "long", "lng"), float))
    _read_card(flat)
    return flat


def _put_value(flat: JsonObject, name: str, value: object) -> None:
    if value is not None and value != "":
        flat[name] = value


def _parse_number(value: object, kind: Callable[[str], float]) -> float | None:
    if not isinstance(value, str):
        return None
    try:
        number = kind(value)
        return number if isfinite(number) else None
    except (ValueError, OverflowError):  # the second: a whole number no float can hold
        return None


def _read_card(flat: JsonObject) -> None:
    """A business card is a link whose description is JSON with a phone number."""
    description = flat.get("description", "")
    if not description.startswith("{"):
        return
    try:
        card = writable_values(json.loads(description, parse_int=str))
    except (ValueError, RecursionError):
        return
    if isinstance(card, dict) and ("phone" in card or "qrCodeUrl" in card):
        del flat["description"]
        _put_value(flat, "phone", first_text(card, "phone"))
        _put_value(flat, "qr_url", first_text(card, "qrCodeUrl"))
