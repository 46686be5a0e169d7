"""One file, one thing: no module of the product is longer than 300 lines."""

from __future__ import annotations

from tests.rules.repository import ROOT

MOST_LINES = 300


def test_no_module_is_longer_than_one_thing_needs() -> None:
    modules = [path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in modules}
    assert len(lengths) > 300
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES} == {}
