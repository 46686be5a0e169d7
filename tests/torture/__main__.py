"""`make torture MINUTES=10`: troubles a real process must live through, then histories with SIGKILL for as long as asked.

The troubles end as a table; each round of histories has a seed of its own.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.killed import KilledHistories, KillStage
from tests.torture.troubles import FaultReport, FaultyInstallation, all_troubles

AT_ONCE = 20
COLUMNS = ("accepted", "lost", "doubled", "unknown", "buried", "served again after s")
SERVED_AGAIN_S = 30


def live_through(kills: int, full_s: float) -> bool:
    """Run every trouble on one process and print the table; whether nothing was lost and it served again in time."""
    is_well = True
    sys.stdout.write(f"| trouble | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 1)}\n")
    with tempfile.TemporaryDirectory() as folder:
        ward = FaultyInstallation(Path(folder))
        try:
            ward.open()
            for trouble in all_troubles(kills, connections=1100, full_s=full_s, unreadable_s=4, no_files_s=10):
                line = trouble(ward)
                is_well = is_well and _is_kept(line)
                sys.stdout.write(_row(line))
                sys.stdout.flush()
        finally:
            ward.close()
    return is_well


def _is_kept(line: FaultReport) -> bool:
    return not line.lost and not line.doubled and line.seconds <= SERVED_AGAIN_S


def _row(line: FaultReport) -> str:
    figures = (line.accepted, line.lost, line.doubled, line.unknown, line.buried, f"{line.seconds:.1f}")
    return "\n".join((f"| {line.name} | {' | '.join(map(str, figures))} |", *line.details)) + "\n"


def main(minutes: float, first_seed: int) -> None:
    """Play until the time is over; a history that breaks a promise ends the program with its seed and its steps."""
    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # it complains of every answer that is cut off on purpose
    stage = KilledHistories.stage = KillStage()
    rough = settings(
        max_examples=AT_ONCE,
        stateful_step_count=25,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    number, end = first_seed, time.monotonic() + minutes * 60
    try:
        while time.monotonic() < end:
            sys.stdout.write(f"seed {number} … ")
            sys.stdout.flush()
            run_state_machine_as_test(seed(number)(KilledHistories), settings=rough)
            sys.stdout.write(f"{AT_ONCE} histories held, {stage.kills} kills so far\n")
            sys.stdout.flush()
            number += 1
        sys.stdout.write(
            f"all {AT_ONCE * (number - first_seed)} histories held, {stage.kills} kills of a real process\n"
        )
    finally:
        stage.close()


if __name__ == "__main__":
    if not live_through(int(os.environ.get("TORTURE_KILLS") or 64), float(os.environ.get("TORTURE_FULL_S") or 40)):
        sys.exit("a promise was broken, see the table")
    main(float(os.environ.get("TORTURE_MINUTES") or 10), int(os.environ.get("TORTURE_SEED") or time.time()))
