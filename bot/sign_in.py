"""Signing in: password (argon2), then the second factor; slow-down after wrong tries; sessions on the server side."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlite_utils import Database

from bot.clock import DAY, HOUR, MINUTE, Clock
from bot.official_roles import Official
from bot.second_factor import SecondFactor, roles_in
from bot.slow_down import may_try, slow_down
from bot.store import Store, audit
from bot.store import official_sessions as sessions
from bot.store import officials as rows

SESSION_IDLE_MS = 8 * HOUR
SESSION_LIFE_MS = 7 * DAY
HALF_MS = 10 * MINUTE
"""How long the code of the second factor may come after the password."""
HANDLE = 16
"""Letters of a session's hashed cookie that name it to its owner; nobody gets in with them."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open session of an official; times in ms."""

    handle: str
    device: str
    since: int
    seen: int
    is_this: bool


class SignIn:
    """Who may come in, and where they are signed in."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._hasher = PasswordHasher()
        self._unknown = self._hasher.hash(secrets.token_urlsafe())
        self.factor = SecondFactor(store, clock)

    def sign_in(self, email: str, password: str, device: str = "") -> str | None:
        """A new session's cookie, or None; the same time and answer whether the account exists, is locked or not.

        With a second factor the session opens nothing until `second_step`.
        """
        official = rows.by_email(self._store, email.strip())
        matches = self.matches(official["password_hash"] if official else self._unknown, password)
        if official is None:
            return None
        with self._store.write() as db:
            if not may_try(self._store, official["id"], self._clock()):
                return None
            if not matches:
                slow_down(db, self._store, official["id"], self._clock())
                return None
            return self._open(db, official["id"], device, is_half=self.factor.is_on(official["id"]))

    def second_step(self, official: Official, code: str) -> str | None:
        """The whole session's cookie for the code (or a recovery code); None when it is wrong, used or comes too soon."""
        with self._store.write() as db:
            if not official.needs_code or not may_try(self._store, official.id, self._clock()):
                return None
            if not self.factor.check(db, official.id, code):
                slow_down(db, self._store, official.id, self._clock())
                return None
            half = sessions.get(self._store, official.session_id)
            sessions.end(db, official.session_id)
            return self._open(db, official.id, half["device"] if half else "", is_half=False)

    def of_cookie(self, cookie: str | None) -> Official | None:
        """Who this cookie belongs to; None when the session ended or the official was disabled."""
        row = sessions.get(self._store, _hash(cookie)) if cookie else None
        now = self._clock()
        if row is None or row["disabled_at"] is not None:
            return None
        if row["seen_at"] < now - SESSION_IDLE_MS or row["created_at"] < now - SESSION_LIFE_MS:
            return None
        if row["is_half"] and row["created_at"] < now - HALF_MS:
            return None
        if row["seen_at"] < now - MINUTE:
            with self._store.write(durable=False) as db:
                sessions.touch(db, row["id"], now)
        return _official(row)

    def sign_out(self, official: Official) -> None:
        """End this session."""
        with self._store.write() as db:
            sessions.end(db, official.session_id)
            audit.write(db, self._clock(), official.id, "sign_out")

    def sessions_of(self, official: Official) -> list[Session]:
        """Where this official is signed in, last used first."""
        now = self._clock()
        found = sessions.of_official(self._store, official.id, now - SESSION_IDLE_MS, now - SESSION_LIFE_MS)
        return [
            Session(
                row["id"][:HANDLE], row["device"], row["created_at"], row["seen_at"], row["id"] == official.session_id
            )
            for row in found
        ]

    def is_anyone_in(self) -> bool:
        """Whether any official is at the desk: what costs memory is prepared only then."""
        return sessions.is_anyone_in(self._store, self._clock() - SESSION_IDLE_MS)

    def end_session(self, official: Official, handle: str) -> bool:
        """End another session of this official; False when it is over already."""
        if len(handle) != HANDLE or official.session_id.startswith(handle):
            return False
        with self._store.write() as db:
            is_ended = sessions.end_one_of(db, official.id, handle)
            if is_ended:
                audit.write(db, self._clock(), official.id, "session_end", str(official.id))
        return is_ended

    def end_other_sessions(self, official: Official) -> int:
        """End every other session of this official; returns how many."""
        with self._store.write() as db:
            ended = sessions.end_all_of(db, official.id, official.session_id)
            audit.write(db, self._clock(), official.id, "session_end_others", str(official.id), str(ended))
        return ended

    def matches(self, password_hash: str, password: str) -> bool:
        """Whether this is the password."""
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def _open(self, db: Database, official_id: int, device: str, *, is_half: bool) -> str:
        now, cookie = self._clock(), secrets.token_urlsafe(32)
        sessions.end_old(db, now - SESSION_IDLE_MS, now - SESSION_LIFE_MS)
        sessions.start(
            db, _hash(cookie), official_id, secrets.token_urlsafe(24), now, device=device, is_half=is_half
        )  # fmt: skip
        if not is_half:  # a right password alone forgets no wrong codes, or they could be tried without end
            rows.note_success(db, official_id)
            audit.write(db, now, official_id, "sign_in")
        return cookie


def _official(row: sqlite3.Row) -> Official:
    has_factor, needs_code = bool(row["has_factor"]), bool(row["is_half"])
    return Official(
        row["official_id"], row["email"], row["name"], row["role"], bool(row["must_change"]), row["csrf"], row["id"],
        has_factor=has_factor, needs_code=needs_code,
        needs_factor=not has_factor and row["role"] in roles_in(row["required_roles"]),
    )  # fmt: skip


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
