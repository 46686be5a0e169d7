"""OAuth tokens with Zalo's rules: codes for one use, access tokens for 25 hours, refresh tokens for one use."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

from bot.simulator.clock import DAY_MS, HOUR_MS, SimulatedClock
from bot.simulator.errors import ZaloError

CODE_MS = 600_000
ACCESS_MS = 25 * HOUR_MS
REFRESH_MS = 90 * DAY_MS
EXPIRES_IN = "90000"
VERIFIER_LENGTH = 43


class OAuthRefusal(Exception):
    """A refusal for which no source gives a number: only `error_name`."""


@dataclass(slots=True)
class IssuedTokens:
    """Issued codes with challenge and expiry, access and refresh tokens with expiry (milliseconds since 1970).

    `is_granted`: the OA has let the app act for it at least once.
    """

    clock: SimulatedClock
    is_granted: bool = False
    _codes: dict[str, tuple[str, int]] = field(default_factory=dict)
    _access: dict[str, int] = field(default_factory=dict)
    _refresh: dict[str, int] = field(default_factory=dict)

    def new_code(self, challenge: str) -> str:
        """A code for one exchange within ten minutes."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = (challenge, self.clock.now_ms() + CODE_MS)
        return code

    def exchange_code(self, code: str, verifier: str) -> tuple[str, str]:
        """Exchange a code for a pair; the code is used up even when the verifier is wrong."""
        challenge, end = self._codes.pop(code, ("", 0))
        if self.clock.now_ms() >= end:
            raise OAuthRefusal("Invalid authorization code")
        if len(verifier) != VERIFIER_LENGTH or challenge_of(verifier) != challenge:
            raise OAuthRefusal("Invalid code verifier")
        return self.new_pair()

    def refresh_pair(self, refresh_token: str) -> tuple[str, str]:
        """Exchange a refresh token for a new pair; raises -14014 for a used one."""
        if self.clock.now_ms() >= self._refresh.pop(refresh_token, 0):
            raise ZaloError(-14014)
        return self.new_pair()

    def new_pair(self) -> tuple[str, str]:
        """An access token and a refresh token. Every access token issued before is dead from now on."""
        now = self.clock.now_ms()
        self.is_granted = True
        access, refresh = secrets.token_urlsafe(48), secrets.token_urlsafe(48)
        self._access = {access: now + ACCESS_MS}
        self._refresh[refresh] = now + REFRESH_MS
        return access, refresh

    def check_token(self, access_token: str) -> None:
        """Raise -216 for a token that was never issued or was replaced, -220 for an expired one."""
        end = self._access.get(access_token)
        if end is None:
            raise ZaloError(-216)
        if self.clock.now_ms() >= end:
            raise ZaloError(-220)

    def expire_access(self) -> None:
        """End every access token now; refresh tokens still work."""
        self._access = dict.fromkeys(self._access, 0)

    def revoke_permission(self) -> None:
        """Revoke the permission as an administrator of the OA: a new sign-in is needed."""
        self.expire_access()
        self._refresh.clear()


def challenge_of(verifier: str) -> str:
    """The code challenge that belongs to a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
