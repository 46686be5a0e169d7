"""What somebody must be told of when nobody is looking: one list of conditions over plain facts.

Pure: no database, no network, no settings. Who gathers the facts and who tells whom by which way is decided elsewhere
(bot.operations.alert_facts, bot.operations.alerting); the words are in bot.installation.alert_texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.clock import HOUR

BACKUP_LATE_MS = 26 * HOUR
"""A daily backup, two hours late."""

DISK_SHARE, DISK_BYTES = 0.10, 1_000_000_000
"""Less than a tenth of the disk, or less than a gigabyte, is low."""

RESTART_MS = HOUR
"""How long a restart is worth telling."""


class Alert(StrEnum):
    """Everything that is told; the order is that of urgency."""

    DATABASE = "database"
    TOKEN_LOST = "token_lost"
    OA_SECRET_LOST = "oa_secret_lost"
    WEBHOOK_SILENT = "webhook_silent"
    QUEUE_OLD = "queue_old"
    MACHINE_STUCK = "machine_stuck"
    DISK_LOW = "disk_low"
    BACKUP_FAILED = "backup_failed"
    BACKUP_OLD = "backup_old"
    BACKUP_NOT_COPIED = "backup_not_copied"
    RESTORED_COPY = "restored_copy"
    RESTARTED = "restarted"
    BROADCAST_PAUSED = "broadcast_paused"
    ANSWERS_DROPPED = "answers_dropped"
    CONTENT_BROKEN = "content_broken"
    TOKEN_ENDS = "token_ends"
    CONTENT_OVERDUE = "content_overdue"


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert that holds now; `detail` fills its sentence (a number, a title)."""

    alert: Alert
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """How the installation stands. Moments in ms since 1970, None for what never was.

    `broken`: names of promises /healthz finds broken (bot.installation.health.Reason). `silent_ms`: office hours without any
    event of Zalo, `silent_after_ms`: how many are too many (0: never). `restarted_at`: when a worker last broke off, or the
    program was found to have ended without a stop. `paused`: titles of broadcasts the program paused by itself.
    """

    now: int
    broken: frozenset[str] = frozenset()
    token_ends_soon: bool = False
    silent_ms: int = 0
    silent_after_ms: int = 0
    disk_free: int | None = None
    disk_total: int | None = None
    backup_at: int | None = None
    backup_failed_at: int | None = None
    data_since: int | None = None
    restarted_at: int | None = None
    paused: tuple[str, ...] = ()
    dropped_answers: int = 0
    overdue_entries: int = 0
    has_content_errors: bool = False


_BROKEN = {
    Alert.DATABASE: {"database_unreadable", "database_unwritable"},
    Alert.TOKEN_LOST: {"token_lost", "token_missing"},
    Alert.OA_SECRET_LOST: {"oa_secret_lost"},
    Alert.WEBHOOK_SILENT: {"webhook_silent"},
    Alert.QUEUE_OLD: {"events_late", "no_worker", "answers_late"},
    Alert.MACHINE_STUCK: {"clock_stopped", "worker_hangs"},
    Alert.RESTORED_COPY: {"restored_copy"},
    Alert.BACKUP_OLD: {"backup_old"},
    Alert.BACKUP_NOT_COPIED: {"backup_not_copied"},
}
"""Broken promises that are alerts."""


def find_alerts(facts: AlertFacts) -> tuple[RaisedAlert, ...]:
    """Every alert that holds, the most urgent first."""
    raised = {alert.alert: alert for alert in _iterate(facts)}
    return tuple(raised[alert] for alert in Alert if alert in raised)


def _iterate(facts: AlertFacts) -> Iterator[RaisedAlert]:
    for alert, reasons in _BROKEN.items():
        if reasons & facts.broken:
            yield RaisedAlert(alert)
    if 0 < facts.silent_after_ms <= facts.silent_ms:
        yield RaisedAlert(Alert.WEBHOOK_SILENT)
    yield from _find_upkeep(facts)
    if facts.restarted_at is not None and 0 <= facts.now - facts.restarted_at < RESTART_MS:
        yield RaisedAlert(Alert.RESTARTED)
    if facts.paused:
        yield RaisedAlert(Alert.BROADCAST_PAUSED, "; ".join(f"“{title}”" for title in facts.paused))
    if facts.dropped_answers:
        yield RaisedAlert(Alert.ANSWERS_DROPPED, str(facts.dropped_answers))
    if facts.has_content_errors:
        yield RaisedAlert(Alert.CONTENT_BROKEN)
    if facts.overdue_entries:
        yield RaisedAlert(Alert.CONTENT_OVERDUE, str(facts.overdue_entries))


def _find_upkeep(facts: AlertFacts) -> Iterator[RaisedAlert]:
    """Disk, backups, the sign-in that ends."""
    if facts.disk_free is not None and facts.disk_free < max(DISK_BYTES, DISK_SHARE * (facts.disk_total or 0)):
        yield RaisedAlert(Alert.DISK_LOW, f"{facts.disk_free / 1_000_000_000:.1f}".replace(".", ","))
    newest = facts.backup_at if facts.backup_at is not None else facts.data_since
    if facts.backup_failed_at is not None:
        yield RaisedAlert(Alert.BACKUP_FAILED)
    elif newest is not None and facts.now - newest > BACKUP_LATE_MS:
        yield RaisedAlert(Alert.BACKUP_OLD)
    if facts.token_ends_soon:
        yield RaisedAlert(Alert.TOKEN_ENDS)
