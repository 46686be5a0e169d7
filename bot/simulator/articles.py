"""Articles: create and update return a token, and the article exists once it is processed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from bot.simulator.clock import SimulatedClock
from bot.simulator.errors import ZaloError, invalid_field
from bot.simulator.json_types import JsonObject


@dataclass(slots=True)
class SimulatedArticle:
    """One article; `body` is the JSON of the last create or update."""

    id: str
    body: JsonObject
    created: int
    updated: int
    views: int = 0

    def as_slice(self) -> JsonObject:
        """The article as a list shows it."""
        cover = self.body.get("cover", {})
        return {
            "id": self.id,
            "type": self.body["type"],
            "title": self.body["title"],
            "status": self.body["status"],
            "total_view": self.views,
            "total_share": 0,
            "create_date": self.created,
            "update_date": self.updated,
            "thumb": cover.get("photo_url") or self.body.get("avatar", ""),
            "link_view": f"https://bai-viet.zalo-gia-lap.example/{self.id}",
        }


@dataclass(slots=True)
class _Draft:
    body: JsonObject
    ready_at: int
    article_id: str = ""
    is_processed: bool = False


@dataclass(slots=True)
class SimulatedArticles:
    """Published articles and drafts in processing; `wait_ms` is the processing time."""

    clock: SimulatedClock
    wait_ms: int
    _articles: dict[str, SimulatedArticle] = field(default_factory=dict)
    _drafts: dict[str, _Draft] = field(default_factory=dict)

    def add_draft(self, body: JsonObject, article_id: str = "") -> str:
        """Store a new article, or a new version of `article_id`; returns the token to verify it with."""
        if article_id:
            self.get_article(article_id)
        token = secrets.token_urlsafe(24)
        self._drafts[token] = _Draft(body, self.clock.now_ms() + self.wait_ms, article_id)
        return token

    def verify_draft(self, token: str) -> str:
        """The article's id; raises -214 while it is being processed."""
        draft = self._drafts.get(token)
        if draft is None:
            raise invalid_field("token")
        self._process_due_drafts()
        if not draft.is_processed:
            raise ZaloError(-214)
        return draft.article_id

    def _process_due_drafts(self) -> None:
        """Publish due drafts, oldest first; a draft is published even when its token is never verified."""
        now = self.clock.now_ms()
        for draft in self._drafts.values():
            if not draft.is_processed and now >= draft.ready_at:
                self._publish_draft(draft, now)

    def _publish_draft(self, draft: _Draft, now: int) -> None:
        draft.is_processed = True
        if draft.article_id:
            article = self._articles.get(draft.article_id)
            if article is not None:
                article.body, article.updated = draft.body, now
            return
        draft.article_id = secrets.token_hex(10)
        self._articles[draft.article_id] = SimulatedArticle(draft.article_id, draft.body, now, now)

    def get_article(self, article_id: str) -> SimulatedArticle:
        """The article with this id; -201 if there is none."""
        self._process_due_drafts()
        article = self._articles.get(article_id)
        if article is None:
            raise invalid_field("id")
        return article

    def list_articles(self, kind: str) -> list[SimulatedArticle]:
        """Articles of one type, newest first."""
        self._process_due_drafts()
        return [article for article in reversed(self._articles.values()) if article.body["type"] == kind]

    def remove_article(self, article_id: str) -> None:
        """Take an article away; -201 if there is none."""
        self.get_article(article_id)
        del self._articles[article_id]
