"""The news the chat shows; samples as long as an installation has neither a feed nor an article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.articles.news import Articles, filter_having
from bot.content import Content
from bot.turn import NewsItem

MOST_SAMPLES = 5


class ChatNews:
    """Finds articles for the chat. `content` returns the live content, which holds the samples."""

    def __init__(self, articles: Articles, content: Callable[[], Content], *, has_feed: bool) -> None:
        self._articles, self._content, self._has_feed = articles, content, has_feed

    def __call__(self, query: str) -> list[NewsItem]:
        """Articles about `query` (the newest when empty), pinned ones first; samples when there are none and no feed."""
        items = self._articles.search(query) if query.strip() else self._articles.newest()
        if items or self._has_feed or self._articles.newest(1):
            return items
        return filter_having(self._samples(), query)[:MOST_SAMPLES]

    def _samples(self) -> list[NewsItem]:
        return [
            NewsItem(
                sample.title, sample.summary, None, datetime.combine(sample.published, datetime.min.time()), sample=True
            )
            for sample in self._content().samples
        ]
