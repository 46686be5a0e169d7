"""An article's way to Zalo, one step at a time: create → verify → hidden → update → verify → shown (platform.md 11).

Nothing waits here: each step is one or two calls, its result and the time of the next step stand in the table. A create
is written down before it is made. Whenever it is unclear whether Zalo took it, the step after it is a look in Zalo's own
list, and only after a quarter of an hour without a trace is the article created again.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from typing import Any, Protocol

from bot.article_checks import Writing
from bot.clock import DAY, MINUTE, SECOND, Clock
from bot.ownership import Owner
from bot.publishing_reading import writing_of
from bot.store import Store, article_steps, audit, own_articles
from bot.zalo.articles import Article, ListedArticle
from bot.zalo.calls import CallFailed, CallResult
from bot.zalo.errors import Outcome
from bot.zalo.limits import ARTICLE_VERIFY_GIVE_UP_S, ARTICLE_VERIFY_WAITS_S, RATE_PAUSES_S
from bot.zalo.outgoing import Refused

log = logging.getLogger(__name__)

AT_ONCE = 5
"""Steps a call of `advance` takes at most."""
HOLD_MS = 5 * MINUTE
"""How long a step is held: longer than its calls can take, with their time-outs and a renewed token."""
TROUBLE_WAITS_S = (10, 30, 120, 600)
"""Waits while Zalo cannot be reached; the last one repeats."""
TROUBLE_MS = DAY
MOST_CREATES = 3
LINK_LOOKS = 5
QUOTA_CODES = ("-211", "-223")
"""On article calls both may mean that the publishing quota is used up; Zalo's words tell (platform.md 11)."""


class ArticleCalls(Protocol):
    """Zalo's article calls (bot.zalo.articles.Articles)."""

    # Each as there; CallFailed when Zalo says no.
    def create_article(self, article: Article) -> str: ...
    def verify_article(self, token: str) -> str | None: ...
    def update_article(self, article_id: str, article: Article) -> str: ...
    def remove_article(self, article_id: str) -> None: ...
    def articles_titled(self, title: str) -> list[ListedArticle]: ...
    def listed_article(self, article_id: str) -> ListedArticle | None: ...
    def article(self, article_id: str) -> dict[str, Any]: ...


class Steps:
    """Takes the steps that are due. Several processes may; each step is taken by one."""

    def __init__(
        self, store: Store, zalo: ArticleCalls, clock: Clock, owner: Owner, may_act: Callable[[], bool]
    ) -> None:
        self._store, self._zalo, self._clock, self._owner, self._may_act = store, zalo, clock, owner, may_act
        self._of_state: dict[str, Callable[[sqlite3.Row], None]] = {
            "creating": self._create, "verifying": self._verify, "hidden": self._rest, "showing": self._show,
            "shown": self._find_link, "removing": self._remove,
        }  # fmt: skip

    def advance(self) -> int:
        """Take at most AT_ONCE steps; how many were taken."""
        soonest = article_steps.soonest(self._store)
        if soonest is None or not self._may_act():
            return 0
        self._free_steps_of_the_dead()
        for taken in range(AT_ONCE):
            now = self._clock()
            with self._store.write() as db:
                row = article_steps.claim(db, now, now + HOLD_MS, self._owner.name)
            if row is None:
                return taken
            self._step(row)
        return AT_ONCE

    def _free_steps_of_the_dead(self) -> None:
        gone = [name for name in article_steps.owners(self._store) if self._owner.is_gone(name)]
        if gone:
            with self._store.write() as db:
                article_steps.release(db, gone, self._clock())

    def _step(self, row: sqlite3.Row) -> None:
        step = self._of_state.get(row["zalo_state"], self._rest)
        try:
            step(row)
        except CallFailed as failure:
            self._call_failed(row, failure.result)
        except Refused:
            self._fail(row, "incomplete")

    # Creating

    def _create(self, row: sqlite3.Row) -> None:
        if row["zalo_attempted_at"] is not None:
            self._look(row)
            return
        before = {"title": row["title"], "ids": [item.article_id for item in self._zalo.articles_titled(row["title"])]}
        article = writing_of(row).for_zalo(shown=False)
        article.as_body()  # what Zalo would refuse for its form is found before the attempt is written down
        if not self._note(row, zalo_attempted_at=self._clock(), zalo_before=json.dumps(before),
                          zalo_creates=row["zalo_creates"] + 1, zalo_since=self._clock(), zalo_tries=0):  # fmt: skip
            return
        try:
            token = self._zalo.create_article(article)
        except CallFailed as failure:
            self._create_failed(row, failure.result)
        else:
            self._begin_waiting(row, zalo_state="verifying", zalo_token=token, sent_version=row["version"])

    def _create_failed(self, row: sqlite3.Row, result: CallResult) -> None:
        if result.outcome is Outcome.UNKNOWN:
            # An answer that no list explains is never repeated by program; silence may be, once it is surely in vain.
            creates = MOST_CREATES if result.code and not result.known else row["zalo_creates"] + 1
            self._begin_waiting(row, zalo_creates=creates, zalo_note=result.note)
        elif self._note(row, zalo_attempted_at=None, zalo_creates=row["zalo_creates"], zalo_since=row["zalo_since"]):
            self._call_failed(row, result)

    def _look(self, row: sqlite3.Row) -> None:
        """Is the article there whose answer never came?"""
        before = json.loads(row["zalo_before"])
        fresh = [item.article_id for item in self._zalo.articles_titled(before["title"])
                 if item.article_id not in before["ids"]]  # fmt: skip
        found = [article_id for article_id in fresh if article_id not in article_steps.known_ids(self._store, fresh)]
        if found:
            self._settle_created(row, found[0])
        elif not self._is_over(row):
            self._later(row, ARTICLE_VERIFY_WAITS_S)
        elif row["zalo_creates"] < MOST_CREATES:
            self._finish(row, zalo_attempted_at=None, zalo_due_at=self._clock())
        else:
            self._fail(row, "lost")

    def _verify(self, row: sqlite3.Row) -> None:
        article_id = self._ask_verified(row)
        if article_id:
            self._settle_created(row, article_id)

    def _ask_verified(self, row: sqlite3.Row) -> str | None:
        """The id, or None with the next look planned."""
        article_id = self._zalo.verify_article(row["zalo_token"])
        if article_id is None and self._is_over(row):
            self._fail(row, "slow")
        elif article_id is None:
            self._later(row, ARTICLE_VERIFY_WAITS_S)
        return article_id

    def _settle_created(self, row: sqlite3.Row, article_id: str) -> None:
        self._finish(row, zalo_state="hidden", zalo_id=article_id, zalo_token=None, zalo_attempted_at=None,
                     zalo_reason=None, zalo_note=None, zalo_due_at=self._clock())  # fmt: skip

    # Showing

    def _rest(self, row: sqlite3.Row) -> None:
        """It is on Zalo; go on when it shall be shown, or shown anew."""
        if not self._wants_more(row):
            self._finish(row, zalo_due_at=None)

    def _wants_more(self, row: sqlite3.Row) -> bool:
        if row["wanted_version"] is None or row["wanted_version"] == row["shown_version"]:
            return False
        now = self._clock()
        self._finish(row, zalo_state="showing", zalo_token=None, zalo_since=now, zalo_tries=0, zalo_due_at=now)
        return True

    def _show(self, row: sqlite3.Row) -> None:
        if row["zalo_token"]:
            if self._ask_verified(row):
                self._settle_shown(row)
            return
        frozen = json.loads(row["frozen"])
        version = frozen.pop("version")
        article = Writing(**frozen).for_zalo(shown=True)
        try:
            token = self._zalo.update_article(row["zalo_id"], article)
        except CallFailed as failure:
            if failure.result.outcome is not Outcome.INVALID_REQUEST or not self._is_gone(row["zalo_id"]):
                raise
            self._fail(row, "gone", zalo_id=None, zalo_link=None, shown_version=None)
        else:
            self._begin_waiting(row, zalo_token=token, sent_version=version)

    def _is_gone(self, article_id: str) -> bool:
        try:
            self._zalo.article(article_id)
        except CallFailed as failure:
            return failure.result.outcome is Outcome.INVALID_REQUEST
        return False

    def _settle_shown(self, row: sqlite3.Row) -> None:
        now = self._clock()
        with self._store.write() as db:
            if self._finish(row, zalo_state="shown", zalo_token=None, shown_version=row["sent_version"], zalo_tries=0,
                            published_at=row["published_at"] or now, zalo_due_at=now):  # fmt: skip
                audit.write(db, now, None, "article_shown", str(row["id"]), str(row["sent_version"]))

    def _find_link(self, row: sqlite3.Row) -> None:
        """Where it can be read, for the chat's cards."""
        if self._wants_more(row):
            return
        listed = None if row["zalo_link"] else self._zalo.listed_article(row["zalo_id"])
        if row["zalo_link"] or (listed and listed.link) or row["zalo_tries"] >= LINK_LOOKS:
            self._finish(row, zalo_due_at=None, zalo_link=row["zalo_link"] or (listed.link if listed else None) or None)
        else:
            self._later(row, TROUBLE_WAITS_S)

    def _remove(self, row: sqlite3.Row) -> None:
        try:
            self._zalo.remove_article(row["zalo_id"])
        except CallFailed as failure:
            if failure.result.outcome is not Outcome.INVALID_REQUEST:  # which says that it is not there any more
                raise
        now = self._clock()
        with self._store.write() as db:
            if self._finish(row, zalo_state="none", zalo_due_at=None):
                own_articles.remove(db, row["id"], now)
                audit.write(db, now, None, "article_removed", str(row["id"]))

    # How a step ends

    def _call_failed(self, row: sqlite3.Row, result: CallResult) -> None:
        log.warning("article %s: %s failed: %s code=%s", row["id"], row["zalo_state"], result.outcome, result.code)
        if result.outcome is Outcome.QUOTA_OA or result.code in QUOTA_CODES:
            self._fail(row, "quota", result.note)
        elif result.outcome is Outcome.RATE_LIMITED:
            self._later(row, RATE_PAUSES_S)
        elif result.outcome in (Outcome.UNKNOWN, Outcome.RETRY_LATER, Outcome.TOKEN_REFRESH):
            self._trouble(row, result)
        elif row["zalo_state"] == "verifying":  # the token is of no use any more: Zalo's list tells
            self._finish(row, zalo_state="creating", zalo_token=None, zalo_due_at=self._clock())
        elif row["zalo_state"] == "showing" and row["zalo_token"]:
            self._later(row, TROUBLE_WAITS_S, zalo_token=None)
        elif row["zalo_state"] == "shown":  # it is there, only its address could not be read
            self._later(row, TROUBLE_WAITS_S)
        else:
            self._fail(row, "refused", result.note)

    def _trouble(self, row: sqlite3.Row, result: CallResult) -> None:
        """Zalo could not be reached, or did not answer clearly to something that may be asked again."""
        if row["zalo_state"] != "shown" and self._clock() - (row["zalo_since"] or 0) > TROUBLE_MS:
            self._fail(row, "unreachable", result.note)
        else:
            self._later(row, ARTICLE_VERIFY_WAITS_S if row["zalo_token"] else TROUBLE_WAITS_S, zalo_note=result.note)

    def _is_over(self, row: sqlite3.Row) -> bool:
        return self._clock() - (row["zalo_since"] or 0) >= ARTICLE_VERIFY_GIVE_UP_S * SECOND

    def _begin_waiting(self, row: sqlite3.Row, **changes: Any) -> None:
        """Zalo has something to work on: look soon, then less and less often."""
        now, first = self._clock(), ARTICLE_VERIFY_WAITS_S[0] * SECOND
        self._finish(row, zalo_tries=1, zalo_since=now, zalo_due_at=now + first, **changes)

    def _later(self, row: sqlite3.Row, waits_s: tuple[int, ...], **changes: Any) -> None:
        due_at = self._clock() + waits_s[min(row["zalo_tries"], len(waits_s) - 1)] * SECOND
        self._finish(row, zalo_tries=row["zalo_tries"] + 1, zalo_due_at=due_at, **changes)

    def _fail(self, row: sqlite3.Row, reason: str, note: str = "", **changes: Any) -> None:
        changes |= {"zalo_state": "failed", "zalo_reason": reason, "zalo_note": note or None, "zalo_due_at": None}
        with self._store.write() as db:
            if self._finish(row, **changes):
                audit.write(db, self._clock(), None, "article_failed", str(row["id"]), reason)

    def _note(self, row: sqlite3.Row, **changes: Any) -> bool:
        """Write in the middle of a step; False when somebody else has it by now."""
        with self._store.write() as db:
            return article_steps.write_claimed(db, row, **changes)

    def _finish(self, row: sqlite3.Row, **changes: Any) -> bool:
        """Write and let go."""
        return self._note(row, **changes, zalo_owner=None)
