"""The ward's news: the portal's feed, kept in the database, and own articles shown on Zalo, as the chat reads them."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import tzinfo

from bot.articles.entries import read_feed
from bot.articles.feed import FeedError, fetch_feed
from bot.articles.news_page import SelectorError, parse_selectors, read_news_page
from bot.articles.plain_text import search_words, words_of
from bot.clock import Clock, at_zone
from bot.store import Store, audit, key_values
from bot.store import articles as rows
from bot.store.articles import FeedArticle, NewsArticle
from bot.turn import NewsItem

log = logging.getLogger(__name__)


class Articles:
    """Articles of the ward for residents: those of the feed when one is set, and own ones that Zalo shows."""

    def __init__(
        self, store: Store, feed_url: str | None, clock: Clock, zone: tzinfo, page_selector: str | None = None
    ) -> None:
        """`zone` is the ward's: of dates that name none, and of the days residents read.

        With a `page_selector` the address is that of a news page instead of a feed (bot.articles.news_page).
        """
        self._page_selector = page_selector
        self._store, self._feed_url, self._clock, self._zone = store, feed_url, clock, zone

    def sync(self, by: int | None = None) -> tuple[int, int]:
        """Fetch the feed if it changed; (articles seen, of these new). Raises bot.articles.feed.FeedError.

        `by` is the official who asked for it; None for the clock.
        """
        if by is not None:
            with self._store.write() as db:
                audit.write(db, self._clock(), by, "articles_sync")
        self._make_searchable()
        if self._feed_url is None:
            return 0, 0
        saved = json.loads(key_values.get(self._store, "feed") or "{}")
        same = saved.get("url") == self._feed_url
        fetched = fetch_feed(
            self._feed_url, saved.get("etag") if same else None, saved.get("modified") if same else None
        )
        if fetched.body is None:
            return 0, 0
        articles = self._read(fetched.body, self._feed_url)
        with self._store.write() as db:
            new = sum(rows.save(db, article, self._clock()) for article in articles)
        validators = {"url": self._feed_url, "etag": fetched.etag, "modified": fetched.last_modified}
        if articles:
            key_values.put(self._store, "feed", json.dumps(validators))
        return len(articles), new

    def _read(self, body: bytes, address: str) -> list[FeedArticle]:
        """The articles of a feed, or of a news page when a selector is declared. Raises FeedError."""
        if self._page_selector is None:
            articles = read_feed(body, self._clock(), self._zone, address)
            if articles is None:
                raise FeedError("địa chỉ nguồn tin không trả về RSS hay Atom")
            return articles
        try:
            selectors = parse_selectors(self._page_selector)
        except SelectorError as error:
            raise FeedError(f"ARTICLES_PAGE_SELECTOR {error}") from None
        articles = read_news_page(body, selectors, self._clock(), self._zone, address)
        if not articles:
            raise FeedError(
                "trang tin không có mục nào như đã khai ở ARTICLES_PAGE_SELECTOR, có thể trang đã đổi giao diện"
            )
        return articles

    def newest(self, limit: int = 5) -> list[NewsItem]:
        """Pinned articles, then the newest; empty when there is none yet."""
        return [self._news_item(article) for article in rows.list_news(self._store, limit)]

    def search(self, query: str, limit: int = 5) -> list[NewsItem]:
        """Articles whose title or summary has the words of `query`, whole words however they are written.

        Those with all words come first; with fewer than half of them an article is not about it.
        """
        words = list(dict.fromkeys(words_of(query)))[:20]
        if not words:
            return []
        matches = rows.search_news(self._store, words, (len(words) + 1) // 2, limit)
        return [self._news_item(article) for article in matches]

    def _news_item(self, article: NewsArticle) -> NewsItem:
        published = at_zone(article.published_at, self._zone) if article.published_at else None
        return NewsItem(article.title, article.summary, article.url, published, article.image)

    def _make_searchable(self) -> None:
        """Articles kept by an earlier version get their words."""
        with self._store.write() as db:
            for article in rows.list_unindexed(self._store, 1000):
                rows.set_search_words(db, article.id, search_words(article.title, article.summary))


def filter_having(items: Sequence[NewsItem], query: str) -> list[NewsItem]:
    """The items whose title or summary has all words of `query`, as whole words, however they are written."""
    words = set(words_of(query))
    return [item for item in items if words <= set(words_of(f"{item.title} {item.summary}"))]
