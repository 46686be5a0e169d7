"""The files of the repository, and the words in Python files that no program runs: docstrings and comments."""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import which

ROOT = Path(__file__).parents[2]

_IGNORED = {".git", ".venv", "data", ".cache", ".ruff_cache", ".mypy_cache", ".hypothesis", "htmlcov", "__pycache__"}
_TEXT = {".py", ".md", ".html", ".yaml", ".yml", ".toml", ".txt", ".in", ".sh", ".css", ".js", ".json", ".cfg", ""}


@cache
def text_files() -> tuple[Path, ...]:
    """Every file of text: what git tracks or would track, and without git all but what .gitignore names."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True) if which("git") else None
    names = _walk() if listed is None or listed.returncode else listed.stdout.decode().split("\0")
    files = (ROOT / name for name in names if name)
    return tuple(sorted(file for file in files if file.suffix in _TEXT and file.is_file() and not file.is_symlink()))


def _walk() -> list[str]:
    paths = (file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file())
    return [str(path) for path in paths if not _IGNORED & set(path.parts)]


def python_files() -> list[Path]:
    """Every Python file of the repository."""
    return [file for file in text_files() if file.suffix == ".py"]


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def remarks(file: Path) -> Iterator[tuple[int, str]]:
    """Every comment and docstring (of attributes too) with its line. Comments on lines in a row are one."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value
    last, lines = 0, list[str]()
    for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            if lines and token.start[0] != last + 1:
                yield last, " ".join(lines)
                lines = []
            last = token.start[0]
            lines.append(token.string.lstrip("# "))
    if lines:
        yield last, " ".join(lines)
