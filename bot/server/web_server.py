"""The web server: waitress on poll(), with a limit on connections, and new sockets after a failure."""

from __future__ import annotations

import errno
import logging
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from bot.lib.supervisor import Supervisor, Worker
from bot.server.thread_pools import ThreadPools

log = logging.getLogger(__name__)

IDLE_S = 20
"""A connection without a complete request or a sign of life is closed after this long; looked at every LOOK_S."""
LOOK_S = 5

FULL_IDLE_S = 2.0
"""The same while no more connections can be accepted: a caller sends a whole request at once, or goes on sending."""

ROUND_S = 1.0
"""The longest the loop waits for something to happen."""

MOST_CONNECTIONS = 4096
LEAST_CONNECTIONS = 32
REST_S = 1.0
"""How long no connection is accepted after there was no file descriptor for one."""
WARN_EVERY_S = 60.0

NO_ROOM = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


def raise_file_limit() -> int:
    """Allow this process as many open files as it may allow itself; returns that number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and soft != hard:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            soft = hard
    return soft if soft != resource.RLIM_INFINITY else 2 * MOST_CONNECTIONS


def connection_limit(files: int, threads: int) -> int:
    """How many connections may be open at once when the process may have `files` files.

    The rest is ours: each thread's database (file, log, a spare), pooled connections to Zalo, locks, logs, modules.
    """
    return min(MOST_CONNECTIONS, max(LEAST_CONNECTIONS, files - 3 * threads - 100))


class _Listener(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket; without room for a connection it rests a moment, so that the log is not flooded."""

    rest_until = 0.0
    warned_at = -WARN_EVERY_S

    def readable(self) -> bool:
        """Whether connections are accepted now."""
        is_ready = super().readable()
        if self.in_connection_overflow:
            self._close_silent_connections(time.time() - FULL_IDLE_S)
        return bool(is_ready) and time.monotonic() >= self.rest_until

    def _close_silent_connections(self, since: float) -> None:
        """Close connections that have no request under way, nothing to send, and sent nothing since that time."""
        for channel in self.active_channels.values():
            if not channel.requests and not channel.total_outbufs_len and channel.last_activity < since:
                channel.will_close = True

    def accept(self) -> Any:
        """A connection with its address, or None."""
        try:
            return super().accept()
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            now = time.monotonic()
            self.rest_until = now + REST_S
            if now - self.warned_at >= WARN_EVERY_S:
                self.warned_at = now
                log.error("web: no connection can be accepted: %s", error.strerror)
            return None

    def maintenance(self, now: float) -> None:
        """Close idle connections, also those whose last activity lies ahead because the machine's time was set back."""
        for channel in self.active_channels.values():
            channel.last_activity = min(channel.last_activity, now)
        super().maintenance(now)


class WebServer:
    """Answers on one address until it is closed."""

    def __init__(
        self,
        app: Callable[..., Any],
        host: str,
        port: int,
        *,
        threads: int,
        webhook_threads: int,
        channel: type[HTTPChannel] = HTTPChannel,
        **adjustments: Any,
    ) -> None:
        """Listens at once; `start` answers. `webhook_threads` answer the webhook, `threads` everything else.

        `adjustments` are waitress's own. Raises OSError for a taken port.
        """
        self._app, self._channel = app, channel
        self._threads, self._webhook_threads = threads, webhook_threads
        self._adjustments = Adjustments(
            host=host,
            port=port,
            threads=threads,
            ident="ward",
            asyncore_use_poll=True,
            channel_timeout=IDLE_S,
            clear_untrusted_proxy_headers=False,  # bot.server.request_limits decides what of them counts
            cleanup_interval=LOOK_S,
            **adjustments,
        )
        self._worker: Worker | None = None
        self._open_sockets()

    def start(self, supervisor: Supervisor) -> None:
        """Answer in a thread of its own."""
        self._worker = supervisor.start("web", self._run_loop)

    def close(self) -> None:
        """Let requests under way end, then close every connection."""
        self._dispatcher.shutdown(cancel_pending=True, timeout=1)
        if self._worker is not None:
            self._worker.stop()
            with suppress(OSError):
                self._listeners[0].pull_trigger()
            self._worker.join(ROUND_S + 1)
        self._close_sockets()

    def _open_sockets(self) -> None:
        self._map: dict[int, Any] = {}
        self._dispatcher = ThreadPools(self._webhook_threads, self._threads)
        self._listeners = [
            _Listener(self._app, self._map, dispatcher=self._dispatcher, adj=self._adjustments, sockinfo=address)
            for address in self._adjustments.listen
        ]
        for listener in self._listeners:
            listener.channel_class = self._channel

    def _run_loop(self, worker: Worker) -> None:
        """Serve; after whatever broke off the last time, on new sockets."""
        if not self._map:
            self._open_sockets()
        try:
            while not worker.is_stopping:
                worker.beat()
                self._check_clock()
                wasyncore.loop(timeout=ROUND_S, use_poll=True, map=self._map, count=1)
                if any(listener.socket.fileno() < 0 for listener in self._listeners):
                    raise RuntimeError("the listening socket was closed")
        except BaseException:
            self._dispatcher.shutdown(cancel_pending=True, timeout=0)
            self._close_sockets()
            raise

    def _check_clock(self) -> None:
        """The next look at idle connections is at a time of day; it must not lie far ahead when that was set back."""
        latest = time.time() + LOOK_S
        for listener in self._listeners:
            listener.next_channel_cleanup = min(listener.next_channel_cleanup, latest)

    def _close_sockets(self) -> None:
        wasyncore.close_all(self._map, ignore_all=True)
