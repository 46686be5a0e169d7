"""The way of an article to Zalo, step by step. `zalo_due_at` says when the next step is due and who has taken it.

A step is claimed by moving `zalo_due_at` past the longest time its calls can take. What the claiming process writes later
is stored only while `zalo_due_at` still has that value. When the process has ended, the step becomes due again: at once if
another process notices, else at that time.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.store.articles import Article
from bot.store.database import Store, Transaction
from bot.store.records import first_record

Value = str | int | None

_COLUMNS = frozenset(
    {
        "zalo_state",
        "zalo_id",
        "zalo_token",
        "zalo_link",
        "zalo_due_at",
        "zalo_owner",
        "zalo_since",
        "zalo_tries",
        "zalo_creates",
        "zalo_attempted_at",
        "zalo_before",
        "zalo_reason",
        "zalo_note",
        "frozen",
        "wanted_version",
        "sent_version",
        "shown_version",
        "published_at",
    }
)


def claim(db: Transaction, now_ms: int, until_ms: int, owner: str) -> Article | None:
    """Claim the step that has been due longest until `until_ms`; returns the article with the claim in it."""
    row = db.conn.execute(
        "UPDATE articles SET zalo_due_at = ?, zalo_owner = ? WHERE id = (SELECT id FROM articles WHERE zalo_due_at <= ?"
        " ORDER BY zalo_due_at LIMIT 1) RETURNING *",
        [until_ms, owner, now_ms],
    ).fetchone()
    return first_record(Article, row)


def list_owners(store: Store) -> list[str]:
    """The names of the processes that hold steps."""
    return [
        row["zalo_owner"] for row in store.rows("SELECT DISTINCT zalo_owner FROM articles WHERE zalo_owner IS NOT NULL")
    ]


def release(db: Transaction, names: Sequence[str], now_ms: int) -> None:
    """Make the steps of these processes due at once; they have ended."""
    for name in names:
        db.conn.execute("UPDATE articles SET zalo_due_at = ?, zalo_owner = NULL WHERE zalo_owner = ?", [now_ms, name])


def pause_everything(db: Transaction, now_ms: int) -> None:
    """After a restore: stop articles that may be on Zalo already. When an official starts them again, Zalo is searched first."""
    db.conn.execute(
        "UPDATE articles SET zalo_state = 'failed', zalo_reason = 'restored', zalo_note = NULL, zalo_due_at = NULL,"
        " zalo_owner = NULL, zalo_token = NULL, zalo_attempted_at = coalesce(zalo_attempted_at, ?),"
        " zalo_before = coalesce(zalo_before, json_object('title', title, 'ids', json('[]')))"
        " WHERE zalo_due_at IS NOT NULL AND zalo_id IS NULL",
        [now_ms],
    )


def write(db: Transaction, article_id: int, **changes: Value) -> None:
    """Change the article whatever its claim is.

    A process that holds a step of it loses the claim when `zalo_due_at` is among the changes.
    """
    _update(db, article_id, changes, "", [])


def write_claimed(db: Transaction, article: Article, **changes: Value) -> bool:
    """Store the result of a step; False (and nothing is written) when the claim of `article` is lost."""
    condition = " AND zalo_due_at = ? AND zalo_owner = ?"
    return _update(db, article.id, changes, condition, [article.zalo_due_at, article.zalo_owner])


def _update(db: Transaction, article_id: int, changes: dict[str, Value], condition: str, values: list[Value]) -> bool:
    assert changes.keys() <= _COLUMNS
    columns = ", ".join(f"{name} = ?" for name in changes)
    cursor = db.conn.execute(
        f"UPDATE articles SET {columns} WHERE id = ?{condition}", [*changes.values(), article_id, *values]
    )
    return cursor.rowcount == 1


def filter_own_ids(store: Store, ids: Sequence[str]) -> set[str]:
    """Which of these Zalo ids belong to articles of ours."""
    marks = ", ".join("?" for _ in ids)
    return {row["zalo_id"] for row in store.rows(f"SELECT zalo_id FROM articles WHERE zalo_id IN ({marks})", ids)}


def next_due_at(store: Store) -> int | None:
    """When (ms) the next step is due, None when nothing waits."""
    row = store.row("SELECT min(zalo_due_at) AS at FROM articles WHERE zalo_due_at IS NOT NULL")
    return row["at"] if row else None
