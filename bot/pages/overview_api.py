"""What a province's page asks a ward for (bot.province): how it stands now, and its report, both as JSON."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from bot.installation.alert_texts import alert_words
from bot.installation.alerts import find_alerts
from bot.lib.numbers import parse_integer
from bot.operations.alert_facts import gather_facts
from bot.pages.monitoring import may_monitor
from bot.reports.facts import report_facts
from bot.reports.gather import collect_earlier, collect_figures
from bot.reports.periods import CALENDAR, PeriodError, choose_period
from bot.runtime import Runtime


def add_overview_api(pages: Blueprint, runtime: Runtime) -> None:
    """Add /api/status and /api/report; who may not monitor gets 404, as at /metrics."""

    @pages.get("/api/status", endpoint="api_status")
    def send_status() -> ResponseReturnValue:
        _demand_monitor(runtime)
        return jsonify(status_facts(runtime))

    @pages.get("/api/report", endpoint="api_report")
    def send_report() -> ResponseReturnValue:
        _demand_monitor(runtime)
        try:
            query = request.args
            numbers = {name: _read_number(query.get(name)) for name in ("year", "month", "quarter")}
            window = query.get("window") or CALENDAR
            period = choose_period(runtime.today(), query.get("period") or None, window=window, **numbers)
        except PeriodError as error:
            return jsonify({"error": str(error)}), 400
        figures = collect_figures(runtime, period)
        facts = report_facts(figures, collect_earlier(runtime, figures))
        return jsonify({"ward": runtime.live_content.content.ward.name} | facts)


def status_facts(runtime: Runtime) -> dict[str, Any]:
    """How the installation stands: alerts with their words, the queues, and the ages (s) of what must not be old."""
    is_well, health = runtime.health.report()
    facts = gather_facts(runtime, health)
    words = [(raised.alert.value, *alert_words(raised)) for raised in find_alerts(facts)]
    queues = health.get("queues", {})
    inbox, outbox = queues.get("inbox", {}), queues.get("outbox", {})
    return {
        "ward": runtime.live_content.content.ward.name,
        "mode": runtime.settings.mode,
        "status": "ok" if is_well else "failing",
        "alerts": [{"alert": alert, "title": title, "advice": advice} for alert, title, advice in words],
        "waiting": inbox.get("new", 0) + inbox.get("working", 0) + outbox.get("queued", 0) + outbox.get("sending", 0),
        "newest_event_s": inbox.get("newest_s"),
        "backup_age_s": health.get("backup", {}).get("age_s"),
        "disk_free": facts.disk_free,
    }


def _demand_monitor(runtime: Runtime) -> None:
    if not may_monitor(runtime.settings.metrics_token):
        abort(404)


def _read_number(text: str | None) -> int | None:
    try:
        return parse_integer(text) if text else None
    except ValueError:
        raise PeriodError("Năm, tháng, quý phải là số.") from None
