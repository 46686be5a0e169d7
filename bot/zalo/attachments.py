"""What was sent besides text, flattened: url, thumbnail, description, name, size, latitude, longitude, phone ..."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import isfinite
from typing import Any

from bot.zalo.fields import first, items, table

_PLAIN = ("url", "thumbnail", "description", "name", "checksum", "id", "link_url", "zinstant_id")


def attachments_of(message: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The first attachment of a message, and the others."""
    found = [_flat(item) for item in items(message, "attachments") if isinstance(item, dict)]
    if not found and "location" in message:  # the guide's older shape
        found = [_flat({"type": "location", "payload": message["location"]})]
    return (found[0], found[1:]) if found else ({}, [])


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    payload = table(item, "payload")
    flat: dict[str, Any] = {name: payload[name] for name in _PLAIN if isinstance(payload.get(name), str)}
    _put(flat, "type", first(item, "type"))
    _put(flat, "file_type", first(payload, "type"))
    _put(flat, "size", _number(payload.get("size"), int))
    place = table(payload, "coordinates") or payload
    _put(flat, "latitude", _number(place.get("latitude"), float))
    _put(flat, "longitude", _number(place.get("longitude"), float))
    _read_card(flat)
    return flat


def _put(flat: dict[str, Any], name: str, value: object) -> None:
    if value is not None and value != "":
        flat[name] = value


def _number(value: object, kind: Callable[[str], float]) -> float | None:
    if not isinstance(value, str):
        return None
    try:
        number = kind(value)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _read_card(flat: dict[str, Any]) -> None:
    """A business card is a link whose description is JSON with a phone number."""
    description = flat.get("description", "")
    if not description.startswith("{"):
        return
    try:
        card = json.loads(description, parse_int=str)
    except (ValueError, RecursionError):
        return
    if isinstance(card, dict) and ("phone" in card or "qrCodeUrl" in card):
        del flat["description"]
        _put(flat, "phone", first(card, "phone"))
        _put(flat, "qr_url", first(card, "qrCodeUrl"))
