"""Entries whose review is near are named with the responsible official, on the first page and in a weekly notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.operations import reviews
from bot.runtime import Runtime
from bot.store import content_versions
from tests.admin.installation import MovableClock, make_runtime

BIRTH = "1.001193"
CONTENT = Path(__file__).parents[2] / "content"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)


def at(moment: datetime) -> Callable[[], int]:
    return lambda: int(moment.timestamp() * 1000)


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = make_runtime(CONTENT, tmp_path_factory.mktemp("reviews"), MovableClock())
    made.officials.add("sua@example.vn", "Lê Thị Sửa", "editor")
    made.officials.add("xem@example.vn", "Trần Văn Xem", "viewer")
    yield made
    made.close()


@pytest.fixture
def due_on(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Only the birth registration is due, on this day; the clock says Monday."""
    monkeypatch.setattr(runtime, "clock", at(MONDAY))
    monkeypatch.setattr(runtime, "today", MONDAY.date)

    def change(day: date) -> None:
        snapshot = runtime.live_content()
        birth = snapshot.content.procedures[BIRTH]
        birth = replace(birth, origin=replace(birth.origin, review_due=day))
        content = replace(snapshot.content, procedures={BIRTH: birth}, guides={}, life_events={}, quizzes={})
        monkeypatch.setattr(runtime.live_content, "_snapshot", replace(snapshot, content=content))

    return change


@pytest.mark.parametrize(("days", "is_listed"), [(8, False), (7, True), (0, True), (-3, True)])
def test_an_entry_is_named_from_a_week_before(
    runtime: Runtime, due_on: Callable[[date], None], days: int, is_listed: bool
) -> None:
    due_on(MONDAY.date() + timedelta(days=days))
    rows = reviews.list_due_reviews(runtime)
    assert bool(rows) is is_listed
    assert all(row.is_overdue is (days < 0) for row in rows)


def test_who_changed_it_last_is_responsible_else_all_who_edit(runtime: Runtime, due_on: Callable[[date], None]) -> None:
    due_on(MONDAY.date())
    assert reviews.list_due_reviews(runtime)[0].officials == ("Lê Thị Sửa",)
    runtime.officials.add("khac@example.vn", "Phạm Khác", "editor")
    assert len(reviews.list_due_reviews(runtime)[0].officials) == 2
    with runtime.store.write() as db:
        row = next(one for one in runtime.officials.everyone() if one.email == "khac@example.vn")
        content_versions.add_version(
            db, "procedures/khai-sinh.yaml", runtime.clock(), row.id, "desk", "", before="a", after="b"
        )
    assert reviews.list_due_reviews(runtime)[0].officials == ("Phạm Khác",)


def test_an_editor_is_told_what_is_theirs(runtime: Runtime, due_on: Callable[[date], None]) -> None:
    due_on(MONDAY.date() - timedelta(days=2))
    last_editor = reviews.list_due_reviews(runtime)[0].officials[0]
    official = next(row for row in runtime.officials.everyone() if row.name == last_editor)
    [(official_id, text)] = reviews.list_notices(runtime)
    assert official_id == official.id and "Đăng ký khai sinh" in text and "28/11/2026" in text


@pytest.mark.parametrize(
    ("moment", "count"), [(MONDAY.replace(hour=7), 0), (MONDAY, 1), (MONDAY + timedelta(days=2), 1)]
)
def test_the_list_of_the_week_begins_on_monday_morning(
    runtime: Runtime, due_on: Callable[[date], None], monkeypatch: pytest.MonkeyPatch, moment: datetime, count: int
) -> None:
    due_on(MONDAY.date())
    monkeypatch.setattr(runtime, "clock", at(moment))
    assert len(reviews.list_notices(runtime)) == count
