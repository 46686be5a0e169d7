"""The token keeper's store, kept in the database (bot.zalo.tokens.TokenStore)."""

from __future__ import annotations

from bot.clock import Clock
from bot.store import Store
from bot.store import tokens as rows
from bot.zalo.tokens import StoredPair


class DatabaseTokens:
    """Each method is one committed transaction, good across threads and processes."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def read(self) -> StoredPair | None:
        """The newest committed pair, None before the first sign-in."""
        pair = rows.read_pair(self._store)
        if pair is None:
            return None
        return StoredPair(pair.access_token, pair.refresh_token, pair.expires_at, pair.refreshed_at, pair.lost_reason)

    def take_lease(self, owner: str, seconds: float) -> bool:
        """Become the only refresher for `seconds`; False while another is."""
        now = self._clock()
        with self._store.write() as db:
            return rows.take_lease(db, owner, now, now + int(seconds * 1000))

    def release_lease(self, owner: str) -> None:
        """Give the lease back."""
        with self._store.write() as db:
            rows.release_lease(db, owner)

    def save(self, pair: StoredPair, *, replaces_refresh_token: str | None) -> bool:
        """Write both tokens in one commit; whether the expected pair was still there."""
        with self._store.write() as db:
            return rows.save_pair(
                db,
                pair.access_token,
                pair.refresh_token,
                pair.access_expires_at_ms,
                pair.refreshed_at_ms,
                replaces_refresh_token,
            )

    def clear_lost(self, access_token: str) -> None:
        """This access token works after all."""
        with self._store.write() as db:
            rows.clear_lost(db, access_token)

    def mark_lost(self, reason: str) -> None:
        """Say that an admin of the OA must sign in again."""
        with self._store.write() as db:
            rows.mark_lost(db, reason, self._clock())
