"""Demo and live never mix: each database knows its mode, and the program and its commands refuse the other's."""

from __future__ import annotations

import hashlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import create_app
from bot import settings
from bot.installation.mode import open_store
from bot.operations import backups, restoring
from bot.runtime import Runtime
from bot.settings import DEMO_APP_ID, DEMO_OA_ID
from bot.store import Store, StoreError
from tests.admin.installation import MovableClock, copy_words, make_runtime
from tests.support.app import CONTENT, free_port
from tests.support.processes import ROOT, clean_environment

LIVE = {"WARD_MODE": "live", "ZALO_APP_ID": "4318", "ZALO_APP_SECRET": "s", "ZALO_OA_ID": "4319", "ZALO_OA_SECRET": "s"}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_words(tmp_path_factory.mktemp("words") / "content")


def run(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command typed in `folder`, so that the usual places of the data lie there."""
    environment = clean_environment() | {"CONTENT_PATH": str(CONTENT)} | environ
    command = [sys.executable, "-m", "flask", "--app", str(ROOT / "app.py"), *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def is_one_line(result: subprocess.CompletedProcess[str], start: str) -> bool:
    return result.returncode == 1 and result.stderr.startswith(start) and result.stderr.count("\n") == 1


def mode_in(database: Path) -> str:
    with closing(sqlite3.connect(database)) as db:
        return str(db.execute("SELECT value FROM notes WHERE key = 'mode'").fetchone()[0])


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A folder in which a ward went live: its data at their usual place, marked, and its settings lost."""
    open_store(settings.load({**LIVE, "DATABASE_PATH": str(tmp_path / "data" / "ward.db")})).close()
    return tmp_path


def test_a_fresh_machine_starts_a_demo_in_a_database_of_its_own(tmp_path: Path) -> None:
    result = run(tmp_path, "official", "list")
    assert (result.returncode, result.stderr) == (0, "")
    assert mode_in(tmp_path / "data" / "demo.db") == "demo" and not (tmp_path / "data" / "ward.db").exists()


def test_a_live_installation_whose_settings_are_lost_never_becomes_a_demo(live: Path) -> None:
    assert is_one_line(run(live, "official", "list"), "WARD_MODE: data/ward.db là dữ liệu chạy thật")
    assert is_one_line(run(live, "official", "list", DATABASE_PATH="data/ward.db"), "DATABASE_PATH: data/ward.db là dữ")
    assert not (live / "data" / "demo.db").exists()
    program = subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        cwd=live,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=clean_environment() | {"CONTENT_PATH": str(CONTENT), "PORT": str(free_port())},
    )
    assert is_one_line(program, "WARD_MODE: data/ward.db là dữ liệu chạy thật") and program.stdout == ""
    with closing(sqlite3.connect(live / "data" / "ward.db")) as db:
        assert db.execute("SELECT count(*) FROM officials").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM tokens").fetchone() == (0,)


def test_a_demo_beside_live_data_runs_when_it_is_asked_for(live: Path) -> None:
    before = (live / "data" / "ward.db").read_bytes()
    assert run(live, "official", "list", WARD_MODE="demo").returncode == 0
    assert mode_in(live / "data" / "demo.db") == "demo" and (live / "data" / "ward.db").read_bytes() == before


@pytest.mark.parametrize(("first", "then"), [({}, LIVE), (LIVE, {"WARD_MODE": "demo"})])
def test_a_database_of_the_other_mode_is_refused_in_one_line_and_left_alone(
    tmp_path: Path, first: dict[str, str], then: dict[str, str]
) -> None:
    path = tmp_path / "a.db"
    open_store(settings.load({**first, "DATABASE_PATH": str(path)})).close()
    before = path.read_bytes()
    with pytest.raises(
        StoreError, match=r"^DATABASE_PATH: .*a\.db là dữ liệu chạy (thử|thật).*Ví dụ: DATABASE_PATH="
    ) as refusal:
        open_store(settings.load({**then, "DATABASE_PATH": str(path)}))
    assert "\n" not in str(refusal.value) and path.read_bytes() == before


def event(app_id: str) -> str:
    body = f'CAST(\'{{"app_id": "{app_id}"}}\' AS BLOB)'
    return (
        "INSERT INTO inbox (key, name, kind, received_at, body, state)"
        f" VALUES ('{app_id}', 'a', 'a', 1, {body}, 'done')"
    )


def profile(oa_id: str) -> str:
    return f'INSERT INTO notes VALUES (\'oa_profile\', \'{{"at": 1, "oa_id": "{oa_id}"}}\')'


def token(length: int) -> str:
    return f"INSERT INTO tokens (id, access_token, refresh_token) VALUES (1, 'a', '{'t' * length}')"


def official(email: str) -> str:
    return f"INSERT INTO officials (email, name, roles, password_hash, created_at) VALUES ('{email}', 'A', 'manager', 'x', 1)"


FIRST = official("quan.tri@phuong.example.vn")
OLDER = {
    "events of a real app": ([event("4318")], "live"),
    "a real OA": ([profile("4319")], "live"),
    "a token of Zalo's length": ([token(300)], "live"),
    "a ward on which a demo ran by mistake": ([event("4318"), event(DEMO_APP_ID), token(64), FIRST], "live"),
    "officials and nothing of the demo": ([official("lan@phuong.example.vn")], "live"),
    "events of the demo's app": ([event(DEMO_APP_ID)], "demo"),
    "the demo's OA": ([profile(DEMO_OA_ID), token(64)], "demo"),
    "the demo's first manager": ([FIRST], "demo"),
}


@pytest.mark.parametrize("what", OLDER)
def test_the_mode_of_an_older_database_is_seen_from_what_is_in_it(tmp_path: Path, what: str) -> None:
    traces, mode = OLDER[what]
    path = tmp_path / "old.db"
    store = Store(path)
    with store.write() as db:
        for trace in traces:
            db.conn.execute(trace)
    store.close()
    right, wrong = ({}, LIVE) if mode == "demo" else (LIVE, {})
    with pytest.raises(StoreError):
        open_store(settings.load({**wrong, "DATABASE_PATH": str(path)}))
    open_store(settings.load({**right, "DATABASE_PATH": str(path)})).close()
    assert mode_in(path) == mode


@pytest.mark.parametrize(("environ", "mode"), [({}, "demo"), (LIVE, "live")])
def test_an_older_empty_database_belongs_to_whoever_opens_it_first(
    tmp_path: Path, environ: dict[str, str], mode: str
) -> None:
    Store(tmp_path / "old.db").close()
    open_store(settings.load({**environ, "DATABASE_PATH": str(tmp_path / "old.db")})).close()
    assert mode_in(tmp_path / "old.db") == mode


def test_the_secrets_of_a_demo_are_its_own_and_stay(words: Path, tmp_path: Path) -> None:
    pairs = []
    for name in ("one", "one", "two"):
        runtime = make_runtime(words, tmp_path / name, MovableClock())
        pairs.append((runtime.settings.app_secret, *runtime.settings.oa_secrets))
        runtime.close()
    assert pairs[0] == pairs[1] and not set(pairs[0]) & set(pairs[2])
    assert min(len(secret) for secret in pairs[0]) >= 32
    assert pairs[0][0] != pairs[0][1]


def test_an_event_forged_with_the_secret_everybody_could_read_is_refused(words: Path, tmp_path: Path) -> None:
    runtime = make_runtime(words, tmp_path, MovableClock())
    app = create_app(runtime)
    stamp = str(int(time.time() * 1000))
    body = json.dumps(
        {
            "event_name": "user_send_text",
            "app_id": runtime.settings.app_id,
            "sender": {"id": "7"},
            "timestamp": stamp,
            "recipient": {"id": runtime.settings.oa_id},
            "message": {"msg_id": "m1", "text": "xin chào"},
        }
    ).encode()

    def post(secret: str) -> int:
        mac = hashlib.sha256(runtime.settings.app_id.encode() + body + stamp.encode() + secret.encode()).hexdigest()
        headers = {"X-ZEvent-Signature": f"mac={mac}", "Content-Type": "application/json"}
        return app.test_client().post("/webhook", data=body, headers=headers).status_code

    assert post("demo-oa-secret") == 403
    assert post(runtime.settings.oa_secrets[0]) == 200
    app.extensions["simulator"].close()
    runtime.close()


@pytest.fixture
def both(words: Path, tmp_path: Path) -> Iterator[tuple[Runtime, Runtime]]:
    """A demo and a live installation."""
    runtimes = [
        make_runtime(words, tmp_path / name, MovableClock(), **environ)
        for name, environ in (("demo", {}), ("live", LIVE))
    ]
    yield runtimes[0], runtimes[1]
    for runtime in runtimes:
        runtime.close()


@pytest.mark.parametrize(("of", "into"), [(0, 1), (1, 0)])
def test_a_backup_of_the_other_mode_is_not_restored(both, tmp_path: Path, of: int, into: int) -> None:
    copy, _ = backups.make_backup(both[of], tmp_path / "copy.zip")
    with pytest.raises(backups.BackupError, match=r"là dữ liệu chạy (thử|thật), còn máy này đang ở chế độ"):
        restoring.restore_backup(both[into], copy)
    assert both[into].officials.everyone() == []


def test_pictures_of_a_demo_and_of_a_ward_lie_apart_in_one_folder(words: Path, tmp_path: Path) -> None:
    folders = set()
    for environ in ({}, LIVE):
        runtime = make_runtime(
            words, tmp_path, MovableClock(), **environ, DATABASE_PATH=str(tmp_path / f"{len(environ)}.db")
        )
        folders.add(runtime.pictures.folder)
        runtime.close()
    assert len(folders) == 2 and {folder.parent for folder in folders} == {tmp_path}


def test_an_older_demo_is_left_in_its_place_and_the_start_tells_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    store = Store(tmp_path / "data" / "ward.db")
    with store.write() as db:
        db.conn.execute(FIRST)
    store.close()
    port = free_port()
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        cwd=tmp_path,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment() | {"CONTENT_PATH": str(CONTENT), "PORT": str(port), "LOG_LEVEL": "error"},
    )
    assert program.stdout is not None
    lines: list[str] = []
    while not lines or "Dừng" not in lines[-1]:
        lines.append(program.stdout.readline())
        assert lines[-1], program.communicate()[1]
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=30)
    text = "".join(lines)
    assert "còn ở data/ward.db" in text and "DATABASE_PATH=data/ward.db make demo-clean" in text
    for part in (f"http://127.0.0.1:{port}/simulator/", f"http://127.0.0.1:{port}/admin/", "mật khẩu:"):
        assert part in text
    assert run(tmp_path, "official", "list", DATABASE_PATH="data/ward.db").stdout.startswith("quan.tri@")
