"""The peers of accepting: echo bots with line-bot-sdk and slack-bolt that verify an event, parse it and forget it.

They are served like the bare route: the same waitress with as many threads. Their packages are no part of the product:
`install` puts them into a folder of their own, which only their processes see.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable

from flask import Flask, Response, request
from waitress import serve

from benchmarks.server import ROOT, SECRET
from bot.server.server import WEBHOOK_THREADS

PACKAGES = ROOT / "benchmarks/peers.txt"
FOLDER = ROOT / ".cache/peers"
INSTALL_S = 300
QUESTION = "Làm khai sinh cần giấy tờ gì?"


def install() -> str:
    """Install what PACKAGES names, once; returns why that is impossible, or nothing."""
    mark, packages = FOLDER / "installed.txt", PACKAGES.read_text("utf-8")
    if mark.exists() and mark.read_text("utf-8") == packages:
        return ""
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--upgrade"]
    try:
        subprocess.run(
            [*command, "--target", str(FOLDER), "-r", str(PACKAGES)], check=True, capture_output=True, timeout=INSTALL_S
        )
    except subprocess.CalledProcessError as error:
        lines: list[str] = error.stderr.decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "pip failed"
    except subprocess.TimeoutExpired:
        return f"pip took longer than {INSTALL_S} s"
    mark.write_text(packages, "utf-8")
    return ""


def line_request(message_id: str, person_id: str) -> bytes:
    """A signed event of LINE as bytes."""
    event = {
        "type": "message",
        "message": {"type": "text", "id": message_id, "quoteToken": "q", "text": QUESTION},
        "webhookEventId": f"E{message_id}",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": f"U{person_id}"},
        "replyToken": f"R{message_id}",
        "mode": "active",
    }
    body = json.dumps({"destination": "U0", "events": [event]}, ensure_ascii=False).encode()
    signature = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    return _as_request(body, f"X-Line-Signature: {signature}\r\n")


def slack_request(message_id: str, person_id: str) -> bytes:
    """A signed event of Slack as bytes."""
    now = int(time.time())
    event = {"type": "message", "channel": "D1", "channel_type": "im", "user": f"U{person_id}", "text": QUESTION}
    envelope = {
        "token": "z",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": event | {"ts": f"{now}.000100"},
        "type": "event_callback",
        "event_id": f"Ev{message_id}",
        "event_time": now,
    }
    body = json.dumps(envelope, ensure_ascii=False).encode()
    digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    return _as_request(body, f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={digest}\r\n")


def _as_request(body: bytes, signature: str) -> bytes:
    head = (
        "POST /webhook HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n{signature}\r\n"
    )
    return head.encode() + body


def make_line_bot() -> Flask:
    """The bot of LINE: its SDK checks the signature, makes its own objects of the event and calls the handler."""
    from linebot.v3 import WebhookHandler  # type: ignore[import-not-found]
    from linebot.v3.webhooks import MessageEvent, TextMessageContent  # type: ignore[import-not-found]

    app, handler = Flask(__name__), WebhookHandler(SECRET)

    @handler.add(MessageEvent, message=TextMessageContent)  # type: ignore[untyped-decorator]
    def forget(event: object) -> None:
        pass

    @app.post("/webhook")
    def receive_event() -> str:
        handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
        return ""

    return app


def make_slack_bot() -> Flask:
    """The bot of Slack: Bolt checks the signature, runs its middleware and calls the listener."""
    from slack_bolt import App  # type: ignore[import-not-found]
    from slack_bolt.adapter.flask import SlackRequestHandler  # type: ignore[import-not-found]
    from slack_bolt.authorization import AuthorizeResult  # type: ignore[import-not-found]

    def authorize(enterprise_id: str | None, team_id: str | None) -> object:
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-bench", bot_id="B1", bot_user_id="UB"
        )

    bolt = App(signing_secret=SECRET, authorize=authorize)
    app, handler = Flask(__name__), SlackRequestHandler(bolt)

    @bolt.event("message")  # type: ignore[untyped-decorator]
    def forget(event: dict[str, object]) -> None:
        pass

    @app.post("/webhook")
    def receive_event() -> Response:
        response: Response = handler.handle(request)
        return response

    return app


PEERS: dict[str, tuple[Callable[[], Flask], Callable[[str, str], bytes]]] = {
    "line-bot-sdk": (make_line_bot, line_request),
    "slack-bolt": (make_slack_bot, slack_request),
}
"""By package: the bot, and the request of one event (number of the message, person)."""

if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # as in the product: a line for each wait of a moment
    serve(PEERS[sys.argv[1]][0](), host="127.0.0.1", port=int(sys.argv[2]), threads=WEBHOOK_THREADS)
