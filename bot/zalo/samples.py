"""Detects the samples of Zalo's console (button "Test"), which carry invented ids."""

from __future__ import annotations

import re

from bot.zalo.fields import JsonObject, first_text, object_in

_MESSAGE_ID = "This is message id"
"""In every sample of a message; a real id is hexadecimal and holds no blank."""
_ONE_DIGIT = re.compile(r"([0-9])\1{9,}")
"""An id of one repeated digit; real ids are random and have 16 digits and more."""


def is_sample(data: JsonObject, person_id: str | None) -> bool:
    """Whether this is certainly a sample; False for everything that may be a person's message."""
    message_id = first_text(object_in(data, "message"), "msg_id") or first_text(data, "msg_id")
    return message_id == _MESSAGE_ID or bool(_ONE_DIGIT.fullmatch(person_id or ""))
