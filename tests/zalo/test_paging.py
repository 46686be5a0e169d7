"""A list that is longer than it can be paged is read wholly all the same, by periods."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from bot.zalo.paging import Cursor
from bot.zalo.people import PeoplePage

TODAY = date(2026, 11, 23)
PAGE = 50


def a_list(count: int, days: int, silent: int = 0) -> dict[str, date | None]:
    """People by id with the day of their last interaction; the first `silent` never did anything."""
    pick = random.Random(count)
    return {
        str(number): None if number < silent else TODAY - timedelta(days=pick.randrange(days))
        for number in range(count)
    }


def ask(people: dict[str, date | None], cursor: Cursor) -> PeoplePage:
    """What Zalo would answer."""
    matches = list(people)
    if cursor.period:
        first, last = (date.fromisoformat(day.replace("_", "-")) for day in cursor.period.split(":"))
        matches = [person for person, day in people.items() if day is not None and first <= day <= last]
    reached = cursor.reached + PAGE
    return PeoplePage(
        tuple(matches[cursor.reached : reached]), len(matches), reached if reached < len(matches) else None
    )


def read(people: dict[str, date | None], ceiling: int, refuses: bool = False) -> tuple[set[str], Cursor, int]:
    """Everything a cursor finds, the cursor at its end, and how many calls it took."""
    cursor, person_ids, calls = Cursor(), set[str](), 0
    while not cursor.is_done:
        calls += 1
        assert calls < 5000
        cursor = Cursor.from_json(cursor.as_json(), cursor.reached, cursor.is_cut)
        if refuses and cursor.reached > ceiling:
            cursor = cursor.refused(TODAY)
            continue
        page = ask(people, cursor)
        person_ids.update(page.person_ids)
        cursor = cursor.after(page, 10**6 if refuses else ceiling, TODAY)
    return person_ids, cursor, calls


def test_a_short_list_is_read_page_by_page() -> None:
    people = a_list(120, 30)
    assert read(people, 10_000) == (set(people), Cursor((), 0, False), 3)


@pytest.mark.parametrize("refuses", [False, True])
def test_a_long_list_is_read_by_periods(refuses: bool) -> None:
    people = a_list(3000, 400)
    person_ids, cursor, _ = read(people, 500, refuses)
    assert person_ids == set(people) and cursor.is_cut


def test_those_who_never_did_anything_are_found_only_where_paging_goes() -> None:
    people = a_list(3000, 400, silent=800)
    person_ids, cursor, _ = read(people, 500)
    assert cursor.is_cut and len(set(people) - person_ids) == 800 - 550


def test_a_day_too_full_is_read_as_far_as_it_goes() -> None:
    people = a_list(2000, 1)
    person_ids, cursor, _ = read(people, 500)
    assert cursor.is_cut and 500 <= len(person_ids) < 2000


def test_a_period_is_written_as_zalo_wants_it() -> None:
    assert Cursor((("2026-01-02", "2026-03-04"),)).period == "2026_01_02:2026_03_04"
    assert Cursor().period is None
