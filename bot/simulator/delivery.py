"""Delivering webhooks in the background: in order for each person, repeated as Zalo repeats them, given up at last.

A person's events always go through the same thread, and each thread keeps one connection open. An event that got no 200
waits for its next try while later events go on, as with Zalo.
"""

from __future__ import annotations

import heapq
import http.client
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from .config import Deliver, SimulatorConfig
from .connection import Connection
from .events import encode, signature

RETRY_SECONDS = (30, 300, 900, 1800, 3600)
KEPT_IN_LOG = 300

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way: the signed bytes, and which try this is (0 = the first)."""

    name: str
    person_id: str
    body: bytes
    headers: dict[str, str]
    attempt: int = 0

    def again(self) -> Delivery:
        """The same bytes and signature, marked as the next try."""
        number = self.attempt + 1
        return replace(self, attempt=number, headers={**self.headers, "num_retry": str(number)})


class Webhooks:
    """All deliveries of one simulator. `on` turns False when an event was given up; somebody must turn it on again."""

    def __init__(self, config: SimulatorConfig) -> None:
        self._config = config
        self.on = config.webhook_url is not None or config.deliver is not None
        self.given_up = 0
        self.last_outcome = ""
        self.log: deque[dict[str, Any]] = deque(maxlen=KEPT_IN_LOG)
        self._pending = 0
        self._settled = threading.Condition()
        self._workers = [_Worker(config, self) for _ in range(config.delivery_threads)] if self.on else []

    def send(self, event: dict[str, Any], person_id: str, times: int = 1) -> None:
        """Sign an event and hand it to the person's thread, `times` times over; nothing happens while switched off."""
        if not self.on or not self._workers:
            return
        body = encode(event)
        mac = signature(self._config.app_id, body, event["timestamp"], self._config.oa_secret)
        headers = {"Content-Type": "application/json", "User-Agent": "ZaloWebhook", "X-ZEvent-Signature": mac}
        delivery = Delivery(event["event_name"], person_id, body, headers)
        worker = self._workers[hash(person_id) % len(self._workers)]
        with self._settled:
            self._pending += times
        for _ in range(times):
            worker.take(delivery)

    def settle(self, delivery: Delivery, outcome: str, final: bool) -> None:
        """Write down how a try ended; `final` when no further one follows."""
        self.last_outcome = outcome
        self.log.append(
            {"event": delivery.name, "person_id": delivery.person_id, "attempt": delivery.attempt, "outcome": outcome,
             "at": int(time.time() * 1000), "body": delivery.body}
        )  # fmt: skip
        if final:
            with self._settled:
                self._pending -= 1
                self._settled.notify_all()

    def give_up(self, delivery: Delivery) -> None:
        """The last try failed: Zalo switches the webhook off."""
        self.given_up += 1
        self.on = False
        logger.warning("webhook switched off: %s was refused %s times", delivery.name, delivery.attempt + 1)

    @property
    def pending(self) -> int:
        """How many events are on their way or waiting for another try."""
        return self._pending

    def wait_idle(self, timeout: float) -> bool:
        """Wait until every event is delivered or given up; False when `timeout` seconds were not enough."""
        with self._settled:
            return self._settled.wait_for(lambda: self._pending == 0, timeout)

    def turn_on(self) -> None:
        """What an administrator does in Zalo's console after the webhook was switched off."""
        self.on = bool(self._workers)

    def close(self) -> None:
        """Stop the threads; what was not delivered is dropped."""
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.join(self._config.answer_seconds + 1)


class _Worker:
    """One thread, its queue, its connection, and the events that wait for another try."""

    def __init__(self, config: SimulatorConfig, webhooks: Webhooks) -> None:
        self._config, self._webhooks = config, webhooks
        self._queue: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._waiting: list[tuple[float, int, Delivery]] = []
        self._order = count()
        self._connection, self._deliver = self._way_out(config)
        self._thread = threading.Thread(target=self._run, name="zalo-webhook", daemon=True)
        self._thread.start()

    @staticmethod
    def _way_out(config: SimulatorConfig) -> tuple[Connection | None, Deliver]:
        if config.deliver is not None:
            return None, config.deliver
        connection = Connection(config.webhook_url or "", config.answer_seconds)
        return connection, connection.post

    def take(self, delivery: Delivery) -> None:
        self._queue.put(delivery)

    def stop(self) -> None:
        self._queue.put(None)

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)

    def _run(self) -> None:
        while (delivery := self._next()) is not None:
            self._try(delivery)
        if self._connection is not None:
            self._connection.close()

    def _next(self) -> Delivery | None:
        while True:
            wait = max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None
            try:
                return self._queue.get(timeout=wait)
            except queue.Empty:
                return heapq.heappop(self._waiting)[2]

    def _try(self, delivery: Delivery) -> None:
        outcome = _outcome(self._deliver, delivery)
        last = delivery.attempt >= len(RETRY_SECONDS)
        delivered = outcome == "200"
        if not delivered and last:
            self._webhooks.give_up(delivery)
        self._webhooks.settle(delivery, outcome, final=delivered or last)
        if not delivered and not last:
            due = time.monotonic() + RETRY_SECONDS[delivery.attempt] * self._config.time_scale
            heapq.heappush(self._waiting, (due, next(self._order), delivery.again()))


def _outcome(deliver: Callable[[bytes, dict[str, str]], int], delivery: Delivery) -> str:
    """The HTTP status as text, or what kind of silence it was."""
    try:
        return str(deliver(delivery.body, delivery.headers))
    except TimeoutError:
        return "timeout"
    except (OSError, http.client.HTTPException) as problem:
        return type(problem).__name__
