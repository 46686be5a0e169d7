"""Reads Zalo's JSON with every number as text: ids above 2^53 may be sent as numbers and would lose digits."""

from __future__ import annotations

import json

from bot.lib.characters import writable, writable_values
from bot.zalo.fields import JsonObject


class NotAnObject(ValueError):
    """The body is not one complete JSON object."""


BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Some proxies put it before a body; it is no part of the JSON (RFC 8259 8.1)."""

_decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read_object(body: bytes) -> JsonObject:
    """The JSON object in `body` with its numbers as text; a byte order mark before it is skipped.

    Raises NotAnObject for anything else.
    Characters that files and databases cannot store are removed (bot.lib.characters).
    """
    try:
        text = body.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
        data = writable_values(_decoder.decode(text), _repair_surrogates)
    except (ValueError, RecursionError) as problem:  # RecursionError: nested brackets by the thousand
        raise NotAnObject("not a JSON object") from problem
    if not isinstance(data, dict):
        raise NotAnObject("not a JSON object")
    return data


def try_object(body: bytes) -> JsonObject | None:
    """The same, or None for anything else."""
    try:
        return read_object(body)
    except NotAnObject:
        return None


def _repair_surrogates(text: str) -> str:
    """`text` with surrogate pairs joined to characters and single surrogates replaced by U+FFFD."""
    if text.isprintable():  # no surrogate is, and nearly every text of an event is
        return text
    return writable(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
