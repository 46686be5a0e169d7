"""Running everything in one process: web (waitress), workers and clock; a clean stop on Ctrl-C and SIGTERM."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot.backups import clear_leftovers
from bot.demo import first_sign_in, welcome
from bot.demo_month import give_phones
from bot.runtime import Runtime
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from bot.stopping import StopSignal
from bot.zalo.oauth import TokenPair
from bot.zalo_headers import ZaloHeaderChannel

log = logging.getLogger(__name__)

WEB_THREADS = 24
"""Each webhook request waits for its commit, so threads are many and idle; more than Zalo's connections at once."""

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
    clear_leftovers(settings.database_path.parent)
    server = create_server(
        app, host=settings.host, port=settings.port, threads=WEB_THREADS, max_request_body_size=LARGEST_REQUEST,
        ident="ward", connection_limit=1000, channel_timeout=60,
    )  # fmt: skip
    if settings.is_demo:
        server.channel_class = ZaloHeaderChannel
        _accept_demo_tokens(app, runtime)
        give_phones(app.extensions["simulator"], runtime.store)
    if settings.run_workers:
        runtime.start()
    clock = start_clock(runtime) if settings.run_scheduler else None
    stop = StopSignal()
    serve_in_thread(server)
    sys.stdout.write(welcome(settings, first_sign_in(runtime)))
    sys.stdout.flush()
    stop.wait()
    # Inside out: whoever still has work may use the web until its work is done, and the web is last.
    has_clock_ended = stop_clock(clock) if clock is not None else lambda: True
    if "simulator" in app.extensions:
        app.extensions["simulator"].close()
    runtime.stop_workers()
    clock_done = has_clock_ended()
    end_server(server)
    leave(clock_done, runtime)


def serve_in_thread(server: Any) -> None:
    """Let a waitress server answer until it is closed."""

    def answer() -> None:
        with suppress(OSError, ValueError):  # closing the sockets under its loop is how this server ends
            server.run()

    threading.Thread(target=answer, name="web", daemon=True).start()


def end_server(server: Any) -> None:
    """Let requests under way end, then close every connection."""
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=1)
    wasyncore.close_all(server._map, ignore_all=True)


def stop_clock(clock: Any) -> Callable[[], bool]:
    """Let jobs under way end while others stop too. What is returned waits for them, until 1.5 s from now at most.

    It returns False when one did not end in time (a feed, or Zalo, that does not answer).
    """
    ending = threading.Thread(target=clock.shutdown, name="clock-end", daemon=True)
    ending.start()
    latest = time.monotonic() + 1.5

    def has_ended() -> bool:
        ending.join(timeout=max(0.0, latest - time.monotonic()))
        return not ending.is_alive()

    return has_ended


def leave(clock_done: bool, runtime: Runtime) -> None:
    """Close the runtime; with something still under way the process ends at once, and the tables say what was cut off."""
    if not (clock_done and runtime.close()):
        log.warning("the program ends with a call under way; the next start finds what became of it")
        logging.shutdown()
        os._exit(0)


def _accept_demo_tokens(app: Flask, runtime: Runtime) -> None:
    """The simulator is new at every start, and so are its tokens."""
    access, refresh = app.extensions["simulator"].issue_tokens()
    runtime.keeper.accept(TokenPair(access, refresh, 90_000))


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
