"""Databases of earlier versions keep their rows when a table is changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.store import Store, broadcasts
from bot.store.schema import MIGRATIONS, migrations


@pytest.fixture
def old_database(tmp_path: Path) -> Path:
    """A database from before kinds left the schema, with two broadcasts, a run of one of them and a delivery."""
    path = tmp_path / "ward.db"
    db = Database(path)
    migrations.apply(db, stop_before="m021_kinds_by_code")
    with db.conn:
        for number, kind, series in ((1, "promotion", None), (2, "template", None), (3, "promotion", 1)):
            db.conn.execute(
                "INSERT INTO broadcasts (id, series_id, kind, state, title, content, author_id, created_at, updated_at)"
                " VALUES (?, ?, ?, 'draft', 'T', '{}', 1, 1, 1)",
                [number, series, kind],
            )
        db.conn.execute("INSERT INTO deliveries (broadcast_id, person_id, state) VALUES (1, 'a', 'waiting')")
    db.conn.close()
    return path


def test_broadcasts_keep_their_kind_and_take_a_new_one(old_database: Path) -> None:
    store = Store(old_database)
    assert [row["kind"] for row in store.rows("SELECT kind FROM broadcasts ORDER BY id")] == [
        "promotion",
        "template",
        "promotion",
    ]
    with store.write() as db:
        number = broadcasts.add_broadcast(db, 2, kind="anything", state="draft", title="T", content="{}", author_id=1)
        assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert store.rows("SELECT kind FROM broadcasts WHERE id = ?", [number])[0]["kind"] == "anything"
    store.close()


def number_of(name: str) -> int:
    """21 of "m021_kinds" and of "bot.store.schema.m021_kinds"."""
    return int(re.findall(r"\bm(\d{3})_", name)[-1])


def test_a_migration_has_the_number_of_its_file() -> None:
    """Only m001_base holds several numbers, up to the next file's."""
    files = [number_of(module.__name__) for module in MIGRATIONS]
    assert files == sorted(set(files))
    names = [(number_of(one.fn.__module__), number_of(one.name)) for one in migrations._migrations]
    assert all(file == number or (file == 1 and number < files[1]) for file, number in names)
    assert [number for _, number in names] == sorted(number for _, number in names)
