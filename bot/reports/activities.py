"""The book of activities away from Zalo: what an official typed is checked, kept, and noted in the audit."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from bot.clock import Clock, at_zone
from bot.reports.rows import Activity
from bot.reports.wording import ACTIVITIES
from bot.store import Store, activities, audit

LONGEST_PLACE, LONGEST_NOTE = 200, 500
MOST_EVENTS, MOST_PEOPLE = 1_000_000, 1_000_000
"""Leaflets are counted one by one."""
EARLIEST = date(2020, 1, 1)
PAGE = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the book."""

    rows: tuple[Activity, ...]
    total: int
    page: int
    pages: int


class ActivityError(Exception):
    """`faults`: what is wrong, by the name of the field ("" for the whole), in Vietnamese."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


class ActivityBook:
    """The book of one installation."""

    def __init__(self, store: Store, clock: Clock, zone: tzinfo) -> None:
        self._store, self._clock, self._zone = store, clock, zone

    def get(self, activity_id: int) -> Activity | None:
        """One activity, or None."""
        row = activities.get(self._store, activity_id)
        return from_row(row) if row else None

    def search(
        self, first: date | None, last: date | None, *, kind: str | None = None, text: str | None = None,
        oldest_first: bool = False, page: int = 1,
    ) -> Listing:  # fmt: skip
        """A page of what was done on these days (None: any), of one kind and with words in place or note."""
        total, rows = activities.search(
            self._store, (first or date.min).isoformat(), (last or date.max).isoformat(), kind=kind, text=text,
            order="oldest" if oldest_first else "newest", limit=PAGE, offset=PAGE * (page - 1),
        )  # fmt: skip
        return Listing(tuple(map(from_row, rows)), total, page, max(1, -(-total // PAGE)))

    def put(self, activity_id: int | None, typed: Mapping[str, str], official_id: int | None) -> int:
        """Write a new one (None) or change one; returns its id. Raises ActivityError with every fault at once.

        `typed` has day (YYYY-MM-DD), kind, place, events, people ("" when nobody counted), is_more and note.
        """
        now = self._clock()
        values = _checked(typed, at_zone(now, self._zone).date())
        with self._store.write() as db:
            found = activities.put(db, activity_id, values, official_id, now)
            if found is None:
                raise ActivityError({"": "Hoạt động này vừa bị xóa khỏi sổ. Hãy ghi thành hoạt động mới."})
            audit.write(
                db, now, official_id, "activity_add" if activity_id is None else "activity_edit", f"activity:{found}"
            )
        return found

    def delete(self, activity_id: int, official_id: int | None) -> None:
        """Take one out of the book. Raises ActivityError when it is gone already."""
        with self._store.write() as db:
            if not activities.delete(db, activity_id):
                raise ActivityError({"": "Hoạt động này không còn trong sổ."})
            audit.write(db, self._clock(), official_id, "activity_delete", f"activity:{activity_id}")


def from_row(row: sqlite3.Row) -> Activity:
    """A row of the table as a report holds it."""
    return Activity(
        id=row["id"], day=date.fromisoformat(row["day"]), kind=row["kind"], place=row["place"], events=row["events"],
        people=row["people"], is_more=bool(row["is_more"]), note=row["note"],
        official=(row["official"] if "official" in row.keys() else None) or "",  # noqa: SIM118 - a Row has no `in`
    )  # fmt: skip


def _checked(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    faults: dict[str, str] = {}
    texts = {name: " ".join(typed.get(name, "").split()) for name in ("place", "note")}
    values: dict[str, Any] = {
        **texts,
        "day": _day(typed.get("day", ""), today, faults),
        "kind": typed.get("kind", ""),
        "events": _count(typed.get("events", ""), 1, MOST_EVENTS, "events", faults),
        "people": _people(typed.get("people", ""), faults),
        "is_more": int(bool(typed.get("is_more"))),
    }
    if values["kind"] not in ACTIVITIES:
        faults["kind"] = "Hãy chọn một loại hoạt động."
    if not 0 < len(texts["place"]) <= LONGEST_PLACE:
        faults["place"] = f"Hãy ghi nơi làm, nhiều nhất {LONGEST_PLACE} ký tự."
    if len(texts["note"]) > LONGEST_NOTE:
        faults["note"] = f"Ghi chú dài {len(texts['note'])} ký tự, nhiều nhất {LONGEST_NOTE}."
    if values["is_more"] and not values["people"]:
        faults.setdefault("people", "Đã chọn “hơn” thì cần ghi một con số, ví dụ 100.")
    if faults:
        raise ActivityError(faults)
    return values


def _day(text: str, today: date, faults: dict[str, str]) -> str | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        faults["day"] = "Hãy chọn ngày làm."
        return None
    if not EARLIEST <= found <= today:
        faults["day"] = f"Ngày phải từ {EARLIEST:%d/%m/%Y} tới hôm nay: sổ chỉ ghi việc đã làm."
    return found.isoformat()


def _people(text: str, faults: dict[str, str]) -> int | None:
    return _count(text, 0, MOST_PEOPLE, "people", faults) if text.strip() else None


def _count(text: str, least: int, most: int, name: str, faults: dict[str, str]) -> int | None:
    """A whole number as people write it: 1200 or 1.200."""
    digits = text.strip().replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= 9 and least <= int(digits) <= most:
        return int(digits)
    faults[name] = f"Hãy ghi một số từ {least} trở lên, chỉ gồm chữ số."
    return None
