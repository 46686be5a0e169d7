"""Officials: passwords (argon2), slow-down after wrong tries, sessions on the server side."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from bot.clock import DAY, HOUR, SECOND, Clock
from bot.store import Store, audit
from bot.store import officials as rows

ROLES = ("viewer", "author", "approver", "answerer", "editor", "manager")
ANSWERING = frozenset({"answerer", "manager"})
"""Roles that may answer residents."""
WRITING = frozenset({"author", "approver", "manager"})
"""Roles that may write broadcasts."""
APPROVING = frozenset({"approver", "manager"})
"""Roles that may approve what another wrote."""
EDITING = frozenset({"editor", "manager"})
"""Roles that may mend content."""

SESSION_IDLE_MS = 8 * HOUR
SESSION_LIFE_MS = 7 * DAY
PASSWORD_LENGTH = 10
FREE_TRIES = 5
"""Wrong passwords before each further try must wait."""

PASSWORD_WORDS = (
    "bien", "buom", "cat", "chai", "dua", "gio", "hai", "hoa", "lua", "mai", "may", "mua", "nang", "nui", "sen",
    "song", "thuyen", "trang", "tre", "vang",
)  # fmt: skip


class OfficialError(Exception):
    """What is wrong and how to mend it, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Official:
    """Someone who signed in; `csrf` belongs to the session."""

    id: int
    email: str
    name: str
    role: str
    must_change: bool
    csrf: str
    session_id: str

    @property
    def may_answer(self) -> bool:
        """Whether this official answers residents."""
        return self.role in ANSWERING

    @property
    def may_write(self) -> bool:
        """Whether this official writes broadcasts."""
        return self.role in WRITING

    @property
    def may_approve(self) -> bool:
        """Whether this official approves what another wrote."""
        return self.role in APPROVING

    @property
    def may_edit(self) -> bool:
        """Whether this official mends content."""
        return self.role in EDITING

    @property
    def may_manage(self) -> bool:
        """Whether this official connects the OA, and says who may do what."""
        return self.role == "manager"


class Officials:
    """Who may sign in."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._hasher = PasswordHasher()
        self._unknown = self._hasher.hash(secrets.token_urlsafe())

    def add(self, email: str, name: str, role: str, by: int | None = None) -> str:
        """A new official; returns the first password, to be changed at the first sign-in. Raises OfficialError."""
        email, name = email.strip().lower(), name.strip()
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
            raise OfficialError(f"“{email}” không phải địa chỉ email. Ví dụ: can.bo@phuong.example.vn")
        if role not in ROLES:
            raise OfficialError(f"Không có vai trò “{role}”. Chọn một trong: {', '.join(ROLES)}.")
        if not name:
            raise OfficialError("Thiếu tên cán bộ.")
        password = new_password()
        try:
            with self._store.write() as db:
                official_id = rows.add(db, email, name, role, self._hasher.hash(password), self._clock())
                audit.write(db, self._clock(), by, "official_add", str(official_id), role)
        except sqlite3.IntegrityError:
            raise OfficialError(f"Đã có cán bộ dùng email {email}.") from None
        return password

    def reset_password(self, email: str, by: int | None = None) -> str:
        """A new first password; every session of the official ends. Raises OfficialError."""
        official = self._known(email)
        password = new_password()
        with self._store.write() as db:
            rows.set_password(db, official["id"], self._hasher.hash(password), must_change=True)
            rows.end_sessions_of(db, official["id"])
            audit.write(db, self._clock(), by, "official_reset_password", str(official["id"]))
        return password

    def disable(self, email: str, by: int | None = None) -> None:
        """No sign-in any more, and signed out everywhere. Raises OfficialError."""
        official = self._known(email)
        with self._store.write() as db:
            rows.set_disabled(db, official["id"], self._clock())
            rows.end_sessions_of(db, official["id"])
            audit.write(db, self._clock(), by, "official_disable", str(official["id"]))

    def everyone(self) -> list[sqlite3.Row]:
        """All officials by e-mail."""
        return rows.everyone(self._store)

    def find(self, email: str) -> sqlite3.Row | None:
        """One official by e-mail, or None."""
        return rows.by_email(self._store, email.strip())

    def sign_in(self, email: str, password: str) -> str | None:
        """A new session's cookie, or None; the same time and answer whether the account exists, is locked or not."""
        official = rows.by_email(self._store, email.strip())
        matches = self._matches(official["password_hash"] if official else self._unknown, password)
        if official is None:
            return None
        now = self._clock()
        if official["disabled_at"] is not None or (official["locked_until"] or 0) > now:
            return None
        with self._store.write() as db:
            if not matches:
                over = official["failures"] + 1 - FREE_TRIES
                rows.note_failure(db, official["id"], now + SECOND * 2 ** min(over + 4, 12) if over >= 0 else None)
                return None
            cookie, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
            rows.note_success(db, official["id"])
            rows.end_old_sessions(db, now - SESSION_IDLE_MS, now - SESSION_LIFE_MS)
            rows.start_session(db, _hash(cookie), official["id"], csrf, now)
            audit.write(db, now, official["id"], "sign_in")
        return cookie

    def of_cookie(self, cookie: str | None) -> Official | None:
        """Who this cookie belongs to; None when the session ended or the official was disabled."""
        row = rows.session(self._store, _hash(cookie)) if cookie else None
        now = self._clock()
        if row is None or row["disabled_at"] is not None:
            return None
        if row["seen_at"] < now - SESSION_IDLE_MS or row["created_at"] < now - SESSION_LIFE_MS:
            return None
        if row["seen_at"] < now - 60 * SECOND:
            with self._store.write() as db:
                rows.touch_session(db, row["id"], now)
        return Official(
            row["official_id"], row["email"], row["name"], row["role"], bool(row["must_change"]), row["csrf"], row["id"]
        )

    def sign_out(self, official: Official) -> None:
        """End this session."""
        with self._store.write() as db:
            rows.end_session(db, official.session_id)
            audit.write(db, self._clock(), official.id, "sign_out")

    def change_password(self, official: Official, old: str, new: str) -> None:
        """Set an own password; other sessions stay. Raises OfficialError."""
        row = rows.by_id(self._store, official.id)
        if row is None or not self._matches(row["password_hash"], old):
            raise OfficialError("Mật khẩu đang dùng chưa đúng.")
        if len(new) < PASSWORD_LENGTH or new == old:
            raise OfficialError(f"Mật khẩu mới cần từ {PASSWORD_LENGTH} ký tự và khác mật khẩu cũ.")
        with self._store.write() as db:
            rows.set_password(db, official.id, self._hasher.hash(new), must_change=False)
            audit.write(db, self._clock(), official.id, "change_password")

    def _known(self, email: str) -> sqlite3.Row:
        official = rows.by_email(self._store, email.strip())
        if official is None:
            raise OfficialError(f"Không có cán bộ nào dùng email {email}.")
        return official

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerificationError:
            return False


def new_password() -> str:
    """A first password that is easy to read out: four words and a number, about 27 bits, for one sign-in only."""
    words = "-".join(secrets.choice(PASSWORD_WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(900) + 100}"


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
