"""A backup holds the uploaded pictures too; it comes back whole or not at all, and older ones without pictures still do."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from PIL import Image

from bot.cli.backups import make_restore
from bot.operations import backup_archive, backups, restoring, work_folders
from bot.runtime import Runtime
from bot.store import StoreError, key_values
from tests.admin.installation import MovableClock, copy_words, make_runtime
from tests.support.processes import ROOT


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_words(tmp_path_factory.mktemp("words") / "content")


@pytest.fixture
def runtime(words: Path, tmp_path: Path) -> Iterator[Runtime]:
    (tmp_path / "data").mkdir()
    runtime = make_runtime(words, tmp_path / "data", MovableClock())
    yield runtime
    runtime.close()


@pytest.fixture
def again(words: Path, tmp_path: Path) -> Iterator[Callable[[], Runtime]]:
    """The product started anew on the same folder."""
    started: list[Runtime] = []

    def start() -> Runtime:
        started.append(make_runtime(words, tmp_path / "data", MovableClock()))
        return started[-1]

    yield start
    for runtime in started:
        runtime.close()


def upload(runtime: Runtime, colour: str) -> Path:
    """A picture as an official uploads it; returns where it lies."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return runtime.pictures.folder / runtime.pictures.keep(out.getvalue()).rpartition("/")[2]


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of the installation but the locks, which come and go."""
    files = (file for file in folder.rglob("*") if file.is_file() and ".locks" not in str(file))
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The archive with its parts changed and packed anew, so that the zip itself is sound."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target


def test_database_and_pictures_come_back_and_nothing_is_sent(runtime, again, tmp_path):
    red, blue = upload(runtime, "red"), upload(runtime, "blue")
    seen = {file.name: file.read_bytes() for file in (red, blue)}
    key_values.put(runtime.store, "said", "before")
    copy, size = backups.make_backup(runtime, tmp_path / "elsewhere" / "copy.zip")
    assert size == copy.stat().st_size and [file.name for file in copy.parent.iterdir()] == ["copy.zip"]
    key_values.put(runtime.store, "said", "after")
    red.unlink()
    blue.write_bytes(b"broken")
    later = upload(runtime, "green")
    restored = restoring.restore_backup(runtime, copy)
    assert restored.pictures == 2
    fresh = again()
    assert {name: (fresh.pictures.folder / name).read_bytes() for name in seen} == seen
    assert later.exists(), "a picture more does no harm"
    assert key_values.get(fresh.store, "said") == "before" and fresh.restore_guard.is_restored()
    kept = sqlite3.connect(restored.former_database)
    assert kept.execute("SELECT value FROM notes WHERE key = 'said'").fetchone() == ("after",)
    kept.close()
    assert not [file for file in copy.parent.iterdir() if file != copy]
    assert not [file.name for file in (tmp_path / "data").iterdir() if file.name.startswith(".khoi-phuc")]


def test_an_installation_without_pictures_is_backed_up_too(runtime, tmp_path):
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    assert restoring.restore_backup(runtime, copy).pictures == 0


def of_picture(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("uploads/"))


def recounted(parts: dict[str, bytes], counts: bytes = b"", **more: int) -> None:
    """Other row counts under a list of sums that fits them."""
    rows = counts or json.dumps({**json.loads(parts["rows.json"]), **more}).encode()
    sums = json.loads(parts["sha256.json"]) | {"rows.json": hashlib.sha256(rows).hexdigest()}
    parts.update({"rows.json": rows, "sha256.json": json.dumps(sums).encode()})


CHANGES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a picture that was changed": lambda parts: parts.update({of_picture(parts): b"other"}),
    "a database that was changed": lambda parts: parts.update({"ward.db": parts["ward.db"] + b"x"}),
    "a picture that is missing": lambda parts: parts.pop(of_picture(parts)),
    "a file nobody listed": lambda parts: parts.update({"uploads/" + "0" * 32 + ".png": b"x"}),
    "rows that were not there": lambda parts: recounted(parts, people=1),
    "counts that are none": lambda parts: recounted(parts, b"[]"),
    "no list": lambda parts: parts.pop("sha256.json"),
    "a list that is none": lambda parts: parts.update({"sha256.json": b"[]"}),
    "no database": lambda parts: parts.pop("ward.db"),
    "a name that leads elsewhere": lambda parts: parts.update(
        {
            "uploads/../../bad.png": b"x",
            "sha256.json": json.dumps({**json.loads(parts["sha256.json"]), "uploads/../../bad.png": "0" * 64}).encode(),
        }
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_archive_that_is_not_as_it_was_packed_changes_nothing(runtime, tmp_path, what):
    upload(runtime, "red")
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    bad = rewritten(copy, tmp_path / "bad.zip", CHANGES[what])
    before = everything(tmp_path / "data")
    with pytest.raises(backups.BackupError, match="Không dùng được bản sao lưu"):
        restoring.restore_backup(runtime, bad)
    assert everything(tmp_path / "data") == before and not (tmp_path / "bad.png").exists()


def test_a_file_cut_off_or_scratched_changes_nothing(runtime, tmp_path):
    upload(runtime, "red")
    copy, size = backups.make_backup(runtime, tmp_path / "copy.zip")
    whole, before = copy.read_bytes(), everything(tmp_path / "data")
    for bad in (whole[: size // 2], whole[:200] + bytes(400) + whole[600:]):
        copy.write_bytes(bad)
        with pytest.raises((backups.BackupError, StoreError)):
            restoring.restore_backup(runtime, copy)
    assert everything(tmp_path / "data") == before


def test_a_disk_that_refuses_in_the_middle_leaves_the_database(runtime, tmp_path):
    upload(runtime, "red")
    key_values.put(runtime.store, "said", "before")
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    key_values.put(runtime.store, "said", "after")
    for file in runtime.pictures.folder.iterdir():
        file.unlink()
    runtime.pictures.folder.rmdir()
    runtime.pictures.folder.write_text("in the way")
    with pytest.raises(backups.BackupError, match="Dữ liệu đang dùng vẫn còn nguyên"):
        restoring.restore_backup(runtime, copy)
    database = sqlite3.connect(tmp_path / "data" / "ward.db")
    assert database.execute("SELECT value FROM notes WHERE key = 'said'").fetchone() == ("after",)
    database.close()


def test_a_database_somebody_has_open_is_not_exchanged(runtime, tmp_path):
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    other = sqlite3.connect(tmp_path / "data" / "ward.db")
    assert other.execute("SELECT count(*) FROM notes").fetchone()
    key_values.put(runtime.store, "said", "after")
    with pytest.raises(backups.BackupError, match="đang mở cơ sở dữ liệu"):
        restoring.restore_backup(runtime, copy)
    assert other.execute("SELECT value FROM notes WHERE key = 'said'").fetchone() == ("after",)
    other.close()


def test_a_backup_broken_off_leaves_no_file_and_is_not_counted(runtime, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_archive, "pack_archive", full)
    with pytest.raises(backups.BackupError, match="Không ghi được bản sao lưu"):
        backups.make_backup(runtime, tmp_path / "to" / "copy.zip")
    assert not list((tmp_path / "to").iterdir()) and key_values.get(runtime.store, backups.MADE) is None


def test_a_backup_that_does_not_read_back_as_it_was_written_is_none(runtime, tmp_path, monkeypatch):
    pack = backup_archive.pack_archive

    def pack_on_a_bad_disk(target: Path, *parts: Any) -> None:
        pack(target, *parts)
        data = bytearray(target.read_bytes())
        data[len(data) // 2] ^= 1
        target.write_bytes(data)

    with monkeypatch.context() as disk:
        disk.setattr(backup_archive, "pack_archive", pack_on_a_bad_disk)
        with pytest.raises(backups.BackupError, match="đọc lại không đúng"):
            backups.make_backup(runtime, tmp_path / "to" / "copy.zip")
    assert not list((tmp_path / "to").iterdir()) and key_values.get(runtime.store, backups.MADE) is None
    assert key_values.get(runtime.store, backups.FAILED) is not None
    copy, _ = backups.make_backup(runtime, tmp_path / "to" / "copy.zip")
    assert key_values.get(runtime.store, backups.FAILED) is None
    with zipfile.ZipFile(copy) as archive, closing(sqlite3.connect(archive.extract("ward.db", tmp_path / "out"))) as db:
        assert not db.execute("SELECT 1 FROM notes WHERE key = ?", [backups.FAILED]).fetchall()


def test_a_backup_made_before_row_counts_comes_back(runtime, again, tmp_path):
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")

    def forget_counts(parts: dict[str, bytes]) -> None:
        sums = json.loads(parts["sha256.json"])
        del parts["rows.json"], sums["rows.json"]
        parts["sha256.json"] = json.dumps(sums).encode()

    restoring.restore_backup(runtime, rewritten(copy, tmp_path / "older.zip", forget_counts))
    assert again().restore_guard.is_restored()


def shell(runtime: Runtime, *words: str) -> str:
    app = Flask("ward")
    app.cli.add_command(make_restore(runtime))
    result = FlaskCliRunner(app).invoke(args=["restore", *words])
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_the_shell_says_how_many_pictures_came(runtime, tmp_path):
    upload(runtime, "red")
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    output = shell(runtime, str(copy))
    assert "cùng 1 hình đã tải lên" in output and "restore --confirm" in output


def test_an_older_backup_without_pictures_comes_back_and_is_told_apart(runtime, again, tmp_path):
    red, old = upload(runtime, "red"), tmp_path / "ward-sao-luu-20260101-000000.db"
    with zipfile.ZipFile(backups.make_backup(runtime, tmp_path / "copy.zip")[0]) as archive:
        old.write_bytes(archive.read("ward.db"))
    output = shell(runtime, str(old))
    assert "không kèm hình đã tải lên" in output and "vẫn giữ nguyên" in output
    assert red.exists() and again().restore_guard.is_restored()


KILLED = """
import os, pathlib, signal, sys
from bot.operations import backups, restoring, work_folders
with work_folders.open_work_folder(pathlib.Path(sys.argv[1]), work_folders.RESTORING) as folder:
    (folder / "ward.db").write_bytes(b"half a database")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def workshops(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.startswith(".")]


def test_what_a_killed_restore_left_behind_goes_with_the_next_one(runtime, tmp_path):
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    data = tmp_path / "data"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data)], cwd=ROOT, check=False)
    assert killed.returncode == -9 and len(left := workshops(data)) == 1 and left[0].startswith(".khoi-phuc-")
    restoring.restore_backup(runtime, copy)
    assert workshops(data) == []


def test_the_folder_of_a_restore_under_way_stays(tmp_path):
    with work_folders.open_work_folder(tmp_path, work_folders.RESTORING) as folder:
        (folder / "ward.db").write_bytes(b"half a database")
        (tmp_path / ".sao-luu-abc").mkdir()
        (tmp_path / ".khac").mkdir()
        work_folders.remove_leftovers(tmp_path)
        assert (folder / "ward.db").exists() and sorted(workshops(tmp_path)) == sorted([folder.name, ".khac"])
