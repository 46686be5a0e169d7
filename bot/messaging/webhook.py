"""The webhook: verify, store, return 200. Events are stored first and handled later by other threads."""

from __future__ import annotations

import logging
from collections.abc import Mapping

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


def make_webhook(
    settings: Settings, inbox: Inbox, metrics: Metrics, clock: Clock, *, is_secret_lost: bool = False
) -> Blueprint:
    """The routes Zalo calls: the webhook and the proof of the domain.

    `is_secret_lost`: see bot.installation.setup_state. Then nothing can be believed, and Zalo must send it again.
    """
    webhook = Blueprint("door", __name__)

    @webhook.get(WEBHOOK_PATH, strict_slashes=False)
    def answer_probe() -> Response:
        return _empty_response(200)

    @webhook.post(WEBHOOK_PATH, strict_slashes=False)
    def receive_event() -> Response:
        request.max_content_length = LARGEST_BODY
        with metrics.accept_seconds.time():
            result, status = _receive_body(settings, inbox, clock, request.get_data(cache=False), is_secret_lost)
        metrics.webhook.labels(result).inc()
        return _empty_response(status)

    @webhook.get("/zalo_verifier<code>.html")
    def prove_domain(code: str) -> Response:
        if code != settings.verifier_code:
            return _empty_response(404)
        meta = f'<meta name="zalo-platform-site-verification" content="{code}">'
        page = f'<!doctype html><html lang="vi"><head><meta charset="utf-8">{meta}<title>Zalo</title></head></html>'
        return Response(page, mimetype="text/html")

    return webhook


def _receive_body(settings: Settings, inbox: Inbox, clock: Clock, body: bytes, is_secret_lost: bool) -> tuple[str, int]:
    """What happened (for the counter) and the status to answer (docs/zalo/webhook-and-oauth.md 1 and 3)."""
    if is_probe(body):
        return "probe", 200
    if settings.is_setting_up:
        return ("oa_secret_lost", 503) if is_secret_lost else ("setting_up", 200)
    data = try_object(body)
    check = _check_signature(settings, body, data)
    if not check.genuine:
        log.warning("webhook: refused, %s", check.reason)
        return "forged", 403
    now = clock()
    if _is_stale(settings, check.timestamp, now):
        return "stale", 403
    if data is None:
        return "no_object", 400
    event = event_of(data, body, now, settings.oa_id)
    if event.kind is not Kind.SAMPLE and names_other_oa(data, settings.oa_id):
        log.warning("webhook: an event of another OA is dropped")
        return "other_oa", 200
    return _record_event(inbox, event, body)


def _check_signature(settings: Settings, body: bytes, data: Mapping[str, object] | None) -> SignatureCheck:
    """Whether the request in hand is genuine, by its headers and the settings; see bot.zalo.signature."""
    return verify_signature(
        body,
        request.headers.get(SIGNATURE_HEADER),
        request.headers.get(TIMESTAMP_HEADER) or request.headers.get(OLD_TIMESTAMP_HEADER),
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
