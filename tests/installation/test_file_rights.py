"""Nobody else on the machine reads the residents' talks, the tokens or the settings."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.installation.file_rights import protect_data, restrict_new_files
from bot.store import Store


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_and_its_folder_belong_to_the_service_alone(tmp_path: Path) -> None:
    restrict_new_files()
    store = Store(tmp_path / "data" / "ward.db")
    assert rights(tmp_path / "data") == 0o700
    assert {rights(file) for file in (tmp_path / "data").iterdir()} == {0o600}
    store.close()


def test_files_of_before_are_taken_away_from_others(tmp_path: Path) -> None:
    names = ("ward.db", "ward.db-wal", "ward-sao-luu-20261123-120000.zip", ".env")
    for name in names:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "uploads").mkdir()
    protect_data(tmp_path / "ward.db", tmp_path / ".env")
    assert {rights(tmp_path / name) for name in names} == {0o600}
    assert rights(tmp_path / "uploads") == 0o700
