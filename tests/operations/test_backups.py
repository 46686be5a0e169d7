"""A backup brought back sends nothing until an official confirms; it knows that it was restored."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.helpdesk.failures import FailedItems
from bot.installation.restore_guard import RestoreGuard
from bot.operations import backups, restoring
from bot.store import Store, StoreError, broadcasts, inbox, outbox
from tests.support.app import AppFixture, wait_until
from tests.support.broadcasts import HOUR, BroadcastFixture, ShiftedClock

KEY = "the key of both machines, from .env, long"


def test_a_restored_database_sends_nothing_until_confirmed(tmp_path: Path) -> None:
    broadcast_ward = BroadcastFixture(tmp_path)
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(send_at=broadcast_ward.runtime.clock() + HOUR))
    copy, _ = backups.make_backup(broadcast_ward.runtime, tmp_path / "copy.zip")
    broadcast_ward.forward(HOUR)
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    followers, zalo, clock = broadcast_ward.followers, broadcast_ward.zalo, broadcast_ward.clock
    broadcast_ward.ward_app._served.close()
    restoring.restore_backup(broadcast_ward.runtime, copy)

    store = Store(tmp_path / "ward.db")
    lineage = RestoreGuard(store, clock)
    assert lineage.is_restored()
    row = broadcasts.get(store, broadcast_id)
    assert row is not None and (row.state, row.reason) == ("paused", "restored")
    lineage.confirm(None)
    assert not lineage.is_restored()
    assert not RestoreGuard(store, clock).is_restored()
    assert broadcasts.get(store, broadcast_id).state == "paused"  # type: ignore[index]
    store.close()
    assert set(broadcast_ward.got(followers).values()) == {1}
    zalo.close()


def test_a_restored_copy_uses_up_no_token_and_the_original_keeps_its_connection(tmp_path: Path) -> None:
    clock = ShiftedClock()
    original = AppFixture(tmp_path / "ward", clock=clock, SECRET_KEY=KEY)
    copied, _ = backups.make_backup(original.runtime, tmp_path / "copy.zip")
    drill = AppFixture(tmp_path / "drill", clock=clock, RUN_WORKERS="no", SECRET_KEY=KEY)
    restoring.restore_backup(drill.runtime, copied)
    drill.zalo.close()
    drill._served.close()
    drill = AppFixture(tmp_path / "drill", clock=clock, SECRET_KEY=KEY)
    rotations = len(original.zalo.calls)
    drill.runtime._http._adapter = original.runtime._http._adapter
    clock.ahead_ms += 26 * HOUR  # the access token has ended, and is due in the copy too
    assert drill.runtime.restore_guard.is_restored()
    assert drill.runtime.tokens.access_token() is None
    assert not drill.runtime.tokens.renew_if_due()
    assert len(original.zalo.calls) == rotations
    assert original.runtime.tokens.renew_if_due()
    drill.runtime.restore_guard.confirm(None)
    assert drill.runtime.tokens.access_token() is None  # it may try now, and learns that its token is used up
    assert drill.runtime.tokens.state().level == "lost"
    drill.close()
    original.close()


def test_a_file_copied_back_by_hand_is_noticed_too(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    lineage = RestoreGuard(store, lambda: 1)
    store.close()
    shutil.copyfile(tmp_path / "ward.db", tmp_path / "old.db")
    store = Store(tmp_path / "ward.db")
    RestoreGuard(store, lambda: 2)
    store.close()
    shutil.copyfile(tmp_path / "old.db", tmp_path / "ward.db")
    for ending in ("-wal", "-shm"):
        (tmp_path / f"ward.db{ending}").unlink(missing_ok=True)
    store = Store(tmp_path / "ward.db")
    assert RestoreGuard(store, lambda: 3).is_restored()
    assert lineage is not None
    store.close()


def test_a_file_moved_to_another_machine_is_taken_for_a_copy(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    RestoreGuard(store, lambda: 1)
    store.close()
    (tmp_path / "elsewhere").mkdir()
    shutil.move(tmp_path / "ward.db", tmp_path / "elsewhere" / "ward.db")
    store = Store(tmp_path / "elsewhere" / "ward.db")
    assert RestoreGuard(store, lambda: 2).is_restored()
    store.close()


def test_an_ordinary_restart_is_no_restore(tmp_path: Path) -> None:
    for _ in range(3):
        store = Store(tmp_path / "ward.db")
        assert not RestoreGuard(store, lambda: 1).is_restored()
        store.close()


def test_what_waited_in_a_copy_is_named_and_not_answered_again(ward_app: AppFixture, tmp_path: Path) -> None:
    person = ward_app.new_person()
    ward_app.runtime.stop_workers()
    ward_app.zalo.person_says(person.id, "làm khai sinh cần gì")
    wait_until(lambda: inbox.count_by_state(ward_app.runtime.store)["new"] >= 1)
    copy, _ = backups.make_backup(ward_app.runtime, tmp_path / "copy.zip")
    with zipfile.ZipFile(copy) as archive:
        store = Store(Path(archive.extract("ward.db", tmp_path / "laid out")), ward_app.runtime.store.keys)
    RestoreGuard(store, lambda: 5)
    assert inbox.count_by_state(store)["new"] == 0
    assert [event.error for event in FailedItems(store, lambda: 0).newest(5)[0]] == ["restored"]
    assert outbox.count_by_state(store)["queued"] == 0
    store.close()


@pytest.fixture
def shell(ward_app: AppFixture) -> Any:
    return ward_app.app.test_cli_runner()


def test_the_shell_says_what_is_wrong_in_one_line(shell: Any, ward_app: AppFixture, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.db"
    nonsense.write_text("hello " * 1000)
    for words, sentence in (
        (["restore", str(nonsense)], "không phải cơ sở dữ liệu"),
        (["restore", "khong-co.db"], "Không có tệp"),
        (["restore"], "Hãy ghi tên tệp"),
        (["restore", "--confirm", "--as", "a@b"], "không cần xác nhận"),
    ):
        result = shell.invoke(args=words)
        assert result.exit_code == 1 and sentence in result.output and "Traceback" not in result.output
    target = tmp_path / "sao.zip"
    assert shell.invoke(args=["backup", str(target)]).exit_code == 0
    assert target.stat().st_size > 10_000
    assert "Đã có tệp" in shell.invoke(args=["backup", str(target)]).output


def test_it_does_not_restore_under_a_running_program(ward_app: AppFixture, tmp_path: Path) -> None:
    from bot.lib.process_lock import Owner

    copy, _ = backups.make_backup(ward_app.runtime, tmp_path / "copy.zip")
    other = Owner(ward_app.runtime.settings.database_path)
    with pytest.raises(backups.BackupError, match="đang chạy"):
        restoring.restore_backup(ward_app.runtime, copy)
    other.close()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    import sqlite3

    from bot.store import backup

    path = tmp_path / "other.db"
    sqlite3.connect(path).execute("CREATE TABLE a (b)")
    with pytest.raises(StoreError):
        backup.check(path)
