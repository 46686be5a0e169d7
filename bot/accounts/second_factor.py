"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for a lost phone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable

import pyotp

from bot.accounts.lockout import SIGNED_IN, may_try, note_wrong_try
from bot.accounts.roles import ROLES, Official, OfficialError
from bot.clock import SECOND, Clock
from bot.store import Store, Transaction, audit, key_values, official_sessions, second_factors
from bot.store.officials import split_roles

STEP_MS = 30 * SECOND
SLACK = 1
"""Half minutes a phone's clock may be off, each way."""
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and figures that look alike; 16 of them are 79 bits."""


class SecondFactor:
    """Sets up, checks and removes the second factor of officials."""

    def __init__(self, store: Store, clock: Clock, always: frozenset[str] = frozenset()) -> None:
        """`always`: roles that need a second factor whatever managers choose."""
        self._store, self._clock, self.always = store, clock, always

    def begin(self, official_id: int) -> str:
        """Return the secret for an app: a new one, or the one being set up. Raises OfficialError when one is on."""
        with self._store.write() as db:
            row = second_factors.get(self._store, official_id)
            if row is not None and row.confirmed_at is not None:
                raise OfficialError("Tài khoản này đã bật xác thực hai bước.")
            if row is None:
                second_factors.begin(db, official_id, pyotp.random_base32())
            factor = second_factors.get(self._store, official_id)
        assert factor is not None
        return str(factor.secret)

    def address(self, official: Official, issuer: str) -> str:
        """Return the text of the QR code: the secret with its name, as authenticator apps read it."""
        return pyotp.TOTP(self.begin(official.id)).provisioning_uri(name=official.email, issuer_name=issuer)

    def confirm(self, official: Official, code: str) -> list[str]:
        """Turn the second factor on; return the recovery codes, which are shown only now. Raises OfficialError."""
        self.begin(official.id)
        with self._store.write() as db:
            if not self._takes_code(db, official.id, _read_digits(code)):
                raise OfficialError(
                    "Mã chưa đúng. Hãy xem đồng hồ điện thoại có chạy đúng giờ không, rồi nhập mã mới nhất."
                )
            second_factors.confirm(db, official.id, self._clock())
            official_sessions.end_all_of(db, official.id, official.session_id)
            audit.write(db, self._clock(), official.id, "factor_on", str(official.id))
            return self._new_codes(db, official.id)

    def renew_codes(self, official: Official, code: str) -> list[str]:
        """Return new recovery codes for a current code of the app. Raises OfficialError."""
        self._demand_code(official, code)
        with self._store.write() as db:
            audit.write(db, self._clock(), official.id, "factor_codes", str(official.id))
            return self._new_codes(db, official.id)

    def turn_off(self, official: Official, code: str) -> None:
        """Turn the second factor off. Raises OfficialError when the role requires one or the code is wrong."""
        if official.roles & self.required():
            raise OfficialError("Vai trò của anh/chị phải dùng xác thực hai bước nên không tắt được.")
        self._demand_code(official, code)
        with self._store.write() as db:
            second_factors.remove(db, official.id)
            audit.write(db, self._clock(), official.id, "factor_off", str(official.id))

    def check(self, db: Transaction, official_id: int, code: str) -> bool:
        """Use up a current code of the app or a recovery code; return whether it was valid."""
        digits = _read_digits(code)
        if len(digits) == 6:
            return self._takes_code(db, official_id, digits)
        if not second_factors.use_recovery(db, official_id, _hash_code(code)):
            return False
        audit.write(db, self._clock(), official_id, "factor_recovery", str(official_id))
        return True

    def use_app_code(self, db: Transaction, official_id: int, code: str) -> bool:
        """Use up a current code of the app; return whether it was valid."""
        return self._takes_code(db, official_id, _read_digits(code))

    def is_on(self, official_id: int) -> bool:
        """Return whether the second factor is on."""
        row = second_factors.get(self._store, official_id)
        return row is not None and row.confirmed_at is not None

    def codes_left(self, official_id: int) -> int:
        """Return how many recovery codes are left."""
        return second_factors.recovery_left(self._store, official_id)

    def required(self) -> frozenset[str]:
        """Return the roles that need a second factor."""
        return self.with_always(key_values.get(self._store, official_sessions.REQUIRED))

    def with_always(self, note: str | None) -> frozenset[str]:
        """Return the roles that a stored list names, and those that always need a second factor."""
        return split_roles(note) | self.always

    def require(self, roles: Iterable[str], by: int | None) -> None:
        """Require a second factor of these roles; officials without one set it up at their next page."""
        required_roles = [role for role in ROLES if role in set(roles)]
        with self._store.write() as db:
            key_values.set_in(db, official_sessions.REQUIRED, ",".join(required_roles))
            audit.write(db, self._clock(), by, "factor_require", None, ",".join(required_roles) or "none")

    def _demand_code(self, official: Official, code: str) -> None:
        now = self._clock()
        with self._store.write() as db:
            may = may_try(self._store, official.id, SIGNED_IN, now)
            is_right = may and self._takes_code(db, official.id, _read_digits(code))
            if may and not is_right:
                note_wrong_try(db, self._store, official.id, SIGNED_IN, now)
        if not is_right:
            raise OfficialError("Mã chưa đúng hoặc đã dùng. Hãy đợi mã mới trong ứng dụng rồi nhập lại.")

    def _takes_code(self, db: Transaction, official_id: int, digits: str) -> bool:
        row = second_factors.get(self._store, official_id)
        if row is None or len(digits) != 6:
            return False
        now, totp = self._clock() // STEP_MS, pyotp.TOTP(row.secret)
        for step in range(now - SLACK, now + SLACK + 1):
            if hmac.compare_digest(totp.generate_otp(step), digits):
                return second_factors.take_step(db, official_id, step)
        return False

    def _new_codes(self, db: Transaction, official_id: int) -> list[str]:
        codes = [_new_code() for _ in range(RECOVERY_CODES)]
        second_factors.set_recovery(db, official_id, [_hash_code(code) for code in codes])
        return codes


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _hash_code(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _read_digits(code: str) -> str:
    compact = code.replace(" ", "")
    return compact if compact.isascii() and compact.isdigit() else ""
