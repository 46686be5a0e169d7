"""The one token pair of the OA (sealed), the lease of its refresher, and sign-ins to Zalo under way."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record


@dataclass(frozen=True, slots=True)
class TokenRow:
    """The committed token pair; times in ms since 1970. `lost_reason`: why only a new sign-in to Zalo can help."""

    access_token: str
    refresh_token: str
    expires_at: int
    refreshed_at: int
    lost_reason: str | None


def read_pair(store: Store) -> TokenRow | None:
    """The newest committed pair, or None before the first sign-in."""
    row = store.row(
        "SELECT unseal(access_token) AS access_token, unseal(refresh_token) AS refresh_token, expires_at, refreshed_at,"
        " lost_reason FROM tokens"
        " WHERE refresh_token IS NOT NULL"
    )
    return first_record(TokenRow, row)


def take_lease(db: Transaction, owner: str, now_ms: int, until_ms: int) -> bool:
    """Become the only refresher; False while another's lease runs."""
    db.conn.execute("INSERT OR IGNORE INTO tokens (id) VALUES (1)")
    cursor = db.conn.execute(
        "UPDATE tokens SET lease_owner = ?, lease_until = ?"
        " WHERE lease_owner IS NULL OR lease_owner = ? OR lease_until <= ?",
        [owner, until_ms, owner, now_ms],
    )
    return cursor.rowcount == 1


def release_lease(db: Transaction, owner: str) -> None:
    """Give the lease back if it is this owner's."""
    db.conn.execute("UPDATE tokens SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?", [owner])


def save_pair(
    db: Transaction, access_token: str, refresh_token: str, expires_at: int, refreshed_at: int, replaces: str | None
) -> bool:
    """Write both tokens and clear the lost mark; with `replaces`, only over that refresh token."""
    db.conn.execute("INSERT OR IGNORE INTO tokens (id) VALUES (1)")
    cursor = db.conn.execute(
        "UPDATE tokens SET access_token = seal(?), refresh_token = seal(?), expires_at = ?, refreshed_at = ?, lost_at = NULL,"
        " lost_reason = NULL WHERE ? IS NULL OR unseal(refresh_token) = ?",
        [access_token, refresh_token, expires_at, refreshed_at, replaces, replaces],
    )
    return cursor.rowcount == 1


def clear_lost(db: Transaction, access_token: str) -> None:
    """Take the lost mark away, if this is still the access token."""
    db.conn.execute(
        "UPDATE tokens SET lost_at = NULL, lost_reason = NULL WHERE unseal(access_token) = ?", [access_token]
    )


def mark_lost(db: Transaction, reason: str, now_ms: int) -> None:
    """The chain is broken: an admin of the OA must sign in again."""
    db.conn.execute("UPDATE tokens SET lost_at = ?, lost_reason = ?", [now_ms, reason])


def start_connection(db: Transaction, state: str, verifier: str, official_id: int, now_ms: int) -> None:
    """Remember a sign-in to Zalo that an official began."""
    db.conn.execute(
        "INSERT INTO connections (state, verifier, official_id, created_at) VALUES (?, ?, ?, ?)",
        [state, verifier, official_id, now_ms],
    )


def finish_connection(db: Transaction, state: str | None, official_id: int, since_ms: int) -> str | None:
    """The verifier of this official's sign-in with this state, used up by asking; None when there is none since then.

    Without a state (a link made by Zalo's console has none) the official's newest sign-in counts.
    """
    row = db.conn.execute(
        "SELECT state, verifier FROM connections"
        " WHERE official_id = ? AND created_at >= ? AND (? IS NULL OR state = ?)"
        " ORDER BY created_at DESC LIMIT 1",
        [official_id, since_ms, state, state],
    ).fetchone()
    db.conn.execute(
        "DELETE FROM connections WHERE created_at < ? OR state = ?", [since_ms, row["state"] if row else None]
    )
    return row["verifier"] if row else None
