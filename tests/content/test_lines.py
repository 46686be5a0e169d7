"""Where a complaint points: the line of a value, or of the nearest thing around it."""

from __future__ import annotations

import pytest

from bot.content.files import Where, read_text
from bot.content.problems import Report

TEXT = """title: Khai sinh
papers:
  - case: Thường
    items:
      - text: Tờ khai
      - text: Giấy chứng sinh
        copies: 1 bản
2026:
  - a
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("papers",), 2),
        (("papers", 0), 3),
        (("papers", 0, "items"), 4),
        (("papers", 0, "items", 1, "copies"), 7),
        (("papers", 0, "items", 1, "none"), 6),
        (("papers", 0, "items", 9), 5),
        (("none",), 1),
        (("title", "inside"), 1),
        ((2026,), 8),
        ((2026, 0), 9),
    ],
)
def test_a_value_is_found_by_its_way(where: Where, line: int) -> None:
    document = read_text(TEXT, "khai-sinh.yaml", Report())
    assert document is not None
    assert document.line(where) == line


def test_an_empty_file_has_one_line() -> None:
    document = read_text("", "trong.yaml", Report())
    assert document is not None
    assert (document.data, document.line(("title",))) == (None, 1)


def test_a_key_written_twice_is_named_where_it_stands_again() -> None:
    report = Report()
    read_text("a: 1\nb:\n  - c: 1\n    c: 2\na: 2\n", "hai.yaml", report)
    assert sorted((problem.line, problem.message_vi) for problem in report.problems) == [
        (4, "dòng «c» bị ghi hai lần"),
        (5, "dòng «a» bị ghi hai lần"),
    ]
