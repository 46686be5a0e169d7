"""Hộp thư: residents who want an official, and tickets, in one list; who has waited longest comes first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin import words_inbox as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.desk import Query
from bot.runtime import Runtime

PAGE = 20
LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class Item:
    """One talk or ticket in the list."""

    row: sqlite3.Row
    kind: str
    waited: str
    words: str
    window: str
    is_closed_window: bool


def page(runtime: Runtime) -> ResponseReturnValue:
    """One tab of the list, searched, filtered and in pages."""
    asked = request.args
    tab = asked.get("tab", "") if asked.get("tab") in said.TABS else "waiting"
    kind = asked.get("kind", "") if asked.get("kind") in said.FILTERS else ""
    text = " ".join(asked.get("q", "").split())[:LONGEST_SEARCH]
    number = max(1, min(asked.get("page", 1, int), 100_000))
    query = Query(
        tab, me().id, kind, text, asked.get("order") == "reversed", limit=PAGE, offset=PAGE * (number - 1)
    )  # fmt: skip
    total, rows = runtime.desk.items(query)
    return render_template(
        "admin/inbox.html", said=said, query=query, items=[_item(runtime, row) for row in rows], total=total, page=number,
        pages=max(1, -(-total // PAGE)), counts=runtime.desk.counts(me().id), is_filtered=bool(kind or text),
        link_to=_link(query), done=words.DONE.get(asked.get("done", "")) or said.DONE.get(asked.get("done", "")),
    )  # fmt: skip


def _item(runtime: Runtime, row: sqlite3.Row) -> Item:
    now, is_talk = runtime.clock(), row["kind"] in said.TALKS
    found = runtime.desk.remaining(row)
    return Item(
        row,
        said.kind(runtime.brain.content, row["kind"]),
        words.span(now - row["waiting_since"]) if row["waiting_since"] else "",
        (runtime.desk.last_words(row["person_id"]) if is_talk else row["text"]) or "",
        "" if row["state"] == "closed" else said.window(found, now, runtime.settings.timezone),
        found.until is None,
    )


def _link(query: Query) -> Callable[..., dict[str, str]]:
    """The list's own address with some of its parts changed."""
    kept = {"tab": query.tab, "kind": query.kind, "q": query.text, "order": "reversed" if query.is_reversed else ""}

    def changed(**parts: str) -> dict[str, str]:
        return {name: value for name, value in {**kept, **parts}.items() if value}

    return changed


ROUTES: tuple[Route, ...] = (Route("GET", "/inbox", "inbox", page, Rule.SIGNED_IN),)
