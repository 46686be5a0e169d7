"""What the tests of the officials' pages share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from bot.runtime import Runtime
from bot.zalo.oauth import TokenPair
from tests.admin.audit_watch import watched
from tests.admin.installation import MovableClock, OfficialAtWork, copy_words, make_app, make_runtime, new_official


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_words(tmp_path_factory.mktemp("words") / "content")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def environ() -> dict[str, str]:
    """Settings of one test; a test or module overrides it to change the installation."""
    return {}


@pytest.fixture
def runtime(words: Path, tmp_path: Path, clock: MovableClock, environ: dict[str, str]) -> Iterator[Runtime]:
    runtime = make_runtime(words, tmp_path, clock, **environ)
    runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
    yield runtime
    runtime.close()


@pytest.fixture
def app(runtime: Runtime) -> Iterator[Flask]:
    """The pages; whatever a test changes with them must have left a line in the audit."""
    app = make_app(runtime)
    with watched(app, runtime) as silent:
        yield app
    assert silent == [], "an act of an official that nobody can find again"


@pytest.fixture
def manager(app: Flask, runtime: Runtime) -> OfficialAtWork:
    return new_official(app, runtime, "manager")
