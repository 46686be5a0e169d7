"""Articles: created or changed by a token, good once verified."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .errors import ZaloError, invalid


@dataclass(slots=True)
class Article:
    """One article as it stands; `body` is what create or update sent."""

    id: str
    body: dict[str, Any]
    created: int
    updated: int
    views: int = 0

    def as_slice(self) -> dict[str, Any]:
        """The article as a list shows it."""
        cover = self.body.get("cover", {})
        return {
            "id": self.id, "type": self.body["type"], "title": self.body["title"], "status": self.body["status"],
            "total_view": self.views, "total_share": 0, "create_date": self.created, "update_date": self.updated,
            "thumb": cover.get("photo_url") or self.body.get("avatar", ""),
            "link_view": f"https://bai-viet.zalo-gia-lap.example/{self.id}",
        }  # fmt: skip


@dataclass(slots=True)
class _Draft:
    body: dict[str, Any]
    ready_at: int
    article_id: str = ""
    done: bool = False


@dataclass(slots=True)
class Articles:
    """All articles, and those that are still being processed. `wait_ms` is how long that takes."""

    clock: Clock
    wait_ms: int
    _articles: dict[str, Article] = field(default_factory=dict)
    _drafts: dict[str, _Draft] = field(default_factory=dict)

    def draft(self, body: dict[str, Any], article_id: str = "") -> str:
        """Take a new article, or the new state of an old one, and return the token to verify it with."""
        if article_id:
            self.get(article_id)
        token = secrets.token_urlsafe(24)
        self._drafts[token] = _Draft(body, self.clock.now_ms() + self.wait_ms, article_id)
        return token

    def verify(self, token: str) -> str:
        """The article's id once it is processed; before that -214."""
        draft = self._drafts.get(token)
        if draft is None:
            raise invalid("token")
        self._process()
        if not draft.done:
            raise ZaloError(-214)
        return draft.article_id

    def _process(self) -> None:
        """Finish what is due, in the order it came: an article is there even when nobody asks with its token."""
        now = self.clock.now_ms()
        for draft in self._drafts.values():
            if not draft.done and now >= draft.ready_at:
                self._publish(draft, now)

    def _publish(self, draft: _Draft, now: int) -> None:
        draft.done = True
        if draft.article_id:
            article = self._articles.get(draft.article_id)
            if article is not None:
                article.body, article.updated = draft.body, now
            return
        draft.article_id = secrets.token_hex(10)
        self._articles[draft.article_id] = Article(draft.article_id, draft.body, now, now)

    def get(self, article_id: str) -> Article:
        """The article with this id; -201 if there is none."""
        self._process()
        article = self._articles.get(article_id)
        if article is None:
            raise invalid("id")
        return article

    def listed(self, kind: str) -> list[Article]:
        """Articles of one type, newest first."""
        self._process()
        return [article for article in reversed(self._articles.values()) if article.body["type"] == kind]

    def remove(self, article_id: str) -> None:
        """Take an article away; -201 if there is none."""
        self.get(article_id)
        del self._articles[article_id]
