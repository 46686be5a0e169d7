"""The portal then and now: every single change is found and shown in words, an unchanged portal shows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content import Content
from bot.content.importing import DECISIONS, open_changes, record_decisions, settle
from bot.content.models import Procedure
from bot.content.portal import FIELDS_VI, PortalChange
from bot.content.portal_baseline import BASELINE, format_baseline, read_baseline, seal
from bot.content.portal_differences import describe_difference
from bot.content.portal_records import read_published
from tests.content import small
from tests.content.portal_fixture import BIRTH, CHANGES, LONG, STAY, Record, records, run_import

NOTHING_NEW = "0 thủ tục mới, 0 không còn, 0 chỗ khác nhau.\n"
SECOND_FORM: dict[str, Any] = {
    "proc_id": BIRTH,
    "name": "Thủ tục đăng ký khai sinh",
    "domain": "Hộ tịch",
    "decision_number": "1/QĐ-BTP",
    "subjects": [{"subject_name": "Công dân Việt Nam", "subject_code": "1"}],
    "executing_agency": "Ủy ban nhân dân cấp xã",
    "receiving_address": "Quầy số 1",
    "methods": [{"submission_method": "Trực tiếp", "processing_time_text": "15 ngày", "description": ""}],
    "fees": [{"amount_value": 8000, "amount_text": "", "submission_method": "Trực tiếp"}],
    "checklist": [{"case_name": "Giấy tờ phải nộp", "name": LONG, "original_qty": 1, "copy_qty": 0}],
    "files": [{"file_name": "mau-1.docx"}],
    "steps": [{"ordinal": 0, "name": "", "description": "Nộp giấy tại quầy."}],
    "requirements": "Bé sinh tại Việt Nam.",
    "results": "Giấy khai sinh",
    "legal_basis": [{"doc_code": "60/2014/QH13", "doc_name": "Luật Hộ tịch"}],
    "portal_url": "https://portal.example/1",
    "source_updated_at": "2026-08-23",
}


@pytest.fixture(params=["whole", "sealed"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    rows = [read_published(row) for row in records()]
    (root / BASELINE).write_bytes(format_baseline(map(seal, rows) if request.param == "sealed" else rows))
    return root


def changed(name: str) -> list[Record]:
    rows = records()
    CHANGES[name][2](rows)
    return [{**row, "as_of": "2026-12-15"} for row in rows]


def found(root: Path, name: str) -> PortalChange:
    code, field, _ = CHANGES[name]
    return next(change for change in open_changes(root, changed(name)) if (change.code, change.field) == (code, field))


def accept(root: Path, name: str) -> Procedure:
    code = CHANGES[name][0]
    record_decisions(root, [change for change in open_changes(root, changed(name)) if change.code == code], [])
    return Content.load(root).procedures[code]


def test_an_unchanged_portal_shows_nothing(root: Path) -> None:
    for rows in (records(), [{**row, "as_of": "2026-12-15"} for row in reversed(records())]):
        assert run_import(root, rows).output == NOTHING_NEW


@pytest.mark.parametrize("name", CHANGES)
def test_the_command_finds_every_single_change_and_no_other_and_takes_it(root: Path, name: str) -> None:
    code, field, _ = CHANGES[name]
    first, *others = [line for line in run_import(root, changed(name)).output.splitlines() if line[:1].isdecimal()]
    assert first.startswith(f"1. {code} ") and first.endswith(f": {FIELDS_VI[field]}")
    assert others[0].count("1") == 1 and not others[1:], "one change is counted"
    output = run_import(root, changed(name), "--accept", "1")
    assert output.output.startswith("Đã nhận 1, bỏ qua 0.") and output.output.endswith(NOTHING_NEW)
    if field not in ("new", "gone"):
        origin = Content.load(root).procedures[code].origin
        assert origin.checked == date(2026, 12, 15) and "bản 15/12/2026" in origin.source


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("fee down", "[-20000-] {+10000+}"),
        ("time in another unit", "Trực tiếp: 3 [-ngày-] {+tháng+}"),
        ("more originals", "sinh — [-1-] {+5+} bản chính"),
        ("paper added", "{+[Giấy tờ phải nộp] Giấy chứng nhận tiêm chủng — 2 bản sao+}"),
        ("agency", "{+Sở Tư pháp+}"),
        ("steps", "{+Ký sổ.+}"),
    ],
)
def test_a_change_is_shown_as_words_that_went_and_came(root: Path, name: str, sentence: str) -> None:
    difference = found(root, name).difference
    assert difference and sentence in describe_difference(difference)


def test_an_accepted_sum_and_period_are_written_into_the_answer_with_source_and_day(root: Path) -> None:
    stay = accept(root, "fee up")
    assert 9000 in {row.amount for row in stay.fee.amounts} and 7000 not in {row.amount for row in stay.fee.amounts}
    assert stay.origin.checked == date(2026, 12, 15) and "bản 15/12/2026" in stay.origin.source
    assert "3 tháng" in accept(root, "time in another unit").time


def _papers(procedure: Procedure) -> dict[str, str | None]:
    return {paper.text: paper.copies for group in procedure.papers for paper in group.items}


def test_accepted_papers_come_go_and_change_their_copies(root: Path) -> None:
    assert _papers(accept(root, "paper added"))["Giấy chứng nhận tiêm chủng"] == "2 bản sao"
    assert "5 bản chính" in _papers(accept(root, "more originals")).values()


def test_an_accepted_paper_that_went_is_taken_out_or_left_to_an_official(root: Path) -> None:
    before = Content.load(root).procedures[BIRTH]
    after = accept(root, "paper removed")
    was_taken_out = len(_papers(after)) == len(_papers(before)) - 1
    assert was_taken_out or any("Cổng đã bỏ" in gap for gap in after.gaps)


def test_accepted_places_results_forms_and_ways_are_written(root: Path) -> None:
    moved = accept(root, "agency")
    assert "Sở Tư pháp" in moved.where and moved.office == "ubnd_xa"
    assert "Thẻ bảo hiểm y tế" in accept(root, "results").result
    assert "mau-2.docx" in {form.name for form in accept(root, "form").form}
    assert accept(root, "post dropped").post.level == "no"
    assert "1/2030/QH17" in accept(root, "law").law
    assert "Người nước ngoài" in accept(root, "who").who


def test_a_refusal_remembers_why_until_the_portal_says_something_else(root: Path) -> None:
    before = (root / "procedures/dang-ky-tam-tru.yaml").read_bytes()
    refused = run_import(root, changed("fee up"), "--refuse", "1", "--why", "Cổng ghi nhầm:\n chờ  đính chính")
    assert refused.output.endswith(NOTHING_NEW) and (root / "procedures/dang-ky-tam-tru.yaml").read_bytes() == before
    assert "Cổng ghi nhầm: chờ đính chính" in (root / DECISIONS).read_text(encoding="utf-8")
    assert not [error for error in Content.check(root) if error.level == "error"]
    assert "{+10000+}" in run_import(root, changed("fee down")).output


def test_what_is_asked_most_is_shown_first(root: Path) -> None:
    rows: Sequence[Record] = [{**row, "decision": "9/QĐ"} for row in records()]
    assert [change.code for change in open_changes(root, rows)] == [BIRTH, STAY]
    (root / "most-asked.yaml").write_text(f'- "{STAY}"\n', encoding="utf-8")
    assert [change.code for change in open_changes(root, rows)] == [STAY, BIRTH]


def test_a_part_of_the_portal_says_nothing_about_the_others(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    others = [{**records()[0], "code": f"9.00000{number}"} for number in range(4)]
    settle(root, [*records(), *others])
    assert open_changes(root, records()[:1]) == []


def test_the_second_form_of_crawl_is_read_like_the_first() -> None:
    first, second = read_published(records()[0]), read_published(SECOND_FORM)
    assert (second.code, second.as_of, second.name) == (BIRTH, "2026-08-23", first.name)
    for field in ("decision", "agency", "address", "subjects", "forms", "conditions", "results", "law", "url"):
        assert second.fields[field] == first.fields[field], field
    assert set(second.fields["papers"]) < set(first.fields["papers"]) and "Trực tiếp: 15 ngày" in second.fields["time"]
    assert second.fields["fee"] == ("Trực tiếp: 8000 đồng",)


def test_a_settled_crawl_is_the_measure_of_the_next(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    assert settle(root, [SECOND_FORM]) == 1
    assert open_changes(root, [SECOND_FORM]) == []
    assert [change.field for change in open_changes(root, [{**SECOND_FORM, "results": "Hai bản"}])] == ["results"]


def test_the_measure_in_the_repository_holds_no_sentence_of_the_portal() -> None:
    baseline = read_baseline(small.CONTENT)
    assert len(baseline) > 300
    prose = [
        line
        for record in baseline.values()
        for field in ("steps", "conditions")
        for line in record.fields.get(field, ())
    ]
    assert prose and all(line.startswith("#") for line in prose)
