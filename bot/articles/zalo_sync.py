"""An article's way to Zalo, one step at a time: create → verify → hidden → update → verify → shown.

Source: docs/zalo/platform.md 11.

Nothing waits here: each step is one or two calls; its result and the time of the next step are stored in the table. A
create is stored before the call is made. Whenever it is unclear whether Zalo created the article, the next step searches
Zalo's own list, and only after a quarter of an hour without a match is the article created again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol

from bot.articles.listing import article_text
from bot.articles.step_results import RETRY_WAITS_S, StepResults
from bot.articles.validation import ArticleDraft
from bot.clock import MINUTE, Clock
from bot.lib.process_lock import Owner
from bot.store import Store, article_steps, audit, own_articles
from bot.store.articles import Article
from bot.zalo.articles import ListedArticle, ZaloArticle
from bot.zalo.calls import CallFailed, CallResult
from bot.zalo.errors import Outcome
from bot.zalo.fields import JsonObject
from bot.zalo.limits import ARTICLE_VERIFY_WAITS_S
from bot.zalo.outgoing import Refused

MOST_STEPS = 5
"""Steps a call of `advance` takes at most."""
HOLD_MS = 5 * MINUTE
"""How long a step is claimed: longer than its calls can take, with their time-outs and a renewed token."""
MOST_CREATES = 3
LINK_LOOKS = 5
"""How often Zalo's list is searched for the address of an article."""


class ArticleCalls(Protocol):
    """Zalo's article calls (bot.zalo.articles.ZaloArticleCalls)."""

    # Each as there; CallFailed when Zalo refuses.
    def create_article(self, article: ZaloArticle) -> str: ...
    def verify_article(self, token: str) -> str | None: ...
    def update_article(self, article_id: str, article: ZaloArticle) -> str: ...
    def remove_article(self, article_id: str) -> None: ...
    def articles_titled(self, title: str) -> list[ListedArticle]: ...
    def listed_article(self, article_id: str) -> ListedArticle | None: ...
    def article(self, article_id: str) -> JsonObject: ...


class ZaloArticleSync:
    """Takes the steps that are due. Several processes may; each step is taken by one."""

    def __init__(
        self, store: Store, zalo: ArticleCalls, clock: Clock, owner: Owner, may_act: Callable[[], bool]
    ) -> None:
        self._store, self._zalo, self._clock, self._owner, self._may_act = store, zalo, clock, owner, may_act
        self._results = StepResults(store, clock)
        self._steps: dict[str, Callable[[Article], None]] = {
            "creating": self._create_step,
            "verifying": self._verify_created,
            "hidden": self._continue_or_rest,
            "showing": self._show_step,
            "shown": self._find_link,
            "removing": self._remove_step,
        }

    def advance(self) -> int:
        """Take the steps that are due, at most MOST_STEPS; returns how many were taken."""
        due_at = article_steps.next_due_at(self._store)
        if due_at is None or not self._may_act():
            return 0
        self._release_steps_of_ended_processes()
        for count in range(MOST_STEPS):
            now = self._clock()
            with self._store.write() as db:
                article = article_steps.claim(db, now, now + HOLD_MS, self._owner.name)
            if article is None:
                return count
            self._take_step(article)
        return MOST_STEPS

    def _release_steps_of_ended_processes(self) -> None:
        names = [name for name in article_steps.list_owners(self._store) if self._owner.is_gone(name)]
        if names:
            with self._store.write() as db:
                article_steps.release(db, names, self._clock())

    def _take_step(self, article: Article) -> None:
        step = self._steps.get(article.zalo_state, self._continue_or_rest)
        try:
            step(article)
        except CallFailed as failure:
            self._results.handle_refusal(article, failure.result)
        except Refused:
            self._results.fail(article, "incomplete")

    # Creating

    def _create_step(self, article: Article) -> None:
        if article.zalo_attempted_at is not None:
            self._search_created(article)
            return
        zalo_article = article_text(article).for_zalo(is_visible=False)
        if not self._store_attempt(article, zalo_article):
            return
        try:
            token = self._zalo.create_article(zalo_article)
        except CallFailed as failure:
            self._handle_failed_create(article, failure.result)
        else:
            self._results.wait_for_zalo(article, zalo_state="verifying", zalo_token=token, sent_version=article.version)

    def _store_attempt(self, article: Article, zalo_article: ZaloArticle) -> bool:
        """Note that a create is about to be called, and which articles of its title Zalo has; False: the claim is lost."""
        ids = [item.article_id for item in self._zalo.articles_titled(article.title)]
        zalo_article.as_body()  # raises Refused for what Zalo would refuse by its form, before the attempt is stored
        now = self._clock()
        return self._results.update(
            article,
            zalo_attempted_at=now,
            zalo_before=json.dumps({"title": article.title, "ids": ids}),
            zalo_creates=article.zalo_creates + 1,
            zalo_since=now,
            zalo_tries=0,
        )

    def _handle_failed_create(self, article: Article, result: CallResult) -> None:
        if result.outcome is Outcome.UNKNOWN:
            # A code that no list explains is never repeated by program; silence may be, once Zalo's list shows nothing.
            creates = MOST_CREATES if result.code and not result.is_known else article.zalo_creates + 1
            self._results.wait_for_zalo(article, zalo_creates=creates, zalo_note=result.note)
        elif self._results.update(
            article, zalo_attempted_at=None, zalo_creates=article.zalo_creates, zalo_since=article.zalo_since
        ):
            self._results.handle_refusal(article, result)

    def _search_created(self, article: Article) -> None:
        """Search Zalo's list for the article whose create was not answered."""
        before = json.loads(article.zalo_before or "{}")
        listed_ids = [item.article_id for item in self._zalo.articles_titled(before["title"])]
        new_ids = [article_id for article_id in listed_ids if article_id not in before["ids"]]
        own_ids = article_steps.filter_own_ids(self._store, new_ids)
        article_id = next((article_id for article_id in new_ids if article_id not in own_ids), None)
        if article_id is not None:
            self._finish_creating(article, article_id)
        elif not self._results.has_timed_out(article):
            self._results.retry_later(article, ARTICLE_VERIFY_WAITS_S)
        elif article.zalo_creates < MOST_CREATES:
            self._results.finish(article, zalo_attempted_at=None, zalo_due_at=self._clock())
        else:
            self._results.fail(article, "lost")

    def _verify_created(self, article: Article) -> None:
        article_id = self._ask_verified(article)
        if article_id:
            self._finish_creating(article, article_id)

    def _ask_verified(self, article: Article) -> str | None:
        """The id Zalo gave, or None with the next look planned (or the article failed)."""
        article_id = self._zalo.verify_article(article.zalo_token or "")
        if article_id is None and self._results.has_timed_out(article):
            self._results.fail(article, "slow")
        elif article_id is None:
            self._results.retry_later(article, ARTICLE_VERIFY_WAITS_S)
        return article_id

    def _finish_creating(self, article: Article, article_id: str) -> None:
        self._results.finish(
            article,
            zalo_state="hidden",
            zalo_id=article_id,
            zalo_token=None,
            zalo_attempted_at=None,
            zalo_reason=None,
            zalo_note=None,
            zalo_due_at=self._clock(),
        )

    # Showing

    def _continue_or_rest(self, article: Article) -> None:
        """The article is on Zalo: go on when a version is to be shown, else nothing is due any more."""
        if not self._starts_showing(article):
            self._results.finish(article, zalo_due_at=None)

    def _starts_showing(self, article: Article) -> bool:
        """Plan the update when another version than the shown one is wanted; False when none is."""
        if article.wanted_version is None or article.wanted_version == article.shown_version:
            return False
        now = self._clock()
        self._results.finish(
            article, zalo_state="showing", zalo_token=None, zalo_since=now, zalo_tries=0, zalo_due_at=now
        )
        return True

    def _show_step(self, article: Article) -> None:
        if article.zalo_token:
            if self._ask_verified(article):
                self._finish_showing(article)
            return
        approved = json.loads(article.frozen or "{}")
        version = approved.pop("version")
        zalo_id = article.zalo_id or ""
        try:
            token = self._zalo.update_article(zalo_id, ArticleDraft(**approved).for_zalo(is_visible=True))
        except CallFailed as failure:
            if failure.result.outcome is not Outcome.INVALID_REQUEST or not self._is_gone(zalo_id):
                raise
            self._results.fail(article, "gone", zalo_id=None, zalo_link=None, shown_version=None)
        else:
            self._results.wait_for_zalo(article, zalo_token=token, sent_version=version)

    def _is_gone(self, article_id: str) -> bool:
        try:
            self._zalo.article(article_id)
        except CallFailed as failure:
            return failure.result.outcome is Outcome.INVALID_REQUEST
        return False

    def _finish_showing(self, article: Article) -> None:
        now = self._clock()
        with self._store.write() as db:
            if self._results.finish(
                article,
                zalo_state="shown",
                zalo_token=None,
                shown_version=article.sent_version,
                zalo_tries=0,
                published_at=article.published_at or now,
                zalo_due_at=now,
            ):
                audit.write(db, now, None, "article_shown", str(article.id), str(article.sent_version))

    def _find_link(self, article: Article) -> None:
        """Look up the address where residents can read the article, for the chat's cards."""
        if self._starts_showing(article):
            return
        entry = None if article.zalo_link else self._zalo.listed_article(article.zalo_id or "")
        link = article.zalo_link or (entry.link if entry else None) or None
        if link or article.zalo_tries >= LINK_LOOKS:
            self._results.finish(article, zalo_due_at=None, zalo_link=link)
        else:
            self._results.retry_later(article, RETRY_WAITS_S)

    def _remove_step(self, article: Article) -> None:
        try:
            self._zalo.remove_article(article.zalo_id or "")
        except CallFailed as failure:
            if failure.result.outcome is not Outcome.INVALID_REQUEST:  # which says that it is not there any more
                raise
        now = self._clock()
        with self._store.write() as db:
            if self._results.finish(article, zalo_state="none", zalo_due_at=None):
                own_articles.remove(db, article.id, now)
                audit.write(db, now, None, "article_removed", str(article.id))
