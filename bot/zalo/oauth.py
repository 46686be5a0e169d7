"""Signing in to the OA (OAuth v4 with PKCE) and trading a refresh token for a new pair. Dossier section 10."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import string
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.zalo.http import Answer, Http, demand_https

log = logging.getLogger(__name__)

INVALID_REFRESH_TOKEN = "-14014"
ASSUMED_LIFE_S = 3600
"""When Zalo does not say how long the access token lives."""
_LONGEST_LIFE_S = 100 * 24 * 3600
_ALPHABET = string.ascii_letters + string.digits  # "-" and "_" are left out to be safe
_VERIFIER_LENGTH = 43


@dataclass(frozen=True, slots=True, repr=False)
class Pkce:
    """The pair: the verifier stays here, the challenge goes into the link."""

    verifier: str
    challenge: str


@dataclass(frozen=True, slots=True, repr=False)
class TokenPair:
    """What Zalo hands out; `repr` is off so that no log line can hold it."""

    access_token: str
    refresh_token: str
    expires_in_s: int


class OAuthRefused(Exception):
    """Zalo said no; the stored pair must not be touched. `code` is "" when only a name came."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"refused with {code or 'no code'}: {name}")
        self.code = code
        self.name = name


class OAuthUnclear(Exception):
    """No clear answer came: Zalo may or may not have made a new pair."""


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
        """The longest that one call should take, in seconds; a lease must outlast it."""
        return sum(self._http.timeout_s)

    def new_pkce(self) -> Pkce:
        """A fresh pair, or the fixed one."""
        verifier = self._fixed_verifier or "".join(secrets.choice(_ALPHABET) for _ in range(_VERIFIER_LENGTH))
        return Pkce(verifier, challenge_of(verifier))

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
        return self._ask(code=code, grant_type="authorization_code", code_verifier=verifier)

    def refresh(self, refresh_token: str) -> TokenPair:
        """A new pair; the old refresh token is dead at once. Raises OAuthRefused or OAuthUnclear."""
        return self._ask(refresh_token=refresh_token, grant_type="refresh_token")

    def _ask(self, **form: str) -> TokenPair:
        answer = self._http.call(
            "POST",
            self._base + "access_token",
            headers={"secret_key": self._app_secret},
            data={**form, "app_id": self._app_id},
        )
        return self._judge(answer, (*form.values(), self._app_secret))

    def _judge(self, answer: Answer, private: tuple[str, ...]) -> TokenPair:
        """Success needs both tokens, no error_name and no error but 0, whatever the HTTP status says."""
        data = answer.data
        if data is None:
            raise OAuthUnclear(str(answer.trouble))
        code, name = _said(data, "error", private), _said(data, "error_name", private)
        if code not in ("", "0") or name:
            log.warning("oauth refused: code=%s name=%s reason=%s", code, name, _said(data, "error_reason", private))
            raise OAuthRefused(code, name)
        access, refresh = data.get("access_token"), data.get("refresh_token")
        if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
            raise OAuthUnclear("no pair in the answer")
        return TokenPair(access, refresh, _life_s(data.get("expires_in")))


def _said(data: dict[str, Any], field: str, private: tuple[str, ...]) -> str:
    """A field of an error, short, and without anything we sent in confidence."""
    value = data.get(field)
    text = "" if value is None else str(value)
    for secret in (*private, str(data.get("access_token") or ""), str(data.get("refresh_token") or "")):
        if len(secret) >= 8:
            text = text.replace(secret, "…")
    return text[:120]


def _life_s(value: object) -> int:
    """`expires_in`, usually the text "90000"; one hour when it lacks or is odd."""
    text = str(value)
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return seconds if 0 < seconds <= _LONGEST_LIFE_S else ASSUMED_LIFE_S
