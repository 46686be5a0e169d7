"""A disk that fails in the middle of a write, and again when it is undone, leaves no transaction open."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, key_values


class Failing(sqlite3.Connection):
    """A connection that cannot undo anything while `fails`."""

    fails = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if Failing.fails and sql == "ROLLBACK":
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *values)

    def rollback(self) -> None:
        if Failing.fails:
            raise sqlite3.OperationalError("disk I/O error")
        super().rollback()


def test_writes_go_on_after_one_that_could_not_be_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *values, **options: real(*values, factory=Failing, **options))
    store = Store(tmp_path / "ward.db")
    monkeypatch.setattr(Failing, "fails", True)
    with pytest.raises(sqlite3.OperationalError), store.write() as db:
        key_values.set_in(db, "half", "1")
        raise sqlite3.OperationalError("disk I/O error")
    monkeypatch.setattr(Failing, "fails", False)
    key_values.put(store, "after", "1")
    other = threading.Thread(target=lambda: key_values.put(store, "other", "1"))
    other.start()
    other.join()
    assert [key_values.get(store, key) for key in ("half", "after", "other")] == [None, "1", "1"]
    store.close()
