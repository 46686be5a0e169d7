"""How the installation stands: for /healthz, the officials' page and `flask zalo check`. Nothing secret, nothing personal."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.clock import DAY, HOUR, MINUTE, SECOND, Clock
from bot.installation import backup_state
from bot.installation.restore_guard import RestoreGuard
from bot.installation.setup_state import Step, is_oa_secret_lost, next_step
from bot.lib.supervisor import Supervisor
from bot.settings import Settings
from bot.store import DatabaseError, Store, inbox, key_values, outbox, recent_events, vitals
from bot.zalo.tokens import Level, TokenKeeper

CLOCK_BEAT = "clock_beat"
CLOCK_LATE_MS = 2 * MINUTE
"""The clock beats every quarter of a minute; this late it has stopped."""

WORKER_LATE_S = 30
"""Every worker goes round once a second; this late it hangs (a write waits ten seconds for the database at most)."""

EVENT_LATE_MS = 2 * MINUTE
"""An event is answered within seconds; one that waits this long is waiting for nobody."""

ANSWER_LATE_MS = 5 * MINUTE
"""An answer that Zalo has not taken after this long."""

SILENCE_MS = 3 * DAY
SILENCE_AFTER_SENDING_MS = HOUR
"""No event for so long: the webhook was switched off. Zalo reports each message it takes, so then it shows sooner."""

PROBE_MS = SECOND


class Reason(StrEnum):
    """The promises that may be broken; the officials' words for them are in bot.admin.home.health_texts."""

    DATABASE_UNREADABLE = "database_unreadable"
    DATABASE_UNWRITABLE = "database_unwritable"
    TOKEN_LOST = "token_lost"
    TOKEN_MISSING = "token_missing"
    OA_SECRET_LOST = "oa_secret_lost"
    CLOCK_STOPPED = "clock_stopped"
    WORKER_HANGS = "worker_hangs"
    EVENTS_LATE = "events_late"
    NO_WORKER = "no_worker"
    ANSWERS_LATE = "answers_late"
    RESTORED_COPY = "restored_copy"
    WEBHOOK_SILENT = "webhook_silent"
    BACKUP_OLD = "backup_old"
    BACKUP_NOT_COPIED = "backup_not_copied"


_BACKUP_REASONS = {"is_old": Reason.BACKUP_OLD, "is_not_copied": Reason.BACKUP_NOT_COPIED}


class WriteProbe:
    """Whether the database can be written; asked once a second at most, however often somebody wants to know."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._asked_at: float | None = None
        self._error: str | None = None

    def error(self, now_ms: int) -> str | None:
        """The kind of error the last write ended in, None when it went well."""
        with self._guard:
            if self._asked_at is None or time.monotonic() - self._asked_at >= PROBE_MS / 1000:
                self._error = self._try_write(now_ms)
                self._asked_at = time.monotonic()
            return self._error

    def _try_write(self, now_ms: int) -> str | None:
        try:
            vitals.write_something(self._path, now_ms)
        except DatabaseError as error:
            return getattr(error, "sqlite_errorname", None) or type(error).__name__
        return None


@dataclass(slots=True)
class Health:
    """Answers the question how things stand. `is_live` is False in the demo, which needs no Zalo."""

    settings: Settings
    store: Store
    keeper: TokenKeeper
    clock: Clock
    supervisor: Supervisor
    lineage: RestoreGuard
    is_live: bool
    started_at: int = field(init=False)
    _probe: WriteProbe = field(init=False)

    def __post_init__(self) -> None:
        self.started_at = self.clock()
        self._probe = WriteProbe(self.store.path)

    def beat(self) -> int:
        """The clock is alive; called by the clock itself. Returns ms since the beat before (0 for the first)."""
        silent_ms = self.since_beat_ms()
        key_values.put(self.store, CLOCK_BEAT, str(self.clock()))
        return silent_ms

    def since_beat_ms(self) -> int:
        """How long (ms) the clock has not beaten; 0 when it never did."""
        beat = key_values.get(self.store, CLOCK_BEAT)
        return 0 if beat is None else self.clock() - int(beat)

    def report(self) -> tuple[bool, dict[str, Any]]:
        """(whether all is well, the facts by part; `reasons` names each promise that is broken)."""
        facts: dict[str, Any] = {"database": {"status": "ok"}, "workers": self._worker_facts()}
        try:
            facts |= self._read_facts()
            reasons = list(self._find_reasons(facts))
        except DatabaseError as error:
            facts["database"] = {"status": "failing", "error": type(error).__name__}
            reasons = [Reason.DATABASE_UNREADABLE]
        if (problem := self._probe.error(self.clock())) is not None:
            facts["database"] = {"status": "failing", "error": problem}
            reasons.append(Reason.DATABASE_UNWRITABLE)
        well = not reasons
        return well, {"status": "ok" if well else "failing", "reasons": [reason.value for reason in reasons]} | facts

    def broken_promises(self) -> frozenset[Reason]:
        """The promises that are broken now, without trying to write."""
        return frozenset(self._find_reasons({"workers": self._worker_facts()} | self._read_facts()))

    def next_step(self) -> Step | None:
        """What is still to do before residents can write, None when nothing is."""
        return next_step(self.settings, self.keeper, self.store)

    def is_secret_lost(self) -> bool:
        """Whether ZALO_OA_SECRET is missing though events were accepted before."""
        return is_oa_secret_lost(self.settings, self.store)

    def newest_event(self) -> int | None:
        """When the newest event of Zalo came in (ms); None when none ever did."""
        return recent_events.newest_event(self.store)

    def _worker_facts(self) -> dict[str, Any]:
        return {name: {"age_s": round(age, 1)} for name, age in sorted(self.supervisor.ages().items())}

    def _webhook_facts(self) -> dict[str, Any]:
        step = self.next_step()
        status = "setting_up" if self.settings.is_setting_up else "ok"
        if self.is_secret_lost():
            status = "oa_secret_lost"
        return {"status": status, "next_step": step and step.value}

    def _backup_facts(self) -> dict[str, Any]:
        return {
            "age_s": self._age_s(backup_state.last_good(self.store)),
            "is_old": backup_state.is_old(self.store, self.clock()),
            "is_not_copied": backup_state.is_not_copied(self.store),
        }

    def _read_facts(self) -> dict[str, Any]:
        token = self.keeper.state()
        return {
            "token": {"status": token.level.value, "reason": token.reason, "usable_until_ms": token.usable_until_ms},
            "clock": {"status": self._clock_state()},
            "webhook": self._webhook_facts(),
            "backup": self._backup_facts(),
            "queues": {
                "inbox": inbox.count_by_state(self.store)
                | {
                    "oldest_s": self._age_s(inbox.oldest_waiting(self.store)),
                    "newest_s": self._age_s(self.newest_event()),
                },
                "outbox": outbox.count_by_state(self.store)
                | {"oldest_answer_s": self._age_s(vitals.oldest_answer(self.store))},
            },
        }

    def _age_s(self, since: int | None) -> int | None:
        return None if since is None else max(0, self.clock() - since) // SECOND

    def _find_reasons(self, facts: dict[str, Any]) -> Iterator[Reason]:
        level, box = facts["token"]["status"], facts["queues"]["inbox"]
        if level == Level.LOST:
            yield Reason.TOKEN_LOST
        if level == Level.NONE and self.is_live:
            yield Reason.TOKEN_MISSING
        if facts["webhook"]["status"] == "oa_secret_lost":
            yield Reason.OA_SECRET_LOST
        if facts["clock"]["status"] == "stopped":
            yield Reason.CLOCK_STOPPED
        if any(one["age_s"] > WORKER_LATE_S for one in facts["workers"].values()):
            yield Reason.WORKER_HANGS
        if (box["oldest_s"] or 0) * SECOND >= EVENT_LATE_MS:
            yield Reason.EVENTS_LATE if "turns" in facts["workers"] else Reason.NO_WORKER
        if (facts["queues"]["outbox"]["oldest_answer_s"] or 0) * SECOND >= ANSWER_LATE_MS:
            yield Reason.ANSWERS_LATE
        if self.is_live and self.lineage.is_restored():
            yield Reason.RESTORED_COPY
        if self.is_live and self._is_silent(box["newest_s"]):
            yield Reason.WEBHOOK_SILENT
        yield from (reason for key, reason in _BACKUP_REASONS.items() if facts["backup"][key])

    def _is_silent(self, newest_s: int | None) -> bool:
        """Whether Zalo no longer calls the webhook, though it did before."""
        if newest_s is None or newest_s * SECOND < SILENCE_AFTER_SENDING_MS:
            return False
        newest = self.clock() - newest_s * SECOND
        return newest_s * SECOND >= SILENCE_MS or vitals.has_sent_since(self.store, newest + MINUTE)

    def _clock_state(self) -> str:
        """Ahead of now counts as well: then the machine's time was set back, and a clock that runs beats anew."""
        beat = key_values.get(self.store, CLOCK_BEAT)
        now = self.clock()
        return "ok" if any(abs(now - at) <= CLOCK_LATE_MS for at in (int(beat or 0), self.started_at)) else "stopped"
