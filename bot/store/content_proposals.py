"""Changes of legal content that wait for a second official, and what became of them. Times in ms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class ContentProposal:
    """A change of `file` (of its `entry`, a sentence's key, when not empty); `author` and `reader` are names, None when gone.

    `before` is the text the author saw, None for a new file; `state` waiting, approved, returned or withdrawn.
    """

    id: int
    file: str
    entry: str
    kind: str
    before: str | None
    after: str
    reason: str
    state: str
    proposed_by: int
    proposed_at: int
    decided_by: int | None
    decided_at: int | None
    comment: str
    author: str | None
    reader: str | None


_SELECT = (
    "SELECT p.*, a.name AS author, r.name AS reader FROM content_proposals AS p"
    " LEFT JOIN officials AS a ON a.id = p.proposed_by LEFT JOIN officials AS r ON r.id = p.decided_by WHERE "
)


def add(
    db: Transaction, file: str, kind: str, before: str | None, after: str, reason: str, by: int, now_ms: int, entry: str
) -> int:
    """Keep a change that waits; returns its id."""
    return int(
        db.conn.execute(
            "INSERT INTO content_proposals (file, entry, kind, before, after, reason, proposed_by, proposed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [file, entry, kind, before, after, reason, by, now_ms],
        ).lastrowid
        or 0
    )


def decide(db: Transaction, proposal_id: int, state: str, by: int, now_ms: int, comment: str = "") -> bool:
    """Settle a change that waits, or withdraw one that was returned; False when it was settled meanwhile."""
    return (
        db.conn.execute(
            "UPDATE content_proposals SET state = ?, decided_by = ?, decided_at = ?, comment = iif(? = '', comment, ?)"
            " WHERE id = ? AND (state = 'waiting' OR (state = 'returned' AND ? = 'withdrawn'))",
            [state, by, now_ms, comment, comment, proposal_id, state],
        ).rowcount
        == 1
    )


def get(store: Store, proposal_id: int) -> ContentProposal | None:
    """One change, or None."""
    return first_record(ContentProposal, store.row(f"{_SELECT} p.id = ?", [proposal_id]))


def find_waiting(store: Store, file: str) -> ContentProposal | None:
    """The change of a file that waits, or None."""
    return first_record(ContentProposal, store.row(f"{_SELECT} p.state = 'waiting' AND p.file = ?", [file]))


def list_in_state(store: Store, state: str) -> list[ContentProposal]:
    """Every change in a state, the oldest first."""
    return to_records(ContentProposal, store.rows(f"{_SELECT} p.state = ? ORDER BY p.id", [state]))


def list_newest(store: Store, limit: int) -> list[ContentProposal]:
    """The changes decided last, newest first."""
    return to_records(
        ContentProposal,
        store.rows(
            f"{_SELECT} p.state IN ('approved', 'returned', 'withdrawn') ORDER BY p.decided_at DESC LIMIT ?", [limit]
        ),
    )
