"""Articles as officials and broadcasts look at them: lists, how far each is on Zalo, what is still missing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.article_checks import Writing, faults
from bot.articles import words_of
from bot.listed import Listed, pages_of
from bot.publishing_words import reason, refusal
from bot.store import Store
from bot.store import articles as rows
from bot.store.articles import ORDERS

PAGE = 20


@dataclass(frozen=True, slots=True)
class ArticleState:
    """How far an article is: `state` as in bot.publishing_words.STATES, `reason` a Vietnamese sentence when it failed.

    `is_edited`: what residents see is older than what is written. `due_at` (ms): when the next step comes.
    """

    state: str
    zalo_id: str | None
    link: str | None
    reason: str
    is_edited: bool
    due_at: int | None


class ArticleReading:
    """Looking only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, article_id: int) -> sqlite3.Row | None:
        """One article of the feed or of our own; None when there is none or it was removed."""
        row = rows.get(self._store, article_id)
        return row if row is not None and row["removed_at"] is None else None

    def state(self, article_id: int) -> ArticleState | None:
        """How far an article is on its way to Zalo; None when there is none."""
        row = self.get(article_id)
        if row is None:
            return None
        is_edited = row["shown_version"] is not None and row["version"] > row["shown_version"]
        why = reason(row["zalo_reason"], row["zalo_note"]) if row["zalo_state"] == "failed" else ""
        return ArticleState(row["zalo_state"], row["zalo_id"], row["zalo_link"], why, is_edited, row["zalo_due_at"])

    def search(
        self, query: str = "", *, source: str | None = None, states: Sequence[str] = (), pinned: bool = False,
        page: int = 1, order: str = "changed",
    ) -> Listed:  # fmt: skip
        """Articles in one of ORDERS, having words that begin like those of `query`. `source`: feed, own or any."""
        offset = PAGE * (max(1, page) - 1)
        found, total = rows.listed(
            self._store, source=source, states=states, words=words_of(query)[:10], pinned=pinned, offset=offset,
            limit=PAGE, order=order if order in ORDERS else "changed",
        )  # fmt: skip
        return Listed(found, total, max(1, page), pages_of(total, PAGE))

    def counts(self) -> dict[str, int]:
        """How many articles by state; those of the feed under `feed`."""
        return rows.counts(self._store)

    def zalo_id(self, article_id: int) -> str | None:
        """Zalo's id of an article that is shown there just as it was approved last, ready to be broadcast; else None."""
        row = self.get(article_id)
        if row is None or row["zalo_state"] != "shown" or row["shown_version"] != frozen_version(row):
            return None
        return str(row["zalo_id"])

    def copy_of(self, feed_id: int) -> int | None:
        """The own article made from one of the feed, or None."""
        return rows.copy_of(self._store, feed_id)

    def has_failed(self, article_id: int) -> bool:
        """Whether waiting is of no use: Zalo said no, or there is no such article of our own."""
        row = self.get(article_id)
        return row is None or row["source"] != "own" or row["zalo_state"] in ("failed", "removing")

    def newest_shown(self, since_ms: int) -> int | None:
        """The newest own article shown on Zalo since then, or None."""
        return rows.newest_shown(self._store, since_ms)

    def faults(self, article_id: int) -> list[str]:
        """What is missing before it can go to Zalo; empty when nothing is."""
        row = self.get(article_id)
        if row is None:
            return [refusal("unknown", value=article_id)]
        return [refusal("not_own")] if row["source"] != "own" else faults(writing_of(row), complete=True)


def writing_of(row: sqlite3.Row) -> Writing:
    """The text of an own article as it stands."""
    return Writing(row["title"], row["author"], row["summary"], row["image"] or "", row["body"])


def frozen_version(row: sqlite3.Row) -> int | None:
    """Which version was approved last, None when none was."""
    return int(json.loads(row["frozen"])["version"]) if row["frozen"] else None
