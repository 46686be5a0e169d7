"""The second factor of officials: a shared secret (sealed), and recovery codes as hashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record


@dataclass(frozen=True, slots=True)
class FactorRecord:
    """The second factor of an official; `confirmed_at` (ms) is None while it is being set up."""

    secret: str
    confirmed_at: int | None
    last_step: int


def get(store: Store, official_id: int) -> FactorRecord | None:
    """Return the factor of an official, confirmed or being set up, or None."""
    row = store.row(
        "SELECT unseal(secret) AS secret, confirmed_at, last_step FROM factors WHERE official_id = ?", [official_id]
    )
    return first_record(FactorRecord, row)


def begin(db: Database, official_id: int, secret: str) -> None:
    """A secret that counts once a code of it was typed; a confirmed one is left alone."""
    db.conn.execute(
        "INSERT INTO factors (official_id, secret) VALUES (?, seal(?)) ON CONFLICT (official_id)"
        " DO UPDATE SET secret = excluded.secret WHERE confirmed_at IS NULL",
        [official_id, secret],
    )


def confirm(db: Database, official_id: int, now_ms: int) -> None:
    """From now on the factor is asked for."""
    db.conn.execute("UPDATE factors SET confirmed_at = ? WHERE official_id = ?", [now_ms, official_id])


def take_step(db: Database, official_id: int, step: int) -> bool:
    """Use up the code of a half minute; False when it, or a later one, was used before."""
    cursor = db.conn.execute(
        "UPDATE factors SET last_step = ? WHERE official_id = ? AND last_step < ?", [step, official_id, step]
    )
    return cursor.rowcount == 1


def remove(db: Database, official_id: int) -> bool:
    """No second factor and no recovery codes any more; False when there was none."""
    db.conn.execute("DELETE FROM recovery_codes WHERE official_id = ?", [official_id])
    return db.conn.execute("DELETE FROM factors WHERE official_id = ?", [official_id]).rowcount == 1


def set_recovery(db: Database, official_id: int, hashes: Iterable[str]) -> None:
    """New recovery codes; the old ones are of no use any more."""
    db.conn.execute("DELETE FROM recovery_codes WHERE official_id = ?", [official_id])
    db.conn.executemany(
        "INSERT INTO recovery_codes (official_id, code_hash) VALUES (?, ?)", [[official_id, one] for one in hashes]
    )


def use_recovery(db: Database, official_id: int, code_hash: str) -> bool:
    """Use a recovery code up; False when there is no such code."""
    cursor = db.conn.execute(
        "DELETE FROM recovery_codes WHERE official_id = ? AND code_hash = ?", [official_id, code_hash]
    )
    return cursor.rowcount == 1


def recovery_left(store: Store, official_id: int) -> int:
    """How many recovery codes are left."""
    row = store.row("SELECT count(*) AS n FROM recovery_codes WHERE official_id = ?", [official_id])
    return int(row["n"]) if row else 0
