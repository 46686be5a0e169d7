"""The people the ward knows, as officials search them; and one label for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.lib.paging import Listed, pages_of
from bot.people.label_files import LabelFiles
from bot.people.tags import LabelService
from bot.store import Store, people, people_list, preferences, tags
from bot.store.people_list import ORDERS, WINDOWS, ListedPerson, PeopleFilter
from bot.zalo.limits import FREE_WINDOW_MS, PAID_WINDOW_MS, WINDOW_MARGIN_MS

__all__ = ["ORDERS", "PAGE", "WINDOWS", "PeopleDirectory", "PeopleFilter"]

PAGE = 50
AT_ONCE = 500
"""People labelled in one transaction: other writers need not wait long."""


class PeopleDirectory:
    """Searches people, and labels those that match."""

    def __init__(self, store: Store, tagging: LabelService, clock: Clock) -> None:
        self._store, self._tagging, self._clock = store, tagging, clock
        self.label_files = LabelFiles(store, tagging)

    def find_people(self, people_filter: PeopleFilter, order: str = "recent", page: int = 1) -> Listed[ListedPerson]:
        """Return one page of the people that match, in one of ORDERS; fills in the moments of `people_filter`."""
        people_filter = self._with_moments(people_filter)
        total = people_list.count(self._store, people_filter)
        pages = pages_of(total, PAGE)
        page = max(1, min(page, pages))
        rows = people_list.page(self._store, people_filter, order, PAGE, PAGE * (page - 1)) if total else []
        return Listed(rows, total, page, pages)

    def count_people(self, people_filter: PeopleFilter) -> int:
        """Return how many people match."""
        return people_list.count(self._store, self._with_moments(people_filter))

    def list_ids(self, people_filter: PeopleFilter) -> list[str]:
        """Return the ids of all people that match."""
        return people_list.ids(self._store, self._with_moments(people_filter))

    def change_labels(self, person_ids: Sequence[str], tag: str, is_on: bool, official_id: int | None) -> int:
        """Give or take a label; return how many people changed. Raises TagError before any person has changed."""
        act, changed = self._tagging.give if is_on else self._tagging.take, 0
        for start in range(0, len(person_ids), AT_ONCE):
            changed += act(person_ids[start : start + AT_ONCE], tag, official_id)
        return changed

    def counts(self) -> dict[str, int]:
        """Return how many people are known, follow and opted out (`known`, `following`, `opted_out`)."""
        return people.count(self._store)

    def topic_counts(self) -> dict[str, int]:
        """Return how many followers chose each topic, by its id."""
        return preferences.topic_counts(self._store)

    def waiting_labels(self) -> int:
        """Return how many changes of labels the platform has not been told yet."""
        return tags.waiting(self._store)

    def _with_moments(self, people_filter: PeopleFilter) -> PeopleFilter:
        now = self._clock()
        return replace(
            people_filter,
            now=now,
            free_since=now - FREE_WINDOW_MS + WINDOW_MARGIN_MS,
            paid_since=now - PAID_WINDOW_MS + WINDOW_MARGIN_MS,
        )
