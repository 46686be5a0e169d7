"""Whether a database holds demo or live data: written when it is created, else derived from what it contains."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.lib.key_ring import MARK
from bot.store import key_values
from bot.store.database import Store

DEMO, LIVE = "demo", "live"
KEY = "mode"
SIMULATOR_TOKEN_LENGTH = 64
"""Characters of a token the simulator issues (secrets.token_urlsafe(48)); Zalo's own are several times as long."""


@dataclass(frozen=True, slots=True)
class DemoSigns:
    """What only a demo writes: the ids of its simulated app and OA, and the address of its first manager."""

    app_id: str
    oa_id: str
    email: str


def read_mode(path: Path, signs: DemoSigns) -> str | None:
    """The mode of the database in a file, which is only read; None when there is none yet, or nothing tells it.

    A file that cannot be read is left for `Store` to complain about.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'notes'").fetchone() is None:
                return None
            return _key_value(db, KEY) or _mode_by_traces(db, signs)
    except sqlite3.Error:
        return None


def claim_mode(store: Store, mode: str) -> str:
    """Write the mode into a database that has none; returns the mode it has then (another process may be first)."""
    return key_values.get(store, KEY) or key_values.put_first(store, KEY, mode)


def _mode_by_traces(db: sqlite3.Connection, signs: DemoSigns) -> str | None:
    """The mode of a database made before it was written down.

    Any trace of a real OA is live, though a demo ran on it later: residents weigh more than samples. Then traces of the
    demo count; then officials, whom somebody added by hand. An empty database belongs to the mode that opens it first.
    """
    apps, oa_id, token = _app_ids(db), _oa_id(db), _refresh_token(db)
    is_real_token = token is not None and len(token) != SIMULATOR_TOKEN_LENGTH
    if apps - {signs.app_id} or oa_id not in (None, signs.oa_id) or is_real_token:
        return LIVE
    emails = {row[0].lower() for row in db.execute("SELECT email FROM officials")}
    if apps or oa_id or token or signs.email in emails:
        return DEMO
    return LIVE if emails else None


def _app_ids(db: sqlite3.Connection) -> set[str]:
    """The apps whose events are in the inbox."""
    rows = db.execute(
        "SELECT DISTINCT CASE WHEN json_valid(CAST(body AS TEXT)) THEN json_extract(CAST(body AS TEXT), '$.app_id') END"
        " FROM inbox WHERE body IS NOT NULL"
    )
    return {str(row[0]) for row in rows if row[0] is not None}


def _oa_id(db: sqlite3.Connection) -> str | None:
    """The OA that Zalo said the token is of, when it was last asked (bot.operations.golive)."""
    return json.loads(_key_value(db, "oa_profile") or "{}").get("oa_id") or None


def _refresh_token(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT refresh_token FROM tokens WHERE refresh_token IS NOT NULL").fetchone()
    return row[0] if row and not row[0].startswith(MARK) else None


def _key_value(db: sqlite3.Connection, key: str) -> str | None:
    row = db.execute("SELECT value FROM notes WHERE key = ?", [key]).fetchone()
    return row[0] if row else None
