"""Faults planted in a copy of content/ are reported with file and line."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from bot.content import Content, ContentError, Problem
from bot.content.file_schemas import PROCEDURE
from bot.content.problems import ERROR, WARNING
from tests.content import small

TODAY = date(2026, 11, 23)
BIRTH, STAY, POST = "procedures/khai-sinh.yaml", "procedures/dang-ky-tam-tru.yaml", "postal/buu-dien-la-gi.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small.copy(tmp_path)


def errors(root: Path) -> list[Problem]:
    return [problem for problem in Content.check(root, TODAY) if problem.level == ERROR]


def warnings(root: Path) -> list[Problem]:
    return [problem for problem in Content.check(root, TODAY) if problem.level == WARNING]


def test_the_copy_has_no_error(root: Path) -> None:
    assert errors(root) == []


FAULTS = {
    "unknown key": (BIRTH, "\nwhere:", "\nwhere_to:", "không có mục nào tên «where_to»", 1),
    "code without quotes": (BIRTH, 'code: "1.001193"', "code: 1.001193", "mã thủ tục («code») phải là chữ", 0),
    "wrong kind of online": (
        BIRTH,
        "level: full",
        "level: toàn trình",
        "phải là một trong: full, part, no, unknown",
        0,
    ),
    "date in quotes": (BIRTH, "checked: 2026-11-30", 'checked: "2026-11-30"', "phải là ngày", 0),
    "amount with dots": (STAY, "amount: 7000", "amount: 7.000.000", "phải là số nguyên", 0),
    "amount without source": (STAY, "\n  source: Thông tư", "\n  text: Thông tư", "ghi hai lần", 1),
    "unknown blank": (POST, "{Anh_chi}", "{Anhchi}", "không có chỗ trống nào tên {Anhchi}", -1),
    "open brace": (POST, "{Anh_chi}", "{Anh_chi", "mở mà không đóng", -1),
    "link without https": (STAY, "url: https://", "url: http://", "phải bắt đầu bằng https://", 0),
    "two targets of a button": (
        POST,
        "    say: cách gửi hồ sơ qua bưu điện",
        "    url: https://a.vn\n    say: x",
        "",
        -1,
    ),
    "phone with dots": (POST, '"1900545481"', '"1900.54.54.81"', "chỉ gồm chữ số", -1),
    "unknown code to choose": ("lexicon/clarify.yaml", "1.004194", "9.999999", "mã 9.999999 chưa có tệp nào", 0),
    "one choice only": (
        "lexicon/clarify.yaml",
        '    - {code: "1.004194", label: Tạm trú}\n',
        "",
        "ít nhất 2 dòng",
        None,
    ),
    "same sentence in two entries": (BIRTH, "  - đăng ký khai sinh", "  - đăng ký tạm trú", "đã có ở", 0),
    "same code twice": (BIRTH, 'code: "1.001193"', 'code: "1.004194"', "mã 1.004194 đã có ở", 0),
    "variant of nothing": (
        BIRTH,
        "\nname:",
        '\nvariant_of: "9.999999"\nname:',
        "thủ tục gốc («variant_of») là mã chưa có",
        1,
    ),
    "unknown blank in a sentence": ("sentences/common.yaml", "{anh_chi}", "{ban}", "tên {ban}", 0),
    "hours upside down": ("ward.yaml", '["07:30", "11:30"]', '["11:30", "07:30"]', "giờ viết dạng", 0),
    "hours without quotes": ("ward.yaml", '"13:30"', "13:30", "phải là chữ", 0),
    "emergency without numbers": ("intents/emergency_fire.yaml", "numbers:", "not_when:", "«numbers»", None),
    "broken yaml": (POST, "title: ", "title: [", "sai cách viết YAML", None),
}


@pytest.mark.parametrize(("file", "old", "new", "message", "offset"), FAULTS.values(), ids=FAULTS)
def test_it_names_file_and_line(root: Path, file: str, old: str, new: str, message: str, offset: int | None) -> None:
    line = small.plant(root, file, old, new)
    problems = [problem for problem in errors(root) if message in problem.message_vi and problem.file == file]
    assert problems, errors(root)
    if offset in (0, 1):
        assert line + offset in {problem.line for problem in problems}


def test_it_names_the_line_of_a_button(root: Path) -> None:
    line = small.plant(root, POST, "label: Gọi bưu điện", "label: Gọi bưu điện xã phường thị trấn gần nhà nhất")
    assert [(problem.file, problem.line) for problem in errors(root)] == [(POST, line)]


def test_an_amount_needs_its_source(root: Path) -> None:
    small.plant(root, STAY, "  source: Thông tư 75/2022/TT-BTC\n", "")
    assert any("phải có văn bản quy định mức tiền («source»)" in problem.message_vi for problem in errors(root))


def test_a_fee_set_by_the_province_has_no_amounts(root: Path) -> None:
    line = small.plant(root, STAY, "kind: amount", "kind: province")
    assert (STAY, line) in {(problem.file, problem.line) for problem in errors(root)}


def test_a_text_over_one_bubble_is_refused(root: Path) -> None:
    small.plant(root, POST, "\nbuttons:", "\n  " + "Thêm một câu nữa. " * 60 + "\nbuttons:")
    assert any("dài" in problem.message_vi for problem in errors(root))


def test_a_missing_line_is_named(root: Path) -> None:
    small.plant(root, BIRTH, "field: Hộ tịch\n", "")
    assert [problem.message_vi for problem in errors(root)] == ["thiếu lĩnh vực («field»)"]


def test_a_missing_ward_file_is_named(root: Path) -> None:
    (root / "ward.yaml").unlink()
    assert [(problem.file, problem.message_vi) for problem in errors(root)] == [("ward.yaml", "thiếu tệp này")]


def test_a_file_in_an_unknown_folder_is_named(root: Path) -> None:
    (root / "khac").mkdir()
    (root / "khac/a.yaml").write_text("a: 1\n", encoding="utf-8")
    assert [problem.file for problem in errors(root)] == ["khac/a.yaml"]


def test_decomposed_letters_are_named(root: Path) -> None:
    line = small.plant(root, POST, "title: Gửi", unicodedata.normalize("NFD", "title: Gửi"))
    assert [(problem.file, problem.line) for problem in errors(root)] == [(POST, line)]


def test_load_refuses_with_every_error_at_once(root: Path) -> None:
    small.plant(root, POST, "{Anh_chi}", "{Anhchi}")
    small.plant(root, STAY, "amount: 7000", "amount: bảy nghìn")
    with pytest.raises(ContentError) as raised:
        Content.load(root)
    assert {problem.file for problem in raised.value.problems} == {POST, STAY}


def test_what_the_ward_has_not_filled_in_is_a_warning(root: Path) -> None:
    messages = [problem.message_vi for problem in warnings(root) if problem.file == "ward.yaml"]
    assert "chưa điền địa chỉ quầy hành chính công" in messages
    assert "giờ làm việc chưa được phường xác nhận" in messages


def test_a_gap_is_a_warning_with_its_line(root: Path) -> None:
    line = small.plant(root, BIRTH, "gaps:\n  - ", "gaps:\n  - ") + 1
    assert (BIRTH, line) in {(problem.file, problem.line) for problem in warnings(root)}


def test_an_overdue_review_is_a_warning(root: Path) -> None:
    written = next(row for row in (root / POST).read_text(encoding="utf-8").splitlines() if "review_due" in row)
    line = small.plant(root, POST, written, "review_due: 2026-11-23")
    assert not [problem for problem in warnings(root) if problem.file == POST and problem.line == line]
    late = [problem for problem in Content.check(root, date(2026, 11, 24)) if problem.file == POST]
    assert (line, "quá hạn xem lại (23/11/2026)") in {(problem.line, problem.message_vi) for problem in late}


def test_a_proposed_holiday_is_a_warning_only_while_it_lies_ahead(root: Path) -> None:
    messages = [problem.message_vi for problem in warnings(root) if problem.file == "holidays.yaml"]
    assert any("05/02/2027" in message for message in messages)
    assert not any("02/01/2026" in message for message in messages)


def test_the_guide_for_officials_names_every_line_of_a_procedure() -> None:
    guide = (small.CONTENT.parent / "docs/noi-dung.md").read_text(encoding="utf-8")
    names = PROCEDURE.required.keys() | PROCEDURE.optional.keys()
    assert [name for name in names if f"`{name}`" not in guide and f"`{name}: true`" not in guide] == []
