"""How a step of an article's way to Zalo ends: what is stored, and when the next step is due.

Every change holds only while the claim of the step is still ours (bot.store.article_steps).
"""

from __future__ import annotations

import logging

from bot.clock import DAY, SECOND, Clock
from bot.store import Store, article_steps, audit
from bot.store.article_steps import Value
from bot.store.articles import Article
from bot.zalo.articles import PUBLISHING_QUOTA_CODES
from bot.zalo.calls import CallResult
from bot.zalo.errors import Outcome
from bot.zalo.limits import ARTICLE_VERIFY_GIVE_UP_S, ARTICLE_VERIFY_WAITS_S, RATE_PAUSES_S

log = logging.getLogger(__name__)

RETRY_WAITS_S = (10, 30, 120, 600)
"""Waits while Zalo cannot be reached; the last one repeats."""
UNREACHABLE_MS = DAY
"""An article fails when Zalo could not be reached for that long."""


class StepResults:
    """Stores how the claimed steps of articles end."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def update(self, article: Article, **changes: Value) -> bool:
        """Store `changes` in the middle of a step; False when the claim is lost."""
        with self._store.write() as db:
            return article_steps.write_claimed(db, article, **changes)

    def finish(self, article: Article, **changes: Value) -> bool:
        """Store `changes` and release the claim; False when the claim is lost."""
        return self.update(article, **changes, zalo_owner=None)

    def wait_for_zalo(self, article: Article, **changes: Value) -> None:
        """End the step while Zalo processes something: the next look comes soon, later ones less and less often."""
        now, first = self._clock(), ARTICLE_VERIFY_WAITS_S[0] * SECOND
        self.finish(article, zalo_tries=1, zalo_since=now, zalo_due_at=now + first, **changes)

    def retry_later(self, article: Article, waits_s: tuple[int, ...], **changes: Value) -> None:
        """End the step and repeat it after the next of `waits_s` (seconds)."""
        due_at = self._clock() + waits_s[min(article.zalo_tries, len(waits_s) - 1)] * SECOND
        self.finish(article, zalo_tries=article.zalo_tries + 1, zalo_due_at=due_at, **changes)

    def fail(self, article: Article, reason: str, note: str = "", **changes: Value) -> None:
        """End the way to Zalo until an official starts it again; `reason` is a key of bot.articles.texts.REASONS."""
        changes |= {"zalo_state": "failed", "zalo_reason": reason, "zalo_note": note or None, "zalo_due_at": None}
        with self._store.write() as db:
            if self.finish(article, **changes):
                audit.write(db, self._clock(), None, "article_failed", str(article.id), reason)

    def has_timed_out(self, article: Article) -> bool:
        """Whether Zalo has had a quarter of an hour for what the article waits for."""
        return self._clock() - (article.zalo_since or 0) >= ARTICLE_VERIFY_GIVE_UP_S * SECOND

    def handle_refusal(self, article: Article, result: CallResult) -> None:
        """Decide what follows a call that Zalo refused or did not answer."""
        state = article.zalo_state
        log.warning("article %s: %s failed: %s code=%s", article.id, state, result.outcome, result.code)
        if result.outcome is Outcome.QUOTA_OA or result.code in PUBLISHING_QUOTA_CODES:
            self.fail(article, "quota", result.note)
        elif result.outcome is Outcome.RATE_LIMITED:
            self.retry_later(article, RATE_PAUSES_S)
        elif result.outcome in (Outcome.UNKNOWN, Outcome.RETRY_LATER, Outcome.TOKEN_REFRESH):
            self._handle_silence(article, result)
        elif state == "verifying":  # the token is no longer valid: the list of Zalo's articles tells
            self.finish(article, zalo_state="creating", zalo_token=None, zalo_due_at=self._clock())
        elif state == "showing" and article.zalo_token:
            self.retry_later(article, RETRY_WAITS_S, zalo_token=None)
        elif state == "shown":  # the article is there, only its address could not be read
            self.retry_later(article, RETRY_WAITS_S)
        else:
            self.fail(article, "refused", result.note)

    def _handle_silence(self, article: Article, result: CallResult) -> None:
        """Repeat a call that Zalo did not answer clearly, for a day at most."""
        if article.zalo_state != "shown" and self._clock() - (article.zalo_since or 0) > UNREACHABLE_MS:
            self.fail(article, "unreachable", result.note)
        else:
            waits_s = ARTICLE_VERIFY_WAITS_S if article.zalo_token else RETRY_WAITS_S
            self.retry_later(article, waits_s, zalo_note=result.note)
