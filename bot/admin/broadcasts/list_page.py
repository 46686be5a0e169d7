"""Bản tin: every broadcast in one list, searched, filtered, sorted and in pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts import previews as looks
from bot.admin.broadcasts import texts
from bot.admin.route import Route
from bot.admin.shared.dates import read_day
from bot.admin.shared.paging import link
from bot.broadcasts.kinds import choosable_kinds, find_kind
from bot.broadcasts.texts import STATES
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

PAGE = 20
_FILTERS = ("state", "kind", "topic")


def page(runtime: Runtime) -> ResponseReturnValue:
    """Return the page with the list of broadcasts, filtered and sorted by the query."""
    query = request.args
    filters = _filters(runtime, query)
    order = query.get("order", "")
    number = max(1, query.get("page", 1, parse_integer))
    total, rows = runtime.broadcasts.results.search(
        filters, order=order if order in texts.ORDERS else "newest", limit=PAGE, offset=PAGE * (number - 1)
    )
    by_state = runtime.broadcasts.results.by_state()
    return render_template(
        "admin/broadcasts/list.html",
        rows=rows,
        stamp=runtime.live_state.stamp(),
        total=total,
        page=number,
        pages=max(1, -(-total // PAGE)),
        query=query.to_dict(),
        is_filtered=any(filters.values()),
        by_state=by_state,
        states=STATES,
        kinds=choosable_kinds(),
        find_kind=find_kind,
        texts=texts,
        topics=looks.topic_labels(runtime),
        link=link(query.to_dict()),
    )


def _filters(runtime: Runtime, query: Mapping[str, str]) -> dict[str, Any]:
    filters: dict[str, Any] = {name: query.get(name) or None for name in _FILTERS}
    filters["text"] = " ".join(query.get("q", "").split()) or None
    since, until = read_day(query.get("since", "")), read_day(query.get("until", ""))
    filters["since"] = start_of(runtime, since) if since else None
    filters["until"] = start_of(runtime, until + timedelta(days=1)) if until else None
    return filters


def start_of(runtime: Runtime, day: date) -> int:
    """When a day begins, in ms."""
    return runtime.broadcasts.local_ms(datetime.combine(day, time()))


ROUTES: tuple[Route, ...] = (Route("GET", "/broadcasts", "broadcasts", page, Rule.SIGNED_IN),)
