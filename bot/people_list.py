"""The people the ward knows, as officials look for them; and one label for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.listed import Listed, pages_of
from bot.store import Store, people, people_list, tags, wishes
from bot.store.people_list import ORDERS, WINDOWS, Wanted
from bot.tagging import Tagging
from bot.zalo.limits import FREE_WINDOW_MS, PAID_WINDOW_MS, WINDOW_MARGIN_MS

__all__ = ["ORDERS", "PAGE", "WINDOWS", "PeopleList", "Wanted"]

PAGE = 50
AT_ONCE = 500
"""People labelled in one transaction: whoever else writes need not wait long."""


class PeopleList:
    """Finds people, and labels those found."""

    def __init__(self, store: Store, tagging: Tagging, clock: Clock) -> None:
        self._store, self._tagging, self._clock = store, tagging, clock

    def find(self, wanted: Wanted, order: str = "recent", page: int = 1) -> Listed:
        """One page of the people who are wanted; `order` is one of ORDERS. The moments in `wanted` are filled in here."""
        wanted = self._timed(wanted)
        total = people_list.count(self._store, wanted)
        pages = pages_of(total, PAGE)
        page = max(1, min(page, pages))
        rows = people_list.page(self._store, wanted, order, PAGE, PAGE * (page - 1)) if total else []
        return Listed(rows, total, page, pages)

    def size(self, wanted: Wanted) -> int:
        """How many they are."""
        return people_list.count(self._store, self._timed(wanted))

    def ids(self, wanted: Wanted) -> list[str]:
        """Every one of them."""
        return people_list.ids(self._store, self._timed(wanted))

    def label(self, person_ids: Sequence[str], tag: str, is_on: bool, official_id: int | None) -> int:
        """Give or take a label; returns how many people changed. Raises TagError before anybody has changed."""
        act, changed = self._tagging.give if is_on else self._tagging.take, 0
        for start in range(0, len(person_ids), AT_ONCE):
            changed += act(person_ids[start : start + AT_ONCE], tag, official_id)
        return changed

    def counts(self) -> dict[str, int]:
        """How many people are known, follow, opted out (`known`, `following`, `opted_out`)."""
        return people.count(self._store)

    def topic_counts(self) -> dict[str, int]:
        """How many followers chose each topic, by its id."""
        return wishes.topic_counts(self._store)

    def waiting_labels(self) -> int:
        """How many changes of labels the platform has not been told yet."""
        return tags.waiting(self._store)

    def _timed(self, wanted: Wanted) -> Wanted:
        now = self._clock()
        return replace(
            wanted, now=now, free_since=now - FREE_WINDOW_MS + WINDOW_MARGIN_MS,
            paid_since=now - PAID_WINDOW_MS + WINDOW_MARGIN_MS,
        )  # fmt: skip
