"""The door: verify, record, 200. Nothing is answered before it is on disk, and nothing here waits for an answer."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from bot.clock import HOUR, Clock
from bot.inbox import Inbox, NotStored
from bot.metrics import Metrics
from bot.settings import Settings
from bot.zalo.incoming import parse
from bot.zalo.lossless import NotAnObject
from bot.zalo.signature import verify

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024


def make_door(settings: Settings, inbox: Inbox, metrics: Metrics, clock: Clock) -> Blueprint:
    """The routes Zalo calls: the webhook and the proof of the domain."""
    door = Blueprint("door", __name__)

    @door.get("/webhook")
    def probe() -> Response:
        return _answer(200)

    @door.post("/webhook")
    def receive() -> Response:
        request.max_content_length = LARGEST_BODY
        result, status = _receive(settings, inbox, clock, request.get_data(cache=False))
        metrics.webhook.labels(result).inc()
        return _answer(status)

    @door.get("/zalo_verifier<code>.html")
    def prove_domain(code: str) -> Response:
        if code != settings.verifier_code:
            return _answer(404)
        meta = f'<meta name="zalo-platform-site-verification" content="{code}">'
        page = f'<!doctype html><html lang="vi"><head><meta charset="utf-8">{meta}<title>Zalo</title></head></html>'
        return Response(page, mimetype="text/html")

    return door


def _receive(settings: Settings, inbox: Inbox, clock: Clock, body: bytes) -> tuple[str, int]:
    """What happened (for the counter) and the status to answer (webhook_and_oauth.md 3)."""
    if not body:
        return "probe", 200
    check = verify(
        body,
        request.headers.get("X-ZEvent-Signature"),
        request.headers.get("X-ZEvent-Timestamp") or request.headers.get("timestamp"),
        app_id=settings.app_id,
        oa_secrets=settings.oa_secrets,
        oa_id=settings.oa_id,
        oa_id_first=settings.signature_oa_id_first,
    )
    if not check.genuine:
        log.warning("webhook: refused, %s", check.reason)
        return "forged", 403
    now = clock()
    if _is_stale(settings, check.timestamp, now):
        return "stale", 403
    try:
        is_new = inbox.record(parse(body, now), body)
    except NotAnObject:
        return "no_object", 400
    except NotStored:
        return "not_stored", 503
    return ("new" if is_new else "repeat"), 200


def _is_stale(settings: Settings, timestamp: int | None, now: int) -> bool:
    limit = settings.webhook_max_age_hours * HOUR
    return bool(limit and timestamp and now - timestamp > limit)


def _answer(status: int) -> Response:
    return Response("", status=status, mimetype="text/plain")
