"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for a lost phone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable

import pyotp
from sqlite_utils import Database

from bot.clock import SECOND, Clock
from bot.official_roles import ROLES, Official, OfficialError
from bot.slow_down import may_try, slow_down
from bot.store import Store, audit, factors, notes, official_sessions

STEP_MS = 30 * SECOND
SLACK = 1
"""Half minutes a phone's clock may be off, each way."""
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and figures that look alike; 16 of them are 79 bits."""


class SecondFactor:
    """Sets up, checks and removes the second factor of officials."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def begin(self, official_id: int) -> str:
        """The secret to put into an app: a new one, or the one already being set up. Raises OfficialError when one is on."""
        with self._store.write() as db:
            row = factors.get(self._store, official_id)
            if row is not None and row["confirmed_at"] is not None:
                raise OfficialError("Tài khoản này đã bật xác thực hai bước.")
            if row is None:
                factors.begin(db, official_id, pyotp.random_base32())
            found = factors.get(self._store, official_id)
        assert found is not None
        return str(found["secret"])

    def address(self, official: Official, issuer: str) -> str:
        """What the QR code holds: the secret with its name, as authenticator apps read it."""
        return pyotp.TOTP(self.begin(official.id)).provisioning_uri(name=official.email, issuer_name=issuer)

    def confirm(self, official: Official, code: str) -> list[str]:
        """Ask for codes from now on; returns the recovery codes, shown this once. Raises OfficialError."""
        self.begin(official.id)
        with self._store.write() as db:
            if not self._takes_code(db, official.id, _digits(code)):
                raise OfficialError(
                    "Mã chưa đúng. Hãy xem đồng hồ điện thoại có chạy đúng giờ không, rồi nhập mã mới nhất."
                )
            factors.confirm(db, official.id, self._clock())
            official_sessions.end_all_of(db, official.id, official.session_id)
            audit.write(db, self._clock(), official.id, "factor_on", str(official.id))
            return self._new_codes(db, official.id)

    def renew_codes(self, official: Official, code: str) -> list[str]:
        """New recovery codes for a current code of the app. Raises OfficialError."""
        self._demand(official, code)
        with self._store.write() as db:
            audit.write(db, self._clock(), official.id, "factor_codes", str(official.id))
            return self._new_codes(db, official.id)

    def turn_off(self, official: Official, code: str) -> None:
        """Ask for no code any more. Raises OfficialError when the role needs one, or the code is wrong."""
        if official.role in self.required():
            raise OfficialError("Vai trò của anh/chị phải dùng xác thực hai bước nên không tắt được.")
        self._demand(official, code)
        with self._store.write() as db:
            factors.remove(db, official.id)
            audit.write(db, self._clock(), official.id, "factor_off", str(official.id))

    def check(self, db: Database, official_id: int, code: str) -> bool:
        """Whether this is a current code of the app or an unused recovery code; either is used up by it."""
        digits = _digits(code)
        if len(digits) == 6:
            return self._takes_code(db, official_id, digits)
        if not factors.use_recovery(db, official_id, _hash(code)):
            return False
        audit.write(db, self._clock(), official_id, "factor_recovery", str(official_id))
        return True

    def is_on(self, official_id: int) -> bool:
        """Whether a code is asked for."""
        row = factors.get(self._store, official_id)
        return row is not None and row["confirmed_at"] is not None

    def codes_left(self, official_id: int) -> int:
        """How many recovery codes are left."""
        return factors.recovery_left(self._store, official_id)

    def required(self) -> frozenset[str]:
        """The roles that need a second factor."""
        return roles_in(notes.get(self._store, official_sessions.REQUIRED))

    def require(self, roles: Iterable[str], by: int | None) -> None:
        """These roles need a second factor from now on; who has none sets it up at the next page."""
        wanted = [role for role in ROLES if role in set(roles)]
        with self._store.write() as db:
            notes.set_in(db, official_sessions.REQUIRED, ",".join(wanted))
            audit.write(db, self._clock(), by, "factor_require", None, ",".join(wanted) or "none")

    def _demand(self, official: Official, code: str) -> None:
        now = self._clock()
        with self._store.write() as db:
            may = may_try(self._store, official.id, now)
            is_right = may and self._takes_code(db, official.id, _digits(code))
            if may and not is_right:
                slow_down(db, self._store, official.id, now)
        if not is_right:
            raise OfficialError("Mã chưa đúng hoặc đã dùng. Hãy đợi mã mới trong ứng dụng rồi nhập lại.")

    def _takes_code(self, db: Database, official_id: int, digits: str) -> bool:
        row = factors.get(self._store, official_id)
        if row is None or len(digits) != 6:
            return False
        now, totp = self._clock() // STEP_MS, pyotp.TOTP(row["secret"])
        for step in range(now - SLACK, now + SLACK + 1):
            if hmac.compare_digest(totp.generate_otp(step), digits):
                return factors.take_step(db, official_id, step)
        return False

    def _new_codes(self, db: Database, official_id: int) -> list[str]:
        codes = [_new_code() for _ in range(RECOVERY_CODES)]
        factors.set_recovery(db, official_id, [_hash(code) for code in codes])
        return codes


def roles_in(note: str | None) -> frozenset[str]:
    """The roles a note names."""
    return frozenset(filter(None, (note or "").split(",")))


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _digits(code: str) -> str:
    compact = code.replace(" ", "")
    return compact if compact.isascii() and compact.isdigit() else ""
