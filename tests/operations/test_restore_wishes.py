"""What people wished after a backup is done again when it comes back; content, keys and tokens fit afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import HOUR
from bot.content.form_files import read_form_file
from bot.content.layers import locate
from bot.lib import age_file
from bot.operations import backups, daily_backup, restoring
from bot.operations.backups import BackupError
from bot.people.erasure import erase_person
from bot.runtime import Runtime
from bot.store import audit, key_values, official_sessions, officials, people, tags, tokens
from tests.admin.installation import MovableClock, copy_words, make_runtime, says
from tests.operations.live import LIVE

Start = Callable[..., Runtime]
ERASED, OPTED_OUT, STAYING, LATER = (f"72190000000000000{number:02}" for number in range(1, 5))
SECRET_WORDS = "mật khẩu của phường"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return copy_words(tmp_path / "content")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def start(words: Path, tmp_path: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setattr(age_file, "WORK", 2)
    started: list[Runtime] = []

    def begin(folder: str = "data", content: Path = words, **environ: str) -> Runtime:
        (tmp_path / folder).mkdir(exist_ok=True)
        started.append(make_runtime(content, tmp_path / folder, clock, **LIVE, **environ))
        return started[-1]

    yield begin
    for runtime in started:
        runtime.close()


def fill(runtime: Runtime) -> None:
    """Three residents who wrote, and two officials."""
    for person_id in (ERASED, OPTED_OUT, STAYING):
        says(runtime, f"xin chào {person_id}", person_id, f"Tên {person_id}")
    with runtime.store.write() as db:
        tags.note(db, ERASED, "tổ 5", is_on=True)
        for email in ("di@phuong.vn", "o@phuong.vn"):
            officials.add(db, email, "Cán bộ", "manager", "hash", 1)
        official_sessions.start(db, "signed-out-since", 2, "csrf", runtime.clock())
        tokens.save_pair(db, "access-1", "refresh-1", 10, 5, None)


def wish(runtime: Runtime, clock: MovableClock) -> None:
    """What happens after the backup."""
    clock.forward(HOUR)
    with runtime.store.write() as db:
        erase_person(db, ERASED, clock())
        people.opt_out(db, OPTED_OUT, clock())
        people.ensure_person(db, LATER, clock())
        people.opt_out(db, LATER, clock())
        officials.set_disabled(db, 1, clock())
        tokens.save_pair(db, "access-2", "refresh-2", 20, 15, "refresh-1")
        db.conn.execute("DELETE FROM sessions")


def check_wishes(runtime: Runtime) -> None:
    erased = people.get(runtime.store, ERASED)
    assert erased is not None and erased.erased_at is not None and erased.name is None
    row = runtime.store.row("SELECT count(body) AS bodies FROM inbox WHERE person_id = ?", [ERASED])
    assert row is not None and row["bodies"] == 0 and people.kept(runtime.store, ERASED)["tags"] == 0
    for person_id in (OPTED_OUT, LATER):
        person = people.get(runtime.store, person_id)
        assert person is not None and person.opted_out_at is not None
    staying = people.get(runtime.store, STAYING)
    assert staying is not None and staying.name and staying.opted_out_at is None
    assert [
        row.disabled_at is not None for row in map(lambda id: officials.by_id(runtime.store, id), (1, 2)) if row
    ] == [True, False]
    assert runtime.store.rows("SELECT * FROM sessions") == []


def test_erasures_opt_outs_and_disabled_officials_are_done_again(
    start: Start, clock: MovableClock, tmp_path: Path
) -> None:
    runtime = start()
    fill(runtime)
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    wish(runtime, clock)
    result = restoring.restore_backup(runtime, copy)
    assert (len(result.again.erased), len(result.again.opted_out), len(result.again.disabled)) == (1, 2, 1)
    again = start()
    check_wishes(again)
    assert again.restore_guard.is_restored()
    pair = tokens.read_pair(again.store)
    assert pair is not None and pair.refresh_token == "refresh-2", "the older one is used up"


def test_they_are_known_after_the_server_is_lost(start: Start, clock: MovableClock, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    runtime = start(BACKUP_COPY_PATH=str(second), SECRET_KEY="k" * 40)
    fill(runtime)
    daily_backup.run_if_due(runtime)
    clock.forward(15 * HOUR)
    assert daily_backup.run_if_due(runtime)
    wish(runtime, clock)
    daily_backup.run_if_due(runtime)
    runtime.close()
    shutil.rmtree(tmp_path / "data")
    new = start("new", SECRET_KEY="k" * 40)
    restoring.restore_backup(new, next(second.glob("*.zip")))
    check_wishes(start("new", SECRET_KEY="k" * 40))


def test_content_that_officials_changed_comes_back_on_a_fresh_machine(
    start: Start, words: Path, tmp_path: Path, clock: MovableClock
) -> None:
    fresh = tmp_path / "fresh"
    shutil.copytree(words, fresh)
    runtime = start()
    runtime.content_editing.record_outside_changes()
    before = locate(words, "ward.yaml").read_text(encoding="utf-8")
    locate(words, "ward.yaml").write_text(before + "# sửa ở phường\n", encoding="utf-8")
    (words / "forms").mkdir(exist_ok=True)
    (words / "forms/cua-bo-cai.pdf").write_bytes(b"%PDF-1.4 of the release")
    (words / "forms/to-khai.pdf").write_bytes(b"%PDF-1.4 to khai")
    with runtime.store.write() as db:
        audit.write(db, 1, None, "form_upload", "to-khai.pdf")
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    with zipfile.ZipFile(copy) as archive:
        assert {"content/ward.yaml", "content/forms/to-khai.pdf"} <= set(archive.namelist())
        assert "content/forms/cua-bo-cai.pdf" not in archive.namelist(), "the release has it"
        assert "ward.db.key" not in archive.namelist(), "the key lies elsewhere"
    (tmp_path / "new").mkdir()
    key = tmp_path / "data" / "ward.db.key"
    if key.exists():
        shutil.copy(key, tmp_path / "new")
    new = start("new", fresh)
    assert restoring.restore_backup(new, copy).content == 2
    assert "# sửa ở phường" in locate(fresh, "ward.yaml").read_text(encoding="utf-8")
    assert read_form_file(fresh, "to-khai.pdf") == b"%PDF-1.4 to khai"
    again = start("new", fresh)
    assert [file.file for file in again.content_editing.list_differing()] == ["ward.yaml"]


def test_a_backup_with_a_passphrase_brings_its_key_and_tells_nobody_else_anything(start: Start, tmp_path: Path) -> None:
    runtime = start(BACKUP_PASSPHRASE=SECRET_WORDS)
    fill(runtime)
    copy, _ = backups.make_backup(runtime, None)
    assert copy.name.endswith(".zip.age") and b"ward.db" not in copy.read_bytes()
    assert [path for path in copy.parent.iterdir() if path.name.startswith(".")] == []
    for environ, sentence in (
        ({}, "có mật khẩu"),
        ({"BACKUP_PASSPHRASE": "một mật khẩu khác"}, "mật khẩu của bản sao lưu không đúng"),
    ):
        other = start("other", **environ)
        with pytest.raises(BackupError, match=sentence):
            restoring.restore_backup(other, copy)
        other.close()
    new = start("new")
    restoring.restore_backup(new, copy, passphrase=SECRET_WORDS)
    again = start("new")
    pair = tokens.read_pair(again.store)
    assert pair is not None and pair.refresh_token == "refresh-1"


def test_secrets_of_another_key_stop_a_restore_unless_they_are_given_up(start: Start, tmp_path: Path) -> None:
    runtime = start()
    fill(runtime)
    key_values.put(runtime.store, "said", "before")
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    new = start("new")
    with pytest.raises(BackupError, match="khóa khác"):
        restoring.restore_backup(new, copy)
    restoring.restore_backup(new, copy, without_secrets=True)
    again = start("new")
    assert tokens.read_pair(again.store) is None and key_values.get(again.store, "said") == "before"


def test_an_archive_too_large_for_the_disk_is_refused_before_it_is_unpacked(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = start()
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 0, 10))
    with pytest.raises(BackupError, match="đĩa chỉ còn 0 MB"):
        restoring.restore_backup(runtime, copy)


def test_a_backup_with_a_trigger_of_somebody_elses_is_refused(start: Start, tmp_path: Path) -> None:
    runtime = start()
    copy, _ = backups.make_backup(runtime, tmp_path / "copy.zip")
    with zipfile.ZipFile(copy) as archive:
        archive.extract("ward.db", tmp_path)
    (tmp_path / "ward.db").rename(tmp_path / "theirs.db")
    with closing(sqlite3.connect(tmp_path / "theirs.db")) as db:
        db.execute("CREATE TRIGGER spy AFTER INSERT ON people BEGIN UPDATE officials SET roles = 'manager'; END")
    key_values.put(runtime.store, "said", "ours")
    with pytest.raises(BackupError, match="phần lạ \\(spy\\)"):
        restoring.restore_backup(runtime, tmp_path / "theirs.db")
    assert key_values.get(runtime.store, "said") == "ours"
