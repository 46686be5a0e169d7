"""Legal texts: all that content rests on are listed, and the end of one is seen before and after it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.content import Content
from bot.content.files import read_folder
from bot.content.folder_layout import SortedDocuments, sort_documents
from bot.content.law_citations import check_laws, check_laws_of, laws_of, list_citations, list_ending
from bot.content.laws import law_numbers
from bot.content.problems import ERROR, Problem, Report
from tests.content import small

BIRTH = "procedures/khai-sinh.yaml"
ENDS = date(2027, 2, 28)
ROW = '- {number: 60/2014/QH13, title: "Luật Hộ tịch 60/2014/QH13", valid_to: 2027-02-28, replaced_by: "Luật mới"}\n'


@cache
def everything() -> SortedDocuments:
    report = Report()
    return sort_documents(read_folder(small.CONTENT, report), report)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    (root / "laws.yaml").write_text(ROW, encoding="utf-8")
    text = (root / BIRTH).read_text(encoding="utf-8")
    text = text[: text.index("changes:")] + text[text.index("\nlaw:") + 1 :]
    law = "  - Luật Hộ tịch 60/2014/QH13\n"
    before, after = text.split(law)
    bare = [part.replace("60/2014/QH13", "").replace("Luật Hộ tịch \n", "Luật Hộ tịch\n") for part in (before, after)]
    (root / BIRTH).write_text(law.join(bare), encoding="utf-8")
    return root


def problems(root: Path, day: date) -> list[Problem]:
    return [problem for problem in check_laws_of(root, day) if "60/2014/QH13" in problem.message_vi]


def test_a_number_is_read_out_of_a_sentence() -> None:
    text = "Luật Cư trú 68/2020/QH14; Quyết định 06/QĐ-TTg, 5132/QĐ-BQP. Nghị quyết 66.7/2025/NQ-CP, ngày 01/7/2026"
    assert law_numbers([text]) == ["68/2020/QH14", "06/QĐ-TTg", "5132/QĐ-BQP", "66.7/2025/NQ-CP"]


def test_every_legal_text_that_content_rests_on_is_listed() -> None:
    listed = laws_of(everything())
    missing = {row.number for row in list_citations(everything())} - listed.keys()
    assert not missing, f"{sorted(missing)}: python -m tools.list_legal_texts"
    assert listed["60/2014/QH13"].validity.end == ENDS


def test_nothing_in_content_rests_on_a_text_that_has_ended_without_a_note() -> None:
    ended = [problem for problem in check_laws(everything(), date(2026, 11, 30)) if problem.level == ERROR]
    assert not ended, "\n".join(map(str, ended))


def test_a_text_is_shown_sixty_days_before_its_end_and_is_an_error_after_it(root: Path) -> None:
    assert problems(root, ENDS - timedelta(days=61)) == []
    soon = problems(root, ENDS - timedelta(days=60))
    assert [problem.level for problem in soon] == ["warning"] and "28/02/2027" in str(soon[0])
    ended = problems(root, ENDS + timedelta(days=1))
    line = small.plant(root, BIRTH, "  - Luật Hộ tịch 60/2014", "  - Luật Hộ tịch 60/2014")
    assert [(problem.level, problem.line) for problem in ended] == [("error", line)]
    assert "nay xem Luật mới" in ended[0].message_vi


def test_a_note_for_officials_or_the_word_old_makes_it_a_warning(root: Path) -> None:
    small.plant(root, BIRTH, "Luật Hộ tịch 60/2014/QH13", "Cổng còn dẫn luật cũ 60/2014/QH13")
    assert {problem.level for problem in problems(root, ENDS + timedelta(days=1))} == {"warning"}
    small.plant(root, BIRTH, "Cổng còn dẫn luật cũ 60/2014/QH13", "Luật Hộ tịch 60/2014/QH13")
    small.plant(root, BIRTH, "gaps:\n", "gaps:\n  - Thay căn cứ 60/2014/QH13 khi Cổng đổi\n")
    assert {problem.level for problem in problems(root, ENDS + timedelta(days=1))} == {"warning"}


@pytest.mark.parametrize(
    "last_lines",
    [
        "valid_to: 2027-02-28\n",
        "changes:\n  - {from: 2027-03-01, text: Sắp có luật mới., source: Luật mới, law: [Luật mới]}\n",
    ],
)
def test_what_ends_or_changes_with_the_text_needs_no_attention(root: Path, last_lines: str) -> None:
    with (root / BIRTH).open("a", encoding="utf-8") as file:
        file.write(last_lines)
    assert problems(root, ENDS) == problems(root, ENDS + timedelta(days=1)) == []


def test_a_text_that_is_not_listed_is_named(root: Path) -> None:
    small.plant(root, BIRTH, "Luật Hộ tịch 60/2014/QH13", "Luật Hộ tịch 1/2030/QH17")
    assert any("1/2030/QH17 chưa có trong laws.yaml" in problem.message_vi for problem in check_laws_of(root, ENDS))


@pytest.mark.parametrize(
    "row", [ROW, ROW.replace("60/2014", "61/2014").replace("valid_to", "valid_from: 2030-01-01, valid_to")]
)
def test_a_text_listed_twice_or_ending_before_it_begins_is_an_error(root: Path, row: str) -> None:
    (root / "laws.yaml").write_text(ROW + row, encoding="utf-8")
    assert [problem.line for problem in Content.check(root, ENDS) if problem.file == "laws.yaml"] == [2]


def test_the_law_of_civil_status_is_seen_in_january_wherever_no_change_is_prepared() -> None:
    ending = list_ending(everything(), date(2027, 1, 15))
    rows = [row.citation for row in ending if row.law.number == "60/2014/QH13"]
    assert rows and not [row for row in rows if row.part == "law" and row.file.startswith("procedures/")]
