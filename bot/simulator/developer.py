"""The app's console (developers.zalo.me) as a page and as a JSON API for shells.

    GET  developer                   the page
    GET  api/developer               the settings; `oa_secret` is null until the webhook address was saved
    POST api/developer               any of: active, official_account_api, permissions, webhook_retry, events
                                     (true/false), callback_url, code_challenge (texts)
    POST api/developer/domain        {"url": "https://…"}: look for the proof (verifier_code) there
    POST api/developer/webhook       {"url": "https://…/webhook"}: probe it, save it on 200; answers {"status", "saved"}
    POST api/developer/test          {"event": "user_send_text"}: send a sample with made-up ids; answers {"status": …}

It calls this machine and the hosts of its own settings only: a public demo must not be a way into other networks.
"""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, render_template

from bot.simulator.connection import Connection
from bot.simulator.console import current_simulator, oa_name, request_body
from bot.simulator.events import encode_event, sign_event
from bot.simulator.json_types import JsonObject
from bot.simulator.registration import Registration

developer = Blueprint("developer", __name__)

SWITCHES = {
    "active": "is_active",
    "official_account_api": "has_official_account_api",
    "permissions": "has_permissions",
    "webhook_retry": "has_retry",
    "events": "has_events",
}
TEXTS = ("callback_url", "code_challenge")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PROBE = b"{}"
"""What Zalo posts, unsigned, when an address is saved."""
SAMPLE_MESSAGE_ID, SAMPLE_PERSON = "This is message id", "1111111111111111111"
"""The made-up ids of the console's samples."""


@developer.get("/developer")
def show_page() -> str:
    """The HTML page of the developer console."""
    return render_template("developer.html", oa_name=oa_name())


@developer.errorhandler(ValueError)
def _not_possible(error: ValueError) -> tuple[Response, int]:
    return jsonify(error=str(error)), 400


@developer.get("/api/developer")
def show_state() -> Response:
    """The settings of the console."""
    return _state_response()


@developer.post("/api/developer")
def change_registration() -> Response:
    """Change settings; answers all settings afterwards."""
    body = request_body()
    with current_simulator().zalo.lock:
        for key, value in body.items():
            _change_field(key, value)
    return _state_response()


@developer.post("/api/developer/domain")
def prove_domain() -> Response:
    """Request the verifier file from an address; the domain is proven when it is served."""
    url, registration = _requested_address(), _current_registration()
    status, body = _send_request(url, "GET", f"/zalo_verifier{registration.verifier_code}.html")
    is_proven = status == 200 and registration.verifier_code in body.decode("utf-8", "replace")
    if is_proven:
        registration.domain = _url_origin(url)
    return jsonify(status=status, verified=is_proven)


@developer.post("/api/developer/webhook")
def save_webhook() -> Response:
    """Probe the address and save it on 200: only then is the OA Secret Key shown."""
    url, zalo = _requested_address(), current_simulator().zalo
    registration = zalo.registration
    if registration.is_domain_demanded and registration.domain != _url_origin(url):
        raise ValueError("the domain is not proven")
    status = _post_to_webhook(url, PROBE, {})
    if status == 200:
        with zalo.lock:
            registration.webhook_url, registration.is_secret_shown = url, True
            zalo.webhooks.set_url(url)
    return jsonify(status=status, saved=status == 200)


@developer.post("/api/developer/test")
def send_sample() -> Response:
    """Send a sample of an event to the saved address, once, as the button Test does."""
    zalo, event_name = current_simulator().zalo, str(request_body().get("event", ""))
    url = zalo.webhooks.url
    if url is None:
        raise ValueError("no webhook address is saved")
    event = _build_sample(event_name)
    body = encode_event(event)
    mac = sign_event(zalo.config.app_id, body, event["timestamp"], zalo.config.oa_secret)
    return jsonify(status=_post_to_webhook(url, body, {"X-ZEvent-Signature": mac}))


def _build_sample(event_name: str) -> JsonObject:
    config, now = current_simulator().config, str(current_simulator().zalo.clock.now_ms())
    about = {"app_id": config.app_id, "event_name": event_name, "timestamp": now}
    match event_name:
        case "user_send_text":
            message = {"msg_id": SAMPLE_MESSAGE_ID, "text": "This is testing message"}
            return about | {"sender": {"id": SAMPLE_PERSON}, "recipient": {"id": config.oa_id}, "message": message}
        case "follow" | "unfollow":
            return about | {"oa_id": config.oa_id, "follower": {"id": SAMPLE_PERSON}}
    raise ValueError("there is a sample of user_send_text, follow and unfollow")


def _current_registration() -> Registration:
    return current_simulator().zalo.registration


def _state_response() -> Response:
    with current_simulator().zalo.lock:
        return jsonify(_current_registration().as_dict(current_simulator().config.oa_secret))


def _change_field(key: str, value: object) -> None:
    if key in SWITCHES and isinstance(value, bool):
        setattr(_current_registration(), SWITCHES[key], value)
    elif key in TEXTS and isinstance(value, str):
        setattr(_current_registration(), key, value.strip())
    else:
        raise ValueError(f"unknown field or wrong value: {key}")


def _requested_address() -> str:
    """The URL in the request; ValueError unless it is a web address on a host this simulator may call."""
    url = str(request_body().get("url", "")).strip()
    parts, config = urlsplit(url), current_simulator().config
    hosts = {*LOOPBACK, urlsplit(config.redirect_uri).hostname, urlsplit(config.webhook_url or "").hostname}
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not a web address")
    if parts.hostname not in hosts:
        raise ValueError("this simulator calls this machine only")
    return url


def _url_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _post_to_webhook(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of one POST; 0 without an answer in time."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    all_headers = {"Content-Type": "application/json", "User-Agent": "ZaloWebhook", **headers}
    return _send_request(url, "POST", path, body, all_headers)[0]


def _send_request(
    url: str, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Status and body of one call; (0, b"") without an answer in time."""
    connection = Connection(url, current_simulator().config.answer_seconds)
    try:
        return connection.send_request(method, path, body, headers or {})
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
