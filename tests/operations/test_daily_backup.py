"""A backup a day without anyone: at its time, proved, in two places, thinned out, and missed aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import DAY, HOUR, MINUTE
from bot.operations import daily_backup
from bot.operations.backup_rotation import choose_superfluous
from bot.runtime import Runtime
from bot.store import Store, people
from tests.admin.installation import PERSON, MovableClock, copy_words, make_app, make_runtime, new_official
from tests.operations.live import LIVE

Start = Callable[..., Runtime]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_words(tmp_path_factory.mktemp("words") / "content")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def start(words: Path, tmp_path: Path, clock: MovableClock) -> Iterator[Start]:
    """A live installation at noon of 23/11/2026; settings as given."""
    (tmp_path / "data").mkdir()
    started: list[Runtime] = []

    def begin(**environ: str) -> Runtime:
        started.append(make_runtime(words, tmp_path / "data", clock, **LIVE, **environ))
        return started[-1]

    yield begin
    for runtime in started:
        runtime.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("ward-sao-luu-*"))


def reasons(runtime: Runtime) -> list[str]:
    return [reason for reason in runtime.health.report()[1]["reasons"] if reason.startswith("backup")]


def test_it_is_made_once_a_day_at_its_time(start: Start, clock: MovableClock) -> None:
    runtime = start()
    assert not daily_backup.run_if_due(runtime), "a new installation waits for the first night"
    clock.forward(14 * HOUR)
    assert not daily_backup.run_if_due(runtime)
    clock.forward(30 * MINUTE)
    assert daily_backup.run_if_due(runtime) and not daily_backup.run_if_due(runtime)
    assert names(runtime.settings.backup_folder) == ["ward-sao-luu-20261124-023000.zip"]
    clock.forward(DAY)
    assert daily_backup.run_if_due(runtime) and len(names(runtime.settings.backup_folder)) == 2


def test_a_machine_that_was_off_at_night_makes_it_when_it_runs_again(start: Start, clock: MovableClock) -> None:
    daily_backup.run_if_due(start())
    clock.forward(20 * HOUR)
    assert daily_backup.run_if_due(start())


def test_it_can_be_turned_off_and_moved(start: Start, clock: MovableClock, tmp_path: Path) -> None:
    off, moved = start(BACKUP_AT="off"), start(BACKUP_AT="13:00", BACKUP_PATH=str(tmp_path / "elsewhere"))
    for runtime in (off, moved):
        daily_backup.run_if_due(runtime)
    clock.forward(2 * HOUR)
    assert not daily_backup.run_if_due(off) and daily_backup.run_if_due(moved)
    assert len(names(tmp_path / "elsewhere")) == 1


def test_the_second_place_gets_a_copy_and_its_absence_is_said(
    start: Start, clock: MovableClock, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    runtime = start(BACKUP_COPY_PATH=str(second))
    daily_backup.run_if_due(runtime)
    clock.forward(15 * HOUR)
    assert not daily_backup.run_if_due(runtime)
    assert reasons(runtime) == ["backup_not_copied"] and len(names(runtime.settings.backup_folder)) == 1
    page = new_official(make_app(runtime), runtime, "manager").page("/admin/")
    assert "chưa sang được nơi thứ hai" in page
    second.mkdir()
    assert not daily_backup.run_if_due(runtime), "not at every minute"
    clock.forward(31 * MINUTE)
    assert daily_backup.run_if_due(runtime) and reasons(runtime) == []
    assert len(names(second)) == 1 and not list(second.glob(".*"))


def test_a_backup_that_is_missing_is_said_on_the_desk_and_by_healthz(start: Start, clock: MovableClock) -> None:
    runtime = start()
    daily_backup.run_if_due(runtime)
    clock.forward(15 * HOUR)
    assert daily_backup.run_if_due(runtime)
    clock.forward(26 * HOUR)
    assert reasons(runtime) == []
    clock.forward(MINUTE)
    assert reasons(runtime) == ["backup_old"] and make_app(runtime).test_client().get("/healthz").status_code == 503
    page = new_official(make_app(runtime), runtime, "manager").page("/admin/")
    assert "Hơn 26 giờ chưa có bản sao lưu tốt" in page


def test_a_backup_that_fails_is_tried_again_after_half_an_hour(start: Start, clock: MovableClock) -> None:
    runtime = start()
    daily_backup.run_if_due(runtime)
    clock.forward(15 * HOUR)
    runtime.settings.backup_folder.write_text("in the way")
    assert not daily_backup.run_if_due(runtime)
    runtime.settings.backup_folder.unlink()
    assert not daily_backup.run_if_due(runtime)
    clock.forward(31 * MINUTE)
    assert daily_backup.run_if_due(runtime)


def test_days_weeks_and_months_are_kept() -> None:
    now = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    nights = [now - timedelta(days=days) for days in range(500)]
    kept = sorted(set(nights) - choose_superfluous(nights, now), reverse=True)
    assert kept[:14] == nights[:14]
    assert len({night.isocalendar()[:2] for night in kept}) >= 8
    assert [f"{night:%d/%m/%Y}" for night in kept[-8:]] == [
        "31/07/2026",
        "30/06/2026",
        "31/05/2026",
        "30/04/2026",
        "31/03/2026",
        "28/02/2026",
        "31/01/2026",
        "31/12/2025",
    ]
    assert len(kept) <= 14 + 8 + 12


def test_of_one_day_the_newest_is_kept_and_of_two_days_all() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    fresh = [now - timedelta(hours=hours) for hours in (1, 5, 30)]
    older = [now - timedelta(days=5, hours=hours) for hours in (0, 3)]
    ahead = now + timedelta(days=400)
    assert choose_superfluous([*fresh, *older, ahead], now) == {older[1]}


def test_only_backups_of_this_installation_are_thinned_out(start: Start, clock: MovableClock) -> None:
    runtime = start()
    folder = runtime.settings.backup_folder
    daily_backup.run_if_due(runtime)
    folder.mkdir()
    others = ("khac-sao-luu-20200101-000000.zip", "ward-sao-luu-20200101-000000.zip.txt", "ghi-chu.txt")
    for name in (
        *others,
        *(f"ward-sao-luu-2026{month:02}10-{hour:02}0000.zip" for month in range(1, 11) for hour in (2, 3)),
    ):
        (folder / name).write_bytes(b"")
    clock.forward(15 * HOUR)
    assert daily_backup.run_if_due(runtime)
    assert all((folder / name).exists() for name in others)
    assert not [name for name in names(folder) if name.endswith("-020000.zip")]


def test_wishes_are_kept_beside_the_backups_and_survive_an_empty_database(
    start: Start, clock: MovableClock, tmp_path: Path
) -> None:
    runtime = start()
    daily_backup.run_if_due(runtime)
    clock.forward(15 * HOUR)
    daily_backup.run_if_due(runtime)
    with runtime.store.write() as db:
        people.ensure_person(db, PERSON, 1)
        people.opt_out(db, PERSON, 7)
        people.erase(db, "someone", 8)
    daily_backup.run_if_due(runtime)
    file = runtime.settings.backup_folder / "ward-y-muon.json"
    assert PERSON in file.read_text()
    runtime.close()
    for path in (tmp_path / "data").glob("ward.db*"):
        if path.is_file():
            path.unlink()
    fresh = start()
    daily_backup.run_if_due(fresh)
    assert PERSON in file.read_text()
    assert isinstance(fresh.store, Store)
