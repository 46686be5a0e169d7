"""Deadline, benefit, questions, special cases and forms of a procedure: read, checked by line, edited at the desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import Content
from bot.content.files import read_text
from bot.content.problems import ERROR, Report
from bot.content_editing.forms import FormError, apply_form, fields_of, form_values_of
from tests.content import small
from tests.content.details import DETAILS

BIRTH = "procedures/khai-sinh.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    text = (root / BIRTH).read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    plain = {key: value for key, value in data.items() if key not in yaml.safe_load(DETAILS)}
    plain_text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)
    (root / BIRTH).write_text(plain_text + DETAILS, encoding="utf-8")
    return root


def errors(root: Path) -> list[str]:
    return [problem.message_vi for problem in Content.check(root, date(2026, 11, 30)) if problem.level == ERROR]


def test_every_detail_is_read(root: Path) -> None:
    assert errors(root) == []
    birth = Content.load(root).procedures["1.001193"]
    assert birth.deadline is not None and birth.deadline.late == "Quá hạn vẫn làm được."
    assert birth.questions[0].asks[1] == "làm khai sinh muộn phạt bao nhiêu"
    assert birth.cases[0].when == "Bé bị bỏ rơi"
    assert (birth.form[0].number, birth.form[0].file) == ("Mẫu số 1", "to-khai-khai-sinh.docx")


def test_an_amount_holds_only_in_its_time(root: Path) -> None:
    benefit = Content.load(root).procedures["1.001193"].benefit
    assert benefit is not None
    shown = {day: [row.amount for row in benefit.amounts_on(day)] for day in (date(2026, 6, 30), date(2026, 7, 1))}
    assert shown == {date(2026, 6, 30): [500000], date(2026, 7, 1): [540000]}


def test_a_procedure_without_details_is_read_as_before() -> None:
    stay = Content.load(small.CONTENT).procedures["1.004194"]
    assert stay.title and isinstance(stay.questions, tuple)


FAULTS = {
    "long answer": ("answer: Không bị phạt.", f"answer: {'Không bị phạt. ' * 15}", "chỉ nên tới 200"),
    "amount without law": ("      law: Nghị định 176/2025/NĐ-CP\n", "", ""),
    "no money": ("amount: 540000", "amount: 0", "số tiền phải lớn hơn 0"),
    "days upside down": ("valid_to: 2026-06-30", "valid_from: 2027-01-01\n      valid_to: 2026-06-30", "phải sau"),
    "path as file": ("file: to-khai-khai-sinh.docx", "file: ../ward.yaml", "viết dạng to-khai-khai-sinh.docx"),
    "no way to ask": ("asks: [khai sinh trễ có bị phạt không, làm khai sinh muộn phạt bao nhiêu]", "asks: []", "dòng"),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_detail_is_named(root: Path, old: str, new: str, message: str) -> None:
    small.plant(root, BIRTH, old, new)
    problems = errors(root)
    assert any(message in text for text in problems) if message else problems == []


def test_money_without_any_law_is_refused(root: Path) -> None:
    small.plant(root, BIRTH, "      law: Nghị định 176/2025/NĐ-CP\n", "")
    small.plant(root, BIRTH, "  source: Nghị định 335/2026/NĐ-CP\nquestions", "questions")
    assert any("văn bản quy định mức được nhận" in text for text in errors(root))


def test_a_question_belongs_to_one_procedure(root: Path) -> None:
    stay = root / "procedures/dang-ky-tam-tru.yaml"
    ask = "khai sinh trễ có bị phạt không"
    data = yaml.safe_load(stay.read_text(encoding="utf-8"))
    data["questions"] = [{"asks": [ask.capitalize()], "answer": "Không."}]
    stay.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert any(f"câu hỏi «{ask}» đã có ở" in text for text in errors(root))


def parse(root: Path) -> tuple[str, dict[str, Any]]:
    text = (root / BIRTH).read_text(encoding="utf-8")
    document = read_text(text, BIRTH, Report())
    assert document is not None
    return text, document.data


def test_the_desk_shows_details_as_lines_and_reads_them_back(root: Path) -> None:
    text, data = parse(root)
    fields = fields_of(BIRTH)
    values = form_values_of(fields, data)
    assert values["benefit_amounts"].splitlines()[0] == (
        "Người từ đủ 75 tuổi | 540.000 | tháng | Người không có lương hưu | Nghị định 335/2026/NĐ-CP | 2026-07-01"
    )
    assert apply_form(text, data, fields, values) == text
    for field in fields:
        if field.name in ("benefit_amounts", "questions", "cases", "form"):
            value = data[field.key][field.part] if field.part else data[field.key]
            assert field.read(field.show(value)) == value


@pytest.mark.parametrize(
    ("name", "typed_text"),
    [
        ("benefit_amounts", "Người già | năm trăm"),
        ("questions", "Có bị phạt không"),
        ("questions", "## có bị phạt không"),
        ("cases", "Bé bị bỏ rơi"),
        ("form", "Tờ khai | số nhà 5"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(root: Path, name: str, typed_text: str) -> None:
    text, data = parse(root)
    fields = fields_of(BIRTH)
    with pytest.raises(FormError) as caught:
        apply_form(text, data, fields, form_values_of(fields, data) | {name: typed_text})
    assert list(caught.value.reasons) == [name]
