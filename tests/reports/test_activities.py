"""The book of activities: what may be written into it, and that the audit knows who did."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.reports.activities import PAGE_SIZE, ActivityError, ActivityLog
from bot.reports.texts import activities_words
from bot.runtime import Runtime
from bot.store import audit
from tests.reports.busy_month import did

GOOD = {
    "day": "2026-11-05",
    "kind": "meeting",
    "place": " Hội  trường ",
    "events": "2",
    "people": "1.200",
    "is_more": "1",
}


@pytest.fixture
def book(empty: Runtime) -> ActivityLog:
    return ActivityLog(empty.store, empty.clock, empty.settings.timezone)


def test_it_keeps_what_was_written(book: ActivityLog) -> None:
    row = book.get(book.add(GOOD, 1))
    assert row is not None
    assert (row.day, row.kind, row.place, row.events, row.people, row.is_more) == (
        date(2026, 11, 5),
        "meeting",
        "Hội trường",
        2,
        1200,
        True,
    )
    assert activities_words([row]) == "02 cuộc, hơn 1.200 lượt người"


def test_changing_keeps_the_number_and_deleting_takes_it_out(book: ActivityLog, empty: Runtime) -> None:
    number = book.add(GOOD, 1)
    book.change(number, GOOD | {"people": "", "is_more": ""}, 2)
    changed = book.get(number)
    assert changed is not None
    assert (changed.people, activities_words([changed])) == (None, "02 cuộc")
    book.delete(number, 3)
    assert book.get(number) is None
    lines = audit.of_subject(empty.store, f"activity:{number}")
    assert [(line.action, line.official_id) for line in lines] == [
        ("activity_add", 1),
        ("activity_edit", 2),
        ("activity_delete", 3),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", ""),
        ("day", "2026-12-03"),
        ("day", "1999-01-01"),
        ("day", "hôm qua"),
        ("kind", "party"),
        ("place", "  "),
        ("place", "x" * 201),
        ("events", "0"),
        ("events", "vài"),
        ("events", "-1"),
        ("people", "đông"),
        ("people", "9999999999"),
        ("people", ""),
        ("note", "x" * 501),
    ],
)
def test_a_fault_is_named_at_its_field_and_nothing_is_written(book: ActivityLog, field: str, value: str) -> None:
    with pytest.raises(ActivityError) as refused:
        book.add(GOOD | {field: value}, 1)
    assert list(refused.value.faults) == [field]
    assert book.search(None, None).total == 0


def test_every_fault_is_said_at_once(book: ActivityLog) -> None:
    with pytest.raises(ActivityError) as refused:
        book.add({}, 1)
    assert set(refused.value.faults) == {"day", "kind", "place", "events"}


def test_what_is_gone_cannot_be_changed_or_deleted_again(book: ActivityLog, empty: Runtime) -> None:
    for act in (lambda: book.change(77, GOOD, 1), lambda: book.delete(77, 1)):
        with pytest.raises(ActivityError):
            act()
    assert audit.of_subject(empty.store, "activity:77") == []


def test_it_is_searched_filtered_sorted_and_paged(book: ActivityLog, empty: Runtime) -> None:
    for number in range(PAGE_SIZE + 2):
        did(
            empty,
            date(2026, 10, 1) + timedelta(days=number),
            "training" if number % 2 else "leaflet",
            f"Khu phố {number}",
        )
    assert (book.search(None, None).total, book.search(None, None).pages) == (PAGE_SIZE + 2, 2)
    assert [row.place for row in book.search(None, None, page=2).rows] == ["Khu phố 1", "Khu phố 0"]
    rows = book.search(None, None, text="phố 2", oldest_first=True).rows
    assert [row.place for row in rows] == ["Khu phố 2", "Khu phố 20", "Khu phố 21"]
    assert book.search(date(2026, 10, 3), date(2026, 10, 4)).total == 2
    assert {row.kind for row in book.search(None, None, kind="leaflet").rows} == {"leaflet"}


def test_different_things_are_not_added_up(book: ActivityLog, empty: Runtime) -> None:
    did(empty, date(2026, 11, 1), "meeting", "A", events="2", people="80")
    did(empty, date(2026, 11, 1), "training", "B", people="30", is_more="1")
    rows = book.search(None, None, oldest_first=True).rows
    assert activities_words(rows) == "02 cuộc, 01 lớp, hơn 110 lượt người"
