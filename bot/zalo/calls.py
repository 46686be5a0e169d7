"""One call to Zalo: adds the token and turns the answer into an outcome (docs/zalo/platform.md 14)."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, Unpack

from bot.zalo.errors import Host, Outcome, Retry, classify
from bot.zalo.fields import JsonObject
from bot.zalo.http import Answer, CallContent, Http, Trouble, demand_https

log = logging.getLogger(__name__)

_NOTE_LENGTH = 200


class TokenSource(Protocol):
    """The part of bot.zalo.tokens.TokenKeeper that calls need."""

    def access_token(self) -> str | None:
        """The access token to call with; None without one."""
        ...

    def renew(self, refused_token: str) -> str | None:
        """A newer token, after Zalo refused `refused_token`; None when there is none."""
        ...

    def reject(self, fresh: str) -> None:
        """Record that Zalo refused `fresh` too, which it had just issued."""
        ...

    def confirm(self, token: str) -> None:
        """Record that Zalo accepted a call with `token`."""
        ...


@dataclass(frozen=True, slots=True)
class CallResult:
    """The result of a call. `data` is Zalo's `data`; `note` is Zalo's error message, without the token.

    `is_known` is False for a code that ERRORS does not list.
    """

    outcome: Outcome
    code: str | None = None
    data: Any = None
    note: str = ""
    retry: Retry = Retry.NO
    is_known: bool = True

    @property
    def table(self) -> JsonObject:
        """`data` when it is an object, else an empty one."""
        return self.data if isinstance(self.data, dict) else {}


class CallFailed(Exception):
    """A call that is not a message failed; `result` holds outcome and code."""

    def __init__(self, path: str, result: CallResult) -> None:
        super().__init__(f"{path}: {result.outcome} ({result.code or 'no code'})")
        self.result = result


class Calls:
    """The base class of all call classes."""

    def __init__(
        self,
        http: Http,
        tokens: TokenSource,
        *,
        openapi_url: str = "https://openapi.zalo.me",
        business_url: str = "https://business.openapi.zalo.me",
        promotion_open: bool = False,
    ) -> None:
        """The URLs without a path. Promotion stays off unless an administrator turns it on (docs/zalo/platform.md 2.1)."""
        demand_https(openapi_url)
        demand_https(business_url)
        self._http = http
        self._tokens = tokens
        self._bases = {Host.OPENAPI: openapi_url.rstrip("/"), Host.BUSINESS: business_url.rstrip("/")}
        self.open_paths = {"promotion"} if promotion_open else set[str]()
        """Message paths in use that Zalo may have closed; one that is found closed is removed."""

    def call(
        self, method: Literal["GET", "POST"], path: str, *, host: Host = Host.OPENAPI, **content: Unpack[CallContent]
    ) -> CallResult:
        """Make the call; on a refused token refresh once and call once more. `content`: json, params, files."""
        token = self._tokens.access_token()
        if token is None:
            return CallResult(Outcome.TOKEN_REFRESH, note="no access token", retry=Retry.AFTER_REFRESH)
        result = self._call_once(method, path, host, token, content)
        if result.outcome is Outcome.TOKEN_REFRESH:
            fresh = self._tokens.renew(token)
            if fresh is not None and fresh != token:
                token, result = fresh, self._call_once(method, path, host, fresh, content)
                if result.outcome is Outcome.TOKEN_REFRESH:
                    self._tokens.reject(fresh)
        if result.outcome is Outcome.SENT:
            self._tokens.confirm(token)
        return result

    def ask(
        self,
        method: Literal["GET", "POST"],
        path: str,
        *,
        data: Mapping[str, object] | None = None,
        **content: Unpack[CallContent],
    ) -> CallResult:
        """As `call`, but raises CallFailed unless Zalo answered 0. `data` is sent as JSON in a query parameter."""
        if data is not None:
            content["params"] = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
        result = self.call(method, path, **content)
        if result.outcome is not Outcome.SENT:
            raise CallFailed(path, result)
        return result

    def _call_once(self, method: str, path: str, host: Host, token: str, content: CallContent) -> CallResult:
        answer = self._http.call(method, self._bases[host] + path, access_token=token, **content)
        result = _read_result(answer, host, token)
        if result.outcome is not Outcome.SENT:
            log.warning(
                "zalo %s %s: %s code=%s status=%s known=%s",
                host,
                path,
                result.outcome,
                result.code,
                answer.status,
                result.is_known,
            )
        return result


def _read_result(answer: Answer, host: Host, token: str) -> CallResult:
    if answer.trouble is Trouble.NOT_SENT:
        return CallResult(Outcome.RETRY_LATER, note="no connection", retry=Retry.LATER)
    status = answer.status or 0
    if status == 429:
        return CallResult(Outcome.RATE_LIMITED, note="HTTP 429", retry=Retry.AFTER_PAUSE)
    if status == 401 and (answer.data is None or "error" not in answer.data):
        return CallResult(Outcome.TOKEN_REFRESH, note="HTTP 401", retry=Retry.AFTER_REFRESH)
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
        is_known=verdict.is_known,
    )
