"""docs/architecture.md shows the rooms as they are: its picture is redrawn here, and its table names every package."""

from __future__ import annotations

from tests.rules.repository import ROOT
from tools.draw_architecture import PICTURE, draw_picture, find_circles

PAGE = ROOT / "docs/architecture.md"


def test_the_picture_is_what_the_imports_are() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw_picture(), "run: python -m tools.draw_architecture"


def test_the_page_says_what_each_package_is_for() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rooms = [folder.parent.name for folder in (ROOT / "bot").glob("*/__init__.py")]
    assert [room for room in sorted(rooms) if f"`bot/{room}`" not in page] == []


def test_a_circle_is_found_whatever_its_length() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set[str](), "e": {"a"}}
    assert find_circles(arrows) == [("a", "b", "c")]
