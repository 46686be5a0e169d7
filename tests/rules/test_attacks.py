"""Each attack and fault of docs/attacks-and-faults.md has the test it names."""

from __future__ import annotations

import re

from tests.rules.repository import ROOT

PAGE = (ROOT / "docs/attacks-and-faults.md").read_text(encoding="utf-8")


def test_every_row_names_a_test_that_exists() -> None:
    rows = [
        line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| attack |", "| fault |"))
    ]
    assert len(rows) > 70
    for row in rows:
        match = re.search(r"`([\w/]+\.py)::(test_\w+)` \|$", row)
        assert match, row
        file = ROOT / "tests" / match[1]
        assert file.is_file() and f"def {match[2]}(" in file.read_text(encoding="utf-8"), row
