"""WSGI middleware before Flask that answers Zalo's own URLs: these calls must be fast.

A dropped answer promises more bytes (Content-Length) than it sends: every server then cuts the connection, and a client
sees exactly what it sees when the line breaks after Zalo has accepted a message.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from bot.simulator.call import Call
from bot.simulator.calls import LoggedCall
from bot.simulator.errors import EMPTY_API, ZaloError
from bot.simulator.json_types import JsonObject
from bot.simulator.platform import ACTIONS, Action
from bot.simulator.state import SimulatedZalo
from bot.simulator.tokens import OAuthRefusal

ZALO_PATHS = ("/v2.0/", "/v3.0/", "/message/", "/v4/oa/access_token")
DOCS = "https://developers.zalo.me/docs/official-account"
BROKEN = b"<html><body>Internal Server Error</body></html>"


class ZaloApiMiddleware:
    """WSGI application: answers Zalo's URLs and passes all others to `pages`."""

    def __init__(self, zalo: SimulatedZalo, pages: WSGIApplication) -> None:
        self._zalo, self._pages = zalo, pages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(ZALO_PATHS):
            return self._pages(environ, start_response)
        started = time.perf_counter()
        call = Call.from_environ(environ)
        if self._zalo.faults.slow_ms:
            time.sleep(self._zalo.faults.slow_ms / 1000)
        with self._zalo.lock:
            status, answer, fault = self._answer_call(call)
            self._log_call(call, status, answer, fault, started)
        return _send_response(start_response, status, answer, fault)

    def _answer_call(self, call: Call) -> tuple[int, bytes, str]:
        """Status, body, and the fault that struck on the way ("" for none)."""
        faults = self._zalo.faults
        if faults.take_server_error(call.path):
            return 500, BROKEN, "server_error"
        answer = json.dumps(self._carry_out(call), ensure_ascii=False).encode()
        return 200, answer, "drop" if faults.take_drop(call.path) else ""

    def _carry_out(self, call: Call) -> JsonObject:
        action = ACTIONS.get((call.method, call.path))
        if action is None:
            return {"error": EMPTY_API, "message": "empty or invalid API"}
        try:
            self._check_call(call, action)
            data = action.answer(self._zalo, call)
        except ZaloError as error:
            return _oauth_error(error) if action.oauth else {"error": error.code, "message": str(error)}
        except OAuthRefusal as refusal:
            return {"error_name": str(refusal), "error_reason": str(refusal), "ref_doc": DOCS}
        if action.oauth:
            return dict(data)
        return {"error": 0, "message": "Success"} | ({} if data is None else {"data": data})

    def _check_call(self, call: Call, action: Action) -> None:
        zalo = self._zalo
        zalo.faults.raise_chosen_error(call.path)
        if action.oauth:
            return
        zalo.registration.check_call()
        zalo.check_token(call.get_header("ACCESS_TOKEN"), action.business)
        zalo.faults.check_rate(zalo.clock.now_ms())

    def _log_call(self, call: Call, status: int, answer: bytes, fault: str, started: float) -> None:
        zalo = self._zalo
        milliseconds = (time.perf_counter() - started) * 1000
        zalo.calls.add_call(
            LoggedCall(
                zalo.calls.next_number(),
                zalo.clock.now_ms(),
                call.method,
                call.path,
                call.query,
                call.get_header("ACCESS_TOKEN"),
                call.body,
                status,
                answer,
                milliseconds,
                fault,
            )
        )


def _oauth_error(error: ZaloError) -> JsonObject:
    return {"error": error.code, "error_name": str(error), "error_reason": "", "ref_doc": DOCS}


def _send_response(start_response: StartResponse, status: int, answer: bytes, fault: str) -> Iterable[bytes]:
    words, kind = ("200 OK", "application/json;charset=utf-8") if status == 200 else ("500 Internal Error", "text/html")
    start_response(words, [("Content-Type", kind), ("Content-Length", str(len(answer)))])
    return [] if fault == "drop" else [answer]
