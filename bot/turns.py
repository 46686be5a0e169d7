"""Whose turn it is: collects what a person sends in a burst, then runs one pass; people in parallel, each in order."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.clock import SECOND, Clock
from bot.event import NOBODYS_TURN, Event, Kind
from bot.store import Store
from bot.store import inbox as events
from bot.turn import command_in

log = logging.getLogger(__name__)

QUIET_MS = (700, 900, 1500)
"""How long a person must be quiet after the 1st, 2nd, 3rd and later message of a burst before the pass begins."""

BURST_MS = 6 * SECOND
"""How far back messages count as one burst, and the longest anyone is made to wait."""

RECEIPTS_REST_S = 0.1
"""Between two batches of receipts."""

LOOK_AGAIN_MS = SECOND
"""How often the table is asked for events that nobody announced (after a start, or from another process)."""


@dataclass(slots=True)
class _Burst:
    """What is known of a person with waiting events: times in ms; `hurry` when a button was pressed."""

    first: int
    last: int
    count: int = 1
    hurry: bool = False
    running: bool = False
    again: bool = False

    def due(self, quiet_ms: tuple[int, ...]) -> int:
        """When the pass may begin."""
        if self.hurry:
            return self.first
        wait = quiet_ms[min(self.count, len(quiet_ms)) - 1]
        return min(self.last + wait, self.first + BURST_MS)


class Turns:
    """Runs `take_turn(person_id)` on a pool of threads, never twice at once for one person."""

    def __init__(
        self, store: Store, take_turn: Callable[[str], int], take_unowned: Callable[[], int], *,
        clock: Clock, threads: int = 4, quiet_ms: tuple[int, ...] = QUIET_MS,
    ) -> None:  # fmt: skip
        self._store, self._take_turn, self._take_unowned = store, take_turn, take_unowned
        self._clock, self._quiet_ms = clock, quiet_ms
        self._bursts: dict[str, _Burst] = {}
        self._due: list[tuple[int, str]] = []
        self._unowned = False
        self._wake = threading.Condition()
        self._stopping = False
        self._looked_at = 0
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="turn")
        self._thread = threading.Thread(target=self._run, name="turns", daemon=True)
        self._receipts = threading.Thread(target=self._run_unowned, name="receipts", daemon=True)

    def start(self) -> None:
        """Begin, with whatever the table holds from before."""
        self._thread.start()
        self._receipts.start()

    def notice(self, event: Event) -> None:
        """An event of a person was recorded."""
        with self._wake:
            if event.person_id is None or event.kind in NOBODYS_TURN:
                if self._unowned:
                    return  # told already; a broadcast brings hundreds of receipts a second
                self._unowned = True
            else:
                hurry = event.kind is not Kind.TEXT or command_in(event.text) is not None
                self._add(event.person_id, self._clock(), self._clock(), 1, hurry)
            self._wake.notify_all()

    def close(self) -> bool:
        """Finish the turns under way (they call nobody); what has not begun stays in the table for the next start."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        self._thread.join(timeout=5)
        self._receipts.join(timeout=5)
        self._pool.shutdown(wait=True, cancel_futures=True)
        return True

    def _add(self, person_id: str, first: int, last: int, count: int, hurry: bool) -> None:
        burst = self._bursts.get(person_id)
        if burst is None:
            burst = self._bursts[person_id] = _Burst(first, last, count, hurry)
        else:
            burst.count, burst.last = burst.count + count, max(burst.last, last)
            burst.hurry, burst.again = burst.hurry or hurry, burst.running
        if not burst.running:
            heapq.heappush(self._due, (burst.due(self._quiet_ms), person_id))

    def _run(self) -> None:
        while not self._stopping:
            if self._clock() - self._looked_at >= LOOK_AGAIN_MS:
                self._look_again()
            with self._wake:
                ready = self._pop_ready()
                if not ready and not self._stopping:
                    self._wake.wait(self._patience())
            for person_id in ready:
                self._pool.submit(self._pass, person_id)

    def _patience(self) -> float:
        """Seconds until the next pass is due, or until the table is looked at again."""
        wait = self._due[0][0] - self._clock() if self._due else LOOK_AGAIN_MS
        return max(0.001, min(wait, LOOK_AGAIN_MS) / 1000)

    def _pop_ready(self) -> list[str]:
        ready = []
        now = self._clock()
        while self._due and self._due[0][0] <= now:
            _, person_id = heapq.heappop(self._due)
            burst = self._bursts.get(person_id)
            if burst is None or burst.running:
                continue
            if burst.due(self._quiet_ms) > now:
                heapq.heappush(self._due, (burst.due(self._quiet_ms), person_id))
                continue
            burst.running = True
            ready.append(person_id)
        return ready

    def _pass(self, person_id: str) -> None:
        try:
            self._take_turn(person_id)
        except Exception:
            # The disk refused; the events wait in the table and are found again.
            log.exception("turns: a pass broke off")
        with self._wake:
            burst = self._bursts.pop(person_id, None)
            if burst is not None and burst.again:
                self._add(person_id, burst.last, burst.last, min(burst.count, len(self._quiet_ms)), burst.hurry)
            self._wake.notify_all()

    def _look_again(self) -> None:
        """Find people whose events nobody announced here."""
        self._looked_at = self._clock()
        for row in events.waiting_people(self._store):
            with self._wake:
                if row["person_id"] not in self._bursts:
                    self._add(row["person_id"], row["first"], row["last"], row["count"], hurry=False)

    def _run_unowned(self) -> None:
        """Nobody waits for a receipt, so they are let pile up a little: one commit for many."""
        while not self._stopping:
            with self._wake:
                self._wake.wait_for(lambda: self._unowned or self._stopping, LOOK_AGAIN_MS / 1000)
                self._unowned = False
            try:
                while not self._stopping and self._take_unowned():
                    time.sleep(RECEIPTS_REST_S)
            except Exception:
                log.exception("turns: receipts could not be read")
