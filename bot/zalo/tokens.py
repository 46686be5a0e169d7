"""Keeping the access token fresh, from several threads and processes, without ever losing the chain.

A refresh kills the old refresh token at once, so: one refresher at a time (a lease in the store, longer than any call);
read inside the lease; save both tokens, committed, before the new one is used. Dossier section 10.4.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.zalo.oauth import INVALID_REFRESH_TOKEN, OAuth, OAuthRefused, OAuthUnclear, TokenPair

log = logging.getLogger(__name__)

LEASE_S = 60.0
POLL_S = 0.05
RENEW_AHEAD_MS = 6 * 3_600_000
"""Checked every hour, so the refresh comes five to six hours before the end."""
REST_MS = 30_000
"""After a refresh that failed for now, this long nobody tries again (each try may hold a caller for seconds)."""
REFRESH_LIFE_MS = 90 * 24 * 3_600_000


@dataclass(frozen=True, slots=True, repr=False)
class StoredPair:
    """The pair as kept; times are ms since 1970. `lost_reason` is set once the refresh token is known to be dead."""

    access_token: str
    refresh_token: str
    access_expires_at_ms: int
    refreshed_at_ms: int
    lost_reason: str | None = None


class TokenStore(Protocol):
    """Where the pair is kept. Every method is one committed transaction and may come from any thread or process."""

    def read(self) -> StoredPair | None:
        """The newest committed pair, None before the first sign-in. Never from a cache."""
        ...

    def take_lease(self, owner: str, seconds: float) -> bool:
        """Become the only refresher for `seconds`. False when another owner holds a lease that has not run out."""
        ...

    def release_lease(self, owner: str) -> None:
        """Give the lease back; nothing happens when `owner` does not hold it (any more)."""
        ...

    def save(self, pair: StoredPair, *, replaces_refresh_token: str | None) -> bool:
        """Write both tokens in one committed transaction (synchronous=FULL), and clear the lost mark.

        Only if the stored refresh token still equals `replaces_refresh_token`, in the same transaction; None writes
        whatever is stored (a new sign-in). Returns whether it wrote. `pair.lost_reason` is always None here.
        """
        ...

    def mark_lost(self, reason: str) -> None:
        """Set `lost_reason` of the stored pair; the tokens stay (the access token lives until its end)."""
        ...


class Level(StrEnum):
    """How the connection to Zalo stands."""

    OK = "ok"
    EXPIRING = "expiring"
    LOST = "lost"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TokenState:
    """For /healthz and the officials' page. `reason` is a key for a sentence: ok, not_connected, refresh_token_dead,
    access_expired, refresh_overdue, sign_in_soon. `usable_until_ms` is when the access token ends."""

    level: Level
    reason: str
    usable_until_ms: int | None = None


class TokenKeeper:
    """Hands out the access token and renews it. One per process is enough; safe from several threads."""

    def __init__(self, store: TokenStore, oauth: OAuth, *, now_ms: Callable[[], int]) -> None:
        """`now_ms` is the clock, ms since 1970."""
        if 2 * oauth.longest_call_s >= LEASE_S:  # one call and its repeat
            raise ValueError(f"the HTTP timeouts must stay under {LEASE_S / 2:.0f} s, or two refreshes could overlap")
        self._store = store
        self._oauth = oauth
        self._now_ms = now_ms
        self._lock = threading.Lock()  # the threads of one process queue here instead of polling the store
        self._failed: tuple[str, int] | None = None

    def access_token(self) -> str | None:
        """The token to call with; None when there is none, or the last one has ended and cannot be renewed."""
        pair = self._store.read()
        if pair is None:
            return None
        if pair.access_token and pair.access_expires_at_ms > self._now_ms():
            return pair.access_token
        return self.renew(pair.access_token)

    def renew(self, used: str) -> str | None:
        """A token newer than `used`, which Zalo refused: another's fresh one, or one refresh. None when that failed."""
        with self._lock:
            owner = uuid.uuid4().hex
            give_up = time.monotonic() + LEASE_S
            while time.monotonic() < give_up:
                pair = self._store.read()
                if pair is None or pair.access_token != used:
                    return pair.access_token if pair else None
                if pair.lost_reason or self._is_resting(pair):
                    return None
                if self._store.take_lease(owner, LEASE_S):
                    try:
                        return self._refresh(used)
                    finally:
                        self._store.release_lease(owner)
                time.sleep(POLL_S)
            return None

    def renew_if_due(self) -> bool:
        """Refresh ahead of time; call it at the start and every hour. Whether a newer token is there now."""
        pair = self._store.read()
        if pair is None or pair.lost_reason or pair.access_expires_at_ms - self._now_ms() > RENEW_AHEAD_MS:
            return False
        return self.renew(pair.access_token) is not None

    def accept(self, pair: TokenPair) -> None:
        """Keep the pair of a new sign-in, over whatever was there."""
        with self._lock:
            owner = uuid.uuid4().hex
            give_up = time.monotonic() + LEASE_S
            while not self._store.take_lease(owner, LEASE_S) and time.monotonic() < give_up:
                time.sleep(POLL_S)  # a refresh of the old chain must not mark the new one lost
            try:
                self._store.save(self._stored(pair), replaces_refresh_token=None)
            finally:
                self._store.release_lease(owner)
            self._failed = None

    def start_with(self, access_token: str, refresh_token: str) -> None:
        """Keep the first pair (from the settings) unless one is stored already. Its age is unknown: due for renewal."""
        if refresh_token and self._store.read() is None:
            self.accept(TokenPair(access_token, refresh_token, 3600 if access_token else 0))

    def state(self) -> TokenState:
        """How things stand now."""
        pair = self._store.read()
        if pair is None:
            return TokenState(Level.NONE, "not_connected")
        now, until = self._now_ms(), pair.access_expires_at_ms
        if pair.lost_reason:
            return TokenState(Level.LOST, pair.lost_reason, until)
        if until <= now:
            return TokenState(Level.EXPIRING, "access_expired", until)
        if until - now < RENEW_AHEAD_MS - 2 * 3_600_000:  # two hourly checks should have renewed it
            return TokenState(Level.EXPIRING, "refresh_overdue", until)
        if now - pair.refreshed_at_ms > REFRESH_LIFE_MS - 7 * 24 * 3_600_000:
            return TokenState(Level.EXPIRING, "sign_in_soon", until)
        return TokenState(Level.OK, "ok", until)

    def _refresh(self, used: str) -> str | None:
        """Inside the lease: read again, ask Zalo, save, and only then hand out."""
        pair = self._store.read()
        if pair is None or pair.access_token != used:
            return pair.access_token if pair else None
        try:
            fresh = self._ask_twice(pair.refresh_token)
        except OAuthUnclear:
            log.warning("token refresh: no clear answer; the old pair is kept")
            self._rest(pair)
            return None
        except OAuthRefused as refusal:
            return self._refused(pair, refusal)
        if self._store.save(self._stored(fresh), replaces_refresh_token=pair.refresh_token):
            log.info("token refreshed")
            return fresh.access_token
        newer = self._store.read()  # somebody signed in meanwhile: theirs counts
        return newer.access_token if newer else None

    def _ask_twice(self, refresh_token: str) -> TokenPair:
        try:
            return self._oauth.refresh(refresh_token)
        except OAuthUnclear:
            return self._oauth.refresh(refresh_token)

    def _refused(self, pair: StoredPair, refusal: OAuthRefused) -> str | None:
        newer = self._store.read()
        if newer is not None and newer.refresh_token != pair.refresh_token:
            return newer.access_token  # a lost race, not a lost chain
        if refusal.code == INVALID_REFRESH_TOKEN:
            log.error("token refresh: the refresh token is dead; an admin of the OA must sign in again")
            self._store.mark_lost("refresh_token_dead")
            return None
        log.error("token refresh refused with %s; the old pair is kept", refusal.code or "a name only")
        self._rest(pair)
        return None

    def _rest(self, pair: StoredPair) -> None:
        self._failed = (pair.refresh_token, self._now_ms())

    def _is_resting(self, pair: StoredPair) -> bool:
        if self._failed is None:
            return False
        token, since = self._failed
        return token == pair.refresh_token and 0 <= self._now_ms() - since < REST_MS

    def _stored(self, pair: TokenPair) -> StoredPair:
        now = self._now_ms()
        return StoredPair(pair.access_token, pair.refresh_token, now + pair.expires_in_s * 1000, now)
