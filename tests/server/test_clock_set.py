"""The machine's time is set back or ahead while the product runs: jobs and answers go on."""

from __future__ import annotations

import datetime as real
import time
from typing import Any

import pytest

import scheduler
from bot.clock import DAY, HOUR, SECOND, system_clock
from tests.support.app import AppFixture, wait_until


class Time:
    """The time of day as the product sees it: real time, moved by `ahead_ms`."""

    ahead_ms = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead_ms


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A time of day that a test moves, for APScheduler as well."""
    time_shown = Time()

    class Moved(real.datetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Any:
            return cls.fromtimestamp(time_shown() / SECOND, tz)

    for module in ("apscheduler.schedulers.base", "apscheduler.triggers.interval", "scheduler"):
        monkeypatch.setattr(f"{module}.datetime", Moved, raising=False)
    return time_shown


@pytest.mark.parametrize("ahead_ms", [-HOUR, 400 * DAY])
def test_the_clocks_jobs_run_on(
    own_ward_app: AppFixture, moved: Time, monkeypatch: pytest.MonkeyPatch, ahead_ms: int
) -> None:
    ran: list[str] = []
    jobs = (
        scheduler.Job("often", 1, lambda runtime: ran.append("often")),
        scheduler.Job("seldom", 60, lambda runtime: ran.append("seldom")),
    )
    monkeypatch.setattr(scheduler, "JOBS", jobs)
    clock = scheduler.start_clock(own_ward_app.runtime)
    try:
        wait_until(lambda: set(ran) == {"often", "seldom"}, 20)
        moved.ahead_ms = ahead_ms
        ran.clear()
        wait_until(lambda: set(ran) == {"often", "seldom"}, 20)
        count = len(ran)
        wait_until(lambda: len(ran) > count, 20)
    finally:
        clock.shutdown(wait=False)


def test_people_in_the_middle_of_a_burst_are_answered_after_the_time_was_set_back(tmp_path: Any) -> None:
    moved = Time()
    ward_app = AppFixture(tmp_path, quiet_ms=(1500,), clock=moved)
    try:
        person = ward_app.new_person()
        ward_app.zalo.person_says(person.id, "xin chào")
        wait_until(lambda: ward_app.runtime.store.row("SELECT 1 FROM inbox WHERE state = 'new'") is not None)
        moved.ahead_ms = -HOUR
        time.sleep(0.1)
        wait_until(lambda: any(message["who"] == "oa" for message in person.talk()), 20)
    finally:
        ward_app.close()
