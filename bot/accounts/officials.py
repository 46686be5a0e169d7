"""Officials: who may sign in, with which role; passwords, and what a manager does about them."""

from __future__ import annotations

import re
import secrets

from bot.accounts.lockout import SIGNED_IN, may_try, note_wrong_try
from bot.accounts.password_rules import find_weakness
from bot.accounts.roles import MANAGING, ROLES, Official, OfficialError
from bot.accounts.sign_in import SignInService
from bot.store import ConflictError, Transaction, audit, lockouts, official_sessions, second_factors
from bot.store import officials as rows
from bot.store.officials import ListedOfficial, OfficialRecord, split_roles

__all__ = ["ListedOfficial", "OfficialRecord", "Officials", "new_password"]

PASSWORD_WORDS = (
    "bien",
    "buom",
    "cat",
    "chai",
    "dua",
    "gio",
    "hai",
    "hoa",
    "lua",
    "mai",
    "may",
    "mua",
    "nang",
    "nui",
    "sen",
    "song",
    "thuyen",
    "trang",
    "tre",
    "vang",
)

_LAST_MANAGER = "Đây là quản lý duy nhất còn đăng nhập được. Hãy thêm hoặc mở khóa một quản lý khác trước."


class Officials(SignInService):
    """Accounts of officials: adding, roles, passwords, disabling; and signing in."""

    def add(self, email: str, name: str, roles: str, by: int | None = None) -> str:
        """Add an official and return the first password, to be changed at the first sign-in. Raises OfficialError.

        `roles`: ids of bot.accounts.roles, several of them between commas.
        """
        email, name = email.strip().lower(), " ".join(name.split())
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
            raise OfficialError(f"“{email}” không phải địa chỉ email. Ví dụ: can.bo@phuong.example.vn")
        roles = _read_roles(roles)
        if not name:
            raise OfficialError("Thiếu tên cán bộ.")
        password = new_password()
        password_hash = self._hashing.hash(password)
        try:
            with self._store.write() as db:
                official_id = rows.add(db, email, name, roles, password_hash, self._clock())
                audit.write(db, self._clock(), by, "official_add", str(official_id), roles)
        except ConflictError:
            raise OfficialError(f"Đã có cán bộ dùng email {email}.") from None
        return password

    def reset_password(self, email: str, by: int | None = None) -> str:
        """Set and return a new first password; every session of the official ends. Raises OfficialError."""
        official = self._demand_official(email)
        password = new_password()
        password_hash = self._hashing.hash(password)
        with self._store.write() as db:
            rows.set_password(db, official.id, password_hash, must_change=True)
            lockouts.forget_all(db, official.id)
            official_sessions.end_all_of(db, official.id)
            audit.write(db, self._clock(), by, "official_reset_password", str(official.id))
        return password

    def set_roles(self, email: str, roles: str, by: int | None = None) -> None:
        """Give the official these roles (between commas) at once. Raises OfficialError, also when no manager would be left."""
        roles = _read_roles(roles)
        official = self._demand_official(email)
        if official.roles == roles:
            return
        with self._store.write() as db:
            if official.role_ids & MANAGING and not split_roles(roles) & MANAGING:
                self._demand_another_manager(db, official)
            rows.set_roles(db, official.id, roles)
            audit.write(db, self._clock(), by, "official_role", str(official.id), f"{official.roles} > {roles}")

    def disable(self, email: str, by: int | None = None) -> None:
        """Disable the account and end its sessions. Raises OfficialError, also when no manager would be left."""
        official = self._demand_official(email)
        with self._store.write() as db:
            if official.role_ids & MANAGING:
                self._demand_another_manager(db, official)
            rows.set_disabled(db, official.id, self._clock())
            official_sessions.end_all_of(db, official.id)
            audit.write(db, self._clock(), by, "official_disable", str(official.id))

    def enable(self, email: str, by: int | None = None) -> None:
        """Enable the account again, with its password and second factor. Raises OfficialError."""
        official = self._demand_official(email)
        with self._store.write() as db:
            rows.set_disabled(db, official.id, None)
            audit.write(db, self._clock(), by, "official_enable", str(official.id))

    def reset_factor(self, email: str, by: int | None = None) -> None:
        """Remove the second factor of a lost phone; every session of the official ends. Raises OfficialError."""
        official = self._demand_official(email)
        with self._store.write() as db:
            if not second_factors.remove(db, official.id):
                raise OfficialError(f"{official.name} chưa bật xác thực hai bước.")
            official_sessions.end_all_of(db, official.id)
            audit.write(db, self._clock(), by, "factor_reset", str(official.id))

    def everyone(self) -> list[ListedOfficial]:
        """Return all officials, by e-mail."""
        return rows.everyone(self._store)

    def find(self, email: str) -> OfficialRecord | None:
        """Return one official by e-mail, or None."""
        return rows.by_email(self._store, email.strip())

    def change_password(self, official: Official, old: str, new: str) -> None:
        """Change the official's own password; the other sessions end. Raises OfficialError."""
        self._demand_password(official, old)
        if new == old:
            raise OfficialError("Mật khẩu mới phải khác mật khẩu cũ.")
        if weakness := find_weakness(new, email=official.email, name=official.name):
            raise OfficialError(weakness)
        password_hash = self._hashing.hash(new)
        with self._store.write() as db:
            rows.set_password(db, official.id, password_hash, must_change=False)
            lockouts.forget(db, official.id, SIGNED_IN)
            official_sessions.end_all_of(db, official.id, official.session_id)
            audit.write(db, self._clock(), official.id, "change_password")

    def _demand_password(self, official: Official, password: str) -> None:
        row = rows.by_id(self._store, official.id)
        matches = row is not None and self._hashing.matches(row.password_hash, password, is_known=True)
        with self._store.write() as db:
            may = may_try(self._store, official.id, SIGNED_IN, self._clock())
            if may and not matches:
                note_wrong_try(db, self._store, official.id, SIGNED_IN, self._clock())
        if not (may and matches):
            raise OfficialError(
                "Mật khẩu đang dùng chưa đúng. Nếu đã nhập sai nhiều lần, hãy đợi vài phút rồi thử lại."
            )

    def _demand_official(self, email: str) -> OfficialRecord:
        official = self.find(email)
        if official is None:
            raise OfficialError(f"Không có cán bộ nào dùng email {email}.")
        return official

    def _demand_another_manager(self, db: Transaction, official: OfficialRecord) -> None:
        if official.disabled_at is None and not rows.others_in(db, MANAGING, official.id):
            raise OfficialError(_LAST_MANAGER)


def new_password() -> str:
    """Return a first password that is easy to read out: six words and a number, about 36 bits."""
    words = "-".join(secrets.choice(PASSWORD_WORDS) for _ in range(6))
    return f"{words}-{secrets.randbelow(900) + 100}"


def _read_roles(text: str) -> str:
    """Return the roles between commas, each once, in the order of the table. Raises OfficialError."""
    roles = split_roles(text.replace(" ", ""))
    if not roles:
        raise OfficialError("Chưa chọn vai trò nào. Hãy chọn ít nhất một.")
    unknown = sorted(roles - ROLES.keys())
    if unknown:
        raise OfficialError(f"Không có vai trò “{', '.join(unknown)}”. Chọn trong: {', '.join(ROLES)}.")
    return ",".join(role for role in ROLES if role in roles)
