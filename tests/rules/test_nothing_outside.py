"""The repository is whole: a clone with nothing beside it runs, tests and explains itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.repository import ROOT, python_files, text_files, tree_of

CLIMBING = re.compile(r"(?<![\w./])((?:\.\./)+)([\w.-]*)")
ABSENT = re.compile(r"(?<![\w/.])/?(?:shared|work|home)/(?:data|domain|zalo|findings|design|wt|main|shared|\w+/ward)\b")
NO_WORDS_OF_OURS = ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt")


def levels_above(node: ast.expr, values: dict[str, int]) -> int | None:
    """How many folders above its own file a path begins, or None when it is no path made of `__file__`."""
    match node:
        case ast.Call(func=ast.Name("Path"), args=[ast.Name("__file__")]):
            return 0
        case ast.Name(name):
            return values.get(name)
        case ast.Call(func=ast.Attribute(value, "resolve" | "absolute")):
            return levels_above(value, values)
        case ast.Attribute(value, "parent"):
            return None if (under := levels_above(value, values)) is None else under + 1
        case ast.Subscript(ast.Attribute(value, "parents"), ast.Constant(int(number))):
            return None if (under := levels_above(value, values)) is None else under + number + 1
    return None


def climbs_out(tree: ast.Module, depth: int) -> Iterator[int]:
    """Lines with a path above the root, for a file that lies `depth` folders (itself counted) under the root."""
    known = {
        alias.asname or alias.name: depth
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "ROOT"
    }
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=value) if levels_above(value, known) is not None:
                known[name] = levels_above(value, known) or 0
    for node in ast.walk(tree):
        above = levels_above(node, known) if isinstance(node, ast.Attribute | ast.Subscript) else None
        if above is not None and above > depth:
            yield node.lineno


def test_no_program_and_no_test_makes_a_path_above_the_root() -> None:
    outside = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in python_files()
        for line in climbs_out(tree_of(file), len(file.relative_to(ROOT).parts))
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("ROOT = Path(__file__).parents[1]", []),
        ("ROOT = Path(__file__).parents[2]", [1]),
        ("HERE = Path(__file__).resolve().parent\nBESIDE = HERE.parent.parent / 'x'", [2]),
        ("from tests.rules.repository import ROOT\nFILE = ROOT / 'x'", []),
        ("from tests.rules.repository import ROOT\nFILE = ROOT.parent / 'x'", [2]),
    ],
)
def test_a_path_above_the_root_is_seen(source: str, lines: list[int]) -> None:
    assert sorted(set(climbs_out(ast.parse(source), depth=2))) == lines


def test_no_file_names_what_lies_outside() -> None:
    named = []
    for file in text_files():
        if file == Path(__file__) or file.name in NO_WORDS_OF_OURS:
            continue
        words = file.read_text(encoding="utf-8")
        named += [f"{file.relative_to(ROOT)}: {match[0]}" for match in ABSENT.finditer(words)]
        for match in CLIMBING.finditer(words):
            if not (file.parent / match[1]).resolve().is_relative_to(ROOT.resolve()):
                named.append(f"{file.relative_to(ROOT)}: {match[0]}")
    assert named == []
