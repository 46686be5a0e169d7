"""One call to this Zalo, as it came: strict readers for JSON bodies, `?data=`, plain queries, forms and one file."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl
from wsgiref.types import WSGIEnvironment

from flask import Request

from .errors import invalid, over_limit

LARGEST_BODY = 60_000_000
LARGEST_JSON = 1_000_000


@dataclass(slots=True)
class Call:
    """Method, path (without the mount's prefix), raw query and body of one request, and its WSGI environment."""

    method: str
    path: str
    query: str
    body: bytes
    environ: WSGIEnvironment

    @classmethod
    def read(cls, environ: WSGIEnvironment) -> Call:
        """Take a request in; a file stays in the stream until `file` reads it."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        multipart = environ.get("CONTENT_TYPE", "").startswith("multipart/")
        body = b"" if multipart else environ["wsgi.input"].read(min(length, LARGEST_BODY))
        return cls(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("QUERY_STRING", ""), body, environ)

    def header(self, name: str) -> str:
        """A header of the request ("" when it is missing), by its WSGI name without HTTP_."""
        return str(self.environ.get(f"HTTP_{name}", ""))

    def json(self, known: Collection[str]) -> dict[str, Any]:
        """The body as a JSON object with no keys but the known ones; else -201."""
        if not self.environ.get("CONTENT_TYPE", "").lower().startswith("application/json"):
            raise invalid("Content-Type must be application/json")
        if len(self.body) > LARGEST_JSON:
            raise over_limit("body")
        return only(_object(self.body, "body"), known, "body")

    def data(self, known: Collection[str]) -> dict[str, Any]:
        """The JSON object in the query parameter `data`; else -201."""
        values = parse_qs(self.query).get("data", [])
        if len(values) != 1:
            raise invalid("data")
        return only(_object(values[0].encode(), "data"), known, "data")

    def arguments(self) -> dict[str, str]:
        """Plain query parameters."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def form(self) -> dict[str, str]:
        """The fields of a form body; empty when it is something else."""
        if not self.environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            return {}
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def file(self) -> tuple[str, bytes]:
        """Name and bytes of the one part called `file`; -201 when the body is not exactly that."""
        with Request(self.environ) as request:
            if [name for name, _ in request.files.items(multi=True)] != ["file"]:
                raise invalid("exactly one part named file is expected")
            part = request.files["file"]
            return part.filename or "", part.read(LARGEST_BODY)


def _object(raw: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        raise invalid(f"{name} is not JSON") from None
    if not isinstance(value, dict):
        raise invalid(f"{name} is not an object")
    return value


def only(value: dict[str, Any], known: Collection[str], where: str) -> dict[str, Any]:
    """The object itself when every key is a known one; a misspelt key is -201 here, so that tests find it."""
    for key in value:
        if key not in known:
            raise invalid(f"{where}.{key} is unknown")
    return value


def text_of(value: dict[str, Any], key: str, where: str, limit: int | None = None) -> str:
    """A text that must be there and not be blank; -210 above `limit` characters."""
    found = value.get(key)
    if not isinstance(found, str) or not found.strip():
        raise invalid(f"{where}.{key}")
    if limit is not None and len(found) > limit:
        raise over_limit(f"{where}.{key}")
    return found


def optional_text(value: dict[str, Any], key: str, where: str, limit: int | None = None) -> str:
    """A text that may be missing or empty."""
    return text_of(value, key, where, limit) if value.get(key) not in (None, "") else ""


def object_of(value: dict[str, Any], key: str, where: str, known: Collection[str]) -> dict[str, Any]:
    """An object that must be there and holds only known keys."""
    found = value.get(key)
    if not isinstance(found, dict):
        raise invalid(f"{where}.{key}")
    return only(found, known, f"{where}.{key}")


def list_of(value: dict[str, Any], key: str, where: str, most: int) -> list[dict[str, Any]]:
    """A list of 1 to `most` objects; -210 when there are more."""
    found = value.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
        raise invalid(f"{where}.{key}")
    if len(found) > most:
        raise over_limit(f"{where}.{key}")
    return found


def number_of(value: dict[str, Any], key: str, where: str, most: int | None = None) -> int:
    """A whole number from 0 on (not a text, not true/false); -210 above `most`."""
    found = value.get(key)
    if type(found) is not int or found < 0:
        raise invalid(f"{where}.{key}")
    if most is not None and found > most:
        raise over_limit(f"{where}.{key}")
    return found


def id_of(value: dict[str, Any], key: str, where: str) -> str:
    """An id as Zalo writes it: a text of digits. A JSON number is refused, it would have lost digits elsewhere."""
    found = value.get(key)
    if not isinstance(found, str) or not found.isascii() or not found.isdigit():
        raise invalid(f"{where}.{key}")
    return found


def web_address(value: dict[str, Any], key: str, where: str) -> str:
    """An https (or http) address that must be there."""
    found = text_of(value, key, where, 2000)
    if not found.startswith(("https://", "http://")) or " " in found:
        raise invalid(f"{where}.{key}")
    return found
