"""The threads that answer: those of the webhook are its own, so that no page and no sign-in keeps an event waiting."""

from __future__ import annotations

from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher

from bot.messaging.webhook import WEBHOOK_PATH


class ThreadPools:
    """What waitress hands requests to: two of its dispatchers, chosen by the path of the request that is next."""

    def __init__(self, webhook_threads: int, page_threads: int) -> None:
        self._webhook, self._pages = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._webhook.set_thread_count(webhook_threads)
        self._pages.set_thread_count(page_threads)

    def add_task(self, channel: HTTPChannel) -> None:
        """Let a thread answer the first request of the connection."""
        (self._webhook if _is_event(channel.requests[0]) else self._pages).add_task(channel)

    def shutdown(self, *, cancel_pending: bool = True, timeout: float = 5) -> None:
        """End all threads, those under way within `timeout` seconds each pool."""
        for pool in (self._webhook, self._pages):
            pool.shutdown(cancel_pending=cancel_pending, timeout=timeout)


def _is_event(request: Any) -> bool:
    """Whether this is for the webhook; a request that could not be parsed has no path."""
    return str(getattr(request, "path", "")).rstrip("/") == WEBHOOK_PATH
