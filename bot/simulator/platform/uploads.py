"""Uploads of pictures and files."""

from __future__ import annotations

from ..call import Call
from ..state import Zalo


def image(zalo: Zalo, call: Call) -> dict[str, str]:
    """POST /v2.0/oa/upload/image: jpg or png of at most 1 MB."""
    return {"attachment_id": zalo.uploads.add("image", *call.file()).id}


def gif(zalo: Zalo, call: Call) -> dict[str, str]:
    """POST /v2.0/oa/upload/gif: gif of at most 5 MB."""
    return {"attachment_id": zalo.uploads.add("gif", *call.file()).id}


def file(zalo: Zalo, call: Call) -> dict[str, str]:
    """POST /v2.0/oa/upload/file: pdf, doc, docx or csv of at most 5 MB."""
    return {"token": zalo.uploads.add("file", *call.file()).id}
