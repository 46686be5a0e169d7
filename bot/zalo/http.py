"""HTTP for calls to Zalo: pooled, with timeouts, a limited answer size, no redirects, TLS verified.

Every call returns an Answer; exceptions of requests are converted. No token or body is logged.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, Unpack
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from bot.lib.characters import writable_values
from bot.zalo.deadline import TimedAdapter, limit_duration
from bot.zalo.fields import JsonObject
from bot.zalo.headers import ACCESS_TOKEN_HEADER, APP_SECRET_PROOF_HEADER

MAX_ANSWER_BYTES = 1024 * 1024

_HEADERS = {**requests.utils.default_headers(), "Accept": "application/json", "Accept-Encoding": "identity"}

UPLOAD_S = 120.0
"""Deadline in seconds of a call that uploads a file of up to 5 MB."""


class Trouble(StrEnum):
    """Why there is no JSON: nothing was sent, or the call was cut off and may have been carried out."""

    NOT_SENT = "not_sent"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: a JSON object, or `trouble`. `status` is None without an HTTP answer."""

    status: int | None
    data: JsonObject | None = None
    trouble: Trouble | None = None


FilePart = tuple[str, bytes, str]
"""Name, content and media type of an uploaded file."""


class CallContent(TypedDict, total=False):
    """What a call to the OA's API sends, in the terms of requests."""

    json: JsonObject
    params: Mapping[str, str | int]
    files: Mapping[str, FilePart]


class RequestContent(CallContent, total=False):
    """What any call sends; `data` is a form."""

    data: Mapping[str, str]


class Http:
    """Pooled connections. Safe to use from several threads. `mount` replaces the network (a simulator in the same process).

    No session of requests stands around the adapter: there are no cookies, no redirects and no settings of the environment
    (.netrc, proxies, certificate files).
    """

    def __init__(
        self,
        *,
        pool_size: int = 10,
        connect_timeout_s: float = 5.0,
        read_timeout_s: float = 15.0,
        proof_secret: str | None = None,
        mount: BaseAdapter | None = None,
    ) -> None:
        """`proof_secret` is the app secret, for apps that demand `appsecret_proof` (error -242).

        Both timeouts together are the deadline of a call as a whole (UPLOAD_S when it carries a file).
        """
        self.timeout_s = (connect_timeout_s, read_timeout_s)
        self._proof_secret = proof_secret
        self._adapter = mount or TimedAdapter(pool_connections=4, pool_maxsize=pool_size, max_retries=0)

    def close(self) -> None:
        """Close the pooled connections."""
        self._adapter.close()

    def call(
        self,
        method: str,
        url: str,
        *,
        access_token: str | None = None,
        headers: Mapping[str, str] | None = None,
        **content: Unpack[RequestContent],
    ) -> Answer:
        """Make one call, once. ValueError for an unsafe URL."""
        demand_https(url)
        try:
            return self._send_request(method, url, {**(headers or {}), **self._token_headers(access_token)}, content)
        except (requests.RequestException, HTTPError, OSError, ValueError) as problem:
            nothing_left = any(isinstance(cause, _BEFORE_ANY_BYTE) for cause in _iterate_causes(problem))
            return Answer(None, trouble=Trouble.NOT_SENT if nothing_left else Trouble.UNCLEAR)

    def _send_request(self, method: str, url: str, headers: Mapping[str, str], content: RequestContent) -> Answer:
        longest_s = UPLOAD_S if content.get("files") else sum(self.timeout_s)
        request = requests.Request(method, url, headers={**_HEADERS, **headers}, **content).prepare()
        with (
            limit_duration(longest_s),
            self._adapter.send(request, stream=True, timeout=self.timeout_s, verify=True) as response,
        ):
            return _read_answer(response)

    def _token_headers(self, access_token: str | None) -> dict[str, str]:
        if access_token is None:
            return {}
        token_headers = {ACCESS_TOKEN_HEADER: access_token}
        if self._proof_secret:
            proof = hmac.new(self._proof_secret.encode(), access_token.encode(), hashlib.sha256)
            token_headers[APP_SECRET_PROOF_HEADER] = proof.hexdigest()
        return token_headers


_BEFORE_ANY_BYTE = (NewConnectionError, ConnectTimeoutError)
"""Connection refused, name not found, connect timeout, TLS failed (bot.zalo.deadline): no byte of the call was sent."""


def demand_https(url: str) -> None:
    """Raise ValueError unless `url` is https, or http to this machine (simulator, tests)."""
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


def _read_answer(response: requests.Response) -> Answer:
    body = bytearray()
    for chunk in response.iter_content(16 * 1024):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            return Answer(response.status_code, trouble=Trouble.UNCLEAR)
    try:
        data = writable_values(json.loads(bytes(body)))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return Answer(response.status_code, trouble=Trouble.UNCLEAR)
    return Answer(response.status_code, data)


def _iterate_causes(problem: BaseException) -> Iterator[BaseException]:
    """Yields the exception and its causes, which requests and urllib3 keep in `args` or `reason`.

    `__context__` is not used: it may be an older exception that the caller is handling.
    """
    candidates: list[object] = [problem]
    visited: set[int] = set()
    while candidates:
        cause = candidates.pop()
        if isinstance(cause, BaseException) and id(cause) not in visited:
            visited.add(id(cause))
            yield cause
            candidates += [*cause.args, getattr(cause, "reason", None)]
