"""One file, one thing: no module of the product is longer than 300 lines, and the style sheet of every page is small."""

from __future__ import annotations

from tests.rules.repository import ROOT

MOST_LINES = 300
MOST_STYLE_BYTES = 15_000


def test_no_module_is_longer_than_one_thing_needs() -> None:
    modules = [path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")]
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in modules}
    assert len(lengths) > 300
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES} == {}


def test_what_every_page_of_the_officials_loads_stays_small() -> None:
    """Rules of one section only stand in a sheet of its own (inbox.css, reports.css)."""
    assert (ROOT / "bot/admin/static/admin.css").stat().st_size <= MOST_STYLE_BYTES
