"""`python -m tools.draw_architecture`: draws the picture of docs/architecture.md from the imports.

A room is a package of bot/, or handlers/. A module directly in bot/ is a room too; such modules of one layer share a
box, and so do rooms that import each other in a circle. A room is one layer above the highest room it imports. Arrows
that follow from other arrows are left out. tests/rules/test_picture.py checks that the picture matches the imports.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import grimp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/pictures/architecture.svg"
PACKAGES = ("bot", "handlers")
ENTRANCES = ("app", "scheduler")
"""Modules of the root, which grimp does not read: their imports are read from the syntax tree."""

WIDTH, MARGIN, GAP, ROW_GAP = 900, 20, 14, 46
LINE, PADDING, LETTER, WRAP = 17, 10, 7.3, 60
Arrows = dict[str, set[str]]


@dataclass(frozen=True)
class Box:
    """A group of rooms drawn as one. `kind` is "room", "loose" (modules) or "circle" (rooms that import each other)."""

    names: tuple[str, ...]
    kind: str

    @property
    def lines(self) -> list[str]:
        """The text of the box in lines."""
        return wrap(", ".join(self.names), WRAP)


@dataclass(frozen=True)
class Rectangle:
    """The position and size of a box, in points from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


def room_of(module: str) -> str:
    """The room of a module: "bot.store.inbox" → "store", "handlers.postal" → "handlers"."""
    top, _, rest = module.partition(".")
    return rest.partition(".")[0] if top == "bot" and rest else top


def read_imports() -> tuple[Arrows, set[str]]:
    """The rooms each room imports, and the rooms that are packages."""
    sys.path.insert(0, str(ROOT))
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    sys.path.remove(str(ROOT))
    arrows: Arrows = {}
    for module in graph.modules - {"bot"}:
        targets = {room_of(target) for target in graph.find_modules_directly_imported_by(module)}
        arrows.setdefault(room_of(module), set()).update(targets - {room_of(module), "bot"})
    packages = {room_of(module) for module in graph.modules if graph.find_children(module)} - {"bot"}
    for name in ENTRANCES:
        arrows[name] = {room_of(module) for module in _imported_by(ROOT / f"{name}.py")} & arrows.keys()
    return arrows, packages


def _imported_by(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def find_reachable(arrows: Mapping[str, set[str]]) -> Arrows:
    """All rooms each room imports, directly or indirectly."""

    def walk_from(start: str) -> set[str]:
        rooms: set[str] = set()
        waiting = list(arrows[start])
        while waiting:
            room = waiting.pop()
            if room not in rooms:
                rooms.add(room)
                waiting += arrows.get(room, ())
        return rooms

    return {room: walk_from(room) for room in arrows}


def find_circles(arrows: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """Groups of rooms that import each other, directly or indirectly."""
    reached = find_reachable(arrows)
    groups = {tuple(sorted({room} | {one for one in reached[room] if room in reached[one]})) for room in arrows}
    return sorted(group for group in groups if len(group) > 1)


def find_layers(arrows: Arrows, packages: set[str]) -> tuple[list[list[Box]], dict[Box, set[Box]]]:
    """The boxes by layer, the lowest first, and the arrows between them that do not follow from others."""
    in_circle = {room: group for group in find_circles(arrows) for room in group}
    groups = {room: in_circle.get(room, (room,)) for room in arrows}
    below = {group: {groups[one] for room in group for one in arrows[room]} - {group} for group in groups.values()}
    height: dict[tuple[str, ...], int] = {}

    def height_of(group: tuple[str, ...]) -> int:
        if group not in height:
            height[group] = max((height_of(one) + 1 for one in below[group]), default=0)
        return height[group]

    boxes = {
        group: _box_of(group, [one for one in below if height_of(one) == height_of(group)], packages) for group in below
    }
    rows = [
        sorted({box for group, box in boxes.items() if height[group] == row}, key=lambda box: (box.kind, box.names))
        for row in range(max(height.values()) + 1)
    ]
    return rows, _without_implied({box: _target_boxes(box, boxes, below) for box in set(boxes.values())})


def _box_of(group: tuple[str, ...], row: list[tuple[str, ...]], packages: set[str]) -> Box:
    if len(group) > 1:
        return Box(group, "circle")
    if group[0] in packages:
        return Box(group, "room")
    return Box(tuple(sorted(one[0] for one in row if len(one) == 1 and one[0] not in packages)), "loose")


def _target_boxes(
    box: Box, boxes: Mapping[tuple[str, ...], Box], below: Mapping[tuple[str, ...], set[tuple[str, ...]]]
) -> set[Box]:
    return {boxes[target] for group, one in boxes.items() if one == box for target in below[group]}


def _without_implied(arrows: dict[Box, set[Box]]) -> dict[Box, set[Box]]:
    def reached(start: Box) -> set[Box]:
        return set().union(*({one} | reached(one) for one in arrows[start])) if arrows[start] else set()

    every = {box: reached(box) for box in arrows}
    return {
        box: {one for one in arrows[box] if not any(one in every[other] for other in arrows[box])} for box in arrows
    }


def place_boxes(rows: list[list[Box]]) -> dict[Box, Rectangle]:
    """The position of each box: the highest layer on top, each layer centred, in as many lines as needed."""
    placed: dict[Box, Rectangle] = {}
    y = float(MARGIN)
    for row in reversed(rows):
        for line in _split_row(row):
            line_width = sum(_size_of(box)[0] for box in line) + GAP * (len(line) - 1)
            x = (WIDTH - line_width) / 2
            for box in line:
                width, height = _size_of(box)
                placed[box] = Rectangle(round(x, 1), y, width, height)
                x += width + GAP
            y += max(_size_of(box)[1] for box in line) + GAP
        y += ROW_GAP - GAP
    return placed


def _size_of(box: Box) -> tuple[float, float]:
    return round(max(map(len, box.lines)) * LETTER + 2 * PADDING, 1), len(box.lines) * LINE + 2 * PADDING


def _split_row(row: list[Box]) -> Iterator[list[Box]]:
    line: list[Box] = []
    for box in row:
        if line and sum(_size_of(one)[0] + GAP for one in [*line, box]) > WIDTH - 2 * MARGIN:
            yield line
            line = []
        line.append(box)
    yield line


def draw_picture() -> str:
    """The picture as SVG."""
    rows, arrows = find_layers(*read_imports())
    placed = place_boxes(rows)
    height = max(place.y + place.height for place in placed.values()) + MARGIN
    ordered = sorted(placed, key=lambda box: (placed[box].y, placed[box].x))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"'
            ' font-family="sans-serif" font-size="13">',
            "<style>rect{fill:#eef4fb;stroke:#2b5c94;rx:6} .loose{fill:#f7f7f4;stroke:#8a8a80;stroke-dasharray:4 3}"
            " .circle{fill:#fdeceb;stroke:#b3261e} path{fill:none;stroke:#7d8da1} text{fill:#1d2733}</style>",
            f'<rect width="{WIDTH}" height="{height:g}" style="fill:#fff;stroke:none"/>',
            *(line for box in ordered for line in _draw_arrows(box, arrows[box], placed)),
            *(line for box in ordered for line in _draw_box(box, placed[box])),
            "</svg>\n",
        ]
    )


def _draw_arrows(box: Box, targets: Iterable[Box], placed: Mapping[Box, Rectangle]) -> Iterator[str]:
    start = placed[box]
    x, y = start.x + start.width / 2, start.y + start.height
    for end in sorted((placed[target] for target in targets), key=lambda place: (place.y, place.x)):
        to = end.x + end.width / 2
        bend = (end.y - y) / 2
        yield f'<path d="M{x:.1f} {y:g}C{x:.1f} {y + bend:g} {to:.1f} {end.y - bend:g} {to:.1f} {end.y:g}"/>'


def _draw_box(box: Box, place: Rectangle) -> Iterator[str]:
    size = f'width="{place.width:g}" height="{place.height:g}"'
    yield f'<rect class="{box.kind}" x="{place.x:g}" y="{place.y:g}" {size}/>'
    for number, line in enumerate(box.lines):
        y = place.y + PADDING + LINE * number + 13
        yield f'<text x="{place.x + place.width / 2:.1f}" y="{y:g}" text-anchor="middle">{line}</text>'


if __name__ == "__main__":
    PICTURE.write_text(draw_picture(), encoding="utf-8")
