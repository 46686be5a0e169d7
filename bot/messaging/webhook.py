"""The webhook: verify, store, return 200. Events are stored first and handled later by other threads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request

from bot.clock import HOUR, Clock
from bot.event import Event, Kind
from bot.messaging.inbox import EventNotStored, Inbox
from bot.messaging.metrics import Metrics
from bot.settings import Settings
from bot.zalo.headers import OLD_TIMESTAMP_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER
from bot.zalo.incoming import event_of, names_other_oa
from bot.zalo.lossless import try_object
from bot.zalo.probes import is_probe
from bot.zalo.signature import SignatureCheck, verify_signature

log = logging.getLogger(__name__)

WEBHOOK_PATH = "/webhook"
LARGEST_BODY = 1024 * 1024

Headers = Callable[[str], str | None]
"""A header of a request by its name; None when it was not sent."""
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Webhook:
    """What is done with the body of a request."""

    def __init__(
        self, settings: Settings, inbox: Inbox, metrics: Metrics, clock: Clock, *, is_secret_lost: bool = False
    ) -> None:
        """`is_secret_lost`: see bot.installation.setup_state. Then nothing can be believed, and Zalo must send it again."""
        self._settings, self._inbox, self._metrics, self._clock = settings, inbox, metrics, clock
        self._is_secret_lost = is_secret_lost

    def receive(self, body: bytes, headers: Headers) -> int:
        """Record the event in a body; returns the status to answer, once the event is on the disk."""
        with self._metrics.accept_seconds.time():
            result, status = self._receive_body(body, headers)
        self._metrics.webhook.labels(result).inc()
        return status

    def _receive_body(self, body: bytes, headers: Headers) -> tuple[str, int]:
        """What happened (for the counter) and the status to answer (docs/zalo/webhook-and-oauth.md 1 and 3)."""
        settings = self._settings
        if is_probe(body):
            return "probe", 200
        if settings.is_setting_up:
            return ("oa_secret_lost", 503) if self._is_secret_lost else ("setting_up", 200)
        data = try_object(body)
        check = _check_signature(settings, body, data, headers)
        if not check.genuine:
            log.warning("webhook: refused, %s", check.reason)
            return "forged", 403
        now = self._clock()
        if _is_stale(settings, check.timestamp, now):
            return "stale", 403
        if data is None:
            return "no_object", 400
        event = event_of(data, body, now, settings.oa_id)
        if event.kind is not Kind.SAMPLE and names_other_oa(data, settings.oa_id):
            log.warning("webhook: an event of another OA is dropped")
            return "other_oa", 200
        return _record_event(self._inbox, event, body)


class EventShortcut:
    """Answers events before Flask does: preparing a request for pages took as long as recording the event.

    Other requests to the same address, and bodies of an unusual length, go on to the routes of `make_webhook`.
    """

    def __init__(self, app: WsgiApp, webhook: Webhook, headers: Sequence[tuple[str, str]]) -> None:
        """`headers` are those of every answer (bot.server.https_headers)."""
        self._app, self._webhook = app, webhook
        self._headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "0"), *headers]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        length = _length_of_event(environ)
        if length is None:
            return self._app(environ, start_response)
        status = HTTPStatus(self._webhook.receive(environ["wsgi.input"].read(length), _headers_of(environ)))
        start_response(f"{status.value} {status.phrase}", self._headers)
        return ()


def _length_of_event(environ: Mapping[str, Any]) -> int | None:
    """The bytes of the body when a request is an event; None when it is none, or too long."""
    path, length = environ.get("PATH_INFO", "").removesuffix("/"), environ.get("CONTENT_LENGTH") or ""
    if path != WEBHOOK_PATH or environ["REQUEST_METHOD"] != "POST" or not (length.isascii() and length.isdecimal()):
        return None
    return int(length) if len(length) < 8 and int(length) <= LARGEST_BODY else None


def _headers_of(environ: Mapping[str, Any]) -> Headers:
    return lambda name: environ.get(f"HTTP_{name.upper().replace('-', '_')}")


def make_webhook(webhook: Webhook, verifier_code: str | None) -> Blueprint:
    """The routes Zalo calls: the webhook and the proof of the domain."""
    routes = Blueprint("door", __name__)

    @routes.get(WEBHOOK_PATH, strict_slashes=False)
    def answer_probe() -> Response:
        return _empty_response(200)

    @routes.post(WEBHOOK_PATH, strict_slashes=False)
    def receive_event() -> Response:
        request.max_content_length = LARGEST_BODY
        return _empty_response(webhook.receive(request.get_data(cache=False), request.headers.get))

    @routes.get("/zalo_verifier<code>.html")
    def prove_domain(code: str) -> Response:
        if code != verifier_code:
            return _empty_response(404)
        meta = f'<meta name="zalo-platform-site-verification" content="{code}">'
        page = f'<!doctype html><html lang="vi"><head><meta charset="utf-8">{meta}<title>Zalo</title></head></html>'
        return Response(page, mimetype="text/html")

    return routes


def _check_signature(
    settings: Settings, body: bytes, data: Mapping[str, object] | None, headers: Headers
) -> SignatureCheck:
    """Whether a request is genuine, by its headers and the settings; see bot.zalo.signature."""
    return verify_signature(
        body,
        headers(SIGNATURE_HEADER),
        headers(TIMESTAMP_HEADER) or headers(OLD_TIMESTAMP_HEADER),
        app_id=settings.app_id,
        oa_secrets=settings.oa_secrets,
        oa_id=settings.oa_id,
        oa_id_first=settings.signature_oa_id_first,
        data=data,
    )


def _record_event(inbox: Inbox, event: Event, body: bytes) -> tuple[str, int]:
    if event.kind is Kind.SAMPLE:
        return "sample", 200
    try:
        is_new = inbox.record(event, body)
    except EventNotStored:
        return "not_stored", 503
    return ("new" if is_new else "repeat"), 200


def _is_stale(settings: Settings, timestamp: int | None, now: int) -> bool:
    limit = settings.webhook_max_age_hours * HOUR
    return bool(limit and timestamp and now - timestamp > limit)


def _empty_response(status: int) -> Response:
    return Response("", status=status, mimetype="text/plain")
