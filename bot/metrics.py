"""Counters for /metrics (Prometheus), one registry per application so that tests do not share them."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bot.store import Store, inbox, outbox


class Metrics:
    """What this process counted, and what the tables hold at the moment of asking."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._registry = CollectorRegistry()
        self.webhook = self._counter("ward_webhook_requests", "Requests at the door by result", "result")
        self.sends = self._counter("ward_sends", "Messages handed to Zalo by outcome", "outcome")
        self._inbox = self._gauge("ward_inbox_events", "Events by state")
        self._outbox = self._gauge("ward_outbox_messages", "Messages by state")

    def _counter(self, name: str, text: str, label: str) -> Counter:
        return Counter(name, text, [label], registry=self._registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, ["state"], registry=self._registry)

    def page(self) -> bytes:
        """All figures in Prometheus' text form."""
        for gauge, counts in ((self._inbox, inbox.counts(self._store)), (self._outbox, outbox.counts(self._store))):
            for state, number in counts.items():
                gauge.labels(state).set(number)
        return generate_latest(self._registry)
