"""Changes of own articles: drafts, copies of feed articles, pins, removal. What goes on with Zalo: article_steps."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an own article; `body` in the markup of bot.articles.markup, `words` as in bot.store.articles."""

    title: str
    author: str
    summary: str
    image: str
    body: str
    words: str


def add(
    db: Transaction, text: ArticleText, guid: str, official_id: int | None, now_ms: int, origin_id: int | None = None
) -> int:
    """Insert an own article; returns its number."""
    cursor = db.conn.execute(
        "INSERT INTO articles (guid, source, title, author, summary, image, body, words, origin_id, author_id,"
        " fetched_at, created_at, updated_at) VALUES (?, 'own', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            guid,
            text.title,
            text.author,
            text.summary,
            text.image,
            text.body,
            text.words,
            origin_id,
            official_id,
            now_ms,
            now_ms,
            now_ms,
        ],
    )
    return int(cursor.lastrowid or 0)


def edit(
    db: Transaction, article_id: int, text: ArticleText, version: int, official_id: int | None, now_ms: int
) -> bool:
    """Replace the text; False when somebody else changed it since `version`. The last writer becomes its author."""
    cursor = db.conn.execute(
        "UPDATE articles SET title = ?, author = ?, summary = ?, image = ?, body = ?, words = ?, author_id = ?,"
        " version = version + 1, updated_at = ? WHERE id = ? AND version = ? AND source = 'own' AND removed_at IS NULL",
        [
            text.title,
            text.author,
            text.summary,
            text.image,
            text.body,
            text.words,
            official_id,
            now_ms,
            article_id,
            version,
        ],
    )
    return cursor.rowcount == 1


def set_pinned(db: Transaction, article_id: int, at: int | None) -> None:
    """Pin to the top of the news from `at` (ms) on; None removes the pin."""
    db.conn.execute("UPDATE articles SET pinned_at = ? WHERE id = ?", [at, article_id])


def remove(db: Transaction, article_id: int, now_ms: int) -> None:
    """Hide it everywhere; the row stays, so that the feed does not bring the article back."""
    db.conn.execute(
        "UPDATE articles SET removed_at = ?, pinned_at = NULL, zalo_due_at = NULL WHERE id = ?", [now_ms, article_id]
    )
