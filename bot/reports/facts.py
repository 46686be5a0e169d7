"""A report as JSON: what `flask report --json` prints and /api/report answers (docs/architecture.md 5.5)."""

from __future__ import annotations

from typing import Any

from bot.reports.figures import BroadcastGroup, FieldFigures, PeriodFigures
from bot.reports.rows import Activity


def report_facts(figures: PeriodFigures, earlier: PeriodFigures | None) -> dict[str, Any]:
    """The figures of a period, those of the one before (`before`), and what they are made of."""
    period = figures.period
    return {
        "period": {
            "kind": period.kind,
            "name": period.name,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "window": period.window,
            "over": figures.is_over,
        },
        "totals": figures.totals(),
        "before": earlier.totals() if earlier else None,
        "fields": [_field_facts(field) for field in figures.by_field()],
        "topics": [_topic_facts(group) for group in figures.by_topic()],
        "activities": [_activity_facts(activity) for activity in figures.activities],
    }


def _field_facts(field: FieldFigures) -> dict[str, Any]:
    return {
        "field": field.name,
        "asked": field.asked,
        "answer": field.answer,
        "clarify": field.clarify,
        "decline": field.decline,
        "fallback": field.fallback,
    }


def _topic_facts(group: BroadcastGroup) -> dict[str, Any]:
    return {
        "topic": group.key,
        "broadcasts": group.broadcasts,
        "reached": group.reached,
        "seen": group.seen,
        "clicks": group.clicks,
    }


def _activity_facts(activity: Activity) -> dict[str, Any]:
    return {
        "day": activity.day.isoformat(),
        "kind": activity.kind,
        "place": activity.place,
        "events": activity.events,
        "people": activity.people,
        "more": activity.is_more,
    }
