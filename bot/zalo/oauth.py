"""Signing in to the OA (OAuth v4 with PKCE) and exchanging a refresh token for a new pair.

Source: docs/zalo/webhook-and-oauth.md 10.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import string
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.zalo.errors import Host, Outcome, classify
from bot.zalo.fields import JsonObject
from bot.zalo.headers import APP_SECRET_HEADER
from bot.zalo.http import Answer, Http, demand_https

log = logging.getLogger(__name__)

INVALID_REFRESH_TOKEN = "-14014"
ASSUMED_LIFE_S = 3600
"""Life of an access token when the answer does not say it."""
_LONGEST_LIFE_S = 100 * 24 * 3600
_ALPHABET = string.ascii_letters + string.digits  # "-" and "_" are left out to be safe
_VERIFIER_LENGTH = 43


@dataclass(frozen=True, slots=True, repr=False)
class Pkce:
    """A PKCE pair: the verifier is kept secret, the challenge is sent in the link."""

    verifier: str
    challenge: str


@dataclass(frozen=True, slots=True, repr=False)
class TokenPair:
    """A pair of tokens; `repr` is off so that no log line can contain it."""

    access_token: str
    refresh_token: str
    expires_in_s: int


class OAuthRefused(Exception):
    """Zalo refused; the stored pair must not be changed. `code` is "" when the answer has only a name.

    `is_temporary`: the refusal is not about the token; the same call may succeed later.
    """

    def __init__(self, code: str, name: str, *, is_temporary: bool = False) -> None:
        super().__init__(f"refused with {code or 'no code'}: {name}")
        self.code = code
        self.name = name
        self.is_temporary = is_temporary


class OAuthUnclear(Exception):
    """There was no clear answer: Zalo may have issued a new pair."""


def new_verifier() -> str:
    """A fresh PKCE verifier of the length Zalo asks for."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_VERIFIER_LENGTH))


def challenge_of(verifier: str) -> str:
    """base64url without padding of the raw SHA-256 of the verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class OAuth:
    """The permission page and the token call of one app."""

    def __init__(
        self,
        http: Http,
        oauth_url: str,
        app_id: str,
        app_secret: str,
        redirect_uri: str,
        fixed_verifier: str | None = None,
    ) -> None:
        """`redirect_uri` equals the console's byte for byte; `fixed_verifier` when the console holds the challenge."""
        demand_https(oauth_url)
        self._http = http
        self._base = oauth_url.rstrip("/") + "/v4/oa/"
        self._app_id = app_id
        self._app_secret = app_secret
        self._redirect_uri = redirect_uri
        self._fixed_verifier = fixed_verifier

    @property
    def longest_call_s(self) -> float:
        """Seconds one call may take at most; a lease must last longer."""
        return sum(self._http.timeout_s)

    def new_pkce(self) -> Pkce:
        """A fresh pair, or the fixed one."""
        verifier = self._fixed_verifier or new_verifier()
        return Pkce(verifier, challenge_of(verifier))

    def fixed_challenge(self) -> str | None:
        """What the console must hold as Code Challenge; None when every sign-in brings one of its own."""
        return challenge_of(self._fixed_verifier) if self._fixed_verifier else None

    def permission_url(self, state: str, challenge: str) -> str:
        """The page where an admin of the OA allows the app. `state` is single use and bound to the official's login."""
        query = {
            "app_id": self._app_id,
            "redirect_uri": self._redirect_uri,
            "code_challenge": challenge,
            "state": state,
        }
        return f"{self._base}permission?{urlencode(query)}"

    def exchange(self, code: str, verifier: str) -> TokenPair:
        """The pair for an authorization code (10 minutes, one use). Raises OAuthRefused or OAuthUnclear."""
        return self._request_pair(code=code, grant_type="authorization_code", code_verifier=verifier)

    def refresh(self, refresh_token: str) -> TokenPair:
        """A new pair; the old refresh token is dead at once. Raises OAuthRefused or OAuthUnclear."""
        return self._request_pair(refresh_token=refresh_token, grant_type="refresh_token")

    def _request_pair(self, **form: str) -> TokenPair:
        answer = self._http.call(
            "POST",
            self._base + "access_token",
            headers={APP_SECRET_HEADER: self._app_secret},
            data={**form, "app_id": self._app_id},
        )
        return self._read_pair(answer, (*form.values(), self._app_secret))

    def _read_pair(self, answer: Answer, private: tuple[str, ...]) -> TokenPair:
        """The pair of an answer. Success needs both tokens, no error_name and no error but 0; any HTTP status."""
        data = answer.data
        if data is None:
            raise OAuthUnclear(str(answer.trouble))
        code, name = _error_field(data, "error", private), _error_field(data, "error_name", private)
        if code not in ("", "0") or name:
            log.warning(
                "oauth refused: code=%s name=%s reason=%s", code, name, _error_field(data, "error_reason", private)
            )
            if (answer.status or 0) >= 500:
                raise OAuthUnclear(f"HTTP {answer.status}")
            raise OAuthRefused(code, name, is_temporary=answer.status == 429 or _is_temporary(code))
        access, refresh = data.get("access_token"), data.get("refresh_token")
        if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
            raise OAuthUnclear("no pair in the answer")
        return TokenPair(access, refresh, _life_s(data.get("expires_in")))


def _is_temporary(code: str) -> bool:
    return classify(code, Host.OAUTH).outcome in (Outcome.RATE_LIMITED, Outcome.RETRY_LATER)


def _error_field(data: JsonObject, field: str, private: tuple[str, ...]) -> str:
    """A field of an error, shortened, with secrets and tokens removed."""
    value = data.get(field)
    text = "" if value is None else str(value)
    for secret in (*private, str(data.get("access_token") or ""), str(data.get("refresh_token") or "")):
        if len(secret) >= 8:
            text = text.replace(secret, "…")
    return text[:120]


def _life_s(value: object) -> int:
    """`expires_in` in seconds, usually the text "90000"; one hour when it is missing or implausible."""
    text = str(value)
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return seconds if 0 < seconds <= _LONGEST_LIFE_S else ASSUMED_LIFE_S
