"""Scripts of one page share one scope: a function that two of them declare would be the later one's for both."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import bot.admin

STATIC = Path(bot.admin.__file__).parent / "static"
OWN_SCOPE = {"worker.js", "amr-worker.js"}
"""What runs apart from the pages."""


def test_no_two_scripts_declare_the_same_name() -> None:
    declared: Counter[str] = Counter()
    for path in STATIC.glob("*.js"):
        if path.name in OWN_SCOPE:
            continue
        text = path.read_text(encoding="utf-8")
        outer = text if "\n{  //" not in text else text.partition("\n{  //")[0]
        declared.update(set(re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", outer, re.MULTILINE)))
    assert [name for name, count in declared.items() if count > 1] == []
