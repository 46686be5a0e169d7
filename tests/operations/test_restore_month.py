"""The month of the demo goes into a backup and comes back from it, through the commands an administrator types."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.damage import damage
from tests.support.processes import ROOT, clean_environment

pytestmark = pytest.mark.xdist_group("restore_month")

MAIN_TABLES = (
    "people",
    "person_tags",
    "inbox",
    "outbox",
    "officials",
    "broadcasts",
    "deliveries",
    "tickets",
    "segments",
    "question_counts",
    "audit",
)


def flask(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the product as a process of its own, on the demo database in `folder`."""
    environment = clean_environment() | {"DATABASE_PATH": str(folder / "demo.db"), "WARD_MODE": "demo"}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def counts(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in MAIN_TABLES}


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(the folder of an installation with a month in it, a backup of it)."""
    folder = tmp_path_factory.mktemp("month")
    copy = tmp_path_factory.mktemp("elsewhere") / "copy.zip"
    for words in (["demo", "--json"], ["backup", str(copy)]):
        result = flask(folder, *words)
        assert (result.returncode, result.stderr) == (0, ""), result.stderr
    with closing(sqlite3.connect(folder / "demo.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that tests may copy the one file
    return folder, copy


def test_the_month_comes_back_with_every_row_and_the_labels(month: tuple[Path, Path], tmp_path: Path) -> None:
    folder, copy = month
    before = counts(folder / "demo.db")
    assert min(before.values()) > 0, before
    result = flask(tmp_path, "restore", str(copy))
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert counts(tmp_path / "demo.db") == before
    with closing(sqlite3.connect(tmp_path / "demo.db")) as db:
        assert len(db.execute("SELECT DISTINCT tag FROM person_tags").fetchall()) > 1
    assert "restore --confirm" in result.stdout


def test_the_backup_records_the_rows_of_every_table(month: tuple[Path, Path]) -> None:
    folder, copy = month
    with zipfile.ZipFile(copy) as archive:
        rows = json.loads(archive.read("rows.json"))
    assert {table: rows[table] for table in MAIN_TABLES} == counts(folder / "demo.db")


def test_a_damaged_database_gives_no_backup_and_the_shell_says_so(month: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("demo.db", "demo.db.key"):
        shutil.copyfile(month[0] / name, tmp_path / name)
    shutil.copyfile(month[0] / "demo.db.lineage", tmp_path / "demo.db.lineage")
    damage(tmp_path / "demo.db")
    result = flask(tmp_path, "backup", str(tmp_path / "copy.zip"))
    assert result.returncode == 1 and not (tmp_path / "copy.zip").exists()
    assert "dữ liệu đang dùng bị hỏng" in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_backup_replaces_a_damaged_database(month: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("demo.db", "demo.db.key"):
        shutil.copyfile(month[0] / name, tmp_path / name)
    damage(tmp_path / "demo.db")
    result = flask(tmp_path, "restore", str(month[1]))
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert counts(tmp_path / "demo.db") == counts(month[0] / "demo.db")


def test_a_file_that_is_no_database_any_more_is_named_with_the_way_back(
    month: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "demo.db").write_bytes(b"\0" * 512 + (month[0] / "demo.db").read_bytes()[512:])
    result = flask(tmp_path, "restore", str(month[1]))
    assert result.returncode == 1 and result.stderr.count("\n") == 1
    assert result.stderr.startswith("DATABASE_PATH: ") and "đổi tên tệp này" in result.stderr
    (tmp_path / "demo.db").rename(tmp_path / "hong.db")
    assert flask(tmp_path, "restore", str(month[1])).returncode == 0
    assert counts(tmp_path / "demo.db") == counts(month[0] / "demo.db")


@pytest.mark.parametrize("fault", ["cut", "flipped"])
def test_a_backup_cut_off_or_with_one_byte_flipped_changes_nothing(
    month: tuple[Path, Path], tmp_path: Path, fault: str
) -> None:
    whole = bytearray(month[1].read_bytes())
    if fault == "cut":
        del whole[-1000:]
    else:
        whole[len(whole) // 2] ^= 1
    (tmp_path / "bad.zip").write_bytes(whole)
    for name in ("demo.db", "demo.db.key"):
        shutil.copyfile(month[0] / name, tmp_path / name)
    shutil.copyfile(month[0] / "demo.db.lineage", tmp_path / "demo.db.lineage")
    result = flask(tmp_path, "restore", str(tmp_path / "bad.zip"))
    assert result.returncode == 1 and result.stderr.count("\n") == 1 and "bad.zip" in result.stderr
    assert counts(tmp_path / "demo.db") == counts(month[0] / "demo.db")
    assert not list(tmp_path.glob("*truoc-khoi-phuc*"))
