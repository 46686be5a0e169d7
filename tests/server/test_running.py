"""The program as its users start it: what it prints, how it stops, and how it says what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests

from bot.store import Store
from tests.support.app import free_port, wait_until
from tests.support.processes import ROOT, clean_environment


def start(folder: Path, port: int, **environment: str) -> subprocess.Popen[str]:
    """`python app.py` in demo mode on an empty folder."""
    settings = clean_environment() | {"DATABASE_PATH": str(folder / "ward.db"), "PORT": str(port), "WARD_MODE": "demo"}
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=settings | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_prints_where_to_go_answers_and_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    product = start(tmp_path, port)
    wait_until(lambda: is_listening(port), 30)
    base = f"http://127.0.0.1:{port}"
    api = f"{base}/simulator/api"
    person = requests.get(f"{api}/people", timeout=5).json()[0]["id"]
    requests.post(f"{api}/people/{person}/say", json={"text": "lam giay khai sinh can gi"}, timeout=5)
    wait_until(lambda: "1.001193" in requests.get(f"{api}/people/{person}/talk", timeout=5).text, 10)
    assert requests.get(f"{base}/healthz", timeout=5).status_code == 200
    product.send_signal(number)
    began = time.monotonic()
    out, err = product.communicate(timeout=15)
    assert (product.returncode, time.monotonic() - began < 5) == (0, True)
    for line in (f"{base}/simulator/", f"{base}/admin/", "mật khẩu:"):
        assert line in out
    assert err == ""


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        _, err = start(tmp_path, port).communicate(timeout=30)
    assert err.startswith(f"PORT: không mở được cổng {port}")
    assert err.count("\n") == 1


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    _, err = start(tmp_path, free_port(), QUIET_HOURS="đêm").communicate(timeout=30)
    assert err.startswith("QUIET_HOURS: ")
    assert err.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    _, err = start(tmp_path, free_port()).communicate(timeout=30)
    assert err.startswith("DATABASE_PATH: ")
    assert err.count("\n") == 1


def test_a_path_that_cannot_be_a_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _, err = start(tmp_path, free_port(), DATABASE_PATH=str(tmp_path / "file" / "ward.db")).communicate(timeout=30)
    assert err.startswith("DATABASE_PATH: ")
    assert err.count("\n") == 1


def test_a_database_of_a_newer_version_is_one_line_and_left_alone(tmp_path: Path) -> None:
    Store(tmp_path / "ward.db").close()
    with closing(sqlite3.connect(tmp_path / "ward.db", isolation_level=None)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('ward', 'm999_future', '')"
        )
        before = db.execute("SELECT name, applied_at FROM _sqlite_migrations").fetchall()
    _, err = start(tmp_path, free_port()).communicate(timeout=30)
    assert err.startswith("DATABASE_PATH: ")
    assert "m999_future" in err
    assert err.count("\n") == 1
    with closing(sqlite3.connect(tmp_path / "ward.db")) as db:
        assert db.execute("SELECT name, applied_at FROM _sqlite_migrations").fetchall() == before


def test_it_stops_in_time_while_zalo_does_not_answer_and_names_what_was_cut_off(tmp_path: Path) -> None:
    port = free_port()
    product = start(tmp_path, port)
    wait_until(lambda: is_listening(port), 30)
    api = f"http://127.0.0.1:{port}/simulator/api"
    person = requests.get(f"{api}/people", timeout=5).json()[0]["id"]
    requests.post(f"{api}/faults", json={"slow_ms": 14_000}, timeout=5)
    requests.post(f"{api}/people/{person}/say", json={"text": "xin chào"}, timeout=5)
    with closing(sqlite3.connect(tmp_path / "ward.db", timeout=10)) as db:
        states = "SELECT state, count(*) FROM outbox GROUP BY state"
        wait_until(lambda: ("sending", 1) in db.execute(states).fetchall(), 10)
    product.terminate()
    began = time.monotonic()
    product.communicate(timeout=15)
    assert (product.returncode, time.monotonic() - began < 5) == (0, True)
    again = start(tmp_path, port)
    wait_until(lambda: is_listening(port), 30)
    with closing(sqlite3.connect(tmp_path / "ward.db", timeout=10)) as db:
        wait_until(lambda: ("unknown", 1) in db.execute(states).fetchall(), 10)
    again.terminate()
    again.communicate(timeout=15)


def test_a_start_clears_away_what_a_killed_restore_left(tmp_path: Path) -> None:
    left = tmp_path / ".khoi-phuc-abc"
    left.mkdir()
    (left / "ward.db").write_bytes(b"half a database")
    port = free_port()
    product = start(tmp_path, port)
    wait_until(lambda: is_listening(port), 30)
    product.send_signal(signal.SIGTERM)
    product.communicate(timeout=15)
    assert not left.exists()
