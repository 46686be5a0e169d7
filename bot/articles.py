"""The ward portal's feed → articles, kept in the database and shown in the chat."""

from __future__ import annotations

import calendar
import html
import json
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import nh3

from bot.clock import Clock
from bot.feed import fetch
from bot.store import Store, notes
from bot.store import articles as rows
from bot.store.articles import Article
from bot.turn import NewsItem

log = logging.getLogger(__name__)

_WORD = re.compile(r"\w+")
SUMMARY_LENGTH = 300
MOST_ENTRIES = 100
SEARCHED = 200


class Articles:
    """Articles of the ward: fetched from a feed when one is set, else samples that say that they are samples."""

    def __init__(self, store: Store, feed_url: str | None, clock: Clock) -> None:
        self._store, self._feed_url, self._clock = store, feed_url, clock

    def sync(self) -> tuple[int, int]:
        """Fetch the feed if it changed; (articles seen, of these new). Raises bot.feed.FeedError."""
        if self._feed_url is None:
            return 0, 0
        kept = json.loads(notes.get(self._store, "feed") or "{}")
        same = kept.get("url") == self._feed_url
        fetched = fetch(self._feed_url, kept.get("etag") if same else None, kept.get("modified") if same else None)
        if fetched.body is None:
            return 0, 0
        articles = read_feed(fetched.body)
        with self._store.write() as db:
            new = sum(rows.save(db, article, self._clock()) for article in articles)
        validators = {"url": self._feed_url, "etag": fetched.etag, "modified": fetched.last_modified}
        if articles:
            notes.put(self._store, "feed", json.dumps(validators))
        return len(articles), new

    def newest(self, limit: int = 5) -> list[NewsItem]:
        """The newest articles, empty when the feed gave none yet."""
        return [_item(row) for row in rows.newest(self._store, limit)]

    def search(self, words: Sequence[str], fold: Any, limit: int = 5) -> list[NewsItem]:
        """Articles whose title or summary has all `words` (folded alike), newest first."""
        return having(self.newest(SEARCHED), words, fold)[:limit]


def having(items: Sequence[NewsItem], words: Sequence[str], fold: Any) -> list[NewsItem]:
    """The items whose title or summary has all `words`, as whole words, however they are written."""
    return [item for item in items if set(words) <= set(_WORD.findall(fold(f"{item.title} {item.summary}")))]


def read_feed(body: bytes) -> list[Article]:
    """Articles of an RSS or Atom body; broken XML gives what could be read, HTML becomes plain text."""
    parsed = feedparser.parse(body)
    found = [_article(entry) for entry in parsed.entries[:MOST_ENTRIES]]
    return [article for article in found if article is not None]


def _article(entry: Any) -> Article | None:
    title = plain(entry.get("title", ""))
    url = _https(entry.get("link"))
    guid = entry.get("id") or url or title
    if not title or not guid:
        return None
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    summary = plain(entry.get("summary", ""))
    return Article(
        guid=str(guid)[:500],
        title=title[:200],
        summary=summary if len(summary) <= SUMMARY_LENGTH else summary[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…",
        url=url,
        image=_picture(entry),
        published_at=calendar.timegm(moment) * 1000 if moment else None,
    )


def _picture(entry: Any) -> str | None:
    candidates = [media.get("url") for media in entry.get("media_content", [])]
    candidates += [link.get("href") for link in entry.get("enclosures", []) if "image" in link.get("type", "")]
    return next((url for url in map(_https, candidates) if url), None)


def _https(url: str | None) -> str | None:
    return url if url and urlsplit(url).scheme == "https" else None


def plain(markup: str) -> str:
    """Text without markup, scripts or doubled blanks."""
    return " ".join(html.unescape(nh3.clean(markup, tags=set())).split())


def _item(row: Any) -> NewsItem:
    moment = datetime.fromtimestamp(row["published_at"] / 1000, UTC) if row["published_at"] else None
    return NewsItem(row["title"], row["summary"], row["url"], moment, row["image"])
