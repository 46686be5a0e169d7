"""Rules of docs/architecture.md 2 that the contracts in pyproject.toml cannot express, checked on syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STANDARD = set(sys.stdlib_module_names)

ALLOWED = {
    "handlers": {
        "handlers",
        "bot.event",
        "bot.reply",
        "bot.router",
        "bot.turn",
        "bot.understanding.result",
        *(
            f"bot.content.{records}"
            for records in (
                "models",
                "procedure_details",
                "common_questions",
                "catalogue",
                "directory",
                "english",
                "life",
                "quizzes",
                "subscriptions",
            )
        ),
        *(f"bot.content.{words}" for words in ("postal_steps", "question_kinds", "sections", "wording")),
    },
    "bot/understanding": {"bot.understanding", "rapidfuzz", "numpy"},
    "bot/zalo": {"bot.zalo", "bot.clock", "bot.event", "bot.reply", "bot.lib", "requests", "urllib3"},
    "bot/store": {"bot.store", "bot.event", "bot.lib.key_ring", "sqlite_utils"},
    "bot/simulator": {"bot.simulator", "flask", "werkzeug"},
}
"""Packages that may use only these, besides the standard library."""

FORBIDDEN = {"bot/understanding": {"pathlib", "os", "io"}}
"""Packages that may never use these. What they may not import of ours: contracts in pyproject.toml."""


def files_of(room: str) -> Iterator[Path]:
    yield from sorted((ROOT / room).rglob("*.py"))


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(file.relative_to(ROOT).parts[: -node.level]) + "." if node.level else ""
            yield from (f"{package}{node.module or ''}.{alias.name}".replace("..", ".") for alias in node.names)


def is_within(name: str, rooms: set[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("room", ALLOWED)
def test_it_uses_only_what_the_table_allows(room: str) -> None:
    files = list(files_of(room))
    assert files
    for file in files:
        for name in imports_of(file):
            known = name.split(".")[0] in STANDARD or is_within(name, ALLOWED[room])
            assert known, f"{file.relative_to(ROOT)} uses {name}"


@pytest.mark.parametrize("room", FORBIDDEN)
def test_it_never_uses_what_the_table_forbids(room: str) -> None:
    for file in files_of(room):
        for name in imports_of(file):
            assert not is_within(name, FORBIDDEN[room]), f"{file.relative_to(ROOT)} uses {name}"


def test_it_reads_the_environment_in_one_place_only() -> None:
    readers = {ROOT / "bot/settings.py", ROOT / "bot/simulator/config.py"}
    for file in {*files_of("bot"), *files_of("handlers"), ROOT / "app.py", ROOT / "scheduler.py"} - readers:
        names = set(imports_of(file))
        reads = {node.attr for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if _is_os(node)}
        assert not reads & {"environ", "getenv"} and not names & {"os.environ", "os.getenv"}, f"{file} reads it"


def _is_os(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"


def test_it_speaks_sql_in_the_store_only() -> None:
    for file in [*files_of("bot"), *files_of("handlers")]:
        if "bot/store" not in str(file):
            strings = [n.value for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.Constant)]
            words = ("SELECT ", "INSERT INTO", "UPDATE people", "DELETE FROM")
            assert not any(isinstance(s, str) and s.lstrip().startswith(words) for s in strings), f"{file} holds SQL"
