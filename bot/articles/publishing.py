"""Own articles: written or copied by officials, brought to Zalo step by step (bot.articles.zalo_sync), shown once approved."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.accounts.four_eyes import approval_fault
from bot.accounts.roles import APPROVING, WRITING
from bot.articles.listing import ArticleReading, approved_version, article_text
from bot.articles.plain_text import cut_summary, search_words
from bot.articles.returning import ArticleReturns
from bot.articles.texts import refusal_sentence
from bot.articles.validation import ArticleDraft, find_problems
from bot.articles.zalo_sync import ArticleCalls, ZaloArticleSync
from bot.clock import Clock
from bot.lib.process_lock import Owner
from bot.store import Store, Transaction, article_steps, audit, own_articles
from bot.store import articles as table
from bot.store.articles import Article
from bot.zalo.limits import ARTICLE_AUTHOR, ARTICLE_TITLE, ARTICLE_VERIFY_GIVE_UP_S


class PublishingError(Exception):
    """An act was refused; `reasons` has every reason as a Vietnamese sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


class Publisher(Protocol):
    """The official who writes, approves or publishes; any record that has these."""

    @property
    def id(self) -> int:
        """Number of the official."""

    @property
    def roles(self) -> frozenset[str]:
        """Ids of bot.accounts.roles.ROLES."""


class ArticlePublishing(ArticleReading):
    """What officials do with articles, and what broadcasts and the scheduler call."""

    def __init__(
        self,
        store: Store,
        zalo: ArticleCalls,
        clock: Clock,
        owner: Owner,
        *,
        may_act: Callable[[], bool],
        ward_name: Callable[[], str],
        cover: str,
    ) -> None:
        """`may_act`: whether Zalo may be called now (a token is there, the database is not a restored copy).

        `cover` is the address of the picture an article made by `from_words` gets when it has none of its own.
        """
        super().__init__(store)
        self.may_act = may_act
        self._clock, self._ward_name, self.cover = clock, ward_name, cover
        self.returns = ArticleReturns(store, clock)
        self._steps = ZaloArticleSync(store, zalo, clock, owner, may_act)

    def advance(self) -> int:
        """Take the steps that are due, a few at a time; returns how many. The scheduler calls it, in any process."""
        return self._steps.advance()

    # Writing

    def create(self, draft: ArticleDraft, by: Publisher) -> int:
        """Store a new draft; returns its number. Raises PublishingError."""
        self._demand_role(by, WRITING, "may_not_write")
        draft = self._tidy_and_check(draft)
        with self._store.write() as db:
            return self._add_article(db, draft, by.id, None)

    def from_words(self, title: str, text: str, picture: str | None, official_id: int | None) -> int:
        """Store a draft made of a broadcast's words, with the ward as its author; returns its number (see `find_problems`)."""
        draft = ArticleDraft(
            title, self._ward_name()[:ARTICLE_AUTHOR], cut_summary(text), picture or self.cover, text
        ).tidy()
        with self._store.write() as db:
            return self._add_article(db, draft, official_id, None)

    def copy_feed_article(self, feed_id: int, by: Publisher) -> int:
        """Store a copy of a feed article as an own draft; returns its number. Raises PublishingError."""
        self._demand_role(by, WRITING, "may_not_write")
        article = self._get_existing(feed_id)
        if article.is_own:
            raise PublishingError([refusal_sentence("not_feed")])
        copy_id = table.find_copy(self._store, feed_id)
        if copy_id is not None:
            raise PublishingError([refusal_sentence("copied", value=copy_id)])
        with self._store.write() as db:
            return self._add_article(db, self._copy_text(article), by.id, feed_id)

    def _copy_text(self, article: Article) -> ArticleDraft:
        """The text of a copy of a feed article; a link to the original follows the body."""
        link = f"\n\n[Xem bài gốc]({article.url})" if article.url else ""
        return ArticleDraft(
            article.title[:ARTICLE_TITLE],
            self._ward_name()[:ARTICLE_AUTHOR],
            cut_summary(article.summary),
            article.image or self.cover,
            (article.body or article.summary) + link,
        ).tidy()

    def edit(self, article_id: int, draft: ArticleDraft, by: Publisher, version: int | None = None) -> None:
        """Replace the text; with `version` only if nobody changed it since. What Zalo shows stays until it is shown anew.

        Raises PublishingError.
        """
        self._demand_role(by, WRITING, "may_not_write")
        draft = self._tidy_and_check(draft)
        article = self._get_own(article_id)
        with self._store.write() as db:
            base = article.version if version is None else version
            if not own_articles.edit(db, article_id, _to_row_text(draft), base, by.id, self._clock()):
                raise PublishingError([refusal_sentence("changed")])
            audit.write(db, self._clock(), by.id, "article_edit", str(article_id))

    def remove(self, article_id: int, by: Publisher) -> None:
        """Take it from the news, and from Zalo when it is there. Raises PublishingError."""
        self._demand_role(by, WRITING, "may_not_write")
        with self._store.write() as db:
            article = self._get_existing(article_id)
            if article.zalo_state in ("creating", "verifying"):
                raise PublishingError([refusal_sentence("busy")])
            if article.zalo_id:
                self._start_step(db, article_id, "removing")
            else:
                own_articles.remove(db, article_id, self._clock())
            audit.write(db, self._clock(), by.id, "article_remove", str(article_id))

    def pin(self, article_id: int, by: Publisher) -> None:
        """Put it at the top of the chat's news. Raises PublishingError."""
        self._set_pinned(article_id, by, self._clock())

    def unpin(self, article_id: int, by: Publisher) -> None:
        """Let it take its place by date again. Raises PublishingError."""
        self._set_pinned(article_id, by, None)

    # Towards Zalo

    def publish(self, article_id: int, by: Publisher) -> None:
        """Bring it to Zalo, hidden; again when that failed. Does nothing when it is there or on its way.

        Raises PublishingError.
        """
        self._demand_role(by, WRITING, "may_not_write")
        self._demand_complete(article_id)
        with self._store.write() as db:
            article = self._get_own(article_id)
            if article.zalo_state in ("none", "failed") and not article.zalo_id:
                self._start_creating(db, article)
                audit.write(db, self._clock(), by.id, "article_publish", str(article_id))

    def approve_text(self, article_id: int, official_id: int | None, version: int | None = None) -> None:
        """Store the newest version as the approved one, which will be shown; `version` is the one that was read.

        Raises PublishingError, also when another version is the newest by now.
        """
        self._demand_complete(article_id)
        with self._store.write() as db:
            article = self._get_own(article_id)
            if version is not None and version != article.version:
                raise PublishingError([refusal_sentence("changed")])
            if approved_version(article) != article.version:
                article_steps.write(db, article_id, frozen=_approved_text(article))
                audit.write(db, self._clock(), official_id, "article_approve", str(article_id), str(article.version))

    def show(self, article_id: int, by: Publisher, version: int | None = None) -> None:
        """Approve the newest version, which is the one that was read, and make it visible on Zalo. Raises PublishingError."""
        self._demand_role(by, APPROVING, "may_not_show")
        fault = approval_fault(self._store, self._get_own(article_id).author_id, by.id, self._clock())
        if fault:
            raise PublishingError([refusal_sentence(fault)])
        self.approve_text(article_id, by.id, version)
        self.request_show(article_id, by.id)

    def request_show(self, article_id: int, official_id: int | None) -> None:
        """Make the approved version (`approve_text`; else the newest one) visible, creating the article before if needed.

        Only for callers that have an approval by `official_id`: `show`, or an approved broadcast. Repeating it does no
        harm. An article that cannot be shown has failed afterwards, with its reason.
        """
        with self._store.write() as db:
            article = self.get(article_id)
            if article is None or not article.is_own or article.zalo_state == "removing":
                return
            if not article.frozen and not self._approve_or_fail(db, article):
                return
            version = approved_version(article) or article.version
            if article.shown_version == version and article.zalo_state == "shown":
                return
            if article.wanted_version != version or article.zalo_state in ("none", "failed"):
                article_steps.write(db, article_id, wanted_version=version)
                self._begin_showing(db, article)
                audit.write(db, self._clock(), official_id, "article_show", str(article_id), str(version))

    def _approve_or_fail(self, db: Transaction, article: Article) -> bool:
        """Store the newest text as the approved one; False when it is incomplete, and the article has failed."""
        if find_problems(article_text(article), complete=True):
            article_steps.write(db, article.id, zalo_state="failed", zalo_reason="incomplete", zalo_note=None)
            return False
        article_steps.write(db, article.id, frozen=_approved_text(article))
        return True

    def _begin_showing(self, db: Transaction, article: Article) -> None:
        if article.zalo_id and article.zalo_state in ("hidden", "shown", "failed"):
            self._start_step(db, article.id, "showing")
        elif article.zalo_state in ("none", "failed"):
            self._start_creating(db, article)

    def _start_creating(self, db: Transaction, article: Article) -> None:
        # After an unclear earlier attempt Zalo's list is searched once; nothing waits for a quarter of an hour again.
        search_over = self._clock() - ARTICLE_VERIFY_GIVE_UP_S * 1000
        self._start_step(db, article.id, "creating", since=search_over)

    def _start_step(self, db: Transaction, article_id: int, state: str, since: int | None = None) -> None:
        now = self._clock()
        article_steps.write(
            db,
            article_id,
            zalo_state=state,
            zalo_due_at=now,
            zalo_owner=None,
            zalo_token=None,
            zalo_tries=0,
            zalo_creates=0,
            zalo_since=since or now,
            zalo_reason=None,
            zalo_note=None,
        )

    def _set_pinned(self, article_id: int, by: Publisher, at: int | None) -> None:
        self._demand_role(by, WRITING, "may_not_write")
        article = self._get_existing(article_id)
        if at and article.is_own and article.shown_version is None:
            raise PublishingError([refusal_sentence("not_news")])
        with self._store.write() as db:
            own_articles.set_pinned(db, article_id, at)
            audit.write(db, self._clock(), by.id, "article_pin" if at else "article_unpin", str(article_id))

    def _add_article(self, db: Transaction, draft: ArticleDraft, official_id: int | None, origin_id: int | None) -> int:
        now = self._clock()
        guid = f"own:{secrets.token_hex(12)}"
        article_id = own_articles.add(db, _to_row_text(draft), guid, official_id, now, origin_id)
        audit.write(db, now, official_id, "article_take_over" if origin_id else "article_create", str(article_id))
        return article_id

    def _demand_role(self, by: Publisher, roles: frozenset[str], key: str) -> None:
        if not by.roles & roles:
            raise PublishingError([refusal_sentence(key)])

    def _demand_complete(self, article_id: int) -> None:
        problems = find_problems(article_text(self._get_own(article_id)), complete=True)
        if problems:
            raise PublishingError(problems)

    def _tidy_and_check(self, draft: ArticleDraft) -> ArticleDraft:
        draft = draft.tidy()
        problems = find_problems(draft, complete=False)
        if problems:
            raise PublishingError(problems)
        return draft

    def _get_existing(self, article_id: int) -> Article:
        article = table.get(self._store, article_id)
        if article is None or article.removed_at is not None:
            raise PublishingError([refusal_sentence("unknown" if article is None else "removed", value=article_id)])
        return article

    def _get_own(self, article_id: int) -> Article:
        article = self._get_existing(article_id)
        if not article.is_own:
            raise PublishingError([refusal_sentence("not_own")])
        return article


def _to_row_text(draft: ArticleDraft) -> own_articles.ArticleText:
    return own_articles.ArticleText(
        draft.title, draft.author, draft.summary, draft.image, draft.body, search_words(draft.title, draft.summary)
    )


def _approved_text(article: Article) -> str:
    names = ("version", "title", "author", "summary", "image", "body")
    return json.dumps({name: getattr(article, name) for name in names}, ensure_ascii=False)
