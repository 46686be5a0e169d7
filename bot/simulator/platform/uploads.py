"""Uploads of pictures and files."""

from __future__ import annotations

from bot.simulator.call import Call
from bot.simulator.state import SimulatedZalo


def upload_image(zalo: SimulatedZalo, call: Call) -> dict[str, str]:
    """POST /v2.0/oa/upload/image: jpg or png of at most 1 MB."""
    return {"attachment_id": zalo.uploads.add_upload("image", *call.read_file()).id}


def upload_gif(zalo: SimulatedZalo, call: Call) -> dict[str, str]:
    """POST /v2.0/oa/upload/gif: gif of at most 5 MB."""
    return {"attachment_id": zalo.uploads.add_upload("gif", *call.read_file()).id}


def upload_file(zalo: SimulatedZalo, call: Call) -> dict[str, str]:
    """POST /v2.0/oa/upload/file: pdf, doc, docx or csv of at most 5 MB."""
    return {"token": zalo.uploads.add_upload("file", *call.read_file()).id}
