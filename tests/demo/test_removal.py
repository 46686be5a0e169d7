"""`make demo-clean` removes the demo's data and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import settings
from bot.demo.month import DemoError, remove_demo
from bot.installation.mode import open_store
from bot.lib.process_lock import Owner
from bot.runtime import Runtime
from tests.admin.installation import MovableClock, copy_words, make_runtime
from tests.installation.test_mode import LIVE, run
from tests.support.processes import ROOT


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A folder in which a ward is live."""
    open_store(settings.load({**LIVE, "DATABASE_PATH": str(tmp_path / "data" / "ward.db")})).close()
    return tmp_path


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Runtime, Runtime]]:
    """A demo and a live installation."""
    words = copy_words(tmp_path / "content")
    runtimes = [
        make_runtime(words, tmp_path / name, MovableClock(), **environ)
        for name, environ in (("demo", {}), ("live", LIVE))
    ]
    yield runtimes[0], runtimes[1]
    for runtime in runtimes:
        runtime.close()


def test_demo_clean_removes_the_demo_and_nothing_else(live: Path) -> None:
    before = (live / "data" / "ward.db").read_bytes()
    assert run(live, "official", "add", "a@b.vn", "--name", "A", "--role", "viewer", WARD_MODE="demo").returncode == 0
    result = run(live, "demo", "--clean", WARD_MODE="demo")
    assert (result.returncode, result.stderr) == (0, "") and "data/demo.db" in result.stdout
    assert not [file.name for file in (live / "data").iterdir() if file.name.startswith("demo")]
    assert (live / "data" / "ward.db").read_bytes() == before
    assert run(live, "official", "list", WARD_MODE="demo").stdout == ""


def test_demo_clean_is_refused_in_a_ward_and_under_a_running_program(both: tuple[Runtime, Runtime]) -> None:
    with pytest.raises(DemoError, match="WARD_MODE=live"):
        remove_demo(both[1])
    other = Owner(both[0].settings.database_path)
    with pytest.raises(DemoError, match="đang chạy"):
        remove_demo(both[0])
    other.close()
    assert all(runtime.settings.database_path.exists() for runtime in both)


def test_the_make_target_removes_the_demo() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndemo-clean:")[2].splitlines()[1]
    assert recipe.strip() == "@$(BIN)/flask --app app demo --clean"
