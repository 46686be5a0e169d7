"""The officials' inbox: talks and tickets in one list, by tab, kind, code or name, in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.store import people_list
from bot.store.database import Store
from bot.store.records import to_records

TABS = {
    "waiting": ("t.state = 'open'", "t.waiting_since, t.id"),
    "mine": ("t.official_id = :official AND t.state <> 'closed'", "t.state = 'answered', t.created_at, t.id"),
    "answered": ("t.state <> 'closed' AND t.state = 'answered'", "t.created_at, t.id"),
    "tickets": ("t.state <> 'closed' AND t.kind IN ('feedback', 'proposal')", "t.created_at, t.id"),
    "closed": ("t.state = 'closed' AND t.settled_at IS NOT NULL", "t.settled_at DESC, t.id DESC"),
}
"""Condition and order of each tab. What nobody had to settle (points for the bot) is in none."""

_REVERSED = {
    "waiting": "t.waiting_since DESC, t.id DESC",
    "mine": "t.created_at DESC, t.id DESC",
    "answered": "t.created_at DESC, t.id DESC",
    "tickets": "t.created_at DESC, t.id DESC",
    "closed": "t.settled_at, t.id",
}
"""The other way round, on request."""


@dataclass(frozen=True, slots=True)
class ListedTicket:
    """One line of the inbox: a talk or ticket with its person's name and windows, and the official's name."""

    code: str
    kind: str
    text: str | None
    state: str
    created_at: int
    waiting_since: int | None
    settled_at: int | None
    ended: str | None
    rating: int | None
    official_id: int | None
    person_id: str
    name: str | None
    last_message_at: int | None
    last_interaction_at: int | None
    handed_over_until: int | None
    official: str | None
    field: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """Which part of the list to show; an empty `kind` or `text` means all. `text` is part of a code or a name.

    A person is found as in the list of people (bot.store.people_list): accents and capitals do not matter.
    """

    tab: str = "waiting"
    official_id: int = 0
    kind: str = ""
    text: str = ""
    is_reversed: bool = False
    field: str = ""
    limit: int = 20
    offset: int = 0


def page(store: Store, query: InboxQuery) -> tuple[int, list[ListedTicket]]:
    """Return (how many there are, the lines of one page)."""
    where, values = _where(query)
    total = store.row(f"SELECT count(*) AS n FROM tickets AS t WHERE {where}", values)
    order = _REVERSED[query.tab] if query.is_reversed else TABS[query.tab][1]
    rows = store.rows(
        "SELECT t.code, t.kind, t.text, t.state, t.created_at, t.waiting_since, t.settled_at, t.ended, t.rating,"
        " t.official_id, t.person_id, p.name, p.last_message_at, p.last_interaction_at, p.handed_over_until,"
        " o.name AS official, t.field, t.place FROM tickets AS t LEFT JOIN people AS p ON p.id = t.person_id"
        " LEFT JOIN officials AS o ON o.id = t.official_id"
        f" WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset",
        {**values, "limit": query.limit, "offset": query.offset},
    )
    return (total["n"] if total else 0), to_records(ListedTicket, rows)


def counts(store: Store, official_id: int) -> dict[str, int]:
    """How many items each tab has, without the closed ones, which are history."""
    row = store.row(
        "SELECT "
        + ", ".join(
            f"(SELECT count(*) FROM tickets AS t WHERE {TABS[tab][0]}) AS {tab}" for tab in TABS if tab != "closed"
        ),
        {"official": official_id},
    )
    return dict(row) if row else {}


def _where(query: InboxQuery) -> tuple[str, dict[str, Any]]:
    parts = [TABS[query.tab][0]]
    values: dict[str, Any] = {"official": query.official_id}
    if query.kind:
        parts.append("t.kind = :kind")
        values["kind"] = query.kind
    if query.field:
        parts.append("t.field = :field")
        values["field"] = query.field
    if query.text:
        plain = query.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values["text"] = f"%{plain}%"
        name_condition = " AND ".join(people_list.named(query.text, values)) or "0"
        parts.append(
            f"(t.code LIKE :text ESCAPE '!' OR t.person_id IN (SELECT p.id FROM people AS p WHERE {name_condition}))"
        )
    return " AND ".join(parts), values
