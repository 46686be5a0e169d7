"""All data about one person: to export it, to say what erasing empties, and to prove that it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.event import BACKGROUND_EVENTS, Kind
from bot.store.database import Store
from bot.store.records import first_record

_WORDLESS = ", ".join(f"'{kind}'" for kind in sorted(BACKGROUND_EVENTS - {Kind.SENT, Kind.OFFICIAL}))
"""Receipts and labels, also those that our own erasing causes: nothing the person said or did."""

_EMPTIED = {
    "messages": "SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
    f" AND NOT erase_when_done AND kind NOT IN ({_WORDLESS}, '{Kind.SENT}')",
    "echoes": f"SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
    f" AND NOT erase_when_done AND kind = '{Kind.SENT}'",
    "media": "SELECT count(*) FROM media WHERE person_id = :id",
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


@dataclass(frozen=True, slots=True)
class PersonAct:
    """A line of the audit log about a person; `detail` is JSON, `official` the name of who did it."""

    id: int
    at: int
    detail: str
    official: str | None


def count_erasable(store: Store, person_id: str) -> dict[str, int]:
    """How many of each kind erasing the person empties (bot.people.erasure.erase_person); all 0 right after it."""
    return _counts(store, person_id, _EMPTIED)


def count_retained(store: Store, person_id: str) -> dict[str, int]:
    """How many of each kind are kept when the person is erased."""
    return _counts(store, person_id, _STAYING)


def everything(store: Store, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of each table that is about the person, as it is stored: events of Zalo and messages of ours in full, too."""
    queries = {
        "person": "SELECT * FROM people WHERE id = ?",
        "phone": "SELECT * FROM person_phones WHERE person_id = ?",
        "labels": "SELECT * FROM person_tags WHERE person_id = ? ORDER BY tag",
        "label_changes": "SELECT * FROM tag_changes WHERE person_id = ? ORDER BY id",
        "tickets": "SELECT * FROM tickets WHERE person_id = ? ORDER BY id",
        "notes": "SELECT * FROM talk_notes WHERE person_id = ? ORDER BY id",
        "open_talks": "SELECT * FROM talk_presence WHERE person_id = ?",
        "read_marks": "SELECT * FROM talk_reads WHERE person_id = ?",
        "drafts": "SELECT * FROM form_drafts WHERE person_id = ?",
        "linked_accounts": "SELECT person_id, name, roles FROM officials WHERE person_id = ?",
        "broadcasts": "SELECT d.*, b.title FROM broadcasts AS b CROSS JOIN deliveries AS d ON d.broadcast_id = b.id"
        " WHERE d.person_id = ? ORDER BY d.id",
        "events": "SELECT id, key, name, kind, person_id, received_at, body, state, error FROM inbox WHERE person_id = ?"
        " ORDER BY id",
        "searched_words": "SELECT * FROM talk_words WHERE person_id = ? ORDER BY event_id",
        "media": "SELECT * FROM media WHERE person_id = ? ORDER BY id",
        "messages": "SELECT id, person_id, kind, reply, fingerprint, message_id, state, outcome, created_at, settled_at"
        " FROM outbox WHERE person_id = ? ORDER BY id",
        "receipts": "SELECT * FROM receipts WHERE person_id = ? ORDER BY at",
        "acts": "SELECT id, at, action, subject, detail FROM audit WHERE subject = ? ORDER BY id",
    }
    return {name: [dict(row) for row in store.rows(sql, [person_id])] for name, sql in queries.items()}


def act(store: Store, audit_id: int, action: str, person_id: str) -> PersonAct | None:
    """Return one act of an official about the person; None when there is none."""
    row = store.row(
        "SELECT a.id, a.at, a.detail, o.name AS official FROM audit AS a LEFT JOIN officials AS o ON o.id = a.official_id"
        " WHERE a.id = ? AND a.action = ? AND a.subject = ?",
        [audit_id, action, person_id],
    )
    return first_record(PersonAct, row)


def _counts(store: Store, person_id: str, queries: dict[str, str]) -> dict[str, int]:
    columns = ", ".join(f"coalesce(({sql}), 0) AS {name}" for name, sql in queries.items())
    row = store.row(f"SELECT {columns}", {"id": person_id})
    return dict(row) if row else {}
