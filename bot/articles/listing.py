"""Articles as officials and broadcasts see them: lists, how far each is on its way to Zalo, what is still missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.plain_text import words_of
from bot.articles.texts import failure_sentence, refusal_sentence
from bot.articles.validation import ArticleDraft, find_problems
from bot.lib.paging import Listed, pages_of
from bot.store import Store, series_memory
from bot.store import articles as table
from bot.store.articles import ORDERS, Article

__all__ = ["PAGE_SIZE", "Article", "ArticleReading", "ArticleState", "approved_version", "article_text"]

PAGE_SIZE = 20
MOST_QUERY_WORDS = 10
"""Further words of a query are ignored."""


@dataclass(frozen=True, slots=True)
class ArticleState:
    """How far an article is: `state` as in bot.articles.texts.STATES, `reason` a Vietnamese sentence when it failed.

    `is_edited`: what residents see is older than what is written. `due_at` (ms): when the next step comes.
    """

    state: str
    zalo_id: str | None
    link: str | None
    reason: str
    is_edited: bool
    due_at: int | None


class ArticleReading:
    """Reads articles: lists, single ones, and how far each is on its way to Zalo."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, article_id: int) -> Article | None:
        """One article of the feed or of our own; None when there is none or it was removed."""
        article = table.get(self._store, article_id)
        return article if article is not None and article.removed_at is None else None

    def state(self, article_id: int) -> ArticleState | None:
        """How far an article is on its way to Zalo; None when there is none."""
        article = self.get(article_id)
        if article is None:
            return None
        is_edited = article.shown_version is not None and article.version > article.shown_version
        sentence = failure_sentence(article.zalo_reason, article.zalo_note) if article.zalo_state == "failed" else ""
        return ArticleState(
            article.zalo_state, article.zalo_id, article.zalo_link, sentence, is_edited, article.zalo_due_at
        )

    def search(
        self,
        query: str = "",
        *,
        source: str | None = None,
        states: Sequence[str] = (),
        pinned: bool = False,
        page: int = 1,
        order: str = "changed",
    ) -> Listed[Article]:
        """Articles in one of ORDERS, having words that begin like those of `query`. `source`: feed, own or any."""
        articles, total = table.search(
            self._store,
            source=source,
            states=states,
            words=words_of(query)[:MOST_QUERY_WORDS],
            pinned=pinned,
            offset=PAGE_SIZE * (max(1, page) - 1),
            limit=PAGE_SIZE,
            order=order if order in ORDERS else "changed",
        )
        return Listed(articles, total, max(1, page), pages_of(total, PAGE_SIZE))

    def count_by_state(self) -> dict[str, int]:
        """How many own articles there are by state; those of the feed under `feed`."""
        return table.count_by_state(self._store)

    def zalo_id(self, article_id: int) -> str | None:
        """Zalo's id of an article when it is shown there in the version that was approved last; else None."""
        article = self.get(article_id)
        if article is None or article.zalo_state != "shown" or article.shown_version != approved_version(article):
            return None
        return article.zalo_id

    def find_copy(self, feed_id: int) -> int | None:
        """The number of the own article made from one of the feed, or None."""
        return table.find_copy(self._store, feed_id)

    def has_failed(self, article_id: int) -> bool:
        """Whether an article will not be shown without an official: Zalo refused it, or there is no such own article."""
        article = self.get(article_id)
        return article is None or not article.is_own or article.zalo_state in ("failed", "removing")

    def newest_shown(self, since_ms: int, series_id: int = 0) -> int | None:
        """The newest own article shown on Zalo since then, or None; of a series only one that no run of it has sent."""
        return series_memory.unsent_shown(self._store, series_id, since_ms)

    def find_problems(self, article_id: int) -> list[str]:
        """What is missing before an article can go to Zalo, in Vietnamese; empty when nothing is."""
        article = self.get(article_id)
        if article is None:
            return [refusal_sentence("unknown", value=article_id)]
        return find_problems(article_text(article), complete=True) if article.is_own else [refusal_sentence("not_own")]


def article_text(article: Article) -> ArticleDraft:
    """The text of an article in its newest version."""
    return ArticleDraft(article.title, article.author, article.summary, article.image or "", article.body)


def approved_version(article: Article) -> int | None:
    """The version that was approved last, None when none was."""
    return int(json.loads(article.frozen)["version"]) if article.frozen else None
