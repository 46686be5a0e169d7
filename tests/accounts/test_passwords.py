"""Passwords are kept as the hash recommended today, at its full cost (other tests use the cheapest: tests/conftest.py)."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from argon2 import Type, extract_parameters

from tests.support.processes import ROOT, clean_environment


def test_a_password_costs_a_guesser_memory_and_time(tmp_path: Path) -> None:
    database = tmp_path / "ward.db"
    command = [
        sys.executable,
        "-m",
        "flask",
        "--app",
        "app",
        "official",
        "add",
        "a@b.vn",
        "--name",
        "A",
        "--role",
        "viewer",
    ]
    subprocess.run(
        command, cwd=ROOT, env=clean_environment() | {"DATABASE_PATH": str(database)}, check=True, timeout=120
    )
    kept = sqlite3.connect(database).execute("SELECT password_hash FROM officials").fetchone()[0]
    found = extract_parameters(kept)
    assert found.type is Type.ID
    assert found.memory_cost >= 19 * 1024  # KiB; OWASP's least for argon2id
    assert found.time_cost >= 2
