"""Content in plain words: no key of a file, changes as sentences, errors at their field, and a fee with its source and day."""

from __future__ import annotations

import re

import pytest

from bot.content_editing.ward_lines import describe_ward_line
from bot.runtime import Runtime
from tests.admin.content.test_content import EDIT, ENTRY, form_in
from tests.admin.installation import OfficialAtWork
from tests.content_editing.library import BIRTH

WARD = "/admin/content/edit/ward.yaml"


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_wards_particulars_are_listed_without_a_key_of_the_file(editor: OfficialAtWork) -> None:
    page = words_of(editor.page("/admin/content?group=ward"))
    for raw in ("ambiguous_names", "data_protection_contact", "confirmed:", "certain:", "map_url", "| 2 | 3"):
        assert raw not in page
    for words in ("Người phụ trách dữ liệu cá nhân", "lãnh đạo chưa duyệt giờ này", "Tên dễ nhầm"):
        assert words in page


@pytest.mark.parametrize(
    ("field", "typed_text", "reason"),
    [
        ("counter_phone", "abc", "số điện thoại chưa đúng"),
        ("counter_phone", "12", "số điện thoại chưa đúng"),
        ("counter_address", "Chợ", "cần số nhà và tên đường"),
        ("website", "http://phuong.vn", "bắt đầu bằng https://"),
        ("checked", "2030-01-01", "ngày này chưa tới"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(
    editor: OfficialAtWork, field: str, typed_text: str, reason: str
) -> None:
    fields = form_in(editor.page(WARD)) | {field: typed_text, "act": "save"}
    refused = editor.press(WARD, **fields)
    assert refused.status_code == 422
    place = refused.text.split(f'id="e-{field}"')[1].split("</p>")[0]
    assert (
        reason in place.lower()
        and f'aria-describedby="{"h-" + field + " " if "h-" + field in refused.text else ""}e-{field}"' in refused.text
    )
    assert form_in(refused.text)[field] == typed_text


def test_a_change_is_told_as_a_sentence_before_and_after_saving(editor: OfficialAtWork, runtime: Runtime) -> None:
    fields = form_in(editor.page(WARD)) | {"counter_address": "12 Trần Hưng Đạo, khu phố 3", "hours_confirmed": "yes"}
    looked = words_of(editor.press(WARD, **fields, act="look").text)
    assert "Quầy: địa chỉ: chưa có → 12 Trần Hưng Đạo, khu phố 3" in looked
    assert "Lãnh đạo đã duyệt giờ này: không → có" in looked
    assert "address:" not in looked.split("Sửa cả mục")[0] and "null" not in looked.split("Sửa cả mục")[0]
    assert editor.press(WARD, **fields, act="save", accepts="yes").status_code == 303
    version = runtime.content_editing.list_versions("ward.yaml", 1)[0].id
    assert "Quầy: địa chỉ: chưa có → 12 Trần Hưng Đạo" in words_of(editor.page(f"/admin/content/versions/{version}"))


def test_a_fee_changed_asks_for_its_source_and_the_day(editor: OfficialAtWork, runtime: Runtime) -> None:
    fields = form_in(editor.page(EDIT)) | {
        "fee_kind": "amount",
        "fee_amounts": "Lệ phí | 30.000 | mỗi bản",
        "fee_source": "",
        "act": "save",
        "accepts": "yes",
    }
    fields["checked"] = form_in(editor.page(EDIT))["checked"] if fields["checked"] != f"{runtime.today()}" else ""
    refused = editor.press(EDIT, **fields)
    assert refused.status_code == 422
    assert "ghi ngày anh/chị so với văn bản mới" in refused.text and "ghi văn bản quy định mức mới" in refused.text
    fields |= {"checked": f"{runtime.today()}", "fee_source": "Nghị quyết 12/2026/NQ-HĐND"}
    looked = words_of(editor.press(EDIT, **{**fields, "act": "look"}).text)
    assert "Lệ phí: 30.000 đồng mỗi bản" in looked
    assert editor.press(EDIT, **fields).status_code == 303
    assert "30000" in runtime.content_editing.read_text(BIRTH)


def test_an_error_of_the_check_stands_at_its_field(editor: OfficialAtWork, runtime: Runtime) -> None:
    fields = form_in(editor.page(EDIT)) | {"title": "x" * 60, "act": "look"}
    page = editor.press(EDIT, **fields).text
    assert 'id="e-title"' in page and 'aria-invalid="true"' in page


def test_what_is_unknown_is_said() -> None:
    assert (
        describe_ward_line("counter", {"name": "Quầy", "address": None, "phone": "115"})
        == "Quầy · 115 (chưa có địa chỉ)"
    )
    assert describe_ward_line("hotline", None) == "chưa điền"


def test_the_pages_of_an_entry_name_no_file_and_no_line(editor: OfficialAtWork) -> None:
    fields = form_in(editor.page(EDIT)) | {"reason": "So lại ở quầy", "act": "save", "accepts": "yes"}
    fields["result"] = "Giấy khai sinh (bản chính)"
    assert editor.press(EDIT, **fields).status_code == 303
    version = re.search(r"/admin/content/versions/\d+", editor.page("/admin/content/versions"))
    assert version is not None
    for page in (ENTRY, EDIT, "/admin/content/versions", version.group()):
        text = words_of(editor.page(page))
        assert BIRTH not in text and ".yaml" not in text, page
        assert not re.search(r"\bDòng \d", text), page


def test_a_change_calls_the_resident_as_the_bot_does(editor: OfficialAtWork) -> None:
    fields = form_in(editor.page(EDIT)) | {"time_text": "Trong ngày, {anh_chi} chờ lấy liền.", "act": "look"}
    changes = words_of(editor.press(EDIT, **fields).text).split("Chỗ sẽ đổi")[1]
    assert "anh/chị chờ lấy liền" in changes and "{anh_chi}" not in changes.split("Người dân sẽ thấy")[0]


def test_what_the_bot_knows_is_read_without_the_marks_of_the_form(editor: OfficialAtWork) -> None:
    entry = editor.page(ENTRY).split("Trợ lý đang biết")[1].split("Các lần sửa")[0]
    facts = words_of(re.sub(r"<summary>.*?</details>", "", entry, flags=re.DOTALL))
    assert "##" not in facts and " | " not in facts and "nh_chi}" not in facts
