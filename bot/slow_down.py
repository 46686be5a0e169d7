"""Wrong passwords and codes of one official: after some, each further try must wait longer."""

from __future__ import annotations

from sqlite_utils import Database

from bot.clock import SECOND
from bot.store import Store, audit
from bot.store import officials as rows

FREE_TRIES = 5
"""Wrong passwords or codes before each further try must wait."""


def may_try(store: Store, official_id: int, now_ms: int) -> bool:
    """Whether a password or code may be tried now."""
    row = rows.by_id(store, official_id)
    return row is not None and row["disabled_at"] is None and (row["locked_until"] or 0) <= now_ms


def slow_down(db: Database, store: Store, official_id: int, now_ms: int) -> None:
    """One more wrong try: 16 s after the fifth, twice as long after each further one, up to about 68 minutes.

    Inside the transaction that found the try wrong, so that tries at the same moment count one after the other.
    """
    row = rows.by_id(store, official_id)
    over = (row["failures"] if row else 0) + 1 - FREE_TRIES
    rows.note_failure(db, official_id, now_ms + SECOND * 2 ** min(over + 4, 12) if over >= 0 else None)
    if over >= 0:
        audit.write(db, now_ms, None, "sign_in_slowed", str(official_id))
