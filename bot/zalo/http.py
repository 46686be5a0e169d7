"""One HTTP session towards Zalo: pooled, with timeouts, small answers only, no redirects, TLS verified.

Nothing of the library gets out of here: a call ends as an Answer, whatever happened. No token or body is logged.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

MAX_ANSWER_BYTES = 1024 * 1024


class Trouble(StrEnum):
    """Why there is no JSON: nothing left this machine, or the call was cut off and may have been carried out."""

    NOT_SENT = "not_sent"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a JSON object, or the trouble. `status` is None when there was no HTTP answer."""

    status: int | None
    data: dict[str, Any] | None = None
    trouble: Trouble | None = None


class Http:
    """The session. Safe to use from several threads. `mount` replaces the network (a simulator in the same process)."""

    def __init__(
        self,
        *,
        pool_size: int = 10,
        connect_timeout_s: float = 5.0,
        read_timeout_s: float = 15.0,
        proof_secret: str | None = None,
        mount: BaseAdapter | None = None,
    ) -> None:
        """`proof_secret` is the app secret, for apps that demand `appsecret_proof` (error -242)."""
        self.timeout_s = (connect_timeout_s, read_timeout_s)
        self._proof_secret = proof_secret
        self._session = requests.Session()
        self._session.trust_env = False  # no .netrc, proxy or certificate file slips in from the environment
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity"})
        adapter = mount or HTTPAdapter(pool_connections=4, pool_maxsize=pool_size, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def call(
        self,
        method: str,
        url: str,
        *,
        access_token: str | None = None,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> Answer:
        """Make one call, once. `content` is requests' own: params, json, data, files. ValueError for an unsafe URL."""
        demand_https(url)
        content["headers"] = {**(headers or {}), **self._token_headers(access_token)}
        try:
            with self._session.request(method, url, timeout=self.timeout_s, **_CAREFUL, **content) as response:
                return _read(response)
        except (requests.RequestException, HTTPError, OSError, ValueError) as problem:
            nothing_left = any(isinstance(cause, _BEFORE_ANY_BYTE) for cause in _causes(problem))
            return Answer(None, trouble=Trouble.NOT_SENT if nothing_left else Trouble.UNCLEAR)

    def _token_headers(self, access_token: str | None) -> dict[str, str]:
        if access_token is None:
            return {}
        headers = {"access_token": access_token}
        if self._proof_secret:
            proof = hmac.new(self._proof_secret.encode(), access_token.encode(), hashlib.sha256)
            headers["appsecret_proof"] = proof.hexdigest()
        return headers


_CAREFUL: dict[str, Any] = {"allow_redirects": False, "stream": True, "verify": True}
_BEFORE_ANY_BYTE = (NewConnectionError, ConnectTimeoutError, ssl.SSLCertVerificationError)
"""Refused, name not found, no connection in time, a certificate that is not Zalo's: no byte of the call was sent."""


def demand_https(url: str) -> None:
    """Raise ValueError unless `url` is https, or http to this very machine (simulator, tests)."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        raise ValueError(f"{parts.scheme}://{parts.hostname}: Zalo is called over https only")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read(response: requests.Response) -> Answer:
    body = bytearray()
    for chunk in response.iter_content(16 * 1024):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            return Answer(response.status_code, trouble=Trouble.UNCLEAR)
    try:
        data = json.loads(bytes(body))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return Answer(response.status_code, trouble=Trouble.UNCLEAR)
    return Answer(response.status_code, data)


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """The exception and all it was made of: requests and urllib3 keep the cause in args or reason.

    Not `__context__`: that may be an older failure which the caller is just handling.
    """
    waiting: list[object] = [problem]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None)]
