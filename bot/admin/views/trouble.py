"""Tin bị trục trặc: every message that did not arrive and every event nobody could handle, searched and in pages."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin.access import Rule
from bot.admin.paging import Page, link, number_in, words_in
from bot.admin.route import Route
from bot.runtime import Runtime
from bot.trouble_book import PAGE, STATES, Query, TroubleBook

LONGEST_SEARCH = 60
BACK = "trouble"
MESSAGES, EVENTS = "messages", "events"
TABS = {MESSAGES: "Tin gửi chưa tới", EVENTS: "Tin đến máy chưa xử lý được"}
STATE_NAMES = {"": "Tất cả", "unknown": "Chưa rõ tới hay chưa", "failed": "Không gửi được"}
ORDERS = {"": "Mới trước", "oldest": "Cũ trước"}


@dataclass(frozen=True, slots=True)
class StuckMessage:
    """A message that was refused, or whose fate nobody knows; `text` is None once it was deleted; `person` is a name."""

    id: int
    person_id: str
    at: int
    text: str | None
    state: str
    reason: str
    code: str | None
    person: str | None = None


def page(runtime: Runtime) -> ResponseReturnValue:
    """One of the two lists."""
    return listing(runtime)


def listing(runtime: Runtime, error: str = "") -> str:
    """The list that is asked for; `error` says why something could not be done about a line of it."""
    asked = request.args
    tab = asked.get("tab", "") if asked.get("tab") in TABS else MESSAGES
    state = asked.get("state", "") if tab == MESSAGES and asked.get("state") in STATES else ""
    text, book = words_in(asked.get("q", ""))[:LONGEST_SEARCH], TroubleBook(runtime.store)
    number = number_in(asked) or 1
    query = Query(text, state, asked.get("order") == "oldest", PAGE, PAGE * (number - 1))
    total, rows = (book.messages if tab == MESSAGES else book.events)(query)
    shown = [stuck(runtime, row) for row in rows] if tab == MESSAGES else rows
    return render_template(
        "admin/trouble.html", error=error, found=Page(shown, total, number, max(1, -(-total // PAGE))), tab=tab, tabs=TABS,
        asked=asked, link=link(asked.to_dict()), back=kept(tab), states=STATE_NAMES, orders=ORDERS,
        is_filtered=bool(text or state),
    )  # fmt: skip


def kept(tab: str, **more: str) -> dict[str, Any]:
    """The parts of this list's address, for a press that comes back to it; `back` tells such a press."""
    asked = {name: request.args[name] for name in ("q", "state", "order", "page") if request.args.get(name)}
    return {name: value for name, value in {"back": BACK, "tab": tab, **asked, **more}.items() if value}


def stuck(runtime: Runtime, row: sqlite3.Row) -> StuckMessage:
    """A row of the outbox as officials read it."""
    text = None if row["reply"] is None else json.loads(row["reply"]).get("text", "")
    reason = words.outcome(runtime.brain.content, row["outcome"], row["note"])
    person = row["person"] if "person" in row.keys() else None  # noqa: SIM118 - a row iterates over its values
    return StuckMessage(row["id"], row["person_id"], row["created_at"], text, row["state"], reason, row["code"], person)


ROUTES: tuple[Route, ...] = (Route("GET", "/trouble", "trouble", page, Rule.SIGNED_IN),)
