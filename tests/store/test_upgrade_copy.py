"""An upgrade copies the database first, can be killed at every step, and refuses what a newer version made."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from app import load_settings
from bot.cli.upgrade import asks_for_upgrade, make_upgrade_app
from bot.store import Store, StoreError, upgrade
from bot.store.schema import migrations
from tests.support.app import live_environment
from tests.support.processes import ROOT, clean_environment

LAST = migrations._migrations[-1].name


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of the version before this one, with a row."""
    path = tmp_path / "data" / "ward.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.row_factory = sqlite3.Row
        migrations.apply(Database(connection), stop_before=LAST)
        connection.execute("INSERT INTO notes (key, value) VALUES ('ward', 'An')")
    return path


def applied(path: Path) -> set[str]:
    return set(upgrade.plan_upgrade(path).applied)


def copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*truoc-nang-cap*.db"))


def test_the_copy_is_the_old_database_and_only_the_newest_is_kept(old: Path) -> None:
    (old.parent / "ward-truoc-nang-cap-m001_base.db").write_bytes(b"older")
    store = Store(old)
    (copy,) = copies(old)
    assert store.copy_before_upgrade == copy and copy.stat().st_mode & 0o077 == 0
    assert LAST in applied(old) and LAST not in applied(copy)
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT value FROM notes WHERE key = 'ward'").fetchall() == [("An",)]
    store.close()
    again = Store(old)
    assert again.copy_before_upgrade is None and copies(old) == [copy]
    again.close()


def test_without_room_for_the_copy_nothing_is_changed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "ROOM", 10**12)
    with pytest.raises(StoreError, match="chưa đổi gì"):
        Store(old)
    assert LAST not in applied(old) and copies(old) == []


STEPS = ("copy_begins", "copy_half_done", "copy_named", "migrating", "before_commit", "done")
KILLED = """
import os, signal, sys
from pathlib import Path
from bot.store import database, upgrade
from bot.store.schema import migrations
step, path = sys.argv[1], Path(sys.argv[2])
def die(): os.kill(os.getpid(), signal.SIGKILL)
def before(owner, name):
    real = getattr(owner, name)
    def run(*values, **named):
        die()
        return real(*values, **named)
    setattr(owner, name, run)
if step == "copy_begins": before(upgrade, "copy_before")
if step == "copy_half_done": before(upgrade.os, "fsync")
if step == "copy_named": before(migrations, "apply")
last = migrations._migrations[-1]
if step in ("migrating", "before_commit"):
    real = last.fn
    def fn(db):
        if step == "before_commit": real(db)
        die()
    last.fn = fn
store = database.Store(path)
die()
"""


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_database_is_old_or_new_and_the_next_start_upgrades_it(old: Path, step: str) -> None:
    result = subprocess.run([sys.executable, "-c", KILLED, step, str(old)], cwd=ROOT, timeout=60, check=False)
    assert result.returncode == -signal.SIGKILL
    assert (LAST in applied(old)) is (step == "done")
    store = Store(old)
    assert LAST in applied(old)
    assert [row["value"] for row in store.rows("SELECT value FROM notes WHERE key = 'ward'")] == ["An"]
    assert store.db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    store.close()
    (copy,) = copies(old)
    assert LAST not in applied(copy)
    assert list(old.parent.glob(".*.part")) == []


def run_upgrade(old: Path, *words: str) -> tuple[int, str]:
    environment = clean_environment() | live_environment(old.parent, 8000, "http://127.0.0.1:1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.operations.upgrading.Content.load", lambda path: None)  # content has tests of its own
        for name, value in environment.items():
            patch.setenv(name, value)
        result = make_upgrade_app(load_settings).test_cli_runner().invoke(args=["upgrade", *words])
    return result.exit_code, result.output


def test_the_check_changes_nothing_and_the_upgrade_says_what_it_did(old: Path) -> None:
    code, text = run_upgrade(old, "--check")
    assert code == 0 and f"sẽ được nâng cấp: {LAST}" in text and "Chỗ cho bản sao" in text
    assert LAST not in applied(old) and copies(old) == []
    code, text = run_upgrade(old)
    assert code == 0 and "Đã sao lưu trước khi nâng cấp" in text and LAST in applied(old)
    assert run_upgrade(old) == (0, "✔ Dữ liệu đã đúng bản này, không phải làm gì.\n")


def test_a_database_of_a_newer_version_is_refused_with_words(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('ward', 'm999_later', '')"
        )
    for words in (("--check",), ()):
        code, text = run_upgrade(old, *words)
        assert code == 1 and "phiên bản mới hơn" in text and "m999_later" in text
    assert LAST not in applied(old)


@pytest.mark.parametrize(
    ("arguments", "asks"),
    [
        (["/x/flask", "--app", "app", "upgrade", "--check"], True),
        (["flask", "-A", "app", "--debug", "upgrade"], True),
        (["flask", "--app", "app", "ask", "upgrade"], False),
        (["flask", "--app", "upgrade"], False),
        (["app.py", "upgrade"], False),
    ],
)
def test_only_the_command_itself_keeps_the_database_closed(arguments: list[str], asks: bool) -> None:
    assert asks_for_upgrade(arguments) is asks
