"""Which facts are an alert: a table over plain values."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import DAY, HOUR, MINUTE
from bot.installation.alert_texts import alert_words
from bot.installation.alerts import Alert, AlertFacts, RaisedAlert, find_alerts
from bot.installation.health import Reason

NOW = 1_800_000_000_000
WELL = {
    "disk_free": 50_000_000_000, "disk_total": 100_000_000_000, "backup_at": NOW - 25 * HOUR, "silent_ms": 3 * HOUR,
    "silent_after_ms": 4 * HOUR, "restarted_at": NOW - 2 * HOUR, "data_since": NOW - DAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "alerts"),
    [
        ({}, []),
        ({"broken": frozenset({"token_lost"})}, ["token_lost"]),
        ({"token_ends_soon": True}, ["token_ends"]),
        ({"silent_ms": 4 * HOUR}, ["webhook_silent"]),
        ({"silent_ms": 9 * HOUR, "silent_after_ms": 0}, []),
        ({"broken": frozenset({"events_late"})}, ["queue_old"]),
        ({"broken": frozenset({"answers_late", "no_worker"})}, ["queue_old"]),
        ({"disk_free": 9_900_000_000}, ["disk_low"]),
        ({"disk_free": 900_000_000, "disk_total": 2_000_000_000}, ["disk_low"]),
        ({"disk_free": 1_100_000_000, "disk_total": 5_000_000_000}, []),
        ({"backup_at": NOW - 26 * HOUR - 1}, ["backup_old"]),
        ({"backup_at": None, "data_since": NOW - 27 * HOUR}, ["backup_old"]),
        ({"backup_at": None, "data_since": None}, []),
        ({"backup_failed_at": NOW - MINUTE, "backup_at": NOW - DAY * 3}, ["backup_failed"]),
        ({"restarted_at": NOW - MINUTE}, ["restarted"]),
        ({"paused": ("Lịch tiêm",)}, ["broadcast_paused"]),
        ({"dropped_answers": 3}, ["answers_dropped"]),
        ({"overdue_entries": 2, "has_content_errors": True}, ["content_broken", "content_overdue"]),
        ({"overdue_entries": 1, "broken": frozenset({"token_missing"})}, ["token_lost", "content_overdue"]),
    ],
)  # fmt: skip
def test_an_alert_holds_when_its_facts_do(facts: dict[str, Any], alerts: list[str]) -> None:
    assert [raised.alert.value for raised in find_alerts(AlertFacts(NOW, **WELL | facts))] == alerts


def test_every_broken_promise_of_healthz_is_an_alert() -> None:
    for reason in Reason:
        assert find_alerts(AlertFacts(NOW, broken=frozenset({reason.value}))), reason


@pytest.mark.parametrize("alert", Alert)
def test_every_alert_says_what_it_is_and_what_to_do(alert: Alert) -> None:
    title, advice = alert_words(RaisedAlert(alert, "3"))
    assert title and advice.endswith(".") and "{" not in title
