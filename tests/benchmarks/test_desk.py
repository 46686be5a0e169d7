"""`python -m benchmarks desk` measures every page there is, also the ones that came since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.desk import OfficialBrowser
from benchmarks.desk_pages import NOT_OPENED, SEARCH, list_addresses
from benchmarks.desk_year import fill_year
from benchmarks.desk_year_size import YearSize, person_id
from bot.admin.routes import ROUTES
from bot.runtime import Runtime
from bot.store import deliveries
from tests.content_editing.library import copy, installation

SMALL_YEAR = YearSize(
    people=300,
    broadcasts=20,
    days=60,
    meanings=20,
    questions=500,
    unclear=40,
    talks=70,
    tickets=70,
    ratings=20,
    audit_entries=400,
    officials=3,
)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """The benchmark's year, a hundred times smaller, with a few answers."""
    folder = tmp_path_factory.mktemp("year")
    with installation(copy(folder), folder) as runtime:
        fill_year(runtime, SMALL_YEAR)
        yield runtime


def test_every_page_has_an_address(ward: Runtime) -> None:
    pages = {route.endpoint for route in ROUTES if route.method == "GET"} - NOT_OPENED
    opened = [*list_addresses(ward)]
    assert {one.endpoint for one in opened} >= pages
    assert set(SEARCH) <= pages
    assert len({(one.path, *one.fields.values()) for one in opened}) == len(opened)


def test_the_pages_open_as_they_are_measured(ward: Runtime) -> None:
    official = OfficialBrowser(ward)
    for endpoint in ("today", "people", "person", "broadcast_people", "broadcast_create"):
        address = next(one for one in list_addresses(ward) if one.endpoint == endpoint)
        assert b"</html>" in official.open_page(address).data


def test_the_year_holds_together(ward: Runtime) -> None:
    rows = ward.store.rows(
        "SELECT broadcast_id, state, coalesce(outcome, ''), count(*) FROM deliveries GROUP BY 1, 2, 3"
    )
    kept = ward.store.rows("SELECT broadcast_id, state, outcome, n FROM delivery_counts WHERE n > 0")
    assert sorted(map(tuple, rows)) == sorted(map(tuple, kept))
    assert deliveries.of_person(ward.store, person_id(30))
