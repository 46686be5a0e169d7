"""What the tests of reports share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.reports import periods
from bot.reports.periods import Period
from bot.runtime import Runtime
from tests.admin.installation import MovableClock
from tests.reports.busy_month import a_month_goes_by, new_runtime


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Runtime]:
    """An installation of today in which nothing has happened."""
    runtime = new_runtime(tmp_path, MovableClock())
    yield runtime
    runtime.close()


@pytest.fixture(scope="module")
def busy_month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """An installation after a busy November; tests only look at it."""
    runtime = new_runtime(tmp_path_factory.mktemp("lively"), MovableClock())
    a_month_goes_by(runtime)
    yield runtime
    runtime.close()


@pytest.fixture
def november() -> Period:
    return periods.regular_period("month", 2026, 11)
