"""The list of people reads indexes only, and names are found however they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store import Store, people, people_list, personal_data
from bot.store.people_list import ORDERS, WINDOWS, PeopleFilter
from tests.store.plans import plans

WANTED = [
    PeopleFilter(),
    PeopleFilter(text="nguyen an", follows=True, window="free", opted_out=True),
    PeopleFilter(tag="t", topic="y-te", neighbourhood="Khu phố 1", handed_over=True),
    *(PeopleFilter(window=window) for window in WINDOWS),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    own_store = Store(tmp_path / "ward.db")
    yield own_store
    own_store.close()


def steps(store: Store, act: Callable[[], object]) -> list[str]:
    """The plan of every query that `act` asks."""
    return [step for _, step in plans(store.db.conn, act)]


@pytest.mark.parametrize("filters", WANTED)
@pytest.mark.parametrize("order", ORDERS)
def test_no_long_row_is_read_to_list_people(store: Store, filters: PeopleFilter, order: str) -> None:
    page = steps(store, lambda: (people_list.count(store, filters), people_list.page(store, filters, order, 50, 0)))
    assert any("people_list" in step for step in page)
    assert not [step for step in page if step.startswith("SCAN") and "USING COVERING INDEX" not in step]


def test_an_id_is_looked_up_and_not_searched_for(store: Store) -> None:
    assert all(
        step.startswith("SEARCH") for step in steps(store, lambda: people_list.count(store, PeopleFilter(text="12345")))
    )


def test_what_is_kept_about_one_person_is_found_by_indexes(store: Store) -> None:
    """Officials and broadcasts are few: their tables may be walked."""

    def look() -> None:
        personal_data.count_erasable(store, "p")
        personal_data.count_retained(store, "p")
        personal_data.everything(store, "p")

    scans = {step for step in steps(store, look) if step.startswith("SCAN")}
    assert scans <= {"SCAN CONSTANT ROW", "SCAN officials", "SCAN b"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Đặng Thị Ưng", "dang ung"),
        ("ĐẶNG THỊ ƯNG", "đặng"),
        ("Lê Ngọc Ánh", "anh"),
        ("Võ 😀 Ý", "y"),
        ("Nguye\u0302\u0303n Hoa\u0300", "nguyễn hòa"),
    ],
)
def test_a_name_is_found_without_its_accents(store: Store, name: str, text: str) -> None:
    with store.write() as db:
        people.sync(db, [("1", name, True), ("2", "Bùi Văn Cu", True)], 1)
    assert people_list.ids(store, PeopleFilter(text=text)) == ["1"]


def test_only_the_beginning_of_a_word_counts(store: Store) -> None:
    with store.write() as db:
        people.sync(db, [("1", "Trần Hoàng", True), ("2", "An Nhiên", True)], 1)
    assert people_list.ids(store, PeopleFilter(text="an")) == ["2"]
