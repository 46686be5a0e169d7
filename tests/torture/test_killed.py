"""Histories in which a real process is killed in the middle of its work, at least once each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.killed import KilledHistories, KillStage

SHARDS = 2
HISTORIES = 21


@pytest.fixture
def stage() -> Iterator[KillStage]:
    stage = KillStage()
    yield stage
    stage.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_killed_at_any_moment_each_follower_gets_it_once(shard: int, stage: KillStage) -> None:
    KilledHistories.stage = stage
    rough = settings(
        max_examples=HISTORIES,
        stateful_step_count=20,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(20261124 + shard)(KilledHistories), settings=rough)
    assert stage.kills >= HISTORIES
