"""The clock: a table of periodic jobs, each one call into bot/. `python scheduler.py` runs it alone, with the sender.

Jobs look up in the database what is due, so a job that runs late or twice does no harm. They also run when the
machine's time is set back or ahead.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.base import BaseScheduler

from bot.lib.supervisor import Supervisor, Worker
from bot.operations import alerting, daily_backup, golive, jobs, notice_matters, unknown_messages
from bot.runtime import Runtime

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A job that runs every `seconds`."""

    name: str
    seconds: int
    run: Callable[[Runtime], object]


JOBS = (
    Job("beat", 15, jobs.beat),
    Job("recover", 5, lambda runtime: runtime.recover()),
    Job("content", 5, lambda runtime: runtime.live_content.refresh()),
    Job("content_editing", 15, lambda runtime: runtime.content_editing.prepare(runtime.officials.is_anyone_in())),
    Job("broadcasts", 1, lambda runtime: runtime.broadcasts.feeder.tick()),
    Job("restore_guard", 60, lambda runtime: runtime.restore_guard.mark()),
    Job("token", 3600, lambda runtime: runtime.tokens.renew_if_due()),
    Job("compare", 2, jobs.compare_broadcasts),
    Job("unknown", 60, unknown_messages.settle_unknown),
    Job("people", 2, jobs.sync_people),
    Job("media", 2, lambda runtime: runtime.media.advance()),
    Job("talk_words", 2, lambda runtime: runtime.helpdesk.search.advance()),
    Job("articles", 1800, jobs.sync_articles),
    Job("publish", 2, lambda runtime: runtime.publishing.advance()),
    Job("ask_zalo", 6 * 3600, golive.ask_zalo),
    Job("alerts", 60, alerting.watch),
    Job("ping", 60, alerting.ping),
    Job("notices", 2, notice_matters.tell),
    Job("retention", 6 * 3600, jobs.forget_old),
    Job("backup", 60, daily_backup.run_if_due),
)


ROUND_S = 1.0
"""The clock looks at its table this often at least."""

SLACK_S = 10.0
"""A job further away from now than its interval and this long, ahead or behind: the machine's time was set."""


class Scheduler:
    """Runs every job now and then again and again, until `shutdown`."""

    def __init__(self, runtime: Runtime) -> None:
        self._jobs = _Jobs(timezone=runtime.settings.timezone)
        for job in JOBS:
            self._jobs.add_job(
                _run_job,
                "interval",
                seconds=job.seconds,
                args=[job, runtime],
                id=job.name,
                next_run_time=datetime.now(runtime.settings.timezone),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._jobs.start()
        self._worker: Worker | None = None

    def start(self, supervisor: Supervisor) -> None:
        """Start the thread that runs the jobs."""
        self._worker = supervisor.start("clock", self._run)

    def shutdown(self, wait: bool = True) -> None:
        """Begin no more jobs; with `wait` return only when those under way have ended."""
        if self._worker is not None:
            self._worker.stop()
            self._jobs.wakeup()
            self._worker.join(ROUND_S)
        self._jobs.shutdown(wait)

    def _run(self, worker: Worker) -> None:
        while not worker.is_stopping:
            worker.beat()
            self._jobs.run_due()


class _Jobs(BaseScheduler):  # type: ignore[misc]
    """APScheduler's table of jobs, driven round by round from outside.

    Its own drivers sleep until a time of day: set back by an hour, that sleep lasts an hour longer.
    """

    def __init__(self, **options: object) -> None:
        self._woken = threading.Event()
        super().__init__(**options)

    def run_due(self) -> None:
        """Begin the jobs that are due, then rest until the next one is, or for ROUND_S."""
        self._keep_near()
        wait = self._process_jobs()
        self._woken.wait(ROUND_S if wait is None else min(wait, ROUND_S))
        self._woken.clear()

    def _keep_near(self) -> None:
        """After a step of the machine's time every job is due now; ahead, APScheduler would count each missed run."""
        now = datetime.now(self.timezone)
        for job in self.get_jobs():
            away_s = abs((job.next_run_time - now).total_seconds())
            if away_s > job.trigger.interval.total_seconds() + SLACK_S:
                job.modify(next_run_time=now)

    def shutdown(self, wait: bool = True) -> None:
        """Begin no more jobs; with `wait` return when those under way have ended."""
        super().shutdown(wait)

    def wakeup(self) -> None:
        """Look at the table at once."""
        self._woken.set()


def start_clock(runtime: Runtime) -> Scheduler:
    """Run every job now and then again and again, in the background."""
    scheduler = Scheduler(runtime)
    scheduler.start(runtime.supervisor)
    return scheduler


def _run_job(job: Job, runtime: Runtime) -> None:
    """Run a job; one that fails is logged and runs again at its next time."""
    try:
        job.run(runtime)
    except Exception:
        log.exception("clock: job %s failed", job.name)


def main() -> None:
    """The clock and the sender alone, for a split installation."""
    from app import load_runtime
    from bot.lib.stop_signal import StopSignal
    from bot.server.server import demand_own_data, leave, stop_clock

    runtime = load_runtime()
    demand_own_data(runtime)
    stop = StopSignal()
    runtime.start_sender()
    clock = start_clock(runtime)
    stop.wait()
    leave(stop_clock(clock)(), runtime)


if __name__ == "__main__":
    main()
