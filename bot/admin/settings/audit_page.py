"""Nhật ký: who did what and when; only managers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.content.texts import GROUPS
from bot.admin.route import Route
from bot.admin.settings import audit_texts
from bot.content_editing.items import group_of
from bot.runtime import Runtime

OLDEST = "oldest"


def show_audit_log(runtime: Runtime) -> ResponseReturnValue:
    """The lines that fit, in pages, the newest first unless asked otherwise."""
    log, args = runtime.audit_log, request.args
    is_oldest_first = args.get("order") == OLDEST
    rows, has_more = log.page(_read_filters(runtime, args), is_oldest_first=is_oldest_first)
    params = {name: args[name] for name in ("who", "what", "subject", "since", "until", "order") if args.get(name)}
    everyone = runtime.officials.everyone()
    actions = sorted(
        ((name, audit_texts.action_name(name)) for name in log.actions()), key=lambda pair: pair[1].casefold()
    )
    return render_template(
        "admin/settings/audit.html",
        rows=rows,
        query=args,
        list_query=params,
        actions=actions,
        texts=audit_texts,
        people=sorted(everyone, key=lambda row: row.name.casefold()),
        onward={**params, "after" if is_oldest_first else "before": rows[-1].id} if has_more else None,
        names={str(row.id): row.name for row in everyone} | _titles(runtime, [row.subject or "" for row in rows]),
        is_first="before" not in args and "after" not in args,
    )


def _titles(runtime: Runtime, subjects: Iterable[str]) -> dict[str, str]:
    """The entries of content that acts were done to, by their file."""
    files = {subject for subject in subjects if subject.endswith(".yaml")}
    items = runtime.content_editing.list_items() if files else []
    titles = {item.file: item.title for item in items if not item.key}
    return {file: titles.get(file) or GROUPS[group_of(file)] for file in files}


def _read_filters(runtime: Runtime, args: Mapping[str, str]) -> dict[str, Any]:
    until = _parse_day(args.get("until", ""))
    return {
        "official_id": _parse_number(args.get("who", "")),
        "action": args.get("what") or None,
        "subject": args.get("subject", "").strip() or None,
        "since": _start_of_day(runtime, _parse_day(args.get("since", ""))),
        "until": _start_of_day(runtime, until + timedelta(days=1) if until else None),
        "before": _parse_number(args.get("before", "")),
        "after": _parse_number(args.get("after", "")),
    }


def _parse_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start_of_day(runtime: Runtime, day: date | None) -> int | None:
    """When a day begins here, in ms."""
    if day is None or day.year > 9000:
        return None
    return int(datetime.combine(day, time(), runtime.settings.timezone).timestamp() * 1000)


ROUTES: tuple[Route, ...] = (Route("GET", "/settings/audit", "audit", show_audit_log, Rule.MANAGES),)
