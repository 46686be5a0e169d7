"""A backup brought back sends nothing until an official confirms; it knows that it was restored."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot import backups
from bot.lineage import Lineage
from bot.store import Store, StoreError, broadcasts, inbox, outbox
from tests.broadcasts.hall import HOUR, Hall
from tests.town import Town, wait_until


def test_a_restored_database_sends_nothing_until_confirmed(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    broadcast_id = hall.approved(hall.draft(send_at=hall.runtime.clock() + HOUR))
    copy, _ = backups.make(hall.runtime, tmp_path / "copy.zip")
    hall.forward(HOUR)
    hall.runs(broadcast_id)
    hall.town.settle()
    followers, zalo, clock = hall.followers, hall.zalo, hall.clock
    hall.town._served.close()
    backups.bring_back(hall.runtime, copy)

    store = Store(tmp_path / "ward.db")
    lineage = Lineage(store, clock)
    assert lineage.is_restored()
    row = broadcasts.get(store, broadcast_id)
    assert row is not None and (row["state"], row["reason"]) == ("paused", "restored")
    lineage.confirm(None)
    assert not lineage.is_restored()
    assert not Lineage(store, clock).is_restored()
    assert broadcasts.get(store, broadcast_id)["state"] == "paused"  # type: ignore[index]
    store.close()
    assert set(hall.got(followers).values()) == {1}
    zalo.close()


def test_a_file_copied_back_by_hand_is_noticed_too(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    lineage = Lineage(store, lambda: 1)
    store.close()
    shutil.copyfile(tmp_path / "ward.db", tmp_path / "old.db")
    store = Store(tmp_path / "ward.db")
    Lineage(store, lambda: 2)
    store.close()
    shutil.copyfile(tmp_path / "old.db", tmp_path / "ward.db")
    for ending in ("-wal", "-shm"):
        (tmp_path / f"ward.db{ending}").unlink(missing_ok=True)
    store = Store(tmp_path / "ward.db")
    assert Lineage(store, lambda: 3).is_restored()
    assert lineage is not None
    store.close()


def test_a_file_moved_to_another_machine_is_taken_for_a_copy(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    Lineage(store, lambda: 1)
    store.close()
    (tmp_path / "elsewhere").mkdir()
    shutil.move(tmp_path / "ward.db", tmp_path / "elsewhere" / "ward.db")
    store = Store(tmp_path / "elsewhere" / "ward.db")
    assert Lineage(store, lambda: 2).is_restored()
    store.close()


def test_an_ordinary_restart_is_no_restore(tmp_path: Path) -> None:
    for _ in range(3):
        store = Store(tmp_path / "ward.db")
        assert not Lineage(store, lambda: 1).is_restored()
        store.close()


def test_what_waited_in_a_copy_is_named_and_not_answered_again(town: Town, tmp_path: Path) -> None:
    person = town.new_person()
    town.runtime.stop_workers()
    town.zalo.person_says(person.id, "làm khai sinh cần gì")
    wait_until(lambda: inbox.counts(town.runtime.store)["new"] >= 1)
    copy, _ = backups.make(town.runtime, tmp_path / "copy.zip")
    with zipfile.ZipFile(copy) as archive:
        store = Store(Path(archive.extract("ward.db", tmp_path / "laid out")))
    Lineage(store, lambda: 5)
    assert inbox.counts(store)["new"] == 0
    assert [row["error"] for row in inbox.dead(store)] == ["restored"]
    assert outbox.counts(store)["queued"] == 0
    store.close()


@pytest.fixture
def shell(town: Town) -> Any:
    return town.app.test_cli_runner()


def test_the_shell_says_what_is_wrong_in_one_line(shell: Any, town: Town, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.db"
    nonsense.write_text("hello " * 1000)
    for words, told in (
        (["restore", str(nonsense)], "không phải cơ sở dữ liệu"),
        (["restore", "khong-co.db"], "Không có tệp"),
        (["restore"], "Hãy ghi tên tệp"),
        (["restore", "--confirm", "--as", "a@b"], "không cần xác nhận"),
    ):
        done = shell.invoke(args=words)
        assert done.exit_code == 1 and told in done.output and "Traceback" not in done.output
    target = tmp_path / "sao.zip"
    assert shell.invoke(args=["backup", str(target)]).exit_code == 0
    assert target.stat().st_size > 10_000
    assert "Đã có tệp" in shell.invoke(args=["backup", str(target)]).output


def test_it_does_not_restore_under_a_running_program(town: Town, tmp_path: Path) -> None:
    from bot.ownership import Owner

    copy, _ = backups.make(town.runtime, tmp_path / "copy.zip")
    other = Owner(town.runtime.settings.database_path)
    with pytest.raises(backups.BackupError, match="đang chạy"):
        backups.bring_back(town.runtime, copy)
    other.close()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    import sqlite3

    from bot.store import backup

    path = tmp_path / "other.db"
    sqlite3.connect(path).execute("CREATE TABLE a (b)")
    with pytest.raises(StoreError):
        backup.check(path)
