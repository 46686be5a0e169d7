"""Delivers webhooks in the background: in order for each person, repeated on Zalo's schedule, finally given up.

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
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from bot.simulator.config import Deliver, SimulatorConfig
from bot.simulator.connection import Connection
from bot.simulator.events import encode_event, sign_event
from bot.simulator.json_types import JsonObject
from bot.simulator.registration import Registration

RETRY_SECONDS = (30, 300, 900, 1800, 3600)
KEPT_IN_LOG = 300

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event to deliver: the signed bytes and the number of the attempt (0 = the first)."""

    name: str
    person_id: str
    body: bytes
    headers: dict[str, str]
    attempt: int = 0

    def next_attempt(self) -> Delivery:
        """The same bytes and signature with the next attempt number."""
        number = self.attempt + 1
        return replace(self, attempt=number, headers={**self.headers, "num_retry": str(number)})


class Webhooks:
    """All deliveries of one simulator. `on` becomes False when an event is given up; `turn_on` sets it again."""

    def __init__(self, config: SimulatorConfig, registration: Registration) -> None:
        self._config = config
        self.registration = registration
        self.url = registration.webhook_url
        self.on = False
        self.given_up = 0
        self.last_outcome = ""
        self.log: deque[JsonObject] = deque(maxlen=KEPT_IN_LOG)
        self._pending = 0
        self._settled = threading.Condition()
        self._workers: list[_Worker] = []
        self.turn_on()

    def send_event(self, event: JsonObject, person_id: str, times: int = 1) -> None:
        """Sign an event and queue it for the person's thread, `times` times; does nothing while switched off."""
        if not self.on or not self._workers:
            return
        body = encode_event(event)
        mac = sign_event(self._config.app_id, body, event["timestamp"], self._config.oa_secret)
        headers = {"Content-Type": "application/json", "User-Agent": "ZaloWebhook", "X-ZEvent-Signature": mac}
        delivery = Delivery(event["event_name"], person_id, body, headers)
        worker = self._workers[hash(person_id) % len(self._workers)]
        with self._settled:
            self._pending += times
        for _ in range(times):
            worker.add_delivery(delivery)

    def record_outcome(self, delivery: Delivery, outcome: str, final: bool) -> None:
        """Log the outcome of an attempt; `final`: no further attempt follows."""
        self.last_outcome = outcome
        self.log.append(
            {
                "event": delivery.name,
                "person_id": delivery.person_id,
                "attempt": delivery.attempt,
                "outcome": outcome,
                "at": int(time.time() * 1000),
                "body": delivery.body,
            }
        )
        if final:
            with self._settled:
                self._pending -= 1
                self._settled.notify_all()

    def give_up(self, delivery: Delivery) -> None:
        """Switch the webhook off after the last attempt failed, as Zalo does."""
        self.given_up += 1
        self.on = False
        logger.warning("webhook switched off: %s was refused %s times", delivery.name, delivery.attempt + 1)

    @property
    def pending(self) -> int:
        """How many events are being delivered or wait for another attempt."""
        return self._pending

    def wait_idle(self, timeout: float) -> bool:
        """Wait until every event is delivered or given up; False when `timeout` seconds were not enough."""
        with self._settled:
            return self._settled.wait_for(lambda: self._pending == 0, timeout)

    def as_dict(self) -> JsonObject:
        """The state of the webhook as plain JSON values."""
        return {
            "url": self.url,
            "on": self.on,
            "pending": self.pending,
            "given_up": self.given_up,
            "last_outcome": self.last_outcome,
            "retry_seconds": RETRY_SECONDS,
        }

    def turn_on(self) -> None:
        """Switch the webhook on again, as an administrator does in Zalo's console."""
        self.on = self.url is not None or self._config.deliver is not None
        if self.on and not self._workers:
            self._workers = [_Worker(self._config, self) for _ in range(self._config.delivery_threads)]

    def set_url(self, url: str) -> None:
        """Deliver events to this address from now on."""
        self.url = url
        self.turn_on()

    def close(self) -> None:
        """Stop the threads; undelivered events are dropped."""
        for worker in self._workers:
            worker.stop()
        for worker in self._workers:
            worker.join(self._config.answer_seconds + 1)


class _Worker:
    """One thread with its queue, its connection and the events that wait for another attempt."""

    def __init__(self, config: SimulatorConfig, webhooks: Webhooks) -> None:
        self._config, self._webhooks = config, webhooks
        self._queue: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._waiting: list[tuple[float, int, Delivery]] = []
        self._order = count()
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run_loop, name="zalo-webhook", daemon=True)
        self._thread.start()

    def _deliver_event(self, body: bytes, headers: Mapping[str, str]) -> int:
        if self._config.deliver is not None:
            return self._config.deliver(body, headers)
        url = self._webhooks.url or ""
        if self._connection is None or self._connection.url != url:
            self._close_connection()
            self._connection = Connection(url, self._config.answer_seconds)
        return self._connection.post(body, headers)

    def _close_connection(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def add_delivery(self, delivery: Delivery) -> None:
        self._queue.put(delivery)

    def stop(self) -> None:
        self._queue.put(None)

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)

    def _run_loop(self) -> None:
        while (delivery := self._next_delivery()) is not None:
            self._try_delivery(delivery)
        self._close_connection()

    def _next_delivery(self) -> Delivery | None:
        while True:
            wait = max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None
            try:
                return self._queue.get(timeout=wait)
            except queue.Empty:
                return heapq.heappop(self._waiting)[2]

    def _try_delivery(self, delivery: Delivery) -> None:
        outcome = _delivery_outcome(self._deliver_event, delivery)
        is_over = outcome == "200" or (outcome.isdigit() and not self._webhooks.registration.has_retry)
        last = delivery.attempt >= len(RETRY_SECONDS)
        if not is_over and last:
            self._webhooks.give_up(delivery)
        self._webhooks.record_outcome(delivery, outcome, final=is_over or last)
        if not is_over and not last:
            due = time.monotonic() + RETRY_SECONDS[delivery.attempt] * self._config.time_scale
            heapq.heappush(self._waiting, (due, next(self._order), delivery.next_attempt()))


def _delivery_outcome(deliver: Deliver, delivery: Delivery) -> str:
    """The HTTP status as text, "timeout", or the name of the connection error."""
    try:
        return str(deliver(delivery.body, delivery.headers))
    except TimeoutError:
        return "timeout"
    except (OSError, http.client.HTTPException) as problem:
        return type(problem).__name__
