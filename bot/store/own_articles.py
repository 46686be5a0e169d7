"""Writing articles: drafts, copies of the feed's, pins, removal. Steps towards Zalo: article_steps."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Draft:
    """What officials write; `body` in the markup of bot.article_body, `words` as in bot.store.articles."""

    title: str
    author: str
    summary: str
    image: str
    body: str
    words: str


def add(
    db: Database, draft: Draft, guid: str, official_id: int | None, now_ms: int, origin_id: int | None = None
) -> int:
    """A new own article; its number."""
    cursor = db.conn.execute(
        "INSERT INTO articles (guid, source, title, author, summary, image, body, words, origin_id, author_id,"
        " fetched_at, created_at, updated_at) VALUES (?, 'own', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [guid, draft.title, draft.author, draft.summary, draft.image, draft.body, draft.words, origin_id, official_id,
         now_ms, now_ms, now_ms],
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def edit(db: Database, article_id: int, draft: Draft, version: int, official_id: int | None, now_ms: int) -> bool:
    """Replace the text; False when somebody else changed it since `version`. The last writer counts as its author."""
    cursor = db.conn.execute(
        "UPDATE articles SET title = ?, author = ?, summary = ?, image = ?, body = ?, words = ?, author_id = ?,"
        " version = version + 1, updated_at = ? WHERE id = ? AND version = ? AND source = 'own' AND removed_at IS NULL",
        [draft.title, draft.author, draft.summary, draft.image, draft.body, draft.words, official_id, now_ms,
         article_id, version],
    )  # fmt: skip
    return cursor.rowcount == 1


def set_pinned(db: Database, article_id: int, at: int | None) -> None:
    """Pin to the top of the news from `at` on; None takes it down."""
    db.conn.execute("UPDATE articles SET pinned_at = ? WHERE id = ?", [at, article_id])


def remove(db: Database, article_id: int, now_ms: int) -> None:
    """Nobody sees it any more; the row stays, so that the feed does not bring it back."""
    db.conn.execute(
        "UPDATE articles SET removed_at = ?, pinned_at = NULL, zalo_due_at = NULL WHERE id = ?", [now_ms, article_id]
    )
