"""What the tests of broadcasts share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.broadcasts.hall import Hall


@pytest.fixture
def environment() -> dict[str, str]:
    """Settings of one test; a module overrides it."""
    return {}


@pytest.fixture
def hall(tmp_path: Path, environment: dict[str, str]) -> Iterator[Hall]:
    found = Hall(tmp_path, **environment)
    yield found
    found.close()
