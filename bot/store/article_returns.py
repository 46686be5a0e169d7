"""Own articles that wait for an approver, and those that were given back to their authors."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records

_WAITS = (
    "source = 'own' AND removed_at IS NULL AND coalesce(returned_version, 0) < version"
    " AND (zalo_state = 'hidden' OR zalo_state = 'shown' AND version > shown_version)"
)


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article in a list: who wrote it (`author` None when that account is gone), when it changed (ms), why it came back."""

    id: int
    title: str
    author_id: int | None
    author: str | None
    version: int
    updated_at: int
    returned_reason: str | None


_SELECT = (
    "SELECT a.id, a.title, a.author_id, o.name AS author, a.version, coalesce(a.updated_at, a.fetched_at) AS updated_at,"
    " a.returned_reason FROM (SELECT * FROM articles WHERE {where}) AS a LEFT JOIN officials AS o ON o.id = a.author_id"
    " ORDER BY updated_at, a.id LIMIT 50"
)


def give_back(db: Transaction, article_id: int, version: int, text: str, reason: str) -> bool:
    """Note that this version was returned, with its text (JSON); False when it does not wait in this version."""
    return (
        db.conn.execute(
            "UPDATE articles SET returned_version = version, returned_text = ?, returned_reason = ?"
            f" WHERE id = ? AND version = ? AND {_WAITS}",
            [text, reason, article_id, version],
        ).rowcount
        == 1
    )


def list_waiting(store: Store) -> list[WaitingArticle]:
    """Articles whose newest version residents cannot see, and that were not returned in it."""
    return to_records(WaitingArticle, store.rows(_SELECT.format(where=_WAITS)))


def list_returned(store: Store, author_id: int) -> list[WaitingArticle]:
    """Articles of an author that were returned in their newest version."""
    where = "source = 'own' AND removed_at IS NULL AND author_id = ? AND returned_version = version"
    return to_records(WaitingArticle, store.rows(_SELECT.format(where=where), [author_id]))
