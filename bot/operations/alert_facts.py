"""Gathers what bot.installation.alerts decides from."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.broadcasts.texts import PAUSES
from bot.clock import DAY, SECOND
from bot.content.hours import open_ms_between
from bot.installation import process_ends
from bot.installation.alerts import AlertFacts, RaisedAlert, find_alerts
from bot.installation.backup_state import FAILED, MADE
from bot.installation.health import Reason
from bot.operations.reviews import list_due_reviews
from bot.runtime import Runtime
from bot.store import DatabaseError, broadcasts, failures, key_values, officials

NOT_BY_MACHINE = frozenset({"official", "restored"})
"""Pauses that are no alert of their own."""


def current_alerts(runtime: Runtime) -> tuple[RaisedAlert, ...]:
    """Every alert that holds now."""
    _, health = runtime.health.report()
    return find_alerts(gather_facts(runtime, health))


def gather_facts(runtime: Runtime, health: Mapping[str, Any]) -> AlertFacts:
    """How the installation stands, by its report of `health` and more; without a readable database, only that."""
    disk = shutil.disk_usage(runtime.settings.database_path.absolute().parent)
    facts = AlertFacts(
        now=runtime.clock(),
        broken=frozenset(health["reasons"]),
        disk_free=disk.free,
        disk_total=disk.total,
        has_content_errors=runtime.live_content.has_errors,
    )
    if Reason.DATABASE_UNREADABLE in facts.broken:
        return facts
    try:
        return _add_tables(runtime, facts)
    except DatabaseError:
        return replace(facts, broken=facts.broken | {Reason.DATABASE_UNREADABLE.value})


def _add_tables(runtime: Runtime, facts: AlertFacts) -> AlertFacts:
    settings, store = runtime.settings, runtime.store
    paused = broadcasts.in_state(store, ["paused"])
    return replace(
        facts,
        token_ends_soon=runtime.tokens.state().reason == "sign_in_soon",
        silent_ms=_silent_ms(runtime),
        silent_after_ms=0 if settings.is_demo else int(settings.alert_silent_hours * 3600 * SECOND),
        backup_at=_read_moment(runtime, MADE),
        backup_failed_at=_read_moment(runtime, FAILED),
        data_since=None if settings.is_demo else officials.first_created_at(store),
        restarted_at=_restarted_at(runtime),
        paused=tuple(row.title for row in paused if row.reason in PAUSES and row.reason not in NOT_BY_MACHINE),
        dropped_answers=failures.count_dropped(store, runtime.clock() - 7 * DAY),
        overdue_entries=sum(review.is_overdue for review in list_due_reviews(runtime)),
    )


def _silent_ms(runtime: Runtime) -> int:
    newest, now = runtime.health.newest_event(), runtime.now()
    if newest is None:
        return 0
    content = runtime.live_content.content
    since = now - timedelta(milliseconds=max(0, runtime.clock() - newest))
    return open_ms_between(content.ward.hours, content.holidays, since, now)


def _restarted_at(runtime: Runtime) -> int | None:
    since_s = runtime.supervisor.since_failure_s()
    moments = [process_ends.last_death(runtime.store)]
    if since_s is not None:
        moments.append(runtime.clock() - int(since_s * SECOND))
    return max((moment for moment in moments if moment is not None), default=None)


def _read_moment(runtime: Runtime, key: str) -> int | None:
    value = key_values.get(runtime.store, key)
    return None if value is None else int(value)
