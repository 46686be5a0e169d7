"""docs/zalo/errors.md says of every code what the table in the code does."""

from __future__ import annotations

import re
from pathlib import Path

from bot.zalo.errors import ERRORS

PAGE = Path(__file__).parents[2] / "docs/zalo/errors.md"
ROW = re.compile(r"^\| (-?\d+) \| .+ \| (\w+) \| (\w+) \|$", re.MULTILINE)


def test_the_page_of_codes_equals_the_table() -> None:
    rows_on_page = {code: (outcome, retry) for code, outcome, retry in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    assert rows_on_page == {code: (str(outcome), str(retry)) for code, (_, outcome, retry) in ERRORS.items()}
