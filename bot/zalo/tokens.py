"""Keeps the access token valid for several threads and processes without losing the chain of refresh tokens.

A refresh invalidates the old refresh token at once. Therefore one refresher at a time holds a lease in the store
(longer than any call), reads the pair inside the lease, and commits both new tokens before the first use.
Source: docs/zalo/webhook-and-oauth.md 10.4.
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
LONGEST_REST_MS = 30 * 60_000
"""Each refusal of the same refresh token doubles the rest, up to this."""
REFUSALS = 2
"""So many refusals in a row, while the access token does not work either, are an alarm."""
REJECTED_REST_MS = 60_000
LONGEST_REJECTED_REST_MS = 3_600_000
"""Wait after a new token was refused itself, four times longer each time, up to an hour."""
DEAD, REFUSED, REJECTED = "refresh_token_dead", "refresh_refused", "token_rejected"
RECOVERABLE = (REFUSED, REJECTED)
"""Alarms after which the refresh is tried again at long intervals: Zalo may have corrected the cause."""
REFRESH_LIFE_MS = 90 * 24 * 3_600_000


@dataclass(frozen=True, slots=True, repr=False)
class StoredPair:
    """The stored pair; times are ms since 1970. `lost_reason` is set when Zalo issues no usable token any more."""

    access_token: str
    refresh_token: str
    access_expires_at_ms: int
    refreshed_at_ms: int
    lost_reason: str | None = None


class TokenStore(Protocol):
    """The storage of the pair. Every method is one committed transaction and is safe from any thread or process."""

    def read(self) -> StoredPair | None:
        """The newest committed pair, None before the first sign-in. Never from a cache."""
        ...

    def take_lease(self, owner: str, seconds: float) -> bool:
        """Become the only refresher for `seconds`. False when another owner holds a lease that has not run out."""
        ...

    def release_lease(self, owner: str) -> None:
        """Release the lease; does nothing when `owner` does not hold it."""
        ...

    def save(self, pair: StoredPair, *, replaces_refresh_token: str | None) -> bool:
        """Write both tokens in one committed transaction (synchronous=FULL), and clear the lost mark.

        Only if the stored refresh token still equals `replaces_refresh_token`, in the same transaction; None writes
        whatever is stored (a new sign-in). Returns whether it wrote. `pair.lost_reason` is always None here.
        """
        ...

    def clear_lost(self, access_token: str) -> None:
        """Clear `lost_reason` if this is still the stored access token."""
        ...

    def mark_lost(self, reason: str) -> None:
        """Set `lost_reason` of the stored pair; the tokens stay (the access token lives until its end)."""
        ...


class Level(StrEnum):
    """The state of the connection to Zalo."""

    OK = "ok"
    EXPIRING = "expiring"
    LOST = "lost"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TokenState:
    """For /healthz and the officials' page. `usable_until_ms` is the end of the access token.

    `reason`: ok, not_connected, refresh_token_dead, refresh_refused, token_rejected, access_expired, refresh_overdue or
    sign_in_soon.
    """

    level: Level
    reason: str
    usable_until_ms: int | None = None


class TokenKeeper:
    """Provides the access token and renews it. One per process; safe to use from several threads."""

    def __init__(
        self,
        store: TokenStore,
        oauth: OAuth,
        *,
        now_ms: Callable[[], int],
        may_renew: Callable[[], bool] = lambda: True,
    ) -> None:
        """`now_ms` is the clock, ms since 1970.

        `may_renew` is False for a copy at rest: the refresh token it holds is another installation's, and works once.
        """
        if 2 * oauth.longest_call_s >= LEASE_S:  # one call and its repeat
            raise ValueError(f"the HTTP timeouts must stay under {LEASE_S / 2:.0f} s, or two refreshes could overlap")
        self._store = store
        self._oauth = oauth
        self._now_ms, self._may_renew = now_ms, may_renew
        self._lock = threading.Lock()  # the threads of one process queue here instead of polling the store
        self._failed: tuple[str, int, int] | None = None
        """(refresh token, start, duration in ms) of the wait after a failed refresh."""
        self._refusals: tuple[str, int] = ("", 0)
        """How often in a row Zalo refused to renew with this refresh token."""
        self._rejected: tuple[str, int, int] = ("", 0, 0)
        """(access token, how often in a row, since when) Zalo refused what it had just issued."""
        self._has_alarm = False

    def access_token(self) -> str | None:
        """The token to call with, renewed if it has expired; None when there is none."""
        pair = self._store.read()
        if pair is None:
            return None
        self._has_alarm = pair.lost_reason in RECOVERABLE
        if pair.access_token and pair.access_expires_at_ms > self._now_ms():
            return pair.access_token
        return self.renew(pair.access_token)

    def renew(self, refused_token: str) -> str | None:
        """A token newer than `refused_token`, which Zalo refused: stored meanwhile or refreshed now; None when that failed."""
        return self._renew_token(refused_token, is_usable=False)

    def reject(self, fresh: str) -> None:
        """Record that Zalo refused the token it just issued: wait before the next refresh, and raise the alarm."""
        now = self._now_ms()
        with self._lock:
            _, count, since = self._rejected
            count = count + 1 if now - since < 2 * LONGEST_REJECTED_REST_MS else 1
            self._rejected = (fresh, count, now)
        log.error("zalo refuses the access token it has just issued (%d in a row)", count)
        pair = self._store.read()
        if count > 1 and pair is not None and pair.access_token == fresh:
            self._store.mark_lost(REJECTED)

    def confirm(self, token: str) -> None:
        """Record that Zalo accepted this token: clears the alarm."""
        if self._has_alarm:
            self._has_alarm = False
            self._store.clear_lost(token)

    def _renew_token(self, old_token: str, *, is_usable: bool) -> str | None:
        """`is_usable`: the access token still works, so that a refusal is no alarm yet."""
        with self._lock:
            owner = uuid.uuid4().hex
            give_up = time.monotonic() + LEASE_S
            while time.monotonic() < give_up:
                pair = self._store.read()
                if pair is None or pair.access_token != old_token:
                    return pair.access_token if pair else None
                if pair.lost_reason == DEAD or self._is_resting(pair) or not self._may_renew():
                    return None
                if self._store.take_lease(owner, LEASE_S):
                    try:
                        return self._refresh_pair(old_token, is_usable)
                    finally:
                        self._store.release_lease(owner)
                time.sleep(POLL_S)
            return None

    def renew_if_due(self) -> bool:
        """Refresh ahead of time; call it at the start and every hour. Whether a newer token is there now."""
        pair = self._store.read()
        if pair is None or pair.lost_reason == DEAD:
            return False
        left_ms = pair.access_expires_at_ms - self._now_ms()
        if left_ms > RENEW_AHEAD_MS and pair.lost_reason is None:
            return False
        return self._renew_token(pair.access_token, is_usable=left_ms > 0 and pair.lost_reason is None) is not None

    def accept(self, pair: TokenPair) -> None:
        """Store the pair of a new sign-in and replace the old one."""
        with self._lock:
            owner = uuid.uuid4().hex
            give_up = time.monotonic() + LEASE_S
            while not self._store.take_lease(owner, LEASE_S) and time.monotonic() < give_up:
                time.sleep(POLL_S)  # a refresh of the old chain must not mark the new one lost
            try:
                self._store.save(self._to_stored_pair(pair), replaces_refresh_token=None)
            finally:
                self._store.release_lease(owner)
            self._failed = None

    def start_with(self, access_token: str, refresh_token: str) -> None:
        """Store the pair of the settings when there is none, or the one there is dead. It is renewed soon: its age is unknown."""
        stored = self._store.read()
        if refresh_token and (stored is None or (stored.lost_reason == DEAD and stored.refresh_token != refresh_token)):
            self.accept(TokenPair(access_token, refresh_token, 3600 if access_token else 0))

    def state(self) -> TokenState:
        """The current state, with its reason."""
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

    def _refresh_pair(self, old_token: str, is_usable: bool) -> str | None:
        """Refresh inside the lease: read again, ask Zalo, save, then return the new token."""
        pair = self._store.read()
        if pair is None or pair.access_token != old_token:
            return pair.access_token if pair else None
        try:
            fresh = self._ask_twice(pair.refresh_token)
        except OAuthUnclear:
            log.warning("token refresh: no clear answer; the old pair is kept")
            self._start_rest(pair)
            return None
        except OAuthRefused as refusal:
            return self._handle_refusal(pair, refusal, is_usable)
        if self._store.save(self._to_stored_pair(fresh), replaces_refresh_token=pair.refresh_token):
            log.info("token refreshed")
            return fresh.access_token
        newer = self._store.read()  # somebody signed in meanwhile: theirs counts
        return newer.access_token if newer else None

    def _ask_twice(self, refresh_token: str) -> TokenPair:
        try:
            return self._oauth.refresh(refresh_token)
        except OAuthUnclear:
            return self._oauth.refresh(refresh_token)

    def _handle_refusal(self, pair: StoredPair, refusal: OAuthRefused, is_usable: bool) -> str | None:
        newer = self._store.read()
        if newer is not None and newer.refresh_token != pair.refresh_token:
            return newer.access_token  # a lost race, not a lost chain
        if refusal.code == INVALID_REFRESH_TOKEN:
            log.error("token refresh: the refresh token is dead; an admin of the OA must sign in again")
            self._store.mark_lost(DEAD)
            return None
        log.error("token refresh refused with %s; the old pair is kept", refusal.code or "a name only")
        if refusal.is_temporary:
            self._start_rest(pair)
            return None
        token, count = self._refusals
        count = count + 1 if token == pair.refresh_token else 1
        self._refusals = (pair.refresh_token, count)
        self._start_rest(pair, min(REST_MS << min(count - 1, 10), LONGEST_REST_MS))
        if count >= REFUSALS and not is_usable:
            log.error("token refresh: refused again and no token works; an admin of the OA must sign in again")
            self._store.mark_lost(REFUSED)
        return None

    def _start_rest(self, pair: StoredPair, wait_ms: int = REST_MS) -> None:
        self._failed = (pair.refresh_token, self._now_ms(), wait_ms)

    def _is_resting(self, pair: StoredPair) -> bool:
        """Whether a refresh failed a moment ago, or the stored token was refused although it is new."""
        now = self._now_ms()
        if self._failed is not None:
            token, since, wait = self._failed
            if token == pair.refresh_token and 0 <= now - since < wait:
                return True
        token, count, since = self._rejected
        if count and token == pair.access_token:
            wait = REJECTED_REST_MS << 2 * min(count - 1, 3)  # four times longer each time
            return 0 <= now - since < min(wait, LONGEST_REJECTED_REST_MS)
        # Another process, or the one before this, met the refusals.
        return pair.lost_reason == REJECTED and 0 <= now - pair.refreshed_at_ms < LONGEST_REJECTED_REST_MS

    def _to_stored_pair(self, pair: TokenPair) -> StoredPair:
        now = self._now_ms()
        return StoredPair(pair.access_token, pair.refresh_token, now + pair.expires_in_s * 1000, now)
