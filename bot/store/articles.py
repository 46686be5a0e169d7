"""Articles of the ward portal, as its feed gave them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `published_at` in ms, all text without markup."""

    guid: str
    title: str
    summary: str
    url: str | None
    image: str | None
    published_at: int | None


def save(db: Database, article: Article, now_ms: int) -> bool:
    """Insert or update by guid; True when it is new."""
    known = db.conn.execute("SELECT 1 FROM articles WHERE guid = ?", [article.guid]).fetchone()
    db.conn.execute(
        "INSERT INTO articles (guid, title, summary, url, image, published_at, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guid) DO UPDATE SET title = excluded.title, summary = excluded.summary, url = excluded.url,"
        " image = excluded.image, published_at = excluded.published_at, fetched_at = excluded.fetched_at",
        [article.guid, article.title, article.summary, article.url, article.image, article.published_at, now_ms],
    )
    return known is None


def newest(store: Store, limit: int) -> list[sqlite3.Row]:
    """The newest articles."""
    return store.rows(
        "SELECT title, summary, url, image, published_at FROM articles"
        " ORDER BY coalesce(published_at, fetched_at) DESC LIMIT ?",
        [limit],
    )
