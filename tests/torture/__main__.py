"""`make torture MINUTES=10`: histories with SIGKILL of a real process for as long as asked, each round with a seed of its own."""

from __future__ import annotations

import logging
import os
import sys
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.killed import KilledHistories, Stage

AT_ONCE = 20


def main(minutes: float, first_seed: int) -> None:
    """Play until the time is over; a history that breaks a promise ends the program with its seed and its steps."""
    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # it complains of every answer that is cut off on purpose
    stage = KilledHistories.stage = Stage()
    rough = settings(
        max_examples=AT_ONCE, stateful_step_count=25, deadline=None, database=None, phases=(Phase.generate,),
        print_blob=True, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
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
    main(float(os.environ.get("TORTURE_MINUTES") or 10), int(os.environ.get("TORTURE_SEED") or time.time()))
