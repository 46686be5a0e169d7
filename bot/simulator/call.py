"""One HTTP call to the simulator: strict readers for JSON bodies, `?data=`, plain queries, forms and one file."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qs, parse_qsl
from wsgiref.types import WSGIEnvironment

from flask import Request

from bot.simulator.errors import invalid_field, over_limit
from bot.simulator.json_types import JsonObject

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
    def from_environ(cls, environ: WSGIEnvironment) -> Call:
        """Read a request; a file stays in the stream until `read_file` reads it."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        multipart = environ.get("CONTENT_TYPE", "").startswith("multipart/")
        body = b"" if multipart else environ["wsgi.input"].read(min(length, LARGEST_BODY))
        return cls(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("QUERY_STRING", ""), body, environ)

    def get_header(self, name: str) -> str:
        """A header of the request ("" when it is missing), by its WSGI name without HTTP_."""
        return str(self.environ.get(f"HTTP_{name}", ""))

    def read_json(self, allowed_keys: Collection[str]) -> JsonObject:
        """The body as a JSON object with no keys but `allowed_keys`; else -201."""
        if not self.environ.get("CONTENT_TYPE", "").lower().startswith("application/json"):
            raise invalid_field("Content-Type must be application/json")
        if len(self.body) > LARGEST_JSON:
            raise over_limit("body")
        return check_keys(_parse_object(self.body, "body"), allowed_keys, "body")

    def read_data(self, allowed_keys: Collection[str]) -> JsonObject:
        """The JSON object in the query parameter `data`; else -201."""
        values = parse_qs(self.query).get("data", [])
        if len(values) != 1:
            raise invalid_field("data")
        return check_keys(_parse_object(values[0].encode(), "data"), allowed_keys, "data")

    def query_arguments(self) -> dict[str, str]:
        """The plain query parameters by name."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def read_form(self) -> dict[str, str]:
        """The fields of a form body; empty for other content types."""
        if not self.environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            return {}
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def read_file(self) -> tuple[str, bytes]:
        """Name and bytes of the one part called `file`; -201 when the body is not exactly that."""
        with Request(self.environ) as request:
            if [name for name, _ in request.files.items(multi=True)] != ["file"]:
                raise invalid_field("exactly one part named file is expected")
            part = request.files["file"]
            return part.filename or "", part.read(LARGEST_BODY)


def _parse_object(raw: bytes, name: str) -> JsonObject:
    try:
        value = json.loads(raw)
    except ValueError:
        raise invalid_field(f"{name} is not JSON") from None
    if not isinstance(value, dict):
        raise invalid_field(f"{name} is not an object")
    return value


def check_keys(value: JsonObject, allowed_keys: Collection[str], where: str) -> JsonObject:
    """The object itself when every key is one of `allowed_keys`; a misspelt key is -201 here, so that tests find it."""
    for key in value:
        if key not in allowed_keys:
            raise invalid_field(f"{where}.{key} is unknown")
    return value


def text_of(value: JsonObject, key: str, where: str, limit: int | None = None) -> str:
    """A required text that is not blank; raises -201, and -210 above `limit` characters."""
    text = value.get(key)
    if not isinstance(text, str) or not text.strip():
        raise invalid_field(f"{where}.{key}")
    if limit is not None and len(text) > limit:
        raise over_limit(f"{where}.{key}")
    return text


def optional_text(value: JsonObject, key: str, where: str, limit: int | None = None) -> str:
    """A text that may be missing or empty ("")."""
    return text_of(value, key, where, limit) if value.get(key) not in (None, "") else ""


def object_of(value: JsonObject, key: str, where: str, allowed_keys: Collection[str]) -> JsonObject:
    """A required object with `allowed_keys` only; else raises -201."""
    inner = value.get(key)
    if not isinstance(inner, dict):
        raise invalid_field(f"{where}.{key}")
    return check_keys(inner, allowed_keys, f"{where}.{key}")


def list_of(value: JsonObject, key: str, where: str, most: int) -> list[JsonObject]:
    """A list of 1 to `most` objects; -210 when there are more."""
    entries = value.get(key)
    if not isinstance(entries, list) or not entries or not all(isinstance(item, dict) for item in entries):
        raise invalid_field(f"{where}.{key}")
    if len(entries) > most:
        raise over_limit(f"{where}.{key}")
    return entries


def number_of(value: JsonObject, key: str, where: str, most: int | None = None) -> int:
    """A whole number from 0 on (not a text, not true/false); -210 above `most`."""
    number = value.get(key)
    if type(number) is not int or number < 0:
        raise invalid_field(f"{where}.{key}")
    if most is not None and number > most:
        raise over_limit(f"{where}.{key}")
    return number


def id_of(value: JsonObject, key: str, where: str) -> str:
    """An id as Zalo writes it: a text of digits. A JSON number is refused, it would have lost digits elsewhere."""
    id_text = value.get(key)
    if not isinstance(id_text, str) or not id_text.isascii() or not id_text.isdigit():
        raise invalid_field(f"{where}.{key}")
    return id_text


def web_address(value: JsonObject, key: str, where: str) -> str:
    """A required https or http address; else raises -201."""
    address = text_of(value, key, where, 2000)
    if not address.startswith(("https://", "http://")) or " " in address:
        raise invalid_field(f"{where}.{key}")
    return address
