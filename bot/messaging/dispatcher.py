"""Collects the messages a person sends in a burst, then runs one turn for them; people in parallel, each in order.

Bursts are timed by a steady clock, because the machine's time may be changed at any moment.
"""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.clock import SECOND, Clock, steady_clock
from bot.event import BACKGROUND_EVENTS, Event, Kind
from bot.lib.supervisor import Supervisor, Worker, start_threads
from bot.messaging.button_presses import command_of
from bot.messaging.event_cache import EventCache
from bot.store import DatabaseError, Store, inbox

log = logging.getLogger(__name__)

QUIET_MS = (700, 900, 1500)
"""How long a person must be quiet after the 1st, 2nd, 3rd and later message of a burst before the pass begins."""

BURST_MS = 6 * SECOND
"""How far back messages count as one burst, and the longest anyone is made to wait."""

RECEIPTS_REST_S = 0.1
"""Seconds between two batches of receipts."""

LOOK_AGAIN_MS = SECOND
"""How often the table is asked for events that nobody announced (after a start, or from another process)."""

SLOWEST = 3
"""While turns break off (full disk) the table is asked less often: LOOK_AGAIN_MS is doubled at most so many times."""


@dataclass(slots=True)
class _Burst:
    """Waiting events of one person; times in ms of the steady clock. `hurry`: do not wait for further messages.

    `running`: the turn is under way; `again`: events came in meanwhile, and another turn follows.
    """

    first: int
    last: int
    count: int = 1
    hurry: bool = False
    running: bool = False
    again: bool = False

    def due_at(self, quiet_ms: tuple[int, ...]) -> int:
        """When the turn may begin (ms of the steady clock)."""
        if self.hurry:
            return self.first
        wait = quiet_ms[min(self.count, len(quiet_ms)) - 1]
        return min(self.last + wait, self.first + BURST_MS)


class Dispatcher:
    """Runs `take_turn(person_id)` on a pool of threads, never twice at once for one person."""

    def __init__(
        self,
        store: Store,
        take_turn: Callable[[str], int],
        take_background: Callable[[], int],
        received: EventCache,
        *,
        supervisor: Supervisor,
        owner: str,
        clock: Clock,
        threads: int = 4,
        quiet_ms: tuple[int, ...] = QUIET_MS,
    ) -> None:
        """`owner` is the name under which `take_turn` claims events, `clock` the one that stamps them."""
        self._store, self._take_turn, self._take_background = store, take_turn, take_background
        self._received = received
        self._supervisor, self._owner, self._threads = supervisor, owner, threads
        self._clock, self._quiet_ms = clock, quiet_ms
        self._bursts: dict[str, _Burst] = {}
        self._due: list[tuple[int, str]] = []
        self._has_background = False
        self._wake = threading.Condition()
        self._stopping = False
        self._looked_at = -LOOK_AGAIN_MS
        self._broken_in_a_row = 0
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="turn")
        self._workers: list[Worker] = []

    def start(self) -> None:
        """Start the workers; events that wait in the table are handled too."""
        start_threads(self._pool, self._threads)
        self._workers = [
            self._supervisor.start("turns", self._run_turns),
            self._supervisor.start("receipts", self._run_background),
        ]

    def notice(self, event: Event) -> None:
        """Keep a recorded event for the worker that claims it, and plan the turn. Does nothing while not running."""
        if not self._workers or self._stopping:
            return
        self._received.put(event)
        hurry = event.kind is not Kind.TEXT or self._is_press(event)
        with self._wake:
            if event.person_id is None or event.kind in BACKGROUND_EVENTS:
                if self._has_background:
                    return  # a pass is announced already; a broadcast brings hundreds of receipts a second
                self._has_background = True
            else:
                now = steady_clock()
                self._add_burst(event.person_id, now, now, 1, hurry)
            self._wake.notify_all()

    def _is_press(self, event: Event) -> bool:
        """Whether a button was pressed; False when the database refuses, so that the burst waits as for typed words."""
        if event.person_id is None:
            return False
        try:
            return command_of(self._store, event.person_id, event.text) is not None
        except DatabaseError:
            return False

    def close(self) -> bool:
        """Finish the turns under way; events of other turns stay in the table for the next start."""
        with self._wake:
            self._stopping = True
            for worker in self._workers:
                worker.stop()
            self._wake.notify_all()
        for worker in self._workers:
            worker.join(5)
        self._pool.shutdown(wait=True, cancel_futures=True)
        return True

    def _add_burst(self, person_id: str, first: int, last: int, count: int, hurry: bool) -> None:
        burst = self._bursts.get(person_id)
        if burst is None:
            burst = self._bursts[person_id] = _Burst(first, last, count, hurry)
        else:
            burst.count, burst.last = burst.count + count, max(burst.last, last)
            burst.hurry, burst.again = burst.hurry or hurry, burst.running
        if not burst.running:
            heapq.heappush(self._due, (burst.due_at(self._quiet_ms), person_id))

    def _run_turns(self, worker: Worker) -> None:
        while not self._stopping:
            worker.beat()
            if steady_clock() - self._looked_at >= LOOK_AGAIN_MS << min(self._broken_in_a_row, SLOWEST):
                self._look_again()
            with self._wake:
                ready = self._pop_ready()
                if not ready and not self._stopping:
                    self._wake.wait(self._seconds_to_wait())
            for person_id in ready:
                self._pool.submit(self._run_pass, person_id)

    def _seconds_to_wait(self) -> float:
        """Seconds until the next pass is due, or until the table is looked at again."""
        wait = self._due[0][0] - steady_clock() if self._due else LOOK_AGAIN_MS
        return max(0.001, min(wait, LOOK_AGAIN_MS) / 1000)

    def _pop_ready(self) -> list[str]:
        ready = []
        now = steady_clock()
        while self._due and self._due[0][0] <= now:
            _, person_id = heapq.heappop(self._due)
            burst = self._bursts.get(person_id)
            if burst is None or burst.running:
                continue
            if burst.due_at(self._quiet_ms) > now:
                heapq.heappush(self._due, (burst.due_at(self._quiet_ms), person_id))
                continue
            burst.running = True
            ready.append(person_id)
        return ready

    def _run_pass(self, person_id: str) -> None:
        try:
            self._take_turn(person_id)
            self._broken_in_a_row = 0
        except Exception:
            # The disk refused; the events are in the table and are found again.
            log.exception("turns: a pass broke off")
            self._broken_in_a_row += 1
        with self._wake:
            burst = self._bursts.pop(person_id, None)
            if burst is not None and burst.again:
                self._add_burst(person_id, burst.last, burst.last, min(burst.count, len(self._quiet_ms)), burst.hurry)
            self._wake.notify_all()

    def _look_again(self) -> None:
        """Plan turns for events that were not announced here, or that a turn which broke off could not put back."""
        self._looked_at = steady_clock()
        ahead = steady_clock() - self._clock()
        for person in inbox.waiting_people(self._store, self._owner):
            with self._wake:
                if person.person_id not in self._bursts:
                    first, last = (min(at + ahead, self._looked_at) for at in (person.first_at, person.last_at))
                    self._add_burst(person.person_id, first, last, person.events, hurry=False)

    def _run_background(self, worker: Worker) -> None:
        """Handle receipts in batches, one commit for many: nobody waits for them."""
        while not self._stopping:
            worker.beat()
            with self._wake:
                self._wake.wait_for(lambda: self._has_background or self._stopping, LOOK_AGAIN_MS / 1000)
                self._has_background = False
            while not self._stopping and self._take_background():
                worker.beat()
                time.sleep(RECEIPTS_REST_S)
