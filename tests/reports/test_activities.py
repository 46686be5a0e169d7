"""The book of activities: what may be written into it, and that the audit knows who did."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.reports.activities import PAGE, ActivityBook, ActivityError
from bot.reports.wording import activities_said
from bot.runtime import Runtime
from bot.store import audit
from tests.reports.lively import did

GOOD = {
    "day": "2026-11-05",
    "kind": "meeting",
    "place": " Hội  trường ",
    "events": "2",
    "people": "1.200",
    "is_more": "1",
}


@pytest.fixture
def book(empty: Runtime) -> ActivityBook:
    return ActivityBook(empty.store, empty.clock, empty.settings.timezone)


def test_it_keeps_what_was_written(book: ActivityBook) -> None:
    row = book.get(book.put(None, GOOD, 1))
    assert row is not None
    assert (row.day, row.kind, row.place, row.events, row.people, row.is_more) == (
        date(2026, 11, 5), "meeting", "Hội trường", 2, 1200, True,
    )  # fmt: skip
    assert activities_said([row]) == "02 cuộc, hơn 1.200 lượt người"


def test_changing_keeps_the_number_and_deleting_takes_it_out(book: ActivityBook, empty: Runtime) -> None:
    number = book.put(None, GOOD, 1)
    assert book.put(number, GOOD | {"people": "", "is_more": ""}, 2) == number
    changed = book.get(number)
    assert changed is not None
    assert (changed.people, activities_said([changed])) == (None, "02 cuộc")
    book.delete(number, 3)
    assert book.get(number) is None
    lines = audit.of_subject(empty.store, f"activity:{number}")
    assert [(line["action"], line["official_id"]) for line in lines] == [
        ("activity_add", 1), ("activity_edit", 2), ("activity_delete", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [("day", ""), ("day", "2026-12-03"), ("day", "1999-01-01"), ("day", "hôm qua"), ("kind", "party"), ("place", "  "),
     ("place", "x" * 201), ("events", "0"), ("events", "vài"), ("events", "-1"), ("people", "đông"), ("people", "9999999999"),
     ("people", ""), ("note", "x" * 501)],
)  # fmt: skip
def test_a_fault_is_named_at_its_field_and_nothing_is_written(book: ActivityBook, field: str, value: str) -> None:
    with pytest.raises(ActivityError) as refused:
        book.put(None, GOOD | {field: value}, 1)
    assert list(refused.value.faults) == [field]
    assert book.search(None, None).total == 0


def test_every_fault_is_said_at_once(book: ActivityBook) -> None:
    with pytest.raises(ActivityError) as refused:
        book.put(None, {}, 1)
    assert set(refused.value.faults) == {"day", "kind", "place", "events"}


def test_what_is_gone_cannot_be_changed_or_deleted_again(book: ActivityBook, empty: Runtime) -> None:
    for act in (lambda: book.put(77, GOOD, 1), lambda: book.delete(77, 1)):
        with pytest.raises(ActivityError):
            act()
    assert audit.of_subject(empty.store, "activity:77") == []


def test_it_is_searched_filtered_sorted_and_paged(book: ActivityBook, empty: Runtime) -> None:
    for number in range(PAGE + 2):
        did(
            empty,
            date(2026, 10, 1) + timedelta(days=number),
            "training" if number % 2 else "leaflet",
            f"Khu phố {number}",
        )
    assert (book.search(None, None).total, book.search(None, None).pages) == (PAGE + 2, 2)
    assert [row.place for row in book.search(None, None, page=2).rows] == ["Khu phố 1", "Khu phố 0"]
    found = book.search(None, None, text="phố 2", oldest_first=True).rows
    assert [row.place for row in found] == ["Khu phố 2", "Khu phố 20", "Khu phố 21"]
    assert book.search(date(2026, 10, 3), date(2026, 10, 4)).total == 2
    assert {row.kind for row in book.search(None, None, kind="leaflet").rows} == {"leaflet"}


def test_different_things_are_not_added_up(book: ActivityBook, empty: Runtime) -> None:
    did(empty, date(2026, 11, 1), "meeting", "A", events="2", people="80")
    did(empty, date(2026, 11, 1), "training", "B", people="30", is_more="1")
    rows = book.search(None, None, oldest_first=True).rows
    assert activities_said(rows) == "02 cuộc, 01 lớp, hơn 110 lượt người"
