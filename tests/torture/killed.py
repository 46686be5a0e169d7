"""The same histories with a real process that is killed: threads, locks and half-finished transactions are the kernel's own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.support.app import CONTENT
from tests.support.processes import ServedZalo
from tests.torture.child_processes import Nursery, SharedClock
from tests.torture.ledger import check_phones, check_tables
from tests.torture.machine import Histories
from tests.torture.officials import template
from tests.torture.system import START_MS, Killed, TortureWard, abandon, nothing_here

ROUND_S = 0.004
PATIENCE_S = 3.0


class KillStage:
    """What many histories share: the nursery, and a socket behind which each history puts its own Zalo."""

    def __init__(self) -> None:
        self.nursery = Nursery(CONTENT)
        self.door: Callable[..., Iterable[bytes]] = nothing_here
        self._served = ServedZalo(self._answer)  # type: ignore[arg-type]
        self.url = self._served.url
        self.kills = 0

    def _answer(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        return self.door(environ, start_response)

    def close(self) -> None:
        self.nursery.close()
        self._served.close()


class KilledWard(TortureWard):
    """`runtime` is what the officials use, as the shell does; turns, sender and clock are in a process of their own."""

    def __init__(self, folder: Path, stage: KillStage) -> None:
        self._stage = stage
        self._process: int | None = None
        super().__init__(folder, template())
        stage.door = self.door
        self.zalo.faults.slow_ms = 5
        self._begin()

    def _make_clock(self) -> SharedClock:  # type: ignore[override]
        clock = SharedClock(self.folder)
        clock.now_ms = START_MS
        return clock

    def _start(self) -> Any:
        return self._build()

    def _begin(self) -> None:
        self._process = self._stage.nursery.start(self.folder, self._stage.url)

    @property
    def is_alive(self) -> bool:
        """Whether the process runs now."""
        return self._process is not None

    def work(self, rounds: int) -> None:
        if not self.is_alive:
            self._begin()
        time.sleep(rounds * ROUND_S)

    def claim(self) -> None:
        self.work(1)

    def work_off(self) -> None:
        self.work(2)
        self._until(lambda: not self._has_work())

    def _has_work(self) -> bool:
        row = self.runtime.store.row(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'sending' OR state = 'queued' AND not_before <= :now)"
            " OR EXISTS (SELECT 1 FROM broadcasts WHERE state = 'sending' AND coalesce(held_until, 0) <= :now) AS busy",
            {"now": self.clock()},
        )
        return bool(row and row["busy"])

    @staticmethod
    def _until(is_true: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_true() and time.monotonic() < end:
            time.sleep(0.005)

    def at_next_call(self, moment: str, happen: Callable[[], None]) -> None:
        """Calls are on their way all the time: it happens now, in the middle of whatever the process does."""
        try:
            happen()
        except Killed:
            self.restart()

    def read_mail(self) -> None:
        self.zalo.wait_idle()
        self.record_mail()
        if self.is_alive:
            self._until(
                lambda: not self.runtime.store.row("SELECT 1 FROM inbox WHERE state IN ('new', 'working') LIMIT 1")
            )

    def restart(self) -> None:
        self.end_process()
        self._begin()

    def end_process(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._stage.nursery.kill(self._process)
            self._stage.kills += 1
            self._process = None

    def kill(self) -> None:
        self.end_process()
        for runtime in (self.runtime, *self._others):
            abandon(runtime)
        self._others.clear()

    def use_cap(self, cap: int) -> None:
        kills = self._stage.kills
        super().use_cap(cap)
        self._stage.kills = kills  # that one was not in the middle of anything
        self._begin()

    def put_back(self, copy: Path) -> None:
        super().put_back(copy)
        self._begin()


class KilledHistories(Histories):
    """Every one of them with SIGKILL."""

    stage: KillStage

    def make_world(self, folder: Path) -> KilledWard:
        return KilledWard(folder, self.stage)

    @rule(after_ms=st.integers(0, 60), kind=st.sampled_from(("consultation", "consultation", "promotion")))
    def killed_while_it_sends(self, after_ms: int, kind: str) -> None:
        self.announce("now", kind)
        time.sleep(after_ms / 1000)
        self.world.restart()

    def may_call(self, under_way: int) -> int:
        return under_way

    def check_rows(self) -> None:
        """While the process runs, only what two looks at the tables allow; the rest when it is gone."""
        check_phones(self.phones, self.world.runtime, self.approved, self.names, self.forgotten)
        if not self.world.is_alive:  # type: ignore[attr-defined]
            check_tables(self.world.runtime)

    def settle(self) -> None:
        self.announce("now", "consultation")
        time.sleep(random.uniform(0, 0.08))
        self.world.end_process()  # type: ignore[attr-defined]
        self.holds()
        super().settle()
