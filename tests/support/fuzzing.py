"""Requests made up from a seed: hostile values in the addresses, fields and events of every route, sent without a socket."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from wsgiref.types import WSGIApplication

from werkzeug.routing import Rule

SAMPLES = Path(__file__).parents[1] / "zalo" / "samples"

NUMBERS = (
    *("0", "-1", "1", "2", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775809"),
    *("1" * 400, "9" * 5000, "１２", "1e9", "1e999", "0x10", "NaN", "Infinity", "-0", " 7 ", "1_000", "٣", "2.5", ""),
)
TEXTS = (
    *("\x00", "a\x00b", "\ud83d", "\udfff\ud800", "\ufffe", "\u202e\u200b\ufeff", "ừ" * 300, "a" * 5000, "[" * 3000),
    *("{tên", "{0.__class__}", "%s%n%(x)s", "' OR 1=1 --", '"; DROP TABLE people; --', "<script>alert(1)</script>"),
    *(
        "{{7*7}}",
        "=1+6",
        "\r\nSet-Cookie: a=b",
        "../../etc/passwd",
        "%2e%2e%2f",
        "\\\\x\\y",
        "&a [*a,*a]",
        "a: &a [*a]",
    ),
    *(
        "*" * 2000,
        "a: " + "[" * 900,
        "- " * 900,
        "!!python/object:os.system x",
        "\t\n\x0b",
        "😀" * 200,
        "a\u0301" * 500,
    ),
)
DATES = (
    *("9999-12-31", "0001-01-01", "2026-02-30", "2026-11-30", "30/11/2026", "2026-13-01", "99999-01-01", "-1-1-1"),
    *("2026-11-30T25:61", "2026-11-30T10:00", "24:00", "10:00", "2026-W01-1", "31/02/2026", "00/00/0000", "1970-01-01"),
)
HOSTILE = (*NUMBERS, *TEXTS, *DATES)
WORDS = (
    "all",
    "consultation",
    "article",
    "month",
    "manager",
    "viewer",
    "look",
    "save",
    "open",
    "new",
    "vi",
    "yes",
    "on",
)
"""What routes know, so that some requests come further than the first check."""

Request = tuple[str, str, bytes | None]
"""Method, address with query, form."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page: where it goes and what stands in it."""

    method: str
    action: str
    fields: dict[str, str]


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("method", "get").upper(), values.get("action", ""), {}))
        elif tag in ("input", "textarea", "select", "button") and values.get("name") and self.forms:
            self.forms[-1].fields[values["name"]] = values.get("value", "")


class Fuzzer:
    """Makes requests for `rules`; the same seed makes the same ones."""

    def __init__(
        self, seed: int, rules: Iterable[Rule], csrf: str, ids: dict[str, list[str]], left_out: frozenset[str]
    ) -> None:
        """`ids`: values of blanks in addresses that lead somewhere, by the name of the blank; `left_out`: endpoints not asked."""
        rules = list(rules)
        self._left_out = {rule.rule for rule in rules if rule.endpoint in left_out}
        rules = [rule for rule in rules if rule.endpoint not in left_out]
        self._random = random.Random(seed)
        self._routes = [
            (method, rule) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})
        ]
        self.csrf, self._ids = csrf, ids
        self._forms: list[Form] = []
        self._samples = [json.loads(file.read_text("utf-8")) for file in sorted(SAMPLES.glob("*.json"))]

    def learn_forms(self, page: str, address: str) -> None:
        """Take the forms of a page along: later requests are these with some fields changed."""
        reader = FormReader()
        reader.feed(page)
        for form in reader.forms:
            if form.action in self._left_out:
                continue
            self._forms.append(Form(form.method, form.action or address, form.fields))

    def visits(self) -> list[str]:
        """An address of each GET route, with blanks that lead somewhere."""
        return [self._fill(rule, is_kind=True) for method, rule in self._routes if method == "GET"]

    def page_request(self) -> Request:
        """A request to a route: a form of a page with some fields changed, or a route with fields of any page."""
        if self._forms and self._random.random() < 0.6:
            form = self._random.choice(self._forms)
            fields = dict(form.fields)
            for name in self._random.sample(sorted(fields), min(len(fields), self._random.randint(1, 3))):
                fields[name] = self._value()
            return self._request(form.method, self._address(form.action), fields)
        method, rule = self._random.choice(self._routes)
        source = self._random.choice(self._forms).fields if self._forms else {}
        fields = {name: self._value() for name in source}
        return self._request(method, self._fill(rule, is_kind=self._random.random() < 0.5), fields)

    def event(self) -> dict[str, Any]:
        """An event of Zalo, as it comes, with some of its values replaced, removed or buried."""
        event = json.loads(json.dumps(self._random.choice(self._samples)))
        for _ in range(self._random.randint(1, 3)):
            holder = self._random.choice(list(_objects(event)))
            if holder:
                name = self._random.choice(sorted(holder))
                if self._random.random() < 0.15:
                    del holder[name]
                else:
                    holder[name] = self._thing()
        return dict(event)

    def _request(self, method: str, address: str, fields: dict[str, str]) -> Request:
        if method == "GET":
            return method, f"{address.partition('?')[0]}?{_encode(fields)}", None
        return method, address, _encode(fields | {"csrf": self.csrf}).encode()

    def _address(self, action: str) -> str:
        if self._random.random() < 0.8:
            return action
        return re.sub(r"\d+", lambda _: quote(self._value(), errors="surrogatepass"), action, count=1)

    def _fill(self, rule: Rule, *, is_kind: bool) -> str:
        def fill(blank: re.Match[str]) -> str:
            own = self._ids.get(blank[1])
            value = self._random.choice(own) if own and is_kind else self._value()
            return quote(value, safe="/", errors="surrogatepass") or "0"

        return re.sub(r"<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>", fill, rule.rule)

    def _value(self) -> str:
        kind = self._random.random()
        if kind < 0.12:
            return self._random.choice(WORDS)
        if kind < 0.2:
            return self._random.choice(HOSTILE) + self._random.choice(HOSTILE)
        return self._random.choice(HOSTILE)

    def _thing(self) -> Any:
        kind = self._random.random()
        if kind < 0.5:
            return self._value()
        if kind < 0.6:
            return _nest(self._random.choice((3, 60, 400)))
        return self._random.choice(
            (
                None,
                True,
                0,
                -1,
                2**63,
                10**400,
                1e308,
                [],
                {},
                [None],
                {"": ""},
                [[1], {"a": [2]}],
                {"text": {"text": []}},
            )
        )


def _nest(depth: int) -> Any:
    thing: Any = "x"
    for level in range(depth):
        thing = [thing] if level % 2 else {"a": thing}
    return thing


def _objects(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        yield thing
    for part in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from _objects(part)


def _encode(fields: dict[str, str]) -> str:
    """As a browser sends them; lone surrogates as the bytes that are no UTF-8."""
    return urlencode(fields, errors="surrogatepass")


def call(
    application: WSGIApplication, method: str, address: str, body: bytes | None, **headers: str
) -> tuple[int, str]:
    """The status and text of the answer; `headers` are WSGI names (HTTP_COOKIE)."""
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "QUERY_STRING": query, "PATH_INFO": _unquote(path),
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body or b""),
        "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body or b"")), "REMOTE_ADDR": "127.0.0.1", **headers,
    }  # fmt: skip
    if body is not None:
        environ.setdefault("CONTENT_TYPE", "application/x-www-form-urlencoded")
    started: list[str] = []
    start: Callable[..., Any] = lambda status, *_: started.append(status)  # noqa: E731
    parts = application(environ, start)
    try:
        text = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    return int(started[0].split()[0]), text.decode("utf-8", "replace")


def _unquote(path: str) -> str:
    """The path as WSGI hands it on: bytes as latin-1."""
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), path)
