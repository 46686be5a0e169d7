"""Articles as the chat and the officials' lists read them: the feed's, and own ones. Writing: own_articles, article_steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records

TIME = "coalesce(published_at, fetched_at)"
"""When an article appeared, in ms; the time of fetching when its own is not known."""
NEWS = """removed_at IS NULL AND (source = 'feed' OR shown_version IS NOT NULL)
    AND NOT (source = 'feed' AND EXISTS (
        SELECT 1 FROM articles AS copy WHERE copy.origin_id = articles.id AND copy.removed_at IS NULL
        AND copy.shown_version IS NOT NULL))"""
"""What residents may see: not a draft, and not both an article of the feed and its copy on Zalo."""

ORDERS = {
    "changed": f"coalesce(updated_at, {TIME}) DESC, id DESC",
    "newest": f"{TIME} DESC, id DESC",
    "oldest": f"{TIME}, id",
    "title": "words, id",
}
"""How the officials' list may be sorted."""

STATES = ("none", "creating", "verifying", "hidden", "showing", "shown", "removing", "failed")


@dataclass(frozen=True, slots=True)
class FeedArticle:
    """One article as the feed gives it; `published_at` in ms, `body` in the markup of bot.articles.markup, the rest plain text.

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


@dataclass(frozen=True, slots=True)
class Article:
    """A row of the table, from the feed or our own; moments in ms. m010_own_articles says what the columns mean."""

    id: int
    guid: str
    source: str
    origin_id: int | None
    title: str
    author: str
    summary: str
    url: str | None
    image: str | None
    body: str
    author_id: int | None
    version: int
    published_at: int | None
    fetched_at: int
    created_at: int | None
    updated_at: int | None
    pinned_at: int | None
    removed_at: int | None
    zalo_state: str
    zalo_id: str | None
    zalo_token: str | None
    zalo_link: str | None
    zalo_due_at: int | None
    zalo_owner: str | None
    zalo_since: int | None
    zalo_tries: int
    zalo_creates: int
    zalo_attempted_at: int | None
    zalo_before: str | None
    zalo_reason: str | None
    zalo_note: str | None
    wanted_version: int | None
    sent_version: int | None
    shown_version: int | None
    frozen: str | None
    returned_version: int | None
    returned_text: str | None
    returned_reason: str | None

    @property
    def is_own(self) -> bool:
        """Whether officials wrote it (or took it over), in contrast to an article of the feed."""
        return self.source == "own"


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """What residents are shown of an article; `url` is its address on Zalo when it has one, `published_at` in ms."""

    title: str
    summary: str
    url: str | None
    image: str | None
    published_at: int | None


@dataclass(frozen=True, slots=True)
class UnindexedArticle:
    """An article that an earlier version stored without its search words."""

    id: int
    title: str
    summary: str


_NEWS_COLUMNS = "title, summary, coalesce(nullif(zalo_link, ''), url) AS url, image, published_at"


def save(db: Transaction, article: FeedArticle, now_ms: int) -> bool:
    """Insert or update by guid; True when it is new. An own article is never overwritten."""
    existing = db.conn.execute("SELECT 1 FROM articles WHERE guid = ?", [article.guid]).fetchone()
    db.conn.execute(
        "INSERT INTO articles (guid, title, summary, url, image, published_at, body, words, fetched_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guid) DO UPDATE SET title = excluded.title, summary = excluded.summary, url = excluded.url,"
        " image = excluded.image, published_at = excluded.published_at, body = excluded.body, words = excluded.words,"
        " fetched_at = CASE WHEN excluded.published_at IS NULL THEN articles.fetched_at ELSE excluded.fetched_at END"
        " WHERE articles.source = 'feed'",
        [
            article.guid,
            article.title,
            article.summary,
            article.url,
            article.image,
            article.published_at,
            article.body,
            article.words,
            now_ms,
        ],
    )
    return existing is None


def list_unindexed(store: Store, limit: int) -> list[UnindexedArticle]:
    """Articles that have no search words yet, at most `limit`."""
    rows = store.rows("SELECT id, title, summary FROM articles WHERE words = '' LIMIT ?", [limit])
    return to_records(UnindexedArticle, rows)


def set_search_words(db: Transaction, article_id: int, words: str) -> None:
    """Store the folded words a search compares with."""
    db.conn.execute("UPDATE articles SET words = ? WHERE id = ?", [words, article_id])


def list_news(store: Store, limit: int) -> list[NewsArticle]:
    """What residents read: pinned articles first, then the newest."""
    rows = store.rows(
        f"SELECT {_NEWS_COLUMNS} FROM articles WHERE {NEWS}"
        f" ORDER BY pinned_at DESC NULLS LAST, {TIME} DESC, id DESC LIMIT ?",
        [limit],
    )
    return to_records(NewsArticle, rows)


def search_news(store: Store, words: Sequence[str], least: int, limit: int) -> list[NewsArticle]:
    """News having at least `least` of the folded `words`, those with most of them first, then the newest."""
    hits = " + ".join("(instr(words, ?) > 0)" for _ in words)
    rows = store.rows(
        f"SELECT {_NEWS_COLUMNS} FROM (SELECT id, {hits} AS hits, {TIME} AS at FROM articles WHERE {NEWS} AND hits >= ?"
        " ORDER BY hits DESC, at DESC, id DESC LIMIT ?) AS matches JOIN articles ON articles.id = matches.id"
        " ORDER BY hits DESC, at DESC, matches.id DESC",
        [*(f" {word} " for word in words), least, limit],
    )
    return to_records(NewsArticle, rows)


def get(store: Store, article_id: int) -> Article | None:
    """The article of this number, removed ones too; None when there is none."""
    return first_record(Article, store.row("SELECT * FROM articles WHERE id = ?", [article_id]))


def find_copy(store: Store, origin_id: int) -> int | None:
    """The number of the own article made from one of the feed, or None."""
    row = store.row("SELECT id FROM articles WHERE origin_id = ? AND removed_at IS NULL", [origin_id])
    return row["id"] if row else None


def search(
    store: Store,
    *,
    source: str | None,
    states: Sequence[str],
    words: Sequence[str],
    pinned: bool,
    offset: int,
    limit: int,
    order: str = "changed",
) -> tuple[list[Article], int]:
    """A page of the officials' list in one of ORDERS, and how many there are in all. Empty `states`: any."""
    conditions, values = ["removed_at IS NULL"], list[str | int]()
    if source:
        conditions.append("source = ?")
        values.append(source)
    if states:
        conditions.append(f"zalo_state IN ({', '.join('?' for _ in states)})")
        values += states
    if pinned:
        conditions.append("pinned_at IS NOT NULL")
    conditions += ["instr(words, ?) > 0" for _ in words]
    values += [f" {word}" for word in words]
    where = " AND ".join(conditions)
    total = store.row(f"SELECT count(*) AS n FROM articles WHERE {where}", values)
    rows = store.rows(
        f"SELECT * FROM articles WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?", [*values, limit, offset]
    )
    return to_records(Article, rows), int(total["n"]) if total else 0


def count_by_state(store: Store) -> dict[str, int]:
    """How many own articles there are by state on Zalo; those of the feed under `feed`."""
    rows = store.rows(
        "SELECT CASE source WHEN 'feed' THEN 'feed' ELSE zalo_state END AS name, count(*) AS n FROM articles"
        " WHERE removed_at IS NULL GROUP BY name"
    )
    return {row["name"]: row["n"] for row in rows}
