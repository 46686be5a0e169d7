"""Own articles: written and taken over by officials, brought to Zalo step by step (bot.publishing_steps), shown once approved."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol

from sqlite_utils import Database

from bot.article_checks import Writing, faults
from bot.articles import cut, searchable
from bot.clock import Clock
from bot.officials import APPROVING, WRITING
from bot.ownership import Owner
from bot.publishing_reading import ArticleReading, frozen_version, writing_of
from bot.publishing_steps import ArticleCalls, Steps
from bot.publishing_words import refusal
from bot.store import Store, article_steps, audit, own_articles
from bot.store import articles as rows
from bot.zalo.limits import ARTICLE_AUTHOR, ARTICLE_TITLE, ARTICLE_VERIFY_GIVE_UP_S


class PublishingError(Exception):
    """Why something cannot be done: every reason, in Vietnamese."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


class Actor(Protocol):
    """The official who acts."""

    @property
    def id(self) -> int:
        """Number."""

    @property
    def role(self) -> str:
        """Role, one of bot.officials.ROLES."""


class Publishing(ArticleReading):
    """What officials do with articles, and what broadcasts and the clock ask for."""

    def __init__(
        self, store: Store, zalo: ArticleCalls, clock: Clock, owner: Owner, *, may_act: Callable[[], bool],
        ward_name: Callable[[], str], cover: str,
    ) -> None:  # fmt: skip
        """`may_act`: whether Zalo may be called now (a token is there, the database is not a restored copy).

        `cover` is the address of the picture an article made by `from_words` gets when it has none of its own.
        """
        super().__init__(store)
        self.may_act = may_act
        self._clock, self._ward_name, self.cover = clock, ward_name, cover
        self._steps = Steps(store, zalo, clock, owner, may_act)

    def advance(self) -> int:
        """Take the steps that are due, a few at a time; how many were taken. Called by the clock, in any process."""
        return self._steps.advance()

    # Writing

    def create(self, writing: Writing, by: Actor) -> int:
        """Keep a new draft; its number. Raises PublishingError."""
        self._demand(by, WRITING, "may_not_write")
        writing = self._checked(writing)
        with self._store.write() as db:
            return self._add(db, writing, by.id, None)

    def from_words(self, title: str, text: str, picture: str | None, official_id: int | None) -> int:
        """A draft made of a broadcast's words, with the ward as its author; its number. What it lacks, `faults` tells."""
        writing = Writing(title, self._ward_name()[:ARTICLE_AUTHOR], cut(text), picture or self.cover, text).tidy()
        with self._store.write() as db:
            return self._add(db, writing, official_id, None)

    def take_over(self, feed_id: int, by: Actor) -> int:
        """A copy of a feed article as a draft of our own, ending with a link to the original. Raises PublishingError."""
        self._demand(by, WRITING, "may_not_write")
        row = self._known(feed_id)
        if row["source"] != "feed":
            raise PublishingError([refusal("not_feed")])
        copy = rows.copy_of(self._store, feed_id)
        if copy is not None:
            raise PublishingError([refusal("copied", value=copy)])
        body = row["body"] or row["summary"]
        source = f"\n\n[Xem bài gốc]({row['url']})" if row["url"] else ""
        writing = Writing(row["title"][:ARTICLE_TITLE], self._ward_name()[:ARTICLE_AUTHOR], cut(row["summary"]),
                          row["image"] or self.cover, body + source).tidy()  # fmt: skip
        with self._store.write() as db:
            return self._add(db, writing, by.id, feed_id)

    def edit(self, article_id: int, writing: Writing, by: Actor, version: int | None = None) -> None:
        """Replace the text; with `version` only if nobody changed it since. What Zalo shows stays until it is shown anew.

        Raises PublishingError.
        """
        self._demand(by, WRITING, "may_not_write")
        writing = self._checked(writing)
        row = self._own(article_id)
        with self._store.write() as db:
            known = row["version"] if version is None else version
            if not own_articles.edit(db, article_id, _draft(writing), known, by.id, self._clock()):
                raise PublishingError([refusal("changed")])
            audit.write(db, self._clock(), by.id, "article_edit", str(article_id))

    def remove(self, article_id: int, by: Actor) -> None:
        """Take it from the news, and from Zalo when it is there. Raises PublishingError."""
        self._demand(by, WRITING, "may_not_write")
        with self._store.write() as db:
            row = self._known(article_id)
            if row["zalo_state"] in ("creating", "verifying"):
                raise PublishingError([refusal("busy")])
            if row["zalo_id"]:
                self._start(db, article_id, "removing")
            else:
                own_articles.remove(db, article_id, self._clock())
            audit.write(db, self._clock(), by.id, "article_remove", str(article_id))

    def pin(self, article_id: int, by: Actor) -> None:
        """Put it at the top of the chat's news. Raises PublishingError."""
        self._set_pinned(article_id, by, self._clock())

    def unpin(self, article_id: int, by: Actor) -> None:
        """Let it take its place by date again. Raises PublishingError."""
        self._set_pinned(article_id, by, None)

    # Towards Zalo

    def publish(self, article_id: int, by: Actor) -> None:
        """Bring it to Zalo, hidden; again when that failed. Does nothing when it is there or on its way.

        Raises PublishingError.
        """
        self._demand(by, WRITING, "may_not_write")
        self._demand_complete(article_id)
        with self._store.write() as db:
            row = self._own(article_id)
            if row["zalo_state"] in ("none", "failed") and not row["zalo_id"]:
                self._start_creating(db, row)
                audit.write(db, self._clock(), by.id, "article_publish", str(article_id))

    def freeze(self, article_id: int, official_id: int | None) -> None:
        """Note that the text as it stands now is approved: that is what will be shown. Raises PublishingError."""
        self._demand_complete(article_id)
        with self._store.write() as db:
            row = self._own(article_id)
            if frozen_version(row) != row["version"]:
                article_steps.write(db, article_id, frozen=_frozen(row))
                audit.write(db, self._clock(), official_id, "article_approve", str(article_id), str(row["version"]))

    def show(self, article_id: int, by: Actor) -> None:
        """An approver's own press: the text as it stands now becomes visible on Zalo. Raises PublishingError."""
        self._demand(by, APPROVING, "may_not_show")
        if self._own(article_id)["author_id"] == by.id:
            raise PublishingError([refusal("own_text")])
        self.freeze(article_id, by.id)
        self.request_show(article_id, by.id)

    def request_show(self, article_id: int, official_id: int | None) -> None:
        """Make what was approved (`freeze`; else the text as it stands) visible, creating the article before if needed.

        Only for callers who hold an approval by `official_id`: `show`, or an approved broadcast. May be called again and
        again. What cannot be shown has failed afterwards, with its reason.
        """
        with self._store.write() as db:
            row = self.get(article_id)
            if row is None or row["source"] != "own" or row["zalo_state"] == "removing":
                return
            if not row["frozen"]:
                if faults(writing_of(row), complete=True):
                    article_steps.write(db, article_id, zalo_state="failed", zalo_reason="incomplete", zalo_note=None)
                    return
                article_steps.write(db, article_id, frozen=_frozen(row))
            version = frozen_version(row) or row["version"]
            if row["shown_version"] == version and row["zalo_state"] == "shown":
                return
            if row["wanted_version"] != version or row["zalo_state"] in ("none", "failed"):
                article_steps.write(db, article_id, wanted_version=version)
                self._begin_showing(db, row)
                audit.write(db, self._clock(), official_id, "article_show", str(article_id), str(version))

    def _begin_showing(self, db: Database, row: sqlite3.Row) -> None:
        if row["zalo_id"] and row["zalo_state"] in ("hidden", "shown", "failed"):
            self._start(db, row["id"], "showing")
        elif row["zalo_state"] in ("none", "failed"):
            self._start_creating(db, row)

    def _start_creating(self, db: Database, row: sqlite3.Row) -> None:
        # Whatever was unclear about an earlier attempt gets one look before anything is created.
        looked_enough = self._clock() - ARTICLE_VERIFY_GIVE_UP_S * 1000
        self._start(db, row["id"], "creating", since=looked_enough)

    def _start(self, db: Database, article_id: int, state: str, since: int | None = None) -> None:
        now = self._clock()
        article_steps.write(
            db, article_id, zalo_state=state, zalo_due_at=now, zalo_owner=None, zalo_token=None, zalo_tries=0,
            zalo_creates=0, zalo_since=since or now, zalo_reason=None, zalo_note=None,
        )  # fmt: skip

    def _set_pinned(self, article_id: int, by: Actor, at: int | None) -> None:
        self._demand(by, WRITING, "may_not_write")
        row = self._known(article_id)
        if at and row["source"] == "own" and row["shown_version"] is None:
            raise PublishingError([refusal("not_news")])
        with self._store.write() as db:
            own_articles.set_pinned(db, article_id, at)
            audit.write(db, self._clock(), by.id, "article_pin" if at else "article_unpin", str(article_id))

    def _add(self, db: Database, writing: Writing, official_id: int | None, origin_id: int | None) -> int:
        now = self._clock()
        guid = f"own:{secrets.token_hex(12)}"
        article_id = own_articles.add(db, _draft(writing), guid, official_id, now, origin_id)
        audit.write(db, now, official_id, "article_take_over" if origin_id else "article_create", str(article_id))
        return article_id

    def _demand(self, by: Actor, roles: frozenset[str], key: str) -> None:
        if by.role not in roles:
            raise PublishingError([refusal(key)])

    def _demand_complete(self, article_id: int) -> None:
        found = faults(writing_of(self._own(article_id)), complete=True)
        if found:
            raise PublishingError(found)

    def _checked(self, writing: Writing) -> Writing:
        writing = writing.tidy()
        found = faults(writing, complete=False)
        if found:
            raise PublishingError(found)
        return writing

    def _known(self, article_id: int) -> sqlite3.Row:
        row = rows.get(self._store, article_id)
        if row is None or row["removed_at"] is not None:
            raise PublishingError([refusal("unknown" if row is None else "removed", value=article_id)])
        return row

    def _own(self, article_id: int) -> sqlite3.Row:
        row = self._known(article_id)
        if row["source"] != "own":
            raise PublishingError([refusal("not_own")])
        return row


def _draft(writing: Writing) -> own_articles.Draft:
    return own_articles.Draft(
        writing.title, writing.author, writing.summary, writing.image, writing.body,
        searchable(writing.title, writing.summary),
    )  # fmt: skip


def _frozen(row: sqlite3.Row) -> str:
    names = ("version", "title", "author", "summary", "image", "body")
    return json.dumps({name: row[name] for name in names}, ensure_ascii=False)
