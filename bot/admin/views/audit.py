"""Nhật ký: who did what and when; only managers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import words_audit as said
from bot.admin.access import Rule
from bot.admin.route import Route
from bot.audit_book import AuditBook
from bot.runtime import Runtime

OLDEST = "oldest"


def page(runtime: Runtime) -> ResponseReturnValue:
    """The lines that fit, in pages, the newest first unless asked otherwise."""
    book, asked = AuditBook(runtime.store), request.args
    is_oldest_first = asked.get("order") == OLDEST
    rows, has_more = book.page(_filters(runtime, asked), is_oldest_first=is_oldest_first)
    kept = {name: asked[name] for name in ("who", "what", "subject", "since", "until", "order") if asked.get(name)}
    everyone = runtime.officials.everyone()
    actions = sorted(((name, said.action(name)) for name in book.actions()), key=lambda pair: pair[1].casefold())
    return render_template(
        "admin/audit.html", rows=rows, asked=asked, kept=kept, actions=actions, said=said,
        people=sorted(everyone, key=lambda row: str(row["name"]).casefold()),
        onward={**kept, "after" if is_oldest_first else "before": rows[-1]["id"]} if has_more else None,
        names={str(row["id"]): row["name"] for row in everyone}, is_first="before" not in asked and "after" not in asked,
    )  # fmt: skip


def _filters(runtime: Runtime, asked: Mapping[str, str]) -> dict[str, Any]:
    until = _day(asked.get("until", ""))
    return {
        "official_id": _number(asked.get("who", "")),
        "action": asked.get("what") or None,
        "subject": asked.get("subject", "").strip() or None,
        "since": _start_of(runtime, _day(asked.get("since", ""))),
        "until": _start_of(runtime, until + timedelta(days=1) if until else None),
        "before": _number(asked.get("before", "")),
        "after": _number(asked.get("after", "")),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start_of(runtime: Runtime, day: date | None) -> int | None:
    """When a day begins here, in ms."""
    if day is None or day.year > 9000:
        return None
    return int(datetime.combine(day, time(), runtime.settings.timezone).timestamp() * 1000)


ROUTES: tuple[Route, ...] = (Route("GET", "/settings/audit", "audit", page, Rule.MANAGES),)
