"""Hundreds of histories of broadcasts: whatever happens in whatever order, what officials trust in holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.machine import Histories

SHARDS = 4
HISTORIES = 60


@pytest.mark.timeout(600)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_each_follower_once_nothing_lost_nothing_unapproved(shard: int) -> None:
    """The shards run beside each other; each always plays the same histories."""
    quick = settings(
        max_examples=HISTORIES,
        stateful_step_count=40,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(20261124 + shard)(Histories), settings=quick)
