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
from typing import Any, Protocol

from flask import Flask
from waitress.channel import HTTPChannel
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot.content.blanks import capitalize_first
from bot.demo.month import give_phones
from bot.demo.welcome import first_sign_in, welcome_text
from bot.installation.known_data import demand_known_data
from bot.installation.process_ends import note_end, note_start
from bot.lib.restart import start_anew
from bot.lib.stop_signal import StopSignal
from bot.operations.work_folders import remove_leftovers
from bot.runtime import TURN_THREADS, Runtime
from bot.server.demo_headers import ZaloHeaderChannel
from bot.server.web_server import WebServer, connection_limit, raise_file_limit
from bot.settings import Settings
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from bot.store import DatabaseError, StoreError
from bot.zalo.oauth import TokenPair

log = logging.getLogger(__name__)

WEBHOOK_THREADS = 16
"""Each request waits for its commit, so threads are many and idle; more than Zalo's connections at once."""

PAGE_THREADS = 16
"""For officials, residents who read and whoever knocks: none of them takes a thread of the webhook."""

OTHER_THREADS = 20
"""The clock's jobs and the workers' own loops."""

LARGEST_REQUEST = 8 * 1024 * 1024
"""For uploads of officials; the webhook has a limit of its own."""

SIMULATOR_PATH = "/simulator"


class JobClock(Protocol):
    """The clock of periodic jobs (scheduler.Scheduler), which is handed in."""

    def shutdown(self) -> None:
        """Begin no more jobs, and return when those under way have ended."""
        ...


def mount_simulator(app: Flask, runtime: Runtime) -> None:
    """Put the simulator under /simulator (demo mode only); its webhooks reach our own /webhook over loopback."""
    settings, ward = runtime.settings, runtime.live_content.content.ward
    simulator = create_simulator(
        SimulatorConfig(
            app_id=settings.app_id,
            app_secret=settings.app_secret,
            oa_id=settings.oa_id,
            oa_secret=settings.oa_secrets[0],
            oa_name=ward.called,
            ward_name=capitalize_first(ward.name),
            province_name=capitalize_first(ward.province),
            webhook_url=f"{settings.local_url}/webhook",
            redirect_uri=settings.callback_url,
            media_url=f"{settings.local_url}{SIMULATOR_PATH}/media",
        )
    )
    app.extensions["simulator"] = simulator.extensions["simulator"]
    mounts: dict[str, Any] = {SIMULATOR_PATH: simulator.wsgi_app}
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, mounts)  # type: ignore[method-assign]


def run(app: Flask, start_clock: Callable[[Runtime], JobClock]) -> None:
    """Serve until a stop signal; returns after everything under way has ended, or starts anew when that is wanted."""
    runtime: Runtime = app.extensions["ward"]
    settings = runtime.settings
    demand_own_data(runtime)
    _refuse_taken_port(settings.host, settings.port)
    for folder in (settings.database_path.parent, settings.backup_folder):
        remove_leftovers(folder)
    server = _make_web_server(app, settings)
    if settings.is_demo:
        _accept_demo_tokens(app, runtime)
        give_phones(app.extensions["simulator"], runtime.store)
    if settings.run_workers:
        note_start(runtime.store, runtime.clock())
        runtime.start()
    clock = start_clock(runtime) if settings.run_scheduler else None
    stop = StopSignal()
    runtime.restart.connect(stop.ask, stop.was_signalled)
    server.start(runtime.supervisor)
    sys.stdout.write(welcome_text(settings, first_sign_in(runtime), is_secret_lost=runtime.health.is_secret_lost()))
    sys.stdout.flush()
    stop.wait()
    _stop_all(app, runtime, server, clock)
    if runtime.restart.is_wanted:
        start_anew()


def demand_own_data(runtime: Runtime) -> None:
    """End with one line when the data of a live installation have vanished (bot.installation.known_data)."""
    if runtime.settings.is_demo:
        return
    try:
        demand_known_data(runtime.store, runtime.clock)
    except StoreError as error:
        sys.exit(str(error))


def _make_web_server(app: Flask, settings: Settings) -> WebServer:
    """The web server, listening already, with as many connections as the process has file descriptors for."""
    threads = WEBHOOK_THREADS + PAGE_THREADS + TURN_THREADS + settings.send_concurrency + OTHER_THREADS
    return WebServer(
        app,
        settings.host,
        settings.port,
        threads=PAGE_THREADS,
        webhook_threads=WEBHOOK_THREADS,
        max_request_body_size=LARGEST_REQUEST,
        connection_limit=connection_limit(raise_file_limit(), threads),
        channel=ZaloHeaderChannel if settings.is_demo else HTTPChannel,
    )


def _stop_all(app: Flask, runtime: Runtime, server: WebServer, clock: JobClock | None) -> None:
    # The web server closes last: the others may use it until their work is done.
    has_clock_ended = stop_clock(clock) if clock is not None else lambda: True
    if "simulator" in app.extensions:
        app.extensions["simulator"].close()
    runtime.stop_workers()
    if runtime.settings.run_workers:
        with suppress(DatabaseError):
            note_end(runtime.store)
    clock_done = has_clock_ended()
    server.close()
    leave(clock_done, runtime)


def stop_clock(clock: JobClock) -> Callable[[], bool]:
    """Stop the clock in a thread of its own; the returned function waits for its jobs, until 1.5 s from now at most.

    It returns False when a job did not end in time (a feed, or Zalo, that does not answer).
    """
    ending = threading.Thread(target=clock.shutdown, name="clock-end", daemon=True)
    ending.start()
    latest = time.monotonic() + 1.5

    def has_ended() -> bool:
        ending.join(timeout=max(0.0, latest - time.monotonic()))
        return not ending.is_alive()

    return has_ended


def leave(clock_done: bool, runtime: Runtime) -> None:
    """Close the runtime; with a call still under way the process ends at once (see bot.messaging.recovery)."""
    if not (clock_done and runtime.close()):
        log.warning("the program ends with a call under way; the next start finds what became of it")
        logging.shutdown()
        if runtime.restart.is_wanted:
            start_anew()
        os._exit(0)


def _accept_demo_tokens(app: Flask, runtime: Runtime) -> None:
    """Take the tokens of the simulator, which is new at every start."""
    access, refresh = app.extensions["simulator"].issue_tokens()
    runtime.tokens.accept(TokenPair(access, refresh, 90_000))


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
