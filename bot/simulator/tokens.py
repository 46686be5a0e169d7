"""OAuth as Zalo does it: codes for one use, access tokens for 25 hours, refresh tokens that work once."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

from .clock import DAY_MS, HOUR_MS, Clock
from .errors import ZaloError

CODE_MS = 600_000
ACCESS_MS = 25 * HOUR_MS
REFRESH_MS = 90 * DAY_MS
EXPIRES_IN = "90000"
VERIFIER_LENGTH = 43


class OAuthRefusal(Exception):
    """A refusal for which no source gives a number: only `error_name`."""


@dataclass(slots=True)
class Tokens:
    """What was issued: codes with their challenge and end, access and refresh tokens with their end (milliseconds)."""

    clock: Clock
    _codes: dict[str, tuple[str, int]] = field(default_factory=dict)
    _access: dict[str, int] = field(default_factory=dict)
    _refresh: dict[str, int] = field(default_factory=dict)

    def new_code(self, challenge: str) -> str:
        """A code for one exchange within ten minutes."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = (challenge, self.clock.now_ms() + CODE_MS)
        return code

    def exchange(self, code: str, verifier: str) -> tuple[str, str]:
        """Trade a code for a pair; the code is spent even when the verifier is wrong."""
        challenge, end = self._codes.pop(code, ("", 0))
        if self.clock.now_ms() >= end:
            raise OAuthRefusal("Invalid authorization code")
        if len(verifier) != VERIFIER_LENGTH or challenge_of(verifier) != challenge:
            raise OAuthRefusal("Invalid code verifier")
        return self.new_pair()

    def refresh(self, refresh_token: str) -> tuple[str, str]:
        """Trade a refresh token for a new pair; it works once, then -14014."""
        if self.clock.now_ms() >= self._refresh.pop(refresh_token, 0):
            raise ZaloError(-14014)
        return self.new_pair()

    def new_pair(self) -> tuple[str, str]:
        """An access token and a refresh token."""
        now = self.clock.now_ms()
        access, refresh = secrets.token_urlsafe(48), secrets.token_urlsafe(48)
        self._access[access] = now + ACCESS_MS
        self._refresh[refresh] = now + REFRESH_MS
        return access, refresh

    def check(self, access_token: str) -> None:
        """Raise -216 for a token never issued and -220 for one that ended."""
        end = self._access.get(access_token)
        if end is None:
            raise ZaloError(-216)
        if self.clock.now_ms() >= end:
            raise ZaloError(-220)

    def expire_access(self) -> None:
        """End every access token now; refresh tokens still work."""
        self._access = dict.fromkeys(self._access, 0)

    def revoke(self) -> None:
        """What happens when an administrator takes the permission back: only a new sign-in helps."""
        self.expire_access()
        self._refresh.clear()


def challenge_of(verifier: str) -> str:
    """The code challenge that belongs to a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
