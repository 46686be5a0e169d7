"""Attachments people can send: the payload of each kind, with invented default values."""

from __future__ import annotations

import hashlib
import json
import secrets

from bot.simulator.json_types import JsonObject

MEDIA = "https://media.zalo-gia-lap.example"
"""A host that does not exist: programs must expect links that cannot be fetched. A simulator with pages serves its own."""


def build_attachment(kind: str, values: JsonObject, media: str = MEDIA) -> JsonObject:
    """The payload Zalo would send for this kind; ValueError for a kind or a field that is not known.

    `media` is where its files lie. Kinds: image, gif, link, voice, video, sticker, location, file, contact.
    """
    default_fields = _USUAL.get(kind)
    if default_fields is None:
        raise ValueError(f"unknown kind {kind}")
    fields = default_fields(secrets.token_hex(8))
    unknown = set(values) - set(fields)
    if unknown:
        raise ValueError(f"unknown fields for {kind}: {', '.join(sorted(unknown))}")
    fields = {key: value.replace(MEDIA, media, 1) for key, value in fields.items()}
    fields |= {key: str(value) for key, value in values.items()}
    if kind == "location":
        return {"coordinates": {"latitude": fields["latitude"], "longitude": fields["longitude"]}}
    return _build_contact_card(fields, media) if kind == "contact" else fields


def _build_contact_card(fields: dict[str, str], media: str) -> dict[str, str]:
    """A business card: its details are JSON inside the text of `description`."""
    description = {"phone": fields["phone"], "qrCodeUrl": f"{media}/qr/{fields['card']}.png"}
    return {
        "thumbnail": f"{media}/avatar/{fields['card']}.jpg",
        "url": f"{media}/card/{fields['card']}",
        "description": json.dumps(description, separators=(",", ":")),
    }


def _image_fields(name: str) -> dict[str, str]:
    return {"thumbnail": f"{MEDIA}/480/{name}.jpg", "url": f"{MEDIA}/{name}.jpg"}


def _gif_fields(name: str) -> dict[str, str]:
    return {"thumbnail": f"{MEDIA}/gif/{name}_s.gif", "url": f"{MEDIA}/gif/{name}.gif"}


def _link_fields(name: str) -> dict[str, str]:
    return {
        "thumbnail": f"{MEDIA}/link/{name}.jpg",
        "description": "Cổng Dịch vụ công quốc gia",
        "url": "https://dichvucong.gov.vn",
    }


def _voice_fields(name: str) -> dict[str, str]:
    return {"url": f"{MEDIA}/voice/{name}.amr"}


def _video_fields(name: str) -> dict[str, str]:
    return {"url": f"{MEDIA}/video/{name}.mp4", "thumbnail": f"{MEDIA}/video/{name}.jpg", "description": ""}


def _sticker_fields(name: str) -> dict[str, str]:
    return {"id": "20415", "url": f"{MEDIA}/sticker/20415.png"}


def _location_fields(name: str) -> dict[str, str]:
    return {"latitude": "10.927934", "longitude": "108.102117"}


def _file_fields(name: str) -> dict[str, str]:
    return {
        "url": f"{MEDIA}/download/{name}/giay-chung-sinh.pdf",
        "size": "184320",
        "name": "giấy chứng sinh.pdf",
        "checksum": hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(),
        "type": "pdf",
    }


def _contact_fields(name: str) -> dict[str, str]:
    return {"phone": "84900000199", "card": name}


_USUAL = {
    "image": _image_fields,
    "gif": _gif_fields,
    "link": _link_fields,
    "voice": _voice_fields,
    "video": _video_fields,
    "sticker": _sticker_fields,
    "location": _location_fields,
    "file": _file_fields,
    "contact": _contact_fields,
}
