"""Articles as the chat and the officials' lists read them: the feed's, and own ones. Writing: own_articles, article_steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store

_TIME = "coalesce(published_at, fetched_at)"
_NEWS = """removed_at IS NULL AND (source = 'feed' OR shown_version IS NOT NULL)
    AND NOT (source = 'feed' AND EXISTS (
        SELECT 1 FROM articles AS copy WHERE copy.origin_id = articles.id AND copy.removed_at IS NULL
        AND copy.shown_version IS NOT NULL))"""
"""What residents may see: not a draft, and not both an article of the feed and its copy on Zalo."""

ORDERS = {
    "changed": f"coalesce(updated_at, {_TIME}) DESC, id DESC",
    "newest": f"{_TIME} DESC, id DESC",
    "oldest": f"{_TIME}, id",
    "title": "words, id",
}
"""How the officials' list may be sorted."""

STATES = ("none", "creating", "verifying", "hidden", "showing", "shown", "removing", "failed")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the feed; `published_at` in ms, `body` in the markup of bot.article_body, the rest plain text.

    `words` are title and summary folded, with a blank around each word.
    """

    guid: str
    title: str
    summary: str
    url: str | None
    image: str | None
    published_at: int | None
    body: str = ""
    words: str = ""


def save(db: Database, article: Article, now_ms: int) -> bool:
    """Insert or update by guid; True when it is new. An own article is never overwritten."""
    known = db.conn.execute("SELECT 1 FROM articles WHERE guid = ?", [article.guid]).fetchone()
    db.conn.execute(
        "INSERT INTO articles (guid, title, summary, url, image, published_at, body, words, fetched_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guid) DO UPDATE SET title = excluded.title, summary = excluded.summary, url = excluded.url,"
        " image = excluded.image, published_at = excluded.published_at, body = excluded.body, words = excluded.words,"
        " fetched_at = CASE WHEN excluded.published_at IS NULL THEN articles.fetched_at ELSE excluded.fetched_at END"
        " WHERE articles.source = 'feed'",
        [article.guid, article.title, article.summary, article.url, article.image, article.published_at, article.body,
         article.words, now_ms],
    )  # fmt: skip
    return known is None


def unsearchable(store: Store, limit: int) -> list[sqlite3.Row]:
    """Articles whose words are not noted yet (kept by an earlier version)."""
    return store.rows("SELECT id, title, summary FROM articles WHERE words = '' LIMIT ?", [limit])


def note_words(db: Database, article_id: int, words: str) -> None:
    """Make an article searchable."""
    db.conn.execute("UPDATE articles SET words = ? WHERE id = ?", [words, article_id])


def news(store: Store, limit: int) -> list[sqlite3.Row]:
    """What residents read: pinned ones first, then the newest."""
    return store.rows(
        f"SELECT * FROM articles WHERE {_NEWS} ORDER BY pinned_at DESC NULLS LAST, {_TIME} DESC, id DESC LIMIT ?",
        [limit],
    )


def news_with(store: Store, words: Sequence[str], least: int, limit: int) -> list[sqlite3.Row]:
    """News having at least `least` of the folded `words`, those with most of them first, then the newest."""
    hits = " + ".join("(instr(words, ?) > 0)" for _ in words)
    return store.rows(
        f"SELECT articles.* FROM (SELECT id, {hits} AS hits, {_TIME} AS at FROM articles WHERE {_NEWS} AND hits >= ?"
        " ORDER BY hits DESC, at DESC, id DESC LIMIT ?) AS found JOIN articles ON articles.id = found.id"
        " ORDER BY hits DESC, at DESC, found.id DESC",
        [*(f" {word} " for word in words), least, limit],
    )


def get(store: Store, article_id: int) -> sqlite3.Row | None:
    """One article, or None."""
    return store.row("SELECT * FROM articles WHERE id = ?", [article_id])


def newest_shown(store: Store, since_ms: int) -> int | None:
    """The number of the newest own article that Zalo has shown since then, or None."""
    row = store.row(
        "SELECT id FROM articles WHERE source = 'own' AND zalo_state = 'shown' AND removed_at IS NULL"
        " AND published_at >= ? ORDER BY published_at DESC, id DESC LIMIT 1",
        [since_ms],
    )
    return row["id"] if row else None


def copy_of(store: Store, origin_id: int) -> int | None:
    """The number of the own article made from one of the feed, or None."""
    row = store.row("SELECT id FROM articles WHERE origin_id = ? AND removed_at IS NULL", [origin_id])
    return row["id"] if row else None


def listed(
    store: Store, *, source: str | None, states: Sequence[str], words: Sequence[str], pinned: bool, offset: int,
    limit: int, order: str = "changed",
) -> tuple[list[sqlite3.Row], int]:  # fmt: skip
    """A page of the officials' list in one of ORDERS, and how many there are in all. Empty `states`: any."""
    tests, values = ["removed_at IS NULL"], list[str | int]()
    if source:
        tests.append("source = ?")
        values.append(source)
    if states:
        tests.append(f"zalo_state IN ({', '.join('?' for _ in states)})")
        values += states
    if pinned:
        tests.append("pinned_at IS NOT NULL")
    tests += ["instr(words, ?) > 0" for _ in words]
    values += [f" {word}" for word in words]
    where = " AND ".join(tests)
    total = store.row(f"SELECT count(*) AS n FROM articles WHERE {where}", values)
    rows = store.rows(
        f"SELECT * FROM articles WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )
    return rows, int(total["n"]) if total else 0


def counts(store: Store) -> dict[str, int]:
    """How many articles by what the list calls them: `feed`, and own ones by state."""
    rows = store.rows(
        "SELECT CASE source WHEN 'feed' THEN 'feed' ELSE zalo_state END AS name, count(*) AS n FROM articles"
        " WHERE removed_at IS NULL GROUP BY name"
    )
    return {row["name"]: row["n"] for row in rows}
