"""No page and no form answers 500, whatever stands in its address or its fields."""

from __future__ import annotations

import re
from itertools import cycle
from urllib.parse import urlencode

import pytest

from bot.admin.cookies import COOKIE_PATH
from bot.admin.routes import ROUTES
from tests.admin.installation import PERSON, csrf_in

NUMBERS = ("0", "-1", "9223372036854775807", "9223372036854775808", "1" * 400, "１２", "1e9", "0x10", "")
TEXTS = (
    "\x00",
    "\ud83d",
    "a" * 5000,
    "[" * 3000,
    "{tên",
    "%s%n{0.__class__}",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\u202e\u200b\ufeff",
    "ừ" * 300,
    "=1+6",
)
DATES = (
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "30/11/2026",
    "2026-13-01",
    "99999-01-01",
    "-1-1-1",
    "2026-11-30T25:61",
)
HOSTILE = (*NUMBERS, *TEXTS, *DATES)
FIELDS = (
    "page", "since", "until", "from", "to", "article", "series", "id", "version", "canned", "year", "month", "seen", "new",
    "q", "state", "order", "file", "phrase", "act", "title", "text", "body", "kind", "mode", "send_at", "date", "time",
    "latest_start", "repeat", "segment", "tag", "tags", "area", "audience", "picture", "link", "email", "name", "role",
    "password", "code", "yaml", "how", "result", "note", "official", "period", "quarter", "next", "points", "most",
)  # fmt: skip


def encode(fields: dict[str, str]) -> str:
    """The fields as a browser sends them; lone surrogates as the bytes that are no UTF-8."""
    return urlencode(fields, errors="surrogatepass")


def fill(path: str, value: str) -> str:
    """The address of a route with `value` in its blanks."""
    return COOKIE_PATH + re.sub(r"<(?:\w+:)?(\w+)>", lambda blank: PERSON if blank[1] == "person_id" else value, path)


@pytest.mark.parametrize("shift", range(2))
def test_no_route_fails_whatever_is_sent(manager, shift):
    token = csrf_in(manager.page("/admin/password"))
    values = cycle(HOSTILE[shift * 11 :] + HOSTILE[: shift * 11])
    failures = []
    for route in ROUTES:
        if route.endpoint in ("sign_out", "password_change"):
            continue
        for number in NUMBERS[shift::2] if "<" in route.path else ("1",):
            fields = encode({name: next(values) for name in FIELDS})
            is_form = route.method == "POST"
            response = manager.client.open(
                fill(route.path, number or "1"),
                method=route.method,
                data=f"csrf={token}&{fields}" if is_form else None,
                query_string=None if is_form else fields,
                content_type="application/x-www-form-urlencoded" if is_form else None,
                buffered=True,
            )
            if response.status_code >= 500:
                failures.append((route.method, route.path, number))
    assert failures == []
