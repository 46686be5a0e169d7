"""Articles: create → token → verify → id → show by update once approved → broadcast (docs/zalo/platform.md 11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.zalo import limits
from bot.zalo.calls import CallFailed, CallResult, Calls
from bot.zalo.errors import Outcome, Retry
from bot.zalo.fields import JsonObject
from bot.zalo.outgoing import Body, Refused, TooLong, checked_text, web_address

PUBLISHING_QUOTA_CODES = frozenset({"-211", "-223"})
"""On article calls both may mean that the publishing quota is used up; `note` says which (docs/zalo/platform.md 11)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of an article: HTML, sanitized by the caller."""

    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of an article: a public https picture of at most 1 MB."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ZaloArticle:
    """An article to create or update. Hidden unless `is_visible`."""

    title: str
    author: str
    description: str
    cover_url: str
    body: tuple[Paragraph | Picture, ...]
    is_visible: bool = False
    comments: bool = False

    def as_body(self) -> Body:
        """The body of create and update. Raises TooLong or Refused."""
        if not self.body:
            raise Refused("article body", "empty")
        return {
            "type": "normal",
            "title": checked_text(self.title, limits.ARTICLE_TITLE, "article title"),
            "author": checked_text(self.author, limits.ARTICLE_AUTHOR, "article author"),
            "cover": {
                "cover_type": "photo",
                "photo_url": web_address(self.cover_url, https_only=True),
                "status": "show",
            },
            "description": checked_text(self.description, limits.ARTICLE_DESCRIPTION, "article description"),
            "body": [_part_body(part) for part in self.body],
            "status": "show" if self.is_visible else "hide",
            "comment": "show" if self.comments else "hide",
        }


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article in the list of the OA; `status` is show or hide."""

    article_id: str
    title: str
    status: str
    link: str
    thumb: str


class ZaloArticleCalls(Calls):
    """The article calls. All raise CallFailed on a refusal (-211, -223: see PUBLISHING_QUOTA_CODES)."""

    def create_article(self, article: ZaloArticle) -> str:
        """Returns the token to verify with. When cut off, look with `articles_titled` before creating again."""
        return self._submit_article("/v2.0/article/create", article.as_body())

    def verify_article(self, token: str) -> str | None:
        """The article's id; None while Zalo processes it (ask again after limits.ARTICLE_VERIFY_WAITS_S)."""
        result = self.call("POST", "/v2.0/article/verify", json={"token": token})
        if result.outcome is Outcome.RETRY_LATER and result.code is not None:
            return None
        if result.outcome is not Outcome.SENT:
            raise CallFailed("/v2.0/article/verify", result)
        return str(result.table.get("id") or "") or None

    def article(self, article_id: str) -> JsonObject:
        """One article as Zalo returns it."""
        return self.ask("GET", "/v2.0/article/getdetail", params={"id": article_id}).table

    def list_articles(
        self, offset: int = 0, limit: int = limits.ARTICLES_PAGE, kind: Literal["normal", "video"] = "normal"
    ) -> list[ListedArticle]:
        """Up to ten articles, newest first."""
        if limit > limits.ARTICLES_PAGE:
            raise TooLong("articles on a page", limit, limits.ARTICLES_PAGE)
        query = {"offset": offset, "limit": limit, "type": kind}
        return list(_read_listed(self.ask("GET", "/v2.0/article/getslice", params=query)))

    def articles_titled(self, title: str) -> list[ListedArticle]:
        """Articles with exactly this title, newest first, hidden ones too."""
        title_key = _as_title(title)
        return [item for item in self._recent_articles() if _as_title(item.title) == title_key]

    def listed_article(self, article_id: str) -> ListedArticle | None:
        """The article with this id from the newest ones of the list, with its link; None when it is not among them."""
        return next((item for item in self._recent_articles() if item.article_id == article_id), None)

    def _recent_articles(self) -> Iterator[ListedArticle]:
        """Yields the newest articles; each page is requested only when needed."""
        for page in range(limits.ARTICLES_SEARCHED_PAGES):
            articles_on_page = self.list_articles(page * limits.ARTICLES_PAGE)
            yield from articles_on_page
            if len(articles_on_page) < limits.ARTICLES_PAGE:
                return

    def update_article(self, article_id: str, article: ZaloArticle) -> str:
        """Replace an article; returns a new token to verify with."""
        return self._submit_article("/v2.0/article/update", {**article.as_body(), "id": article_id})

    def remove_article(self, article_id: str) -> None:
        """Remove an article for good."""
        self.ask("POST", "/v2.0/article/remove", json={"id": article_id})

    def _submit_article(self, path: str, body: Body) -> str:
        result = self.ask("POST", path, json=body)
        token = result.table.get("token")
        if not token:
            raise CallFailed(path, CallResult(Outcome.UNKNOWN, result.code, note="no token", retry=Retry.IF_UNSEEN))
        return str(token)


def _as_title(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _part_body(part: Paragraph | Picture) -> Body:
    if isinstance(part, Paragraph):
        return {"type": "text", "content": checked_text(part.html, limits.ARTICLE_TEXT, "article text")}
    return {"type": "image", "url": web_address(part.url, https_only=True), "caption": part.caption}


def _read_listed(result: CallResult) -> Iterator[ListedArticle]:
    medias = result.table.get("medias")
    for item in medias if isinstance(medias, list) else []:
        if isinstance(item, dict) and item.get("id"):
            rest = (str(item.get(name) or "") for name in ("title", "status", "link_view", "thumb"))
            yield ListedArticle(str(item["id"]), *rest)
