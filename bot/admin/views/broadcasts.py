"""Bản tin: every broadcast in one list, searched, filtered, sorted and in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words_broadcasts as said
from bot.admin.access import Rule
from bot.admin.route import Route
from bot.broadcasts.words import STATES
from bot.runtime import Runtime

PAGE = 20
_FILTERS = ("state", "kind", "topic")


def page(runtime: Runtime) -> ResponseReturnValue:
    """The list."""
    asked = request.args
    filters = _filters(runtime, asked)
    order = asked.get("order", "")
    number = max(1, asked.get("page", 1, int))
    total, rows = runtime.broadcasting.reports.search(
        filters, order=order if order in said.ORDERS else "newest", limit=PAGE, offset=PAGE * (number - 1)
    )
    by_state = runtime.broadcasting.reports.by_state()
    return render_template(
        "admin/broadcasts/list.html", rows=rows, total=total, page=number, pages=max(1, -(-total // PAGE)),
        asked=asked.to_dict(), is_filtered=any(filters.values()), by_state=by_state, states=STATES, said=said,
        topics=looks.topic_labels(runtime), link=_link(asked.to_dict()),
    )  # fmt: skip


def _filters(runtime: Runtime, asked: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {name: asked.get(name) or None for name in _FILTERS}
    found["text"] = " ".join(asked.get("q", "").split()) or None
    since, until = day_in(asked.get("since", "")), day_in(asked.get("until", ""))
    found["since"] = start_of(runtime, since) if since else None
    found["until"] = start_of(runtime, until + timedelta(days=1)) if until else None
    return found


def _link(asked: dict[str, str]) -> Callable[..., dict[str, str]]:
    """The list's own address with some of its parts changed."""

    def changed(**parts: str) -> dict[str, str]:
        return {name: value for name, value in {**asked, **parts}.items() if value and name != "done"}

    return changed


def day_in(text: str) -> date | None:
    """A day as a date field sends it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def start_of(runtime: Runtime, day: date) -> int:
    """When a day begins, in ms."""
    return runtime.broadcasting.local_ms(datetime.combine(day, time()))


ROUTES: tuple[Route, ...] = (Route("GET", "/broadcasts", "broadcasts", page, Rule.SIGNED_IN),)
