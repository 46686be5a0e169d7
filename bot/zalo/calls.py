"""One call to Zalo, from token to verdict: what came back becomes an outcome (platform.md section 14)."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.zalo.errors import Host, Outcome, Retry, classify
from bot.zalo.http import Answer, Http, Trouble, demand_https

log = logging.getLogger(__name__)

_NOTE_LENGTH = 200


class Tokens(Protocol):
    """What a call needs of bot.zalo.tokens.TokenKeeper."""

    def access_token(self) -> str | None:
        """The token to call with."""
        ...

    def renew(self, used: str) -> str | None:
        """A newer one, after Zalo refused `used`."""
        ...


@dataclass(frozen=True, slots=True)
class CallResult:
    """How a call ended. `data` is Zalo's `data`; `note` is Zalo's own words, for a technician, without the token.

    `known` is False when the code is in no list of ours.
    """

    outcome: Outcome
    code: str | None = None
    data: Any = None
    note: str = ""
    retry: Retry = Retry.NO
    known: bool = True

    @property
    def table(self) -> dict[str, Any]:
        """`data` when it is an object, else an empty one."""
        return self.data if isinstance(self.data, dict) else {}


class CallFailed(Exception):
    """A call that is not a message did not succeed; `result` says how."""

    def __init__(self, path: str, result: CallResult) -> None:
        super().__init__(f"{path}: {result.outcome} ({result.code or 'no code'})")
        self.result = result


class Calls:
    """The common ground of all calls."""

    def __init__(
        self,
        http: Http,
        tokens: Tokens,
        *,
        openapi_url: str = "https://openapi.zalo.me",
        business_url: str = "https://business.openapi.zalo.me",
        promotion_open: bool = False,
        transaction_open: bool = False,
    ) -> None:
        """The URLs without a path. Promotion and transaction stay off unless an administrator turns them on (2.1)."""
        demand_https(openapi_url)
        demand_https(business_url)
        self._http = http
        self._tokens = tokens
        self._bases = {Host.OPENAPI: openapi_url.rstrip("/"), Host.BUSINESS: business_url.rstrip("/")}
        self.open_paths = {
            name for name, is_open in (("promotion", promotion_open), ("transaction", transaction_open)) if is_open
        }
        """Which of the two doubtful paths are in use; one that Zalo has closed takes itself out."""

    def call(
        self,
        method: Literal["GET", "POST"],
        path: str,
        *,
        host: Host = Host.OPENAPI,
        **content: Any,
    ) -> CallResult:
        """Make the call; on a refused token refresh once and call once more. `content`: json, params, files."""
        token = self._tokens.access_token()
        if token is None:
            return CallResult(Outcome.TOKEN_REFRESH, note="no access token", retry=Retry.AFTER_REFRESH)
        result = self._once(method, path, host, token, content)
        if result.outcome is Outcome.TOKEN_REFRESH:
            fresh = self._tokens.renew(token)
            if fresh is not None and fresh != token:
                result = self._once(method, path, host, fresh, content)
        return result

    def ask(
        self,
        method: Literal["GET", "POST"],
        path: str,
        *,
        data: Mapping[str, Any] | None = None,
        **content: Any,
    ) -> CallResult:
        """The same, raising CallFailed unless Zalo said 0. `data` becomes the JSON in one query parameter."""
        if data is not None:
            content["params"] = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
        result = self.call(method, path, **content)
        if result.outcome is not Outcome.SENT:
            raise CallFailed(path, result)
        return result

    def _once(self, method: str, path: str, host: Host, token: str, content: dict[str, Any]) -> CallResult:
        answer = self._http.call(method, self._bases[host] + path, access_token=token, **content)
        result = _judge(answer, host, token)
        if result.outcome is not Outcome.SENT:
            log.warning(
                "zalo %s %s: %s code=%s status=%s known=%s",
                host, path, result.outcome, result.code, answer.status, result.known,
            )  # fmt: skip
        return result


def _judge(answer: Answer, host: Host, token: str) -> CallResult:
    if answer.trouble is Trouble.NOT_SENT:
        return CallResult(Outcome.RETRY_LATER, note="no connection", retry=Retry.LATER)
    status = answer.status or 0
    if status == 429:
        return CallResult(Outcome.RATE_LIMITED, note="HTTP 429", retry=Retry.AFTER_PAUSE)
    if answer.data is None or "error" not in answer.data or status >= 500 or status == 408 or 300 <= status < 400:
        return CallResult(Outcome.UNKNOWN, note=f"HTTP {status}" if status else "cut off", retry=Retry.IF_UNSEEN)
    verdict = classify(answer.data["error"], host)
    words = str(answer.data.get("message") or "").replace(token, "…")[:_NOTE_LENGTH]
    return CallResult(
        outcome=verdict.outcome,
        code=verdict.code[:20],
        data=answer.data.get("data"),
        note="" if verdict.outcome is Outcome.SENT else words,
        retry=verdict.retry,
        known=verdict.known,
    )
