"""content/other_levels.yaml: read, checked by line, and without what the ward does itself."""

from __future__ import annotations

import pytest

from bot.content.directory import OTHER_LEVELS, build_directory
from tests.support.app import live_content

GROUP = {
    "field": "Thú y",
    "ministry": "Bộ Thú",
    "province": "Sở Thú",
    "procedures": "9.000001 B Việc của bộ\n9.000002 BT Việc của hai cấp\n9.000003 - Việc lạ\n9.000004 T Việc của phường\n",
}


def test_each_line_gives_level_and_office_nearest_to_the_resident() -> None:
    directory = build_directory([GROUP], ["9.000004"])
    assert {code: (one.level, one.office) for code, one in directory.items()} == {
        "9.000001": ("ministry", "Bộ Thú"),
        "9.000002": ("province", "Sở Thú"),
        "9.000003": ("", "Sở Thú"),
    }


@pytest.mark.parametrize("line", ["9.000001 Z Tên", "9.000001 T", "Tên", "9.1 T Tên"])
def test_a_wrong_line_is_named(line: str) -> None:
    complaints: list[str] = []
    OTHER_LEVELS.check([GROUP | {"procedures": line}], (), lambda _, message: complaints.append(message))
    assert len(complaints) == 1 and line[:40] in complaints[0]


def test_all_procedures_of_other_levels_are_known_beside_those_of_the_ward() -> None:
    content = live_content().content
    assert len(content.other_levels) > 2400
    assert not content.other_levels.keys() & {*content.procedures, *content.listed}
