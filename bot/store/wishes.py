"""What people wished after a backup was made: it is done again when the backup is brought back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from bot.store.database import Store, Transaction

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Moments in ms: of the last erasure and of the opt-out by person, of the disabling by the official's e-mail address."""

    erased: Mapping[str, int] = field(default_factory=dict)
    opted_out: Mapping[str, int] = field(default_factory=dict)
    disabled: Mapping[str, int] = field(default_factory=dict)

    def merged(self, other: Wishes) -> Wishes:
        """These and others; of two moments the later one."""
        return Wishes(
            _later(self.erased, other.erased),
            _later(self.opted_out, other.opted_out),
            _later(self.disabled, other.disabled),
        )

    def to_json(self) -> bytes:
        """As a file holds them; ids and moments only."""
        return json.dumps(asdict(self), sort_keys=True).encode()


def from_json(data: bytes) -> Wishes:
    """What `to_json` wrote. Raises ValueError."""
    try:
        parts = json.loads(data)
        return Wishes(
            {str(key): int(at) for key, at in parts["erased"].items()},
            {str(key): int(at) for key, at in parts["opted_out"].items()},
            {str(key): int(at) for key, at in parts["disabled"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def read(store: Store) -> Wishes:
    """All of a database."""
    return Wishes(
        _moments(store, "SELECT id, erased_at AS at FROM people WHERE erased_at IS NOT NULL"),
        _moments(store, "SELECT id, opted_out_at AS at FROM people WHERE opted_out_at IS NOT NULL"),
        _moments(store, "SELECT lower(email) AS id, disabled_at AS at FROM officials WHERE disabled_at IS NOT NULL"),
    )


def carried_on(store: Store, older: Wishes) -> Wishes:
    """What a list should hold now: the wishes of this database, and older ones of people and officials it does not know.

    An erasure stays in any case: the database may be a backup that does not know it.
    """
    here, people = read(store), _ids(store, "SELECT id FROM people")
    officials = _ids(store, "SELECT lower(email) AS id FROM officials")
    unknown = Wishes(
        older.erased,
        {key: at for key, at in older.opted_out.items() if key not in people},
        {key: at for key, at in older.disabled.items() if key not in officials},
    )
    return here.merged(unknown)


def missing_in(store: Store, wishes: Wishes) -> Wishes:
    """Those that this database does not know: erasures of people it has and did not erase since, opt-outs, officials it has."""
    here = read(store)
    people = _ids(store, "SELECT id FROM people")
    officials = _ids(store, "SELECT lower(email) AS id FROM officials")
    return Wishes(
        {key: at for key, at in wishes.erased.items() if key in people and at > here.erased.get(key, 0)},
        {key: at for key, at in wishes.opted_out.items() if key not in here.opted_out},
        {key: at for key, at in wishes.disabled.items() if key in officials and key not in here.disabled},
    )


def apply_choices(db: Transaction, wishes: Wishes) -> None:
    """Stop broadcasts to people who had opted out, and close the accounts of officials who were disabled; end all sessions."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO people (id, first_seen_at) VALUES (?, ?)", list(wishes.opted_out.items())
    )
    db.conn.executemany(
        "UPDATE people SET opted_out_at = ? WHERE id = ? AND opted_out_at IS NULL",
        [(at, key) for key, at in wishes.opted_out.items()],
    )
    db.conn.executemany(
        "UPDATE officials SET disabled_at = ? WHERE lower(email) = ? AND disabled_at IS NULL",
        [(at, key) for key, at in wishes.disabled.items()],
    )
    db.conn.execute("DELETE FROM sessions")


def _moments(store: Store, sql: str) -> dict[Any, int]:
    return {row["id"]: row["at"] for row in store.rows(sql)}


def _ids(store: Store, sql: str) -> set[Any]:
    return {row["id"] for row in store.rows(sql)}


def _later(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    return {key: max(one.get(key, 0), other.get(key, 0)) for key in {**one, **other}}
