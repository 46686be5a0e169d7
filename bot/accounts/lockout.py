"""Lock-out: after some wrong passwords or codes, each further try must wait longer.

Tries are counted by where they come from: whoever does not have an official's device or second factor can only slow down
others who have neither (OWASP Authentication Cheat Sheet, "Account Lockout": lock-out must not deny service).
"""

from __future__ import annotations

from bot.clock import DAY, HOUR, SECOND
from bot.store import Store, Transaction, audit, lockouts
from bot.store.lockouts import LockoutRecord

FREE_TRIES = 5
"""Wrong passwords or codes before each further try must wait."""
FORGIVEN_EVERY_MS = HOUR
"""One wrong try is forgotten for each hour without another."""
DEVICE_LIFE_MS = 180 * DAY
"""How long a device on which nobody signs in stays known."""

STRANGER = "stranger"
"""Passwords from devices that are not known."""
CODE = "code"
"""Codes from such devices, typed after the right password: only who has that reaches this count."""
SIGNED_IN = "signed_in"
"""Passwords and codes asked for again within a session."""


def may_try(store: Store, official_id: int, origin: str, now_ms: int) -> bool:
    """Return whether a password or code from this origin may be tried now."""
    record = lockouts.get(store, official_id, origin)
    return record is None or record.locked_until <= now_ms


def note_wrong_try(db: Transaction, store: Store, official_id: int, origin: str, now_ms: int) -> None:
    """One more wrong try: 16 s after the fifth, twice as long after each further one, up to about 68 minutes.

    Inside the transaction that found the try wrong, so that tries at the same moment count one after the other.
    """
    record = lockouts.get(store, official_id, origin)
    failures = 1
    if record is not None:
        failures += max(0, record.failures - (now_ms - record.failed_at) // FORGIVEN_EVERY_MS)
    over = failures - FREE_TRIES
    locked_until = now_ms + SECOND * 2 ** min(over + 4, 12) if over >= 0 else now_ms
    lockouts.put(db, official_id, origin, LockoutRecord(failures, now_ms, locked_until))
    if over >= 0:
        audit.write(db, now_ms, None, "sign_in_slowed", str(official_id))
