"""A crawl of the portal is compared with content/, and only what an official accepts is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.content import Content
from bot.content.importing import DECISIONS, open_changes, record_decisions
from bot.content.portal import PortalChange
from tests.content import small
from tests.content.portal_fixture import run_import

BIRTH, STAY = "procedures/khai-sinh.yaml", "procedures/dang-ky-tam-tru.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small.copy(tmp_path)


def record(code: str = "1.001193", **changes: Any) -> dict[str, Any]:
    """A record with nothing in it but its code and name."""
    names = {"1.001193": "Đăng ký khai sinh", "1.004194": "Đăng ký tạm trú"}
    return {"code": code, "name": names.get(code, "Tên mới"), "as_of": "2026-06-10", **changes}


def method(channel: str, status: str = "free_per_portal", value: int = 1, amount: int = 0) -> dict[str, Any]:
    return {
        "channel": channel,
        "time": {"value": value, "unit": "Ngày làm việc"},
        "fee_status": status,
        "fees": [{"amount": amount}],
    }


def found(root: Path, *records: dict[str, Any]) -> dict[tuple[str, str], PortalChange]:
    both = {row["code"]: row for row in (record(), record("1.004194"), *records)}
    return {(change.code, change.field): change for change in open_changes(root, both.values())}


def test_what_is_the_same_is_not_a_change(root: Path) -> None:
    assert found(root) == {}


def test_a_code_nobody_has_is_new_and_one_the_crawl_lacks_is_gone(root: Path) -> None:
    changes = open_changes(root, [record(), record("9.000001")])
    assert [(change.code, change.field) for change in changes] == [("9.000001", "new"), ("1.004194", "gone")]


def test_a_note_about_the_province_is_never_free(root: Path) -> None:
    change = found(root, record("1.004194", methods=[method("in_person", "check_note")]))["1.004194", "fee"]
    assert change.theirs == "HĐND tỉnh quy định"


def test_another_amount_is_a_change_and_one_of_ours_is_not(root: Path) -> None:
    same = record("1.004194", methods=[method("in_person", "amount", amount=7000)])
    assert ("1.004194", "fee") not in found(root, same)
    other = record("1.004194", methods=[method("in_person", "amount", amount=9000)])
    assert "9000 đồng" in found(root, other)["1.004194", "fee"].theirs


def test_another_time_other_ways_of_filing_papers_and_law_are_changes(root: Path) -> None:
    papers = [{"items": [{"name": "Giấy phép bay bằng khinh khí cầu"}, {"name": "Lưu ý", "note_only": True}]}]
    changed = record(methods=[method("in_person", value=77)], documents=papers, legal_basis=["1/2030/QH20"])
    changes = found(root, changed)
    assert changes["1.001193", "time"].theirs == "77 ngày làm việc"
    assert changes["1.001193", "methods"].theirs == "trực tiếp"
    assert changes["1.001193", "papers"].theirs.startswith("1 giấy: Giấy phép bay")
    assert changes["1.001193", "law"].theirs == "1/2030/QH20"


def test_a_later_crawl_without_other_changes_offers_its_day(root: Path) -> None:
    assert found(root, record(as_of="2026-12-15"))["1.001193", "checked"].theirs == "2026-12-15"
    assert ("1.001193", "checked") not in found(root, record(as_of="2026-12-15", name="Tên khác"))


def test_an_accepted_name_decision_and_day_are_written_and_nothing_else(root: Path) -> None:
    before = (root / BIRTH).read_text(encoding="utf-8")
    change = found(root, record(name="Khai sinh cho trẻ em"))["1.001193", "name"]
    record_decisions(root, [change], [])
    after = (root / BIRTH).read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ['name: "Khai sinh cho trẻ em"']
    record_decisions(
        root, [found(root, record(name="Khai sinh cho trẻ em", as_of="2026-12-15"))["1.001193", "checked"]], []
    )
    assert Content.load(root).procedures["1.001193"].origin.checked == date(2026, 12, 15)


def test_an_accepted_law_keeps_our_words_for_the_documents_we_have(root: Path) -> None:
    change = found(root, record("1.004194", legal_basis=["68/2020/QH14", "1/2030/TT-BCA"]))["1.004194", "law"]
    record_decisions(root, [change], [])
    assert Content.load(root).procedures["1.004194"].law == (
        "1/2030/TT-BCA",
        "Luật Cư trú 68/2020/QH14, sửa đổi bởi Luật 118/2025/QH15",
    )


def test_an_accepted_fee_becomes_a_line_for_an_official_and_our_words_stay(root: Path) -> None:
    before = Content.load(root).procedures["1.004194"]
    row = record("1.004194", methods=[method("in_person", "amount", amount=9000)])
    record_decisions(root, [found(root, row)["1.004194", "fee"]], [])
    after = Content.load(root).procedures["1.004194"]
    assert after.fee == before.fee and len(after.gaps) == len(before.gaps) + 1
    assert "9000 đồng" in after.gaps[-1] and "10/06/2026" in after.gaps[-1]
    assert ("1.004194", "fee") not in found(root, row)


def test_a_refused_change_is_not_shown_again_until_the_portal_says_something_else(root: Path) -> None:
    change = found(root, record(name="Tên khác"))["1.001193", "name"]
    before = (root / BIRTH).read_bytes()
    record_decisions(root, [], [change])
    assert (root / BIRTH).read_bytes() == before and (root / DECISIONS).exists()
    assert ("1.001193", "name") not in found(root, record(name="Tên khác"))
    assert ("1.001193", "name") in found(root, record(name="Tên khác nữa"))


def test_an_accepted_new_procedure_is_known_by_name(root: Path) -> None:
    (root / "catalogue.yaml").write_text('- {code: "9.000009", name: Đã có, field: A}\n', encoding="utf-8")
    record_decisions(root, [found(root, record("9.000001", field="Thử: nghiệm"))["9.000001", "new"]], [])
    assert Content.load(root).listed["9.000001"].name == "Tên mới"
    assert found(root, record("9.000001")) == {}


def test_what_would_break_the_content_is_not_written(root: Path) -> None:
    before = (root / BIRTH).read_bytes()
    change = found(root, record(name="Tên {gì} đó"))["1.001193", "name"]
    with pytest.raises(Exception, match="không ghi gì"):
        record_decisions(root, [change], [])
    assert (root / BIRTH).read_bytes() == before and not (root / DECISIONS).exists()


def test_the_command_numbers_the_changes_and_takes_the_chosen_ones(root: Path) -> None:
    rows = [record(name="Tên khác", decision="1/QĐ"), record("1.004194", decision="2/QĐ")]
    output = run_import(root, rows)
    assert output.exit_code == 0
    assert "1. 1.001193 Đăng ký khai sinh: tên" in output.output
    assert "0 thủ tục mới, 0 không còn, 3 chỗ khác nhau." in output.output
    taken = run_import(root, rows, "--accept", "2-3", "--refuse", "1")
    assert "Đã nhận 2, bỏ qua 1." in taken.output and "0 chỗ khác nhau" in taken.output
    procedures = Content.load(root).procedures
    assert [procedures[code].decision for code in ("1.001193", "1.004194")] == ["1/QĐ", "2/QĐ"]
    assert procedures["1.001193"].name == "Thủ tục đăng ký khai sinh"


@pytest.mark.parametrize("options", [("--accept", "9"), ("--accept", "x"), ("--accept", "1", "--refuse", "1")])
def test_a_number_that_was_not_shown_changes_nothing(root: Path, options: tuple[str, ...]) -> None:
    before = (root / BIRTH).read_bytes()
    result = run_import(root, [record(name="Tên khác"), record("1.004194")], *options)
    assert result.exit_code == 1 and (root / BIRTH).read_bytes() == before


def test_a_line_that_is_no_procedure_is_named(root: Path) -> None:
    result = run_import(root, [record(), {"name": "không có mã"}])
    assert result.exit_code == 1 and ":2:" in result.output
