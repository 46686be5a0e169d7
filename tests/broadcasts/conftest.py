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
    fixture = BroadcastFixture(tmp_path, **environment)
    yield fixture
    fixture.close()


@pytest.fixture
def shell(broadcast_ward: BroadcastFixture) -> Any:
    """Runs `flask broadcast …`; gives back the exit code and the JSON lines, or the error."""
    runner = broadcast_ward.ward_app.app.test_cli_runner()

    def run(*words: str) -> Any:
        result = runner.invoke(args=["broadcast", *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
        return result.exit_code, lines, result.output

    return run
