"""No circles between packages. What still is one is listed here; the list may only shrink."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

import grimp

from tests.rules.repository import ROOT
from tools.draw_architecture import find_circles

TODAY: dict[str, list[tuple[str, ...]]] = {}
"""Package → the circles between what lies directly in it, as of this commit."""


@cache
def graph() -> grimp.ImportGraph:
    sys.path.insert(0, str(ROOT))
    try:
        return grimp.build_graph("bot", "handlers", cache_dir=None)
    finally:
        sys.path.remove(str(ROOT))


def packages() -> Iterator[str]:
    """Every package with packages in it: only there can packages stand in a circle."""
    for name in sorted(graph().modules):
        children = graph().find_children(name)
        if any(graph().find_children(child) for child in children):
            yield name


def circles_in(package: str) -> list[tuple[str, ...]]:
    """Circles between the direct children of a package that are packages themselves, or pass through one."""
    depth = package.count(".") + 2
    arrows: dict[str, set[str]] = {child.rpartition(".")[2]: set() for child in graph().find_children(package)}
    for module in graph().find_descendants(package):
        child = module.split(".")[depth - 1]
        targets = (one for one in graph().find_modules_directly_imported_by(module) if one.startswith(f"{package}."))
        arrows[child] |= {target.split(".")[depth - 1] for target in targets} - {child}
    rooms = {child.rpartition(".")[2] for child in graph().find_children(package) if graph().find_children(child)}
    return [circle for circle in find_circles(arrows) if rooms & set(circle)]


def test_packages_do_not_import_each_other_in_a_circle() -> None:
    assert {package: match for package in packages() if (match := circles_in(package))} == TODAY
