"""Every page of the officials' desk in a ward with 30,000 people and 1,000,000 deliveries: how long, and how large."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import handlers
from benchmarks.desk_pages import Address, list_addresses
from benchmarks.desk_year import fill_year
from bot import settings
from bot.admin import make_admin
from bot.admin.access import CSRF_FIELD
from bot.admin.cookies import COOKIE_PATH, SESSION_COOKIE
from bot.pages import make_pages
from bot.runtime import Runtime

ROUNDS = 5
LISTED = 25
MOST_MS, MOST_BYTES = 150, 200_000
NOT_LISTED = frozenset({"title", "text", "act", "at", "holiday", "mode"})
EMAIL = "quan.ly@phuong.example.vn"
PASSWORD = "một câu rất dễ nhớ"


@dataclass(frozen=True, slots=True)
class PageTimes:
    """The times of one page in ms.

    `first`: (processor, wall clock) of the first request. `cpu` and `wall`: (best, median) of the later rounds.
    """

    address: Address
    first: tuple[float, float]
    cpu: tuple[float, float]
    wall: tuple[float, float]
    size: int

    def as_line(self) -> str:
        """The times as a line of the report."""
        fields = (f" {name}={value}" for name, value in self.address.fields.items() if name not in NOT_LISTED)
        figures = (*self.cpu, *self.wall, *self.first, self.size / 1000)
        where = self.address.path.removeprefix("/admin") + "".join(fields)
        return f"{' '.join(f'{figure:7.1f}' for figure in figures)}  {where[:110]}"


class OfficialBrowser:
    """A test client with the session of a manager."""

    def __init__(self, runtime: Runtime) -> None:
        app = Flask("ward", static_folder=None)
        app.register_blueprint(make_pages(runtime))
        app.register_blueprint(make_admin(runtime))
        self.client: FlaskClient = app.test_client()
        first = runtime.officials.add(EMAIL, "Chị Quản Lý", "manager")
        cookie = runtime.officials.sign_in(EMAIL, first)
        official = runtime.officials.of_cookie(cookie)
        if official is None or cookie is None:
            raise RuntimeError("the manager cannot sign in")
        runtime.officials.change_password(official, first, PASSWORD)
        self.client.set_cookie(SESSION_COOKIE, cookie, path=COOKIE_PATH)
        self._csrf = official.csrf

    def open_page(self, address: Address) -> TestResponse:
        """Request a page. Raises RuntimeError for an error status."""
        if address.fields:
            response = self.client.post(address.path, data=address.fields | {CSRF_FIELD: self._csrf})
        else:
            response = self.client.get(address.path)
        if response.status_code >= 400:
            raise RuntimeError(f"{address.path} {address.fields}: {response.status_code}")
        return response


def measure() -> list[str]:
    """Fill a database with a year, then measure every page."""
    with tempfile.TemporaryDirectory() as folder:
        runtime = open_at(Path(folder))
        fill_year(runtime)
        lines = measure_pages(runtime)
        runtime.close()
    return lines


def open_at(folder: Path) -> Runtime:
    """The product with its database in `folder`, without workers."""
    environment = {"DATABASE_PATH": str(folder / "ward.db"), "LOG_LEVEL": "error"}
    return Runtime(settings.load(environment), handlers.make_router())


def measure_pages(runtime: Runtime) -> list[str]:
    """The times of the slowest pages, and whether the limits are met."""
    official = OfficialBrowser(runtime)
    runtime.content_editing.prepare()  # as the clock does at every start
    times = [_measure_page(official, address) for address in list_addresses(runtime)]
    times.sort(key=lambda page: -page.wall[1])
    pages = [page for page in times if not page.address.is_file]
    slowest, largest = max(pages, key=lambda page: page.wall[1]), max(pages, key=lambda page: page.size)
    slowest_first = max(pages, key=lambda page: page.first[1])
    return [
        "processor best, median; wall best, median; first look by processor, wall (all ms); kB; page",
        *(page.as_line() for page in times[:LISTED]),
        f"{len(pages)} pages: the slowest {slowest.wall[1]:.0f} ms, at the first look {slowest_first.first[1]:.0f}"
        f" ms ({slowest_first.address.path})"
        f"   (wanted: {MOST_MS} ms or less)",
        f"the largest {largest.size / 1000:.0f} kB ({largest.address.path})   (wanted: {MOST_BYTES / 1000:.0f} kB"
        " or less)",
    ]


def _measure_page(official: OfficialBrowser, address: Address) -> PageTimes:
    rounds = []
    size = 0
    for _ in range(ROUNDS + 1):
        wall_began, cpu_began = time.perf_counter(), time.process_time()
        size = len(official.open_page(address).data)
        rounds.append(((time.process_time() - cpu_began) * 1000, (time.perf_counter() - wall_began) * 1000))
    first, later = rounds[0], rounds[1:]
    cpu, wall = ([round_times[number] for round_times in later] for number in (0, 1))
    return PageTimes(address, first, (min(cpu), statistics.median(cpu)), (min(wall), statistics.median(wall)), size)
