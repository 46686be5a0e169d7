"""Giving an own article back to its author with a comment, and which articles wait for an approver."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.articles.listing import article_text
from bot.articles.validation import ArticleDraft
from bot.clock import Clock
from bot.store import Store, article_returns, audit
from bot.store.article_returns import WaitingArticle
from bot.store.articles import Article

__all__ = ["ArticleReturns", "WaitingArticle"]


class ArticleReturns:
    """Articles of one installation between author and approver."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def give_back(self, article: Article, reason: str, version: int, official_id: int) -> bool:
        """Return the version that was read with a comment; False when it was edited meanwhile or waits for nobody."""
        text = json.dumps(asdict(article_text(article)), ensure_ascii=False)
        with self._store.write() as db:
            if not article_returns.give_back(db, article.id, version, text, reason.strip()):
                return False
            audit.write(db, self._clock(), official_id, "article_return", str(article.id), reason.strip())
        return True

    def list_waiting(self) -> list[WaitingArticle]:
        """Articles that are at Zalo, hidden or in an older version, and wait for an approver; oldest first."""
        return article_returns.list_waiting(self._store)

    def list_returned(self, author_id: int) -> list[WaitingArticle]:
        """Articles that were returned to this author and not edited since."""
        return article_returns.list_returned(self._store, author_id)


def returned_text(article: Article) -> ArticleDraft | None:
    """The text that was returned last, None when none was."""
    return ArticleDraft(**json.loads(article.returned_text)) if article.returned_text else None
