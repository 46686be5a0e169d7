"""Officials: who may sign in, with which role; passwords, and what a manager does about them."""

from __future__ import annotations

import re
import secrets
import sqlite3

from sqlite_utils import Database

from bot.official_roles import ANSWERING, APPROVING, EDITING, ROLES, WRITING, Official, OfficialError
from bot.sign_in import SESSION_IDLE_MS, SESSION_LIFE_MS, Session, SignIn
from bot.slow_down import may_try, slow_down
from bot.store import audit, factors, official_sessions
from bot.store import officials as rows

__all__ = [
    "ANSWERING", "APPROVING", "EDITING", "PASSWORD_LENGTH", "ROLES", "SESSION_IDLE_MS", "SESSION_LIFE_MS",
    "WRITING", "Official", "OfficialError", "Officials", "Session", "new_password",
]  # fmt: skip

PASSWORD_LENGTH = 10

PASSWORD_WORDS = (
    "bien", "buom", "cat", "chai", "dua", "gio", "hai", "hoa", "lua", "mai", "may", "mua", "nang", "nui", "sen",
    "song", "thuyen", "trang", "tre", "vang",
)  # fmt: skip

_LAST_MANAGER = "Đây là quản lý duy nhất còn đăng nhập được. Hãy thêm hoặc mở khóa một quản lý khác trước."


class Officials(SignIn):
    """Who may sign in, and signing in."""

    def add(self, email: str, name: str, role: str, by: int | None = None) -> str:
        """A new official; returns the first password, to be changed at the first sign-in. Raises OfficialError."""
        email, name = email.strip().lower(), " ".join(name.split())
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
            raise OfficialError(f"“{email}” không phải địa chỉ email. Ví dụ: can.bo@phuong.example.vn")
        _check_role(role)
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
            official_sessions.end_all_of(db, official["id"])
            audit.write(db, self._clock(), by, "official_reset_password", str(official["id"]))
        return password

    def set_role(self, email: str, role: str, by: int | None = None) -> None:
        """Another role, at once. Raises OfficialError, also when no manager would be left."""
        _check_role(role)
        official = self._known(email)
        if official["role"] == role:
            return
        with self._store.write() as db:
            if official["role"] == "manager":
                self._demand_another_manager(db, official)
            rows.set_role(db, official["id"], role)
            audit.write(db, self._clock(), by, "official_role", str(official["id"]), f"{official['role']} > {role}")

    def disable(self, email: str, by: int | None = None) -> None:
        """No sign-in any more, and signed out everywhere. Raises OfficialError, also when no manager would be left."""
        official = self._known(email)
        with self._store.write() as db:
            if official["role"] == "manager":
                self._demand_another_manager(db, official)
            rows.set_disabled(db, official["id"], self._clock())
            official_sessions.end_all_of(db, official["id"])
            audit.write(db, self._clock(), by, "official_disable", str(official["id"]))

    def enable(self, email: str, by: int | None = None) -> None:
        """May sign in again, with the password and second factor of before. Raises OfficialError."""
        official = self._known(email)
        with self._store.write() as db:
            rows.set_disabled(db, official["id"], None)
            audit.write(db, self._clock(), by, "official_enable", str(official["id"]))

    def reset_factor(self, email: str, by: int | None = None) -> None:
        """Take the second factor of a lost phone away; every session of the official ends. Raises OfficialError."""
        official = self._known(email)
        with self._store.write() as db:
            if not factors.remove(db, official["id"]):
                raise OfficialError(f"{official['name']} chưa bật xác thực hai bước.")
            official_sessions.end_all_of(db, official["id"])
            audit.write(db, self._clock(), by, "factor_reset", str(official["id"]))

    def everyone(self) -> list[sqlite3.Row]:
        """All officials by e-mail, with `has_factor` and `seen_at` (ms, of a session still open; else None)."""
        return rows.everyone(self._store)

    def find(self, email: str) -> sqlite3.Row | None:
        """One official by e-mail, or None."""
        return rows.by_email(self._store, email.strip())

    def change_password(self, official: Official, old: str, new: str) -> None:
        """Set an own password; other sessions end. Raises OfficialError."""
        self._demand_password(official, old)
        if len(new) < PASSWORD_LENGTH or new == old:
            raise OfficialError(f"Mật khẩu mới cần từ {PASSWORD_LENGTH} ký tự và khác mật khẩu cũ.")
        with self._store.write() as db:
            rows.set_password(db, official.id, self._hasher.hash(new), must_change=False)
            official_sessions.end_all_of(db, official.id, official.session_id)
            audit.write(db, self._clock(), official.id, "change_password")

    def _demand_password(self, official: Official, password: str) -> None:
        row = rows.by_id(self._store, official.id)
        now = self._clock()
        may = row is not None and may_try(self._store, official.id, now)
        if row is not None and may and self.matches(row["password_hash"], password):
            return
        if may:
            with self._store.write() as db:
                slow_down(db, self._store, official.id, now)
        raise OfficialError("Mật khẩu đang dùng chưa đúng. Nếu đã nhập sai nhiều lần, hãy đợi vài phút rồi thử lại.")

    def _known(self, email: str) -> sqlite3.Row:
        official = self.find(email)
        if official is None:
            raise OfficialError(f"Không có cán bộ nào dùng email {email}.")
        return official

    def _demand_another_manager(self, db: Database, official: sqlite3.Row) -> None:
        if official["disabled_at"] is None and not rows.other_managers(db, official["id"]):
            raise OfficialError(_LAST_MANAGER)


def new_password() -> str:
    """A first password that is easy to read out: four words and a number, about 27 bits, for one sign-in only."""
    words = "-".join(secrets.choice(PASSWORD_WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(900) + 100}"


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise OfficialError(f"Không có vai trò “{role}”. Chọn một trong: {', '.join(ROLES)}.")
