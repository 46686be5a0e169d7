"""The ward's news: the portal's feed, kept in the database, and own articles shown on Zalo, as the chat reads them."""

from __future__ import annotations

import calendar
import html
import io
import json
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import feedparser
import nh3

from bot.article_body import is_https, markup_of
from bot.clock import DAY, Clock
from bot.feed import FeedError, fetch
from bot.store import Store, audit, notes
from bot.store import articles as rows
from bot.store.articles import Article
from bot.turn import NewsItem
from bot.understanding.folding import fold

log = logging.getLogger(__name__)

_WORD = re.compile(r"\w+")
SUMMARY_LENGTH = 300
TITLE_LENGTH = 200
BODY_LENGTH = 60_000
"""Characters of an article's own HTML that are kept; longer ones are read on the portal."""
MOST_ENTRIES = 100
OLDEST_MS = calendar.timegm((2000, 1, 1, 0, 0, 0)) * 1000
"""A date before it, or after tomorrow, is a slip of the portal: the time of fetching counts."""


class Articles:
    """Articles of the ward for residents: those of the feed when one is set, and own ones that Zalo shows."""

    def __init__(self, store: Store, feed_url: str | None, clock: Clock) -> None:
        self._store, self._feed_url, self._clock = store, feed_url, clock

    def sync(self, by: int | None = None) -> tuple[int, int]:
        """Fetch the feed if it changed; (articles seen, of these new). Raises bot.feed.FeedError.

        `by` is the official who asked for it; None for the clock.
        """
        if by is not None:
            with self._store.write() as db:
                audit.write(db, self._clock(), by, "articles_sync")
        self._make_searchable()
        if self._feed_url is None:
            return 0, 0
        kept = json.loads(notes.get(self._store, "feed") or "{}")
        same = kept.get("url") == self._feed_url
        fetched = fetch(self._feed_url, kept.get("etag") if same else None, kept.get("modified") if same else None)
        if fetched.body is None:
            return 0, 0
        articles = read_feed(fetched.body, self._clock())
        if articles is None:
            raise FeedError("địa chỉ nguồn tin không trả về RSS hay Atom")
        with self._store.write() as db:
            new = sum(rows.save(db, article, self._clock()) for article in articles)
        validators = {"url": self._feed_url, "etag": fetched.etag, "modified": fetched.last_modified}
        if articles:
            notes.put(self._store, "feed", json.dumps(validators))
        return len(articles), new

    def newest(self, limit: int = 5) -> list[NewsItem]:
        """Pinned articles, then the newest; empty when there is none yet."""
        return [_item(row) for row in rows.news(self._store, limit)]

    def search(self, query: str, limit: int = 5) -> list[NewsItem]:
        """Articles whose title or summary has the words of `query`, whole words however they are written.

        Those with all words come first; with fewer than half of them an article is not about it.
        """
        words = list(dict.fromkeys(words_of(query)))[:20]
        if not words:
            return []
        return [_item(row) for row in rows.news_with(self._store, words, (len(words) + 1) // 2, limit)]

    def _make_searchable(self) -> None:
        """Articles kept by an earlier version get their words."""
        with self._store.write() as db:
            for row in rows.unsearchable(self._store, 1000):
                rows.note_words(db, row["id"], searchable(row["title"], row["summary"]))


def words_of(text: str) -> list[str]:
    """The words as they are compared: folded, without marks."""
    return _WORD.findall(fold(text))


def searchable(title: str, summary: str) -> str:
    """Title and summary folded, with a blank around each word, so that whole words are found in it."""
    return f" {' '.join(words_of(f'{title} {summary}'))} "


def having(items: Sequence[NewsItem], query: str) -> list[NewsItem]:
    """The items whose title or summary has all words of `query`, as whole words, however they are written."""
    words = set(words_of(query))
    return [item for item in items if words <= set(words_of(f"{item.title} {item.summary}"))]


def read_feed(body: bytes, now_ms: int) -> list[Article] | None:
    """Articles of an RSS or Atom body, None when it is neither; broken XML gives what could be read.

    HTML becomes plain text (title, summary) or our own markup (the article itself): nothing of it reaches a page as it is.
    """
    # A stream, because feedparser takes bytes for the name of a file first; cleaning is ours, for every field alike.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    found = [_article(entry, now_ms) for entry in parsed.entries[:MOST_ENTRIES]]
    if not parsed.entries and not parsed.get("version"):
        return None
    return [article for article in found if article is not None]


def _article(entry: Any, now_ms: int) -> Article | None:
    title = plain(entry.get("title", ""))[:TITLE_LENGTH]
    url = _https(entry.get("link"))
    guid = entry.get("id") or url or title
    if not title or not guid:
        return None
    summary = cut(plain(entry.get("summary", "")))
    contents = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
    return Article(
        guid=str(guid)[:500],
        title=title,
        summary=summary,
        url=url,
        image=_picture(entry),
        published_at=_moment(entry, now_ms),
        body=markup_of(max(contents, key=len)[:BODY_LENGTH]),
        words=searchable(title, summary),
    )


def cut(text: str) -> str:
    """The beginning of a text as a summary: whole words, within what Zalo takes as a description."""
    return text if len(text) <= SUMMARY_LENGTH else text[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _moment(entry: Any, now_ms: int) -> int | None:
    # dict.get, because feedparser's own would look for one date under the other's name
    given = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    moment = calendar.timegm(given) * 1000 if given else 0
    return moment if OLDEST_MS <= moment <= now_ms + DAY else None


def _picture(entry: Any) -> str | None:
    candidates = [media.get("url") for media in (*entry.get("media_content", []), *entry.get("media_thumbnail", []))]
    candidates += [link.get("href") for link in entry.get("enclosures", []) if "image" in link.get("type", "")]
    return next((url for url in map(_https, candidates) if url), None)


def _https(url: str | None) -> str | None:
    return url if url and is_https(url) and len(url) <= 2000 else None


def plain(markup: str) -> str:
    """Text without markup, scripts or doubled blanks."""
    return " ".join(html.unescape(nh3.clean(markup, tags=set())).split())


def _item(row: Any) -> NewsItem:
    moment = datetime.fromtimestamp(row["published_at"] / 1000, UTC) if row["published_at"] else None
    return NewsItem(row["title"], row["summary"], row["zalo_link"] or row["url"], moment, row["image"])
