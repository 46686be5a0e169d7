"""Running everything in one process: web (waitress), workers and clock; a clean stop on Ctrl-C and SIGTERM."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from flask import Flask
from waitress.server import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot.demo import first_sign_in, welcome
from bot.runtime import Runtime
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from bot.zalo.oauth import TokenPair
from bot.zalo_headers import ZaloHeaderChannel

log = logging.getLogger(__name__)

WEB_THREADS = 24
"""Each webhook request waits for its commit, so threads are many and idle; more than Zalo's connections at once."""

SWITCH_SECONDS = 0.001
"""How long a thread may compute before others get their turn: the inbox writer must not wait behind an answer."""

LARGEST_REQUEST = 8 * 1024 * 1024
"""For uploads of officials; the webhook has a limit of its own."""

SIMULATOR_PATH = "/simulator"


def mount_simulator(app: Flask, runtime: Runtime) -> None:
    """Put the simulator under /simulator (demo mode only); its webhooks come in at our own door over loopback."""
    settings = runtime.settings
    simulator = create_simulator(
        SimulatorConfig(
            app_id=settings.app_id,
            app_secret=settings.app_secret,
            oa_id=settings.oa_id,
            oa_secret=settings.oa_secrets[0],
            oa_name=runtime.brain.content.ward.called,
            webhook_url=f"{settings.local_url}/webhook",
            redirect_uri=settings.callback_url,
        )
    )
    app.extensions["simulator"] = simulator.extensions["simulator"]
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {SIMULATOR_PATH: simulator.wsgi_app})  # type: ignore[method-assign]


def run(app: Flask, start_clock: Callable[[Runtime], Any]) -> None:
    """Serve until told to stop; returns after everything under way has ended."""
    runtime: Runtime = app.extensions["ward"]
    settings = runtime.settings
    _refuse_taken_port(settings.host, settings.port)
    sys.setswitchinterval(SWITCH_SECONDS)
    server = create_server(
        app, host=settings.host, port=settings.port, threads=WEB_THREADS, max_request_body_size=LARGEST_REQUEST,
        ident="ward", connection_limit=1000, channel_timeout=60,
    )  # fmt: skip
    if settings.is_demo:
        server.channel_class = ZaloHeaderChannel
        _accept_demo_tokens(app, runtime)
    if settings.run_workers:
        runtime.start()
    clock = start_clock(runtime) if settings.run_scheduler else None
    web = threading.Thread(target=server.run, name="web", daemon=True)
    stop = _stop_on_signal()
    web.start()
    sys.stdout.write(welcome(settings, first_sign_in(runtime)))
    sys.stdout.flush()
    stop.wait()
    # Inside out: whoever still has work may use the web until its work is done, and the web is last.
    if clock is not None:
        clock.shutdown(wait=False)
    if "simulator" in app.extensions:
        app.extensions["simulator"].close()
    runtime.stop_workers()
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=2)
    server.close()
    runtime.close()


def _accept_demo_tokens(app: Flask, runtime: Runtime) -> None:
    """The simulator is new at every start, and so are its tokens."""
    access, refresh = app.extensions["simulator"].issue_tokens()
    runtime.keeper.accept(TokenPair(access, refresh, 90_000))


def _stop_on_signal() -> threading.Event:
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return stop


def _refuse_taken_port(host: str, port: int) -> None:
    """End with one line when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"PORT: không mở được cổng {port} trên {host} ({error.strerror}), có thể chương trình khác đang dùng. "
                f"Ví dụ: PORT={port + 1 if port < 65535 else 8000}"
            )
