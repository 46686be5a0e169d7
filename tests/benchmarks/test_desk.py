"""`python -m benchmarks desk` measures every page there is, also the ones that came since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks import desk_year
from benchmarks.desk import Official
from benchmarks.desk_pages import NOT_OPENED, SEARCH, addresses
from bot.admin.routes import ROUTES
from bot.runtime import Runtime
from bot.store import deliveries
from tests.wording.library import copy, installation

SMALL = {"PEOPLE": 300, "BROADCASTS": 20, "DAYS": 60, "QUESTIONS": 500, "UNCLEAR": 40, "TALKS": 70, "TICKETS": 70,
         "POINTS": 20, "ACTS": 400, "MEANINGS": 20,
         "OFFICIALS": 3}  # fmt: skip


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """The benchmark's year, a hundred times smaller, with a few answers."""
    folder = tmp_path_factory.mktemp("year")
    with installation(copy(folder), folder) as runtime, pytest.MonkeyPatch.context() as patch:
        for name, value in SMALL.items():
            patch.setattr(desk_year, name, value)
        desk_year.fill(runtime)
        yield runtime


def test_every_page_has_an_address(ward: Runtime) -> None:
    pages = {route.endpoint for route in ROUTES if route.method == "GET"} - NOT_OPENED
    opened = [*addresses(ward)]
    assert {one.endpoint for one in opened} >= pages
    assert set(SEARCH) <= pages
    assert len({(one.path, *one.fields.values()) for one in opened}) == len(opened)


def test_the_pages_open_as_they_are_measured(ward: Runtime) -> None:
    official = Official(ward)
    for endpoint in ("today", "people", "person", "broadcast_people", "broadcast_create"):
        address = next(one for one in addresses(ward) if one.endpoint == endpoint)
        assert b"</html>" in official.open(address).data


def test_the_year_holds_together(ward: Runtime) -> None:
    rows = ward.store.rows(
        "SELECT broadcast_id, state, coalesce(outcome, ''), count(*) FROM deliveries GROUP BY 1, 2, 3"
    )
    kept = ward.store.rows("SELECT broadcast_id, state, outcome, n FROM delivery_counts WHERE n > 0")
    assert sorted(map(tuple, rows)) == sorted(map(tuple, kept))
    assert deliveries.of_person(ward.store, desk_year.person_id(30))
