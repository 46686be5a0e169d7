"""Secrets in the tables are sealed with keys that lie outside the database (bot.lib.key_ring); SQL uses seal() and unseal()."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.lib.key_ring import MARK, KeyRing, WrongKeyError


@dataclass(frozen=True, slots=True)
class _Place:
    """A column that holds secrets; `key` is the table's primary key."""

    table: str
    key: str
    column: str
    condition: str = "1"


NOTES = ("secret_key", "demo_app_secret", "demo_oa_secret")
"""Notes that hold the installation's own keys."""

PLACES = (
    _Place("tokens", "id", "access_token"),
    _Place("tokens", "id", "refresh_token"),
    _Place("factors", "official_id", "secret"),
    _Place("notes", "key", "value", f"key IN {NOTES}"),
)
"""Zalo's tokens, the secrets of second factors, the installation's own keys."""


def add_functions(connection: sqlite3.Connection, keys: KeyRing) -> None:
    """Let statements of this connection call seal(text) and unseal(value)."""
    connection.create_function("seal", 1, keys.seal)
    connection.create_function("unseal", 1, keys.unseal)


def seal_all(connection: sqlite3.Connection, keys: KeyRing) -> bool:
    """Seal what is clear, or sealed with a former key, with the first key; whether anything was clear.

    Raises WrongKeyError when a value opens with none of the keys.
    """
    was_clear = False
    for place in PLACES:
        for name, value in _values(connection, place):
            text = keys.unseal(value)
            was_clear = was_clear or text == value
            if not keys.is_current(value):
                connection.execute(
                    f"UPDATE {place.table} SET {place.column} = ? WHERE {place.key} = ?", [keys.seal(text), name]
                )
    return was_clear


def opens(path: Path, keys: KeyRing) -> bool:
    """Whether the keys open every sealed value of a database file, which is only read."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            for place in PLACES:
                for _, value in _values(connection, place):
                    keys.unseal(value)
        except WrongKeyError:
            return False
    return True


def forget_sealed(path: Path) -> int:
    """Take every sealed value out of a database file whose key is lost; returns how many there were.

    The OA must then be connected anew, officials set their second factor up again, links of earlier broadcasts end.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        count = 0
        for place in PLACES:
            names = [name for name, value in _values(connection, place) if value.startswith(MARK)]
            count += len(names)
            if place.table == "factors":
                connection.executemany("DELETE FROM recovery_codes WHERE official_id = ?", [[name] for name in names])
            if place.table != "tokens":
                connection.executemany(f"DELETE FROM {place.table} WHERE {place.key} = ?", [[name] for name in names])
        connection.execute("DELETE FROM tokens")
    return count


def _values(connection: sqlite3.Connection, place: _Place) -> list[tuple[object, str]]:
    """(primary key, value) of each row that has one; none in a database older than the table."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [place.table]).fetchone() is None:
        return []
    sql = (
        f"SELECT {place.key}, {place.column} FROM {place.table} WHERE {place.column} IS NOT NULL AND {place.condition}"
    )
    return [(row[0], row[1]) for row in connection.execute(sql)]


def settle_log(path: Path) -> None:
    """Write what is in the log into the file itself, so that a copy of the file alone is whole."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
