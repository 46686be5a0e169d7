"""Sign-in: password (argon2), then the second factor; lock-out after wrong tries; sessions on the server side."""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass

from limits import RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from bot.accounts.caller import Caller
from bot.accounts.drafts import Drafts
from bot.accounts.lockout import CODE, DEVICE_LIFE_MS, STRANGER, may_try, note_wrong_try
from bot.accounts.password_hashing import PasswordHashing
from bot.accounts.roles import Official
from bot.accounts.second_factor import SecondFactor
from bot.clock import DAY, HOUR, MINUTE, Clock
from bot.store import Store, Transaction, audit, lockouts
from bot.store import official_sessions as sessions
from bot.store import officials as rows
from bot.store.official_sessions import SessionRecord

log = logging.getLogger(__name__)

NOBODY = Caller()
TRIES_PER_ACCOUNT = RateLimitItemPerMinute(10)
"""Passwords for one e-mail in a minute, from whatever addresses; not counted with a known device or a right code."""

WRONG_CODES_PER_ACCOUNT = RateLimitItemPerDay(30)
"""Wrong codes beside a password in a day: whoever knows the password guesses one of three codes in a million. Beyond them a code
counts at the second step only, which has a lock; a known device needs none here."""

SESSION_IDLE_MS = 8 * HOUR
SESSION_LIFE_MS = 7 * DAY
ENDED_KNOWN_MS = SESSION_LIFE_MS + 7 * DAY
"""A session that ended opens nothing, but a form of it that comes this late is known as its official's."""
HALF_MS = 10 * MINUTE
"""How long the code of the second factor may come after the password."""
HANDLE = 16
"""Letters of a session's hashed cookie that name it to its owner; nobody gets in with them."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open session of an official; times in ms."""

    handle: str
    device: str
    created_at: int
    last_used_at: int
    is_this: bool


class TooManyTries(Exception):
    """Strangers tried too many passwords for this e-mail in the last minute."""


class SignInService:
    """Signs officials in and out, and lists their sessions."""

    def __init__(self, store: Store, clock: Clock, always_factor: frozenset[str] = frozenset()) -> None:
        """`always_factor`: roles that need a second factor whatever managers choose."""
        self._store, self._clock = store, clock
        self._hashing = PasswordHashing()
        self._tries = FixedWindowRateLimiter(MemoryStorage())
        self.factor = SecondFactor(store, clock, always_factor)
        self.drafts = Drafts(store, clock)

    def sign_in(self, email: str, password: str, caller: Caller = NOBODY, code: str = "") -> str | None:
        """A new session's cookie, or None; the same time and answer whether the account exists, is locked or not.

        With a second factor the session opens nothing until `second_step`, unless its code comes along. A code, or a
        device known from before, lets in past the lock that strangers caused. Raises HashingBusy and TooManyTries.
        """
        email = email.strip()
        official = rows.by_email(self._store, email)
        is_known = official is not None and self._is_known(official.id, caller)
        has_code = official is not None and self._use_code(official.id, code)
        if not (is_known or has_code or self._tries.hit(TRIES_PER_ACCOUNT, email.lower())):
            raise TooManyTries
        matches = self._hashing.matches(official.password_hash if official else None, password, is_known=is_known)
        cookie = None
        if official is not None and official.disabled_at is None:
            with self._store.write() as db:
                origin = caller.device_hash if is_known else STRANGER
                may = has_code or may_try(self._store, official.id, origin, self._clock())
                if may and matches:
                    is_half = self.factor.is_on(official.id) and not has_code
                    cookie = self._open_session(db, official.id, caller, is_half=is_half)
                elif may:
                    note_wrong_try(db, self._store, official.id, origin, self._clock())
        if cookie is None:
            log.warning("sign-in refused: official %s, from %s", official.id if official else "unknown", caller.address)
        return cookie

    def second_step(self, official: Official, code: str, caller: Caller = NOBODY) -> str | None:
        """Return the cookie of a full session for a code; None when it is wrong, used or comes too soon."""
        cookie = None
        with self._store.write() as db:
            origin = caller.device_hash if self._is_known(official.id, caller) else CODE
            if official.needs_code and may_try(self._store, official.id, origin, self._clock()):
                if self.factor.check(db, official.id, code):
                    sessions.end(db, official.session_id)
                    cookie = self._open_session(db, official.id, caller, is_half=False)
                else:
                    note_wrong_try(db, self._store, official.id, origin, self._clock())
        if cookie is None:
            log.warning("second factor refused: official %s, from %s", official.id, caller.address)
        return cookie

    def _is_known(self, official_id: int, caller: Caller) -> bool:
        since = self._clock() - DEVICE_LIFE_MS
        return bool(caller.device_hash) and lockouts.is_known(self._store, official_id, caller.device_hash, since)

    def _use_code(self, official_id: int, code: str) -> bool:
        """Use up a code that was typed beside the password; after too many wrong ones in a day none is looked at."""
        account = str(official_id)
        if not code or not self.factor.is_on(official_id) or not self._tries.test(WRONG_CODES_PER_ACCOUNT, account):
            return False
        with self._store.write() as db:
            is_right = self.factor.use_app_code(db, official_id, code)
        if not is_right:
            self._tries.hit(WRONG_CODES_PER_ACCOUNT, account)
        return is_right

    def of_cookie(self, cookie: str | None, *, is_used: bool = True) -> Official | None:
        """Return the official of a session cookie; None when the session ended or the official was disabled.

        `is_used` False does not lengthen the session: nobody is at the page that asks.
        """
        row = sessions.get(self._store, _hash_cookie(cookie)) if cookie else None
        now = self._clock()
        if row is None or row.disabled_at is not None or _has_ended(row, now):
            return None
        if is_used and row.seen_at < now - MINUTE:
            with self._store.write(durable=False) as db:
                sessions.touch(db, row.id, now)
        return self._as_official(row)

    def of_ended_cookie(self, cookie: str | None) -> Official | None:
        """Return the official whose session with this cookie ended not long ago, to keep what was typed in it."""
        row = sessions.get(self._store, _hash_cookie(cookie)) if cookie else None
        if row is None or row.is_half or row.disabled_at is not None:
            return None
        return self._as_official(row) if _has_ended(row, self._clock()) else None

    def sign_out(self, official: Official) -> None:
        """End the session of this official."""
        with self._store.write() as db:
            sessions.sign_out(db, official.session_id, self._clock())
            audit.write(db, self._clock(), official.id, "sign_out")

    def sessions_of(self, official: Official) -> list[Session]:
        """Return the open sessions of this official, last used first."""
        now = self._clock()
        open_sessions = sessions.of_official(self._store, official.id, now - SESSION_IDLE_MS, now - SESSION_LIFE_MS)
        return [
            Session(row.id[:HANDLE], row.device, row.created_at, row.seen_at, row.id == official.session_id)
            for row in open_sessions
        ]

    def is_anyone_in(self) -> bool:
        """Return whether any official has an open session: memory for the pages is prepared only then."""
        return sessions.is_anyone_in(self._store, self._clock() - SESSION_IDLE_MS)

    def end_session(self, official: Official, handle: str) -> bool:
        """End another session of this official; False when it had ended already."""
        if len(handle) != HANDLE or official.session_id.startswith(handle):
            return False
        with self._store.write() as db:
            is_ended = sessions.end_one_of(db, official.id, handle)
            if is_ended:
                audit.write(db, self._clock(), official.id, "session_end", str(official.id))
        return is_ended

    def end_other_sessions(self, official: Official) -> int:
        """End every other session of this official; return how many."""
        with self._store.write() as db:
            ended = sessions.end_all_of(db, official.id, official.session_id)
            audit.write(db, self._clock(), official.id, "session_end_others", str(official.id), str(ended))
        return ended

    def _open_session(self, db: Transaction, official_id: int, caller: Caller, *, is_half: bool) -> str:
        now, cookie = self._clock(), secrets.token_urlsafe(32)
        sessions.end_old(db, now - ENDED_KNOWN_MS, now - ENDED_KNOWN_MS)
        csrf = secrets.token_urlsafe(24)
        sessions.start(db, _hash_cookie(cookie), official_id, csrf, now, device=caller.device, is_half=is_half)
        if not is_half:  # a right password alone forgets no wrong codes, or they could be tried without end
            self._welcome(db, official_id, caller, now)
            audit.write(db, now, official_id, "sign_in")
        return cookie

    def _as_official(self, row: SessionRecord) -> Official:
        has_factor, needs_code, roles = bool(row.has_factor), bool(row.is_half), rows.split_roles(row.roles)
        return Official(
            row.official_id,
            row.email,
            row.name,
            roles,
            bool(row.must_change),
            row.csrf,
            row.id,
            has_factor=has_factor,
            needs_code=needs_code,
            needs_factor=not has_factor and bool(roles & self.factor.with_always(row.required_roles)),
        )

    def _welcome(self, db: Transaction, official_id: int, caller: Caller, now: int) -> None:
        """Forget the official's own wrong tries, and know the device the next time."""
        is_known = self._is_known(official_id, caller)
        for origin in (caller.device_hash,) if is_known else (STRANGER, CODE):
            lockouts.forget(db, official_id, origin)
        if caller.device_hash:
            lockouts.remember_device(db, official_id, caller.device_hash, now, now - DEVICE_LIFE_MS)


def _has_ended(row: SessionRecord, now_ms: int) -> bool:
    """Whether a session opens nothing any more."""
    if row.ended_at is not None or row.seen_at < now_ms - SESSION_IDLE_MS or row.created_at < now_ms - SESSION_LIFE_MS:
        return True
    return bool(row.is_half) and row.created_at < now_ms - HALF_MS


def _hash_cookie(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
