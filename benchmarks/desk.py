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
from benchmarks.desk_pages import Address, addresses
from benchmarks.desk_year import fill
from bot import settings
from bot.admin import make_admin
from bot.admin.access import COOKIE_PATH, CSRF_FIELD, SESSION_COOKIE
from bot.pages import make_pages
from bot.runtime import Runtime

ROUNDS = 5
SHOWN = 25
MOST_MS, MOST_BYTES = 150, 200_000
NOT_TOLD = frozenset({"title", "text", "act", "at", "holiday", "mode"})
EMAIL = "quan.ly@phuong.example.vn"
PASSWORD = "một câu rất dễ nhớ"


@dataclass(frozen=True, slots=True)
class Taken:
    """One page: (by the processor, by the wall) of the first look, then (best, median) of the rounds by each; in ms."""

    address: Address
    first: tuple[float, float]
    cpu: tuple[float, float]
    wall: tuple[float, float]
    size: int

    def told(self) -> str:
        """One line of the table."""
        fields = (f" {name}={value}" for name, value in self.address.fields.items() if name not in NOT_TOLD)
        figures = (*self.cpu, *self.wall, *self.first, self.size / 1000)
        where = self.address.path.removeprefix("/admin") + "".join(fields)
        return f"{' '.join(f'{figure:7.1f}' for figure in figures)}  {where[:110]}"


class Official:
    """A manager who signed in, in a browser without a network."""

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

    def open(self, address: Address) -> TestResponse:
        """Open a page. Raises RuntimeError for a page that is none."""
        if address.fields:
            response = self.client.post(address.path, data=address.fields | {CSRF_FIELD: self._csrf})
        else:
            response = self.client.get(address.path)
        if response.status_code >= 400:
            raise RuntimeError(f"{address.path} {address.fields}: {response.status_code}")
        return response


def measure() -> list[str]:
    """Build the year, then look at every page."""
    with tempfile.TemporaryDirectory() as folder:
        runtime = open_at(Path(folder))
        fill(runtime)
        lines = look(runtime)
        runtime.close()
    return lines


def open_at(folder: Path) -> Runtime:
    """The product with its database in `folder`, nothing running."""
    environment = {"DATABASE_PATH": str(folder / "ward.db"), "LOG_LEVEL": "error"}
    return Runtime(settings.load(environment), handlers.TOPICS)


def look(runtime: Runtime) -> list[str]:
    """The slowest pages, and what is missed."""
    official = Official(runtime)
    runtime.wording.prepare()  # as the clock does at every start
    taken = sorted((_take(official, address) for address in addresses(runtime)), key=lambda one: -one.wall[1])
    pages = [one for one in taken if not one.address.is_file]
    slow, large = max(pages, key=lambda one: one.wall[1]), max(pages, key=lambda one: one.size)
    late = max(pages, key=lambda one: one.first[1])
    return [
        "processor best, median; wall best, median; first look by processor, wall (all ms); kB; page",
        *(one.told() for one in taken[:SHOWN]),
        f"{len(pages)} pages: the slowest {slow.wall[1]:.0f} ms, at the first look {late.first[1]:.0f} ms ({late.address.path})"
        f"   (wanted: {MOST_MS} ms or less)",
        f"the largest {large.size / 1000:.0f} kB ({large.address.path})   (wanted: {MOST_BYTES / 1000:.0f} kB or less)",
    ]  # fmt: skip


def _take(official: Official, address: Address) -> Taken:
    rounds = []
    size = 0
    for _ in range(ROUNDS + 1):
        began, used = time.perf_counter(), time.process_time()
        size = len(official.open(address).data)
        rounds.append(((time.process_time() - used) * 1000, (time.perf_counter() - began) * 1000))
    first, later = rounds[0], rounds[1:]
    cpu, wall = ([one[number] for one in later] for number in (0, 1))
    return Taken(address, first, (min(cpu), statistics.median(cpu)), (min(wall), statistics.median(wall)), size)
