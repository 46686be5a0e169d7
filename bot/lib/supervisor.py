"""Keeps the threads of this process running: an exception that ends one is logged, and the thread starts again.

When a worker keeps failing, the process ends with a status other than zero, and systemd starts a new one
(Restart=always). Every step of the product survives a killed process.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)

PAUSES_S = (0.1, 0.3, 1.0, 2.0, 5.0)
"""Pauses before the 1st, 2nd ... restart; the last one for all that follow."""

WELL_S = 60.0
"""A worker that ran this long since its last failure restarts with the shortest pause."""

WINDOW_S = 300.0
MOST_FAILURES = 40
"""So many failures within the window end the process: about three minutes of failures only."""

EXIT_STATUS = 70
"""Exit status of the process in that case (EX_SOFTWARE of sysexits.h)."""


def end_process(name: str) -> None:
    """End at once with EXIT_STATUS, without waiting for other threads: they may hang."""
    log.critical("%s cannot be kept at work; the process ends and has to be started again", name)
    logging.shutdown()
    os._exit(EXIT_STATUS)


class Worker:
    """One loop in a thread of its own. It calls `beat` as each round begins and returns once `is_stopping` is true."""

    def __init__(self, name: str, run: Callable[[Worker], None], give_up: Callable[[str], None]) -> None:
        self.name = name
        self._run, self._give_up = run, give_up
        self._stop = threading.Event()
        self._beat_at = time.monotonic()
        self._failures: deque[float] = deque(maxlen=MOST_FAILURES)
        self._in_a_row = 0
        self._has_failed = False
        self._thread = threading.Thread(target=self._run_until_stopped, name=name, daemon=True)

    @property
    def is_stopping(self) -> bool:
        """Whether the loop is asked to end."""
        return self._stop.is_set()

    @property
    def failed_at(self) -> float | None:
        """When the loop last broke off, by the steady clock; None when it never did."""
        return self._failures[-1] if self._failures else None

    @property
    def age_s(self) -> float:
        """Seconds since a round of the loop last ended well."""
        return time.monotonic() - self._beat_at

    def beat(self) -> None:
        """Note that a round of the loop begins. The first beat after a failure does not count."""
        if self._has_failed:
            self._has_failed = False
        else:
            self._beat_at = time.monotonic()

    def start(self) -> None:
        """Start the thread that runs the loop."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the loop to end; the caller also wakes it."""
        self._stop.set()

    def join(self, timeout_s: float) -> bool:
        """Wait for the loop to end; False when it did not end in time."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run_until_stopped(self) -> None:
        try:
            while not self.is_stopping:
                self._run_once()
        finally:
            if not self.is_stopping:
                self._give_up(self.name)

    def _run_once(self) -> None:
        try:
            self._run(self)
            if not self.is_stopping:
                raise RuntimeError("the loop ended unasked")
        except BaseException:
            pause = self._note_failure()
            log.exception("%s broke off and starts again in %.1f s", self.name, pause)
            self._stop.wait(pause)

    def _note_failure(self) -> float:
        """Count it; returns the rest before the next start in seconds. Gives up when there were too many."""
        now = time.monotonic()
        self._has_failed = True
        is_first = not self._failures or now - self._failures[-1] > WELL_S
        self._in_a_row = 0 if is_first else self._in_a_row + 1
        self._failures.append(now)
        if len(self._failures) == MOST_FAILURES and now - self._failures[0] < WINDOW_S:
            log.exception("%s failed %d times in %.0f s", self.name, MOST_FAILURES, now - self._failures[0])
            self._give_up(self.name)
        return PAUSES_S[min(self._in_a_row, len(PAUSES_S) - 1)]


class Supervisor:
    """Starts the workers of this process and knows them by name."""

    def __init__(self, give_up: Callable[[str], None] = end_process) -> None:
        """`give_up` is called with the name of a worker that keeps failing."""
        self._give_up = give_up
        self._workers: dict[str, Worker] = {}
        self._guard = threading.Lock()

    def start(self, name: str, run: Callable[[Worker], None]) -> Worker:
        """Run a loop under `name` until it is stopped."""
        worker = Worker(name, run, self._give_up)
        with self._guard:
            self._workers[name] = worker
        worker.start()
        return worker

    def since_failure_s(self) -> float | None:
        """Seconds since a worker last broke off and began again; None when none ever did."""
        with self._guard:
            failed_at = [worker.failed_at for worker in self._workers.values() if worker.failed_at is not None]
        return time.monotonic() - max(failed_at) if failed_at else None

    def ages(self) -> dict[str, float]:
        """Seconds since the last round of each worker that is not being stopped."""
        with self._guard:
            return {name: worker.age_s for name, worker in self._workers.items() if not worker.is_stopping}


def start_threads(pool: ThreadPoolExecutor, threads: int) -> None:
    """Start all threads of a pool now: later `submit` starts none, so that it cannot fail for want of one.

    (A failed thread start leaves the work in the pool's queue: the caller could not tell whether it is done.)
    """
    together = threading.Barrier(threads + 1)
    try:
        for _ in range(threads):
            pool.submit(together.wait)
    except RuntimeError:
        together.abort()
        raise
    together.wait()
