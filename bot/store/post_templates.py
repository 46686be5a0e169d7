"""Posts that officials saved to begin new ones from. Times in ms."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class PostTemplateRow:
    """A template; `content` is its message as JSON, `author` a name, None when that account is gone."""

    id: int
    name: str
    folded: str
    kind: str
    content: str
    made_by: int
    made_at: int
    author: str | None


_SELECT = "SELECT t.*, o.name AS author FROM post_templates AS t LEFT JOIN officials AS o ON o.id = t.made_by"


def add(db: Transaction, name: str, folded: str, kind: str, content: str, by: int, now_ms: int) -> int | None:
    """Keep a template; returns its id, or None when there is one of this name."""
    try:
        cursor = db.conn.execute(
            "INSERT INTO post_templates (name, folded, kind, content, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            [name, folded, kind, content, by, now_ms],
        )
    except sqlite3.IntegrityError:
        return None
    return int(cursor.lastrowid or 0)


def remove(db: Transaction, template_id: int) -> bool:
    """Delete a template; False when there is none."""
    return db.conn.execute("DELETE FROM post_templates WHERE id = ?", [template_id]).rowcount == 1


def get(store: Store, template_id: int) -> PostTemplateRow | None:
    """One template, or None."""
    return first_record(PostTemplateRow, store.row(f"{_SELECT} WHERE t.id = ?", [template_id]))


def list_all(store: Store) -> list[PostTemplateRow]:
    """Every template, by name."""
    return to_records(PostTemplateRow, store.rows(f"{_SELECT} ORDER BY t.folded"))
