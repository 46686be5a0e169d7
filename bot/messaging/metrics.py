"""Figures for /metrics (Prometheus), one registry per application so that tests do not share them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.messaging.hooks import Deliver
from bot.store import Store, inbox, outbox, vitals
from bot.zalo.messages import SendResult

QUANTILES = (0.5, 0.9, 0.99)


class Metrics:
    """What this process counted, and what the tables hold at the moment of asking."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._registry = CollectorRegistry()
        self.webhook = self._make_counter("ward_webhook_requests", "Requests at the door by result", "result")
        self.sends = self._make_counter("ward_sends", "Messages handed to Zalo by outcome", "outcome")
        self.accept_seconds = Histogram(
            "ward_accept_seconds", "From a request at the door to its answer", registry=self._registry
        )
        self._send_seconds = Histogram("ward_send_seconds", "One call that sends a message", registry=self._registry)
        self._gauges: dict[str, Gauge] = {}

    def count_sends(self, deliver: Deliver) -> Deliver:
        """`deliver` with the outcome and the duration of every call counted."""

        def count(kind: str, person_id: str, content: dict[str, Any]) -> SendResult:
            began = time.perf_counter()
            result = deliver(kind, person_id, content)
            self._send_seconds.observe(time.perf_counter() - began)
            self.sends.labels(result.outcome.value).inc()
            return result

        return count

    def show(self, name: str, text: str, label: str, values: Mapping[str, float | None]) -> None:
        """Set a gauge; what has no value now (None), or is not among `values`, disappears from the page."""
        gauge = self._gauges.get(name)
        if gauge is None:
            gauge = self._gauges[name] = Gauge(name, text, [label], registry=self._registry)
        gauge.clear()
        for key, value in values.items():
            if value is not None:
                gauge.labels(key).set(value)

    def page(self) -> bytes:
        """All figures in Prometheus' text form."""
        self.show("ward_inbox_events", "Events by state", "state", inbox.count_by_state(self._store))
        self.show("ward_outbox_messages", "Messages by state", "state", outbox.count_by_state(self._store))
        times = vitals.newest_answer_times(self._store)
        for name, text, seconds in (
            ("ward_answer_seconds", "From a question to its answer at Zalo", (one.answered_ms for one in times)),
            ("ward_receipt_seconds", "From an answer at Zalo to the receipt", (one.received_ms for one in times)),
        ):
            self.show(name, f"{text}, of the newest {vitals.NEWEST} answers", "quantile", _quantiles(seconds))
        return generate_latest(self._registry)

    def _make_counter(self, name: str, text: str, label: str) -> Counter:
        return Counter(name, text, [label], registry=self._registry)


def _quantiles(milliseconds: Iterable[int | None]) -> dict[str, float | None]:
    """Seconds by quantile; empty without a value."""
    ordered = sorted(value for value in milliseconds if value is not None)
    if not ordered:
        return {}
    return {f"{share:g}": ordered[min(int(share * len(ordered)), len(ordered) - 1)] / 1000 for share in QUANTILES}
