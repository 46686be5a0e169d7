"""What the tests of editing share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime import Runtime
from tests.content_editing import library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return library.copy(tmp_path)


@pytest.fixture
def runtime(root: Path, tmp_path: Path) -> Iterator[Runtime]:
    with library.installation(root, tmp_path) as installed:
        yield installed
