"""What a person can send besides text: the payload of each kind, with made-up values where none are given."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

MEDIA = "https://media.zalo-gia-lap.example"
"""No such host exists: nobody can fetch these pictures, as a program should expect of a link that has died."""


def attachment(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """The payload Zalo would send for this kind; ValueError for a kind or a field that is not known.

    Kinds: image, gif, link, voice, video, sticker, location, file, contact.
    """
    usual = _USUAL.get(kind)
    if usual is None:
        raise ValueError(f"unknown kind {kind}")
    fields = usual(secrets.token_hex(8))
    unknown = set(given) - set(fields)
    if unknown:
        raise ValueError(f"unknown fields for {kind}: {', '.join(sorted(unknown))}")
    fields |= {key: str(value) for key, value in given.items()}
    if kind == "location":
        return {"coordinates": {"latitude": fields["latitude"], "longitude": fields["longitude"]}}
    return _card(fields) if kind == "contact" else fields


def _card(fields: dict[str, str]) -> dict[str, str]:
    """A business card hides its particulars in a JSON text."""
    description = {"phone": fields["phone"], "qrCodeUrl": f"{MEDIA}/qr/{fields['card']}.png"}
    return {
        "thumbnail": f"{MEDIA}/avatar/{fields['card']}.jpg", "url": f"{MEDIA}/card/{fields['card']}",
        "description": json.dumps(description, separators=(",", ":")),
    }  # fmt: skip


def _image(name: str) -> dict[str, str]:
    return {"thumbnail": f"{MEDIA}/480/{name}.jpg", "url": f"{MEDIA}/{name}.jpg"}


def _gif(name: str) -> dict[str, str]:
    return {"thumbnail": f"{MEDIA}/gif/{name}_s.gif", "url": f"{MEDIA}/gif/{name}.gif"}


def _link(name: str) -> dict[str, str]:
    return {
        "thumbnail": f"{MEDIA}/link/{name}.jpg", "description": "Cổng Dịch vụ công quốc gia",
        "url": "https://dichvucong.gov.vn",
    }  # fmt: skip


def _voice(name: str) -> dict[str, str]:
    return {"url": f"{MEDIA}/voice/{name}.amr"}


def _video(name: str) -> dict[str, str]:
    return {"url": f"{MEDIA}/video/{name}.mp4", "thumbnail": f"{MEDIA}/video/{name}.jpg", "description": ""}


def _sticker(name: str) -> dict[str, str]:
    return {"id": "20415", "url": f"{MEDIA}/sticker/20415.png"}


def _location(name: str) -> dict[str, str]:
    return {"latitude": "10.927934", "longitude": "108.102117"}


def _file(name: str) -> dict[str, str]:
    return {
        "url": f"{MEDIA}/download/{name}/giay-chung-sinh.pdf", "size": "184320", "name": "giấy chứng sinh.pdf",
        "checksum": hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), "type": "pdf",
    }  # fmt: skip


def _contact(name: str) -> dict[str, str]:
    return {"phone": "84900000199", "card": name}


_USUAL = {
    "image": _image, "gif": _gif, "link": _link, "voice": _voice, "video": _video, "sticker": _sticker,
    "location": _location, "file": _file, "contact": _contact,
}  # fmt: skip
