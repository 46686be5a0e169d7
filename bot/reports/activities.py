"""The log of activities away from Zalo: officials enter them, reports count them, the audit log notes every change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from bot.clock import Clock, at_zone
from bot.lib.paging import Listed, pages_of
from bot.reports.activity_form import ActivityError, parse_form
from bot.reports.rows import Activity
from bot.store import Store, activities, audit
from bot.store.activities import ActivityFacts, StoredActivity

if TYPE_CHECKING:
    from bot.runtime import Runtime

__all__ = ["PAGE_SIZE", "ActivityError", "ActivityLog", "to_activity"]

PAGE_SIZE = 20


class ActivityLog:
    """The activities of one installation."""

    def __init__(self, store: Store, clock: Clock, zone: tzinfo) -> None:
        self._store, self._clock, self._zone = store, clock, zone

    @classmethod
    def of(cls, runtime: Runtime) -> ActivityLog:
        """Return the log of one installation."""
        return cls(runtime.store, runtime.clock, runtime.settings.timezone)

    def get(self, activity_id: int) -> Activity | None:
        """The activity of this number, or None."""
        row = activities.get(self._store, activity_id)
        return to_activity(row) if row else None

    def search(
        self,
        first: date | None,
        last: date | None,
        *,
        kind: str | None = None,
        text: str | None = None,
        oldest_first: bool = False,
        page: int = 1,
    ) -> Listed[Activity]:
        """A page of the activities of these days (None: any), of one kind, with `text` in place or note."""
        total, rows = activities.search(
            self._store,
            (first or date.min).isoformat(),
            (last or date.max).isoformat(),
            kind=kind,
            text=text,
            order="oldest" if oldest_first else "newest",
            limit=PAGE_SIZE,
            offset=PAGE_SIZE * (page - 1),
        )
        return Listed([to_activity(row) for row in rows], total, page, pages_of(total, PAGE_SIZE))

    def add(self, form: Mapping[str, str], official_id: int | None) -> int:
        """Store a new activity; returns its number. Raises ActivityError with every problem at once.

        `form` has day (YYYY-MM-DD), kind, place, events, people ("" when nobody counted), is_more and note.
        """
        now = self._clock()
        facts = self._parse(form, now)
        with self._store.write() as db:
            activity_id = activities.insert(db, facts, official_id, now)
            audit.write(db, now, official_id, "activity_add", f"activity:{activity_id}")
        return activity_id

    def change(self, activity_id: int, form: Mapping[str, str], official_id: int | None) -> None:
        """Replace the facts of an activity; `form` as in `add`. Raises ActivityError, also when it was deleted."""
        now = self._clock()
        facts = self._parse(form, now)
        with self._store.write() as db:
            if not activities.update(db, activity_id, facts, official_id, now):
                raise ActivityError({"": "Hoạt động này vừa bị xóa khỏi sổ. Hãy ghi thành hoạt động mới."})
            audit.write(db, now, official_id, "activity_edit", f"activity:{activity_id}")

    def delete(self, activity_id: int, official_id: int | None) -> None:
        """Delete an activity. Raises ActivityError when it was deleted already."""
        with self._store.write() as db:
            if not activities.delete(db, activity_id):
                raise ActivityError({"": "Hoạt động này không còn trong sổ."})
            audit.write(db, self._clock(), official_id, "activity_delete", f"activity:{activity_id}")

    def _parse(self, form: Mapping[str, str], now_ms: int) -> ActivityFacts:
        return parse_form(form, at_zone(now_ms, self._zone).date())


def to_activity(row: StoredActivity) -> Activity:
    """An activity as reports hold it."""
    return Activity(
        id=row.id,
        day=date.fromisoformat(row.day),
        kind=row.kind,
        place=row.place,
        events=row.events,
        people=row.people,
        is_more=bool(row.is_more),
        note=row.note,
        official=row.official or "",
    )
