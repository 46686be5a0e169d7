"""Work that every installation of a test process would repeat, done once: the schema of a new database, the code of routes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing.rules import Rule

from bot.store import Store


@contextmanager
def shared_schema(folder: Path) -> Iterator[None]:
    """A database that is new begins as a copy of one that all migrations went over; `folder` keeps that one."""
    real = Store._run_migrations
    template = folder / "template.db"
    Store(template).close()

    def migrate(self: Store) -> None:
        if not self.path.exists():
            shutil.copyfile(template, self.path)
        real(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "_run_migrations", migrate)
        yield


@contextmanager
def shared_route_code() -> Iterator[None]:
    """Routes of the same rule share the code that builds their addresses; werkzeug compiles it anew for each application."""
    real = Rule._compile_builder
    compiled: dict[Any, Any] = {}

    def compile_once(self: Rule, append_unknown: bool = True) -> Any:
        defaults = repr(sorted((self.defaults or {}).items()))
        key = (self.rule, tuple(self._trace), defaults, append_unknown)
        if key not in compiled:
            compiled[key] = real(self, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        yield
