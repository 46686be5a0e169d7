"""How the installation stands: for /healthz, the officials' page and `flask zalo check`. Nothing secret, nothing personal."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from bot.clock import MINUTE, Clock
from bot.store import Store, inbox, notes, outbox
from bot.zalo.tokens import Level, TokenKeeper

CLOCK_BEAT = "clock_beat"
CLOCK_LATE_MS = 2 * MINUTE
"""The clock beats every quarter of a minute; this late it has stopped."""


@dataclass(slots=True)
class Health:
    """Answers the question how things stand."""

    store: Store
    keeper: TokenKeeper
    clock: Clock
    started_at: int

    def beat(self) -> None:
        """The clock is alive; called by the clock itself."""
        notes.put(self.store, CLOCK_BEAT, str(self.clock()))

    def report(self) -> tuple[bool, dict[str, Any]]:
        """(whether all is well, the facts by part: database, token, clock, queues)."""
        try:
            queues = self._queues()
            token = self.keeper.state()
            clock = self._clock_state()
        except sqlite3.Error as error:
            return False, {"status": "failing", "database": {"status": "failing", "error": type(error).__name__}}
        well = token.level is not Level.LOST and clock != "stopped"
        return well, {
            "status": "ok" if well else "failing",
            "database": {"status": "ok"},
            "token": {"status": token.level.value, "reason": token.reason, "usable_until_ms": token.usable_until_ms},
            "clock": {"status": clock},
            "queues": queues,
        }

    def _queues(self) -> dict[str, Any]:
        oldest = inbox.oldest_waiting(self.store)
        age = None if oldest is None else max(0, self.clock() - oldest) // 1000
        return {"inbox": inbox.counts(self.store) | {"oldest_s": age}, "outbox": outbox.counts(self.store)}

    def _clock_state(self) -> str:
        beat = notes.get(self.store, CLOCK_BEAT)
        last = max(int(beat) if beat else 0, self.started_at)
        return "stopped" if self.clock() - last > CLOCK_LATE_MS else "ok"
