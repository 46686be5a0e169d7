"""A kind of broadcast is named in its own file and nowhere else: a new one needs no search for the others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from bot import broadcasts
from bot.broadcasts.kinds import all_kinds

BOT = Path(broadcasts.__file__).parents[1]
EXCEPT = {
    "broadcasts/kinds",
    "content/propaganda.py",  # the schema of the calendar's files
    "simulator",  # an independent witness
    "store/outbox_records.py",  # replies are messages of consultation as well
    "store/schema/m008_broadcasts.py",  # a released migration
    "zalo",  # Zalo's own names of its calls
}
ORDINARY = {"article", "template"}
"""Names that are ordinary words too: only a comparison of a kind with them counts."""


def is_excepted(file: Path) -> bool:
    path = file.relative_to(BOT).as_posix()
    return any(path == name or path.startswith(f"{name}/") for name in EXCEPT)


def strings(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    compared = set(re.findall(r"""kind["'\]]* *(?:[!=]=|in) *\(?["'](\w+)["']""", text))
    if file.suffix == ".html":
        return compared
    return compared | {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in ORDINARY
    }


def test_no_other_file_names_a_kind() -> None:
    names = {kind.name for kind in all_kinds()}
    files = [file for suffix in ("py", "html") for file in BOT.rglob(f"*.{suffix}") if not is_excepted(file)]
    assert len(files) > 100
    assert {str(file.relative_to(BOT)): match for file in files if (match := strings(file) & names)} == {}
