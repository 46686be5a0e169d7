"""Reading Zalo's JSON without losing a digit: ids above 2^53 may come as numbers, so every number stays text."""

from __future__ import annotations

import json
from typing import Any


class NotAnObject(ValueError):
    """The body is not one complete JSON object."""


_decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`, its numbers as the text that was written. Raises NotAnObject for anything else."""
    try:
        text = body.decode("utf-8")
        data = _decoder.decode(text)
    except (ValueError, RecursionError) as problem:  # RecursionError: a few thousand nested brackets
        raise NotAnObject("not a JSON object") from problem
    if not isinstance(data, dict):
        raise NotAnObject("not a JSON object")
    if "\\ud" in text or "\\uD" in text:
        return {_mended(key): _mended(value) for key, value in data.items()}
    return data


def _mended(value: Any) -> Any:
    """The value without half surrogate pairs, which no database or network would take."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value
