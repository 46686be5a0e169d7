"""Everything that is kept about one person: to hand it to them, to say what erasing empties, and to prove that it did."""

from __future__ import annotations

import sqlite3
from typing import Any

from bot.event import NOBODYS_TURN, Kind
from bot.store.database import Store

_WORDLESS = ", ".join(f"'{kind}'" for kind in sorted(NOBODYS_TURN - {Kind.SENT}))
"""Receipts and labels, also the ones that our own erasing brings back from the platform: nothing the person said or did."""

_EMPTIED = {
    "messages": "SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
    f" AND kind NOT IN ({_WORDLESS}, '{Kind.SENT}')",
    "echoes": f"SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL AND kind = '{Kind.SENT}'",
    "answers": "SELECT count(*) FROM outbox WHERE person_id = :id AND reply IS NOT NULL"
    " AND state NOT IN ('queued', 'sending')",
    "tickets": "SELECT count(*) FROM tickets WHERE person_id = :id AND state <> 'open'"
    " AND coalesce(text, result, rating_words) IS NOT NULL",
    "notes": "SELECT count(*) FROM talk_notes WHERE person_id = :id",
    "tags": "SELECT count(*) FROM person_tags WHERE person_id = :id",
    "name": "SELECT count(*) FROM people WHERE id = :id AND name IS NOT NULL",
    "phone": "SELECT count(*) FROM person_phones WHERE person_id = :id",
    "wishes": "SELECT (neighbourhood IS NOT NULL) + (topics IS NOT NULL) FROM people WHERE id = :id",
    "talk": "SELECT count(*) FROM people WHERE id = :id AND state IS NOT NULL",
}
_STAYING = {
    "opt_out": "SELECT count(*) FROM people WHERE id = :id AND opted_out_at IS NOT NULL",
    "open_tickets": "SELECT count(*) FROM tickets WHERE person_id = :id AND state = 'open'"
    " AND kind NOT IN ('handover', 'contact')",
    "leaving": "SELECT count(*) FROM outbox WHERE person_id = :id AND state IN ('queued', 'sending')",
    "deliveries": "SELECT count(*) FROM deliveries WHERE person_id = :id AND sent_at IS NOT NULL",
}


def emptied(store: Store, person_id: str) -> dict[str, int]:
    """How many of each kind erasing the person empties (bot.effects.erase_person); all 0 right after it."""
    return _counts(store, person_id, _EMPTIED)


def staying(store: Store, person_id: str) -> dict[str, int]:
    """How many of each kind stay even then."""
    return _counts(store, person_id, _STAYING)


def everything(store: Store, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that are about the person; talks come from the inbox and the outbox, not from here."""
    queries = {
        "person": "SELECT * FROM people WHERE id = ?",
        "phone": "SELECT phone, agreed_at FROM person_phones WHERE person_id = ?",
        "labels": "SELECT tag FROM person_tags WHERE person_id = ? ORDER BY tag",
        "tickets": "SELECT * FROM tickets WHERE person_id = ? ORDER BY id",
        "notes": "SELECT text, created_at FROM talk_notes WHERE person_id = ? ORDER BY id",
        "broadcasts": "SELECT d.broadcast_id, b.title, d.state, d.outcome, d.sent_at, d.settled_at FROM deliveries AS d"
        " JOIN broadcasts AS b ON b.id = d.broadcast_id WHERE d.person_id = ? AND d.sent_at IS NOT NULL ORDER BY d.sent_at",
        "acts": "SELECT id, at, action, detail FROM audit WHERE subject = ? ORDER BY id",
    }
    return {name: [dict(row) for row in store.rows(sql, [person_id])] for name, sql in queries.items()}


def act(store: Store, audit_id: int, action: str, person_id: str) -> sqlite3.Row | None:
    """One act of an official about the person, with the official's name; None when there is none."""
    return store.row(
        "SELECT a.id, a.at, a.detail, o.name AS official FROM audit AS a LEFT JOIN officials AS o ON o.id = a.official_id"
        " WHERE a.id = ? AND a.action = ? AND a.subject = ?",
        [audit_id, action, person_id],
    )


def _counts(store: Store, person_id: str, queries: dict[str, str]) -> dict[str, int]:
    columns = ", ".join(f"coalesce(({sql}), 0) AS {name}" for name, sql in queries.items())
    row = store.row(f"SELECT {columns}", {"id": person_id})
    return dict(row) if row else {}
