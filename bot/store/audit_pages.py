"""The audit as managers look through it: by who, what, when and what it was done to."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from bot.store.database import Store

_FILTERS = {
    "official_id": "a.official_id = :official_id",
    "action": "a.action = :action",
    "subject": "a.subject = :subject",
    "since": "a.at >= :since",
    "until": "a.at < :until",
    "before": "a.id < :before",
}


def search(store: Store, filters: Mapping[str, Any], limit: int) -> list[sqlite3.Row]:
    """Lines that fit (id, at, official_id, name, action, subject, detail), newest first; `before` is a line's id for paging."""
    wanted = {name: value for name, value in filters.items() if value is not None}
    where = " AND ".join(_FILTERS[name] for name in wanted) or "1"
    return store.rows(
        "SELECT a.id, a.at, a.official_id, a.action, a.subject, a.detail, o.name FROM audit AS a"
        f" LEFT JOIN officials AS o ON o.id = a.official_id WHERE {where} ORDER BY a.id DESC LIMIT :limit",
        {**wanted, "limit": limit},
    )


def actions(store: Store) -> list[str]:
    """Every kind of act there is a line of, looked up by jumps through the index."""
    rows = store.rows(
        "WITH RECURSIVE found (action) AS (SELECT min(action) FROM audit UNION ALL"
        " SELECT (SELECT min(action) FROM audit WHERE action > found.action) FROM found WHERE found.action IS NOT NULL)"
        " SELECT action FROM found WHERE action IS NOT NULL"
    )
    return [row["action"] for row in rows]
