"""The officials' inbox: talks and tickets in one list, by tab, kind, code or name, in pages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.store.database import Store

TABS = {
    "waiting": ("t.state = 'open'", "t.waiting_since"),
    "mine": ("t.official_id = :official AND t.state IN ('open', 'answered')", "t.state = 'answered', t.created_at"),
    "answered": ("t.state = 'answered'", "t.created_at"),
    "tickets": ("t.state IN ('open', 'answered') AND t.kind IN ('feedback', 'proposal')", "t.created_at"),
    "closed": ("t.state = 'closed' AND t.kind <> 'rating'", "t.settled_at DESC"),
}
"""Condition and order of each tab; the order is the other way round on request."""

_REVERSED = {
    "waiting": "t.waiting_since DESC",
    "mine": "t.created_at DESC",
    "answered": "t.created_at DESC",
    "tickets": "t.created_at DESC",
    "closed": "t.settled_at",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What of the list is wanted; an empty `kind` or `text` means all. `text` is a part of a code or of a name."""

    tab: str = "waiting"
    official_id: int = 0
    kind: str = ""
    text: str = ""
    is_reversed: bool = False
    limit: int = 20
    offset: int = 0


def page(store: Store, query: Query) -> tuple[int, list[sqlite3.Row]]:
    """(how many there are, the rows of one page) with the person's name and windows and the official's name."""
    where, values = _where(query)
    total = store.row(f"SELECT count(*) AS n FROM tickets AS t{_people(query)} WHERE {where}", values)
    order = _REVERSED[query.tab] if query.is_reversed else TABS[query.tab][1]
    rows = store.rows(
        "SELECT t.code, t.kind, t.text, t.state, t.created_at, t.waiting_since, t.settled_at, t.ended, t.rating,"
        " t.official_id, t.person_id, p.name, p.last_message_at, p.last_interaction_at, p.handed_over_until,"
        " o.name AS official FROM tickets AS t LEFT JOIN people AS p ON p.id = t.person_id"
        " LEFT JOIN officials AS o ON o.id = t.official_id"
        f" WHERE {where} ORDER BY {order}, t.id LIMIT :limit OFFSET :offset",
        {**values, "limit": query.limit, "offset": query.offset},
    )
    return (total["n"] if total else 0), rows


def counts(store: Store, official_id: int) -> dict[str, int]:
    """How many items each tab has, without the closed ones, which are history."""
    row = store.row(
        "SELECT " + ", ".join(
            f"(SELECT count(*) FROM tickets AS t WHERE {TABS[tab][0]}) AS {tab}" for tab in TABS if tab != "closed"
        ), {"official": official_id},
    )  # fmt: skip
    return dict(row) if row else {}


def _people(query: Query) -> str:
    return " LEFT JOIN people AS p ON p.id = t.person_id" if query.text else ""


def _where(query: Query) -> tuple[str, dict[str, object]]:
    parts = [TABS[query.tab][0]]
    values: dict[str, object] = {"official": query.official_id}
    if query.kind:
        parts.append("t.kind = :kind")
        values["kind"] = query.kind
    if query.text:
        parts.append(
            "(t.code LIKE :text ESCAPE '!' OR p.name LIKE :text ESCAPE '!' OR t.person_id LIKE :text ESCAPE '!')"
        )
        plain = query.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values["text"] = f"%{plain}%"
    return " AND ".join(parts), values
