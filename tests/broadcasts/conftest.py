"""What the tests of broadcasts share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.broadcasts import BroadcastFixture


@pytest.fixture
def environment() -> dict[str, str]:
    """Settings of one test; a module overrides it."""
    return {}


@pytest.fixture
def broadcast_ward(tmp_path: Path, environment: dict[str, str]) -> Iterator[BroadcastFixture]:
    found = BroadcastFixture(tmp_path, **environment)
    yield found
    found.close()


@pytest.fixture
def shell(broadcast_ward: BroadcastFixture) -> Any:
    """Runs `flask broadcast …`; gives back the exit code and the JSON lines, or the error."""
    runner = broadcast_ward.ward_app.app.test_cli_runner()

    def run(*words: str) -> Any:
        done = runner.invoke(args=["broadcast", *words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        return done.exit_code, lines, done.output

    return run
