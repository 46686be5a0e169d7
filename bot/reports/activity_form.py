"""Checks the form in which an official enters an activity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.reports.texts import ACTIVITIES
from bot.store.activities import ActivityFacts

LONGEST_PLACE, LONGEST_NOTE = 200, 500
"""Characters."""
MOST_EVENTS, MOST_PEOPLE = 1_000_000, 1_000_000
"""Leaflets are counted one by one."""
EARLIEST = date(2020, 1, 1)


class ActivityError(Exception):
    """The form cannot be stored; `faults` has a Vietnamese sentence by the name of the field ("" for the whole form)."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def parse_form(form: Mapping[str, str], today: date) -> ActivityFacts:
    """The facts in the form's fields. Raises ActivityError with every problem at once."""
    faults: dict[str, str] = {}
    place, note = (" ".join(form.get(name, "").split()) for name in ("place", "note"))
    facts = ActivityFacts(
        day=_parse_day(form.get("day", ""), today, faults),
        kind=form.get("kind", ""),
        place=place,
        events=_parse_number(form.get("events", ""), 1, MOST_EVENTS, "events", faults) or 0,
        people=_parse_people(form.get("people", ""), faults),
        is_more=int(bool(form.get("is_more"))),
        note=note,
    )
    _check_texts(facts, faults)
    if facts.is_more and not facts.people:
        faults.setdefault("people", "Đã chọn “hơn” thì cần ghi một con số, ví dụ 100.")
    if faults:
        raise ActivityError(faults)
    return facts


def _check_texts(facts: ActivityFacts, faults: dict[str, str]) -> None:
    if facts.kind not in ACTIVITIES:
        faults["kind"] = "Hãy chọn một loại hoạt động."
    if not 0 < len(facts.place) <= LONGEST_PLACE:
        faults["place"] = f"Hãy ghi nơi làm, nhiều nhất {LONGEST_PLACE} ký tự."
    if len(facts.note) > LONGEST_NOTE:
        faults["note"] = f"Ghi chú dài {len(facts.note)} ký tự, nhiều nhất {LONGEST_NOTE}."


def _parse_day(text: str, today: date, faults: dict[str, str]) -> str:
    """The day as YYYY-MM-DD; "" with a fault noted when the field has none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        faults["day"] = "Hãy chọn ngày làm."
        return ""
    if not EARLIEST <= day <= today:
        faults["day"] = f"Ngày phải từ {EARLIEST:%d/%m/%Y} tới hôm nay: sổ chỉ ghi việc đã làm."
    return day.isoformat()


def _parse_people(text: str, faults: dict[str, str]) -> int | None:
    return _parse_number(text, 0, MOST_PEOPLE, "people", faults) if text.strip() else None


def _parse_number(text: str, least: int, most: int, name: str, faults: dict[str, str]) -> int | None:
    """A whole number as people write it: 1200 or 1.200; None with a fault noted when it is none."""
    digits = text.strip().replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= 9 and least <= int(digits) <= most:
        return int(digits)
    faults[name] = f"Hãy ghi một số từ {least} trở lên, chỉ gồm chữ số."
    return None
