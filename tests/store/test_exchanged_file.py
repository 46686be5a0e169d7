"""A file that was put in place of the database while the program runs is not opened."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store.database import Store


def test_a_new_thread_does_not_read_another_database(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    store.path.unlink()
    other = sqlite3.connect(store.path)
    other.execute("CREATE TABLE somebody_elses (name TEXT)")
    other.commit()
    other.close()
    with ThreadPoolExecutor(1) as pool, pytest.raises(sqlite3.OperationalError, match="gone"):
        pool.submit(store.rows, "SELECT name FROM sqlite_master").result()
    store.close()
