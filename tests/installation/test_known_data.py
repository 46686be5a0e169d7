"""A database that has vanished is not replaced by an empty one in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.installation.known_data import mark_file
from bot.operations import backups, restoring
from bot.server.server import demand_own_data
from tests.support.app import AppFixture


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def lives(data: Path) -> Iterator[AppFixture]:
    fixture = AppFixture(data, RUN_WORKERS="no")
    yield fixture
    fixture.close()


@pytest.fixture
def ward(data: Path) -> Iterator[AppFixture]:
    yield from lives(data)


@pytest.fixture
def worked(ward: AppFixture, data: Path) -> AppFixture:
    """An installation that has served a ward."""
    ward.runtime.officials.add("quan.ly@phuong.example.vn", "Quản lý", "manager")
    demand_own_data(ward.runtime)
    return ward


def vanish(ward: AppFixture) -> None:
    path = ward.runtime.store.path
    ward.close()
    for file in path.parent.glob("ward.db*"):
        if file.is_file():
            file.unlink()


def test_an_installation_without_officials_yet_starts(ward: AppFixture) -> None:
    demand_own_data(ward.runtime)
    assert not mark_file(ward.runtime.store.path).exists()


def test_an_empty_database_in_its_place_is_not_served_and_the_way_back_is_said(worked: AppFixture, data: Path) -> None:
    demand_own_data(worked.runtime)  # with its data it starts again and again
    vanish(worked)
    for empty in lives(data):
        with pytest.raises(SystemExit, match=r"trống, trong khi máy này đã có dữ liệu.*flask --app app restore"):
            demand_own_data(empty.runtime)


def test_a_restored_backup_is_served(worked: AppFixture, data: Path, tmp_path: Path) -> None:
    copied, _ = backups.make_backup(worked.runtime, tmp_path / "copy.zip")
    vanish(worked)
    for empty in lives(data):
        restoring.restore_backup(empty.runtime, copied, without_secrets=True)
    for restored in lives(data):
        demand_own_data(restored.runtime)


def test_who_really_begins_anew_removes_the_mark(worked: AppFixture, data: Path) -> None:
    vanish(worked)
    mark_file(data / "ward.db").unlink()
    for empty in lives(data):
        demand_own_data(empty.runtime)
