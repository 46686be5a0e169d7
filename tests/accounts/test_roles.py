"""The table of roles: what pages, commands and checks read of it, and databases of before it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.accounts import roles
from bot.accounts.officials import Officials
from bot.accounts.roles import ROLES, Right
from bot.store import Store
from bot.store.schema import migrations

ROOT = Path(__file__).parents[2]
OWN_WORDS = frozenset({"author", "editor"})
"""Ids of roles that are also the names of other things: of an article, of a program."""


def test_every_right_belongs_to_a_role_and_managers_have_all() -> None:
    assert all(roles.roles_with(right) for right in Right)
    assert ROLES["manager"].rights == frozenset(Right)
    assert ROLES["viewer"].rights == frozenset()


def test_no_other_file_lists_roles() -> None:
    literal = re.compile("|".join(f'"{role}"' for role in sorted(ROLES.keys() - OWN_WORDS)))
    files = [path for path in (ROOT / "bot").rglob("*.py") if "schema" not in path.parts and "demo" not in path.parts]
    listing = {
        str(path.relative_to(ROOT)) for path in files if len(set(literal.findall(path.read_text(encoding="utf-8")))) > 1
    }
    assert listing == {"bot/accounts/roles.py"}


def test_an_old_database_keeps_its_officials_and_takes_any_role(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    old = Database(sqlite3.connect(path))
    migrations.apply(old, stop_before="m022_roles")
    add = "INSERT INTO officials (email, name, role, password_hash, created_at) VALUES (?, 'Hà', ?, 'x', 1)"
    old.execute(add, ["ha@x.vn", "manager"])
    with pytest.raises(sqlite3.IntegrityError):
        old.execute(add, ["new@x.vn", "reporter"])
    old.execute("INSERT INTO sessions (id, official_id, csrf, created_at, seen_at) VALUES ('s', 1, 'c', 1, 1)")
    old.conn.commit()
    old.conn.close()

    store = Store(path)
    assert [(row["id"], row["roles"]) for row in store.rows("SELECT id, roles FROM officials")] == [(1, "manager")]
    assert store.row("SELECT official_id FROM sessions") is not None
    with store.write() as db:
        db.execute(add.replace("role", "roles"), ["new@x.vn", "reporter"])
    assert store.rows("PRAGMA foreign_key_check") == [] and store.rows("PRAGMA integrity_check")[0][0] == "ok"
    store.close()


def test_the_last_official_who_may_manage_keeps_that_right(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    officials = Officials(store, lambda: 1_000)
    officials.add("ha@x.vn", "Hà", "manager")
    with pytest.raises(roles.OfficialError, match="duy nhất"):
        officials.set_roles("ha@x.vn", "viewer")
    officials.add("an@x.vn", "An", "manager")
    officials.set_roles("ha@x.vn", "viewer")
    store.close()


def test_several_roles_allow_together_what_each_allows(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    officials = Officials(store, lambda: 1_000)
    first = officials.add("ha@x.vn", "Hà", "editor, answerer,editor")
    official = officials.of_cookie(officials.sign_in("ha@x.vn", first))
    assert official is not None and official.roles == {"answerer", "editor"}
    assert official.rights == {Right.ANSWER, Right.EDIT} and not official.may_write
    assert officials.everyone()[0].roles == "answerer,editor", "each once, in the order of the table"
    for wrong in ("", "king", "viewer,king"):
        with pytest.raises(roles.OfficialError):
            officials.set_roles("ha@x.vn", wrong)
    store.close()


def test_a_role_beside_others_still_needs_its_second_factor_and_keeps_the_last_manager(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")
    officials = Officials(store, lambda: 1_000, roles.DECIDING)
    first = officials.add("ha@x.vn", "Hà", "answerer,manager")
    official = officials.of_cookie(officials.sign_in("ha@x.vn", first))
    assert official is not None and official.needs_factor
    with pytest.raises(roles.OfficialError, match="duy nhất"):
        officials.set_roles("ha@x.vn", "answerer,editor")
    store.close()
