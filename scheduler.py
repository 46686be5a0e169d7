"""The clock: one visible table of periodic jobs, each one call into bot/. Also runs alone, with the sender: `python scheduler.py`.

The clock only asks "what is due?"; the truth is in tables, so a job that runs late or twice does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler

from bot import golive, upkeep
from bot.runtime import Runtime

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every `seconds`."""

    name: str
    seconds: int
    run: Callable[[Runtime], object]


JOBS = (
    Job("beat", 15, lambda runtime: runtime.health.beat()),
    Job("recover", 5, lambda runtime: runtime.recover()),
    Job("content", 5, lambda runtime: runtime.brain.refresh()),
    Job("wording", 15, lambda runtime: runtime.wording.prepare(runtime.officials.is_anyone_in())),
    Job("broadcasts", 1, lambda runtime: runtime.broadcasting.courier.tick()),
    Job("lineage", 60, lambda runtime: runtime.lineage.mark()),
    Job("token", 3600, lambda runtime: runtime.keeper.renew_if_due()),
    Job("unknown", 60, upkeep.settle_unknown),
    Job("people", 2, upkeep.sync_people),
    Job("articles", 1800, upkeep.sync_articles),
    Job("publish", 2, lambda runtime: runtime.publishing.advance()),
    Job("ask_zalo", 6 * 3600, golive.ask_zalo),
    Job("retention", 6 * 3600, upkeep.forget_old),
)


def start_clock(runtime: Runtime) -> BackgroundScheduler:
    """Run every job now and then again and again, in the background."""
    clock = BackgroundScheduler(timezone=runtime.settings.timezone)
    for job in JOBS:
        clock.add_job(
            _safely, "interval", seconds=job.seconds, args=[job, runtime], id=job.name,
            next_run_time=runtime.now(), max_instances=1, coalesce=True, misfire_grace_time=None,
        )  # fmt: skip
    clock.start()
    return clock


def _safely(job: Job, runtime: Runtime) -> None:
    """A job that fails is named in the log and tried again at its next time."""
    try:
        job.run(runtime)
    except Exception:
        log.exception("clock: job %s failed", job.name)


def main() -> None:
    """The clock and the sender alone, for a split installation."""
    from app import load_runtime
    from bot.serve import leave, stop_clock
    from bot.stopping import StopSignal

    runtime = load_runtime()
    stop = StopSignal()
    runtime.start_sender()
    clock = start_clock(runtime)
    stop.wait()
    leave(stop_clock(clock)(), runtime)


if __name__ == "__main__":
    main()
