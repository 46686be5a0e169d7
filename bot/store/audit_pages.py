"""The audit as managers look through it: by who, what, when and what it was done to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store.audit import LINES, AuditLine
from bot.store.database import Store
from bot.store.records import to_records

_FILTERS = {
    "official_id": "a.official_id = :official_id",
    "action": "a.action = :action",
    "subject": "a.subject IN (:subject, 'broadcast:' || :subject, 'activity:' || :subject)",
    "since": "a.at >= :since",
    "until": "a.at < :until",
    "before": "a.id < :before",
    "after": "a.id > :after",
}


def search(store: Store, filters: Mapping[str, Any], limit: int, *, is_oldest_first: bool = False) -> list[AuditLine]:
    """Return lines that fit; `before` and `after` are a line's id for paging.

    A bare number as `subject` finds the broadcast and the activity of that number too.
    """
    values = {name: value for name, value in filters.items() if value is not None}
    where = " AND ".join(_FILTERS[name] for name in values) or "1"
    order = "a.id" if is_oldest_first else "a.id DESC"
    return to_records(
        AuditLine, store.rows(f"{LINES} WHERE {where} ORDER BY {order} LIMIT :limit", {**values, "limit": limit})
    )


def actions(store: Store) -> list[str]:
    """Every kind of act there is a line of, looked up by jumps through the index."""
    rows = store.rows(
        "WITH RECURSIVE found (action) AS (SELECT min(action) FROM audit UNION ALL"
        " SELECT (SELECT min(action) FROM audit WHERE action > found.action) FROM found WHERE found.action IS NOT NULL)"
        " SELECT action FROM found WHERE action IS NOT NULL"
    )
    return [row["action"] for row in rows]
