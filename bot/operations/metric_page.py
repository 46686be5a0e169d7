"""The page of /metrics: what was counted, the queues, and how the installation stands."""

from __future__ import annotations

from bot.clock import SECOND
from bot.installation.alerts import Alert, find_alerts
from bot.operations.alert_facts import gather_facts
from bot.runtime import Runtime
from bot.store import broadcasts
from bot.zalo.tokens import Level


def metric_page(runtime: Runtime) -> bytes:
    """All figures in Prometheus' text form; nothing personal, no secret. docs/giam-sat.md explains them."""
    show, now = runtime.metrics.show, runtime.clock()
    well, health = runtime.health.report()
    facts = gather_facts(runtime, health)
    raised = {alert.alert for alert in find_alerts(facts)}
    token = runtime.tokens.state()
    show("ward_up", "1 while every promise of /healthz holds", "mode", {runtime.settings.mode: float(well)})
    show("ward_alert", "1 while an alert holds", "alert", {alert.value: float(alert in raised) for alert in Alert})
    show(
        "ward_token",
        "The connection to Zalo: 1 at its level",
        "level",
        {x.value: float(x is token.level) for x in Level},
    )
    show(
        "ward_worker_age_seconds",
        "Since the last round of a worker",
        "worker",
        {name: worker["age_s"] for name, worker in health["workers"].items()},
    )
    queues = health.get("queues", {})
    ages = {
        "event": queues.get("inbox", {}).get("oldest_s") or 0,
        "answer": queues.get("outbox", {}).get("oldest_answer_s") or 0,
        "newest_event": queues.get("inbox", {}).get("newest_s"),
        "backup": None if facts.backup_at is None else (now - facts.backup_at) / SECOND,
    }
    show(
        "ward_age_seconds",
        "Age of the oldest that waits (event, answer), of the newest event and of the backup",
        "what",
        ages,
    )
    show("ward_disk_bytes", "The disk of the database", "what", {"free": facts.disk_free, "total": facts.disk_total})
    show("ward_broadcasts", "Broadcasts by state", "state", broadcasts.count_by_state(runtime.store))
    return runtime.metrics.page()
