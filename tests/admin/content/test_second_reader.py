"""A change of a fee or a deadline waits for a second official: told as sentences, approved, returned, withdrawn, counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from bot.content_editing.folder import mark_of
from bot.operations.notice_matters import find_matters
from bot.runtime import Runtime
from tests.admin.content.test_content import COMPARED, EDIT, form_in, text_of_file
from tests.admin.content.test_plain_words import words_of
from tests.admin.installation import OfficialAtWork, make_app, new_official
from tests.content_editing import library
from tests.content_editing.library import BIRTH
from tests.content_editing.test_saving import NEW, OLD, fee_said

LIST = "/admin/content/proposals"


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """An installation that chose nothing: fees and deadlines wait."""
    with library.installation(library.copy(tmp_path), tmp_path) as installation:
        yield installation


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    return make_app(runtime)


@pytest.fixture
def official(app: Flask, runtime: Runtime) -> Callable[..., OfficialAtWork]:
    """Officials by their role, each with an own browser."""
    return lambda role, email="": new_official(app, runtime, role, email)


def changes_fee(who: OfficialAtWork, new: str = NEW, address: str = EDIT) -> str:
    """The address of the change that waits."""
    fields = form_in(who.page(address)) | {"act": "save", "checked": COMPARED, "accepts": "yes"}
    fields["fee_text"] = re.sub(f"{OLD}|{NEW}", new, fields["fee_text"])
    answer = who.press(address, **fields)
    assert answer.status_code == 303, words_of(answer.text)
    return str(answer.location).partition("?")[0]


def mark_in(page: str) -> str:
    return str(re.findall(r'name="mark" value="(\w*)"', page)[0])


def approves(who: OfficialAtWork, change: str) -> int:
    return int(who.press(f"{change}/approve", mark=mark_in(who.page(change))).status_code)


def test_a_fee_waits_for_a_second_official_and_is_then_said(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan, hoa = official("editor"), official("approver")
    change = changes_fee(lan)
    assert change.startswith(LIST) and OLD in fee_said(runtime)
    assert "Chờ duyệt" in words_of(lan.page(change)) and "Duyệt, dùng ngay" not in lan.page(change)
    page_words = words_of(hoa.page(change))
    assert "Lời nói về lệ phí" in page_words and "nộp 8.000 đồng" in page_words and "xem từng dòng" not in page_words
    assert approves(hoa, change) == 303
    assert NEW in fee_said(runtime)
    version = runtime.content_editing.list_versions(BIRTH, 1)[0]
    assert version.official == "Cán bộ editor"
    acts = [
        row["action"] for row in runtime.store.rows("SELECT action FROM audit WHERE subject = ? ORDER BY id", [BIRTH])
    ]
    assert acts == ["content_propose", "content_edit", "content_approved"]
    assert hoa.press(f"{change}/approve", mark=version.id).status_code == 409, "it is settled"


def test_nobody_approves_an_own_change_nor_one_another_right_forbids(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan = official("manager")
    change = changes_fee(lan)
    mark = mark_of(runtime.content_editing.read_text(BIRTH))
    assert lan.press(f"{change}/approve", mark=mark).status_code == 409
    assert lan.press(f"{change}/return", comment="tự trả").status_code == 409
    for role in ("author", "answerer", "viewer"):
        assert official(role).press(f"{change}/approve", mark=mark).status_code == 403
    assert OLD in fee_said(runtime)


def test_what_is_no_fee_and_no_deadline_is_used_at_once(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan = official("editor")
    fields = form_in(lan.page(EDIT)) | {"act": "save", "notes": "Mang theo căn cước khi tới quầy.", "accepts": "yes"}
    assert lan.press(EDIT, **fields).location.startswith("/admin/content/entry/")
    assert "Mang theo căn cước" in runtime.content_editing.read_text(BIRTH)


@pytest.mark.parametrize("field", ["deadline_text", "time_text"])
def test_a_deadline_waits_too(official: Callable[..., OfficialAtWork], field: str) -> None:
    lan = official("editor")
    fields = form_in(lan.page(EDIT))
    fields |= {"act": "save", "accepts": "yes", field: fields[field].replace("1 ngày", "3 ngày").replace("60", "30")}
    assert lan.press(EDIT, **fields).location.startswith(LIST)


def test_the_text_of_the_file_and_taking_a_version_back_are_no_way_around(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan, hoa = official("editor"), official("editor", "hoa@phuong.example.vn")
    raw = form_in(lan.page(EDIT), "raw")
    text = text_of_file(lan.page(EDIT)).replace(OLD, NEW).replace("field: Hộ tịch", "field: Hộ tịch mới")
    change = str(lan.press(EDIT, **{**raw, "yaml": text, "act": "save", "accepts": "yes"}).location).partition("?")[0]
    assert change.startswith(LIST) and OLD in fee_said(runtime)
    assert approves(hoa, change) == 303
    version = runtime.content_editing.list_versions(BIRTH, 1)[0].id
    undone = lan.press(f"/admin/content/versions/{version}/undo")
    assert undone.location.startswith(LIST) and NEW in fee_said(runtime)


def test_what_no_field_holds_is_shown_line_by_line(official: Callable[..., OfficialAtWork]) -> None:
    lan, hoa = official("editor"), official("approver")
    raw = form_in(lan.page(EDIT), "raw")
    text = text_of_file(lan.page(EDIT)).replace(OLD, NEW).replace("level: full", "level: full\n  note_to_nobody: x", 1)
    answer = lan.press(EDIT, **{**raw, "yaml": text, "act": "save", "accepts": "yes"})
    if answer.status_code == 422:  # the check knows no such line: a name of the portal instead
        text = re.sub(r"\nname: .*", "\nname: Đăng ký khai sinh cho bé", text_of_file(lan.page(EDIT)).replace(OLD, NEW))
        answer = lan.press(EDIT, **{**raw, "yaml": text, "act": "save", "accepts": "yes"})
    assert answer.status_code == 303, words_of(answer.text)
    assert "Còn đổi cả chỗ khác" in words_of(hoa.page(str(answer.location)))


def test_it_comes_back_with_a_comment_is_taken_up_and_sent_again(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan, hoa = official("editor"), official("approver")
    change = changes_fee(lan)
    assert "viết vài chữ" in hoa.press(f"{change}/return", comment=" ").text
    assert hoa.press(f"{change}/return", comment="Nghị quyết ghi 10.000 đồng").status_code == 303
    today = words_of(lan.page("/admin/"))
    assert "Thay đổi nội dung trả lại cho anh/chị sửa" in today and "Nghị quyết ghi 10.000 đồng" in today
    again = re.findall(rf'href="({EDIT}\?proposal=\d+)"', lan.page(change))[0]
    form = lan.page(again)
    assert "Nghị quyết ghi 10.000 đồng" in form and NEW in form_in(form)["fee_text"]
    second = changes_fee(lan, "Khai trễ hạn nộp 10.000 đồng", again)
    assert second != change and "trả lại cho anh/chị sửa" not in words_of(lan.page("/admin/"))
    assert approves(hoa, second) == 303
    assert "10.000 đồng" in fee_said(runtime)


def test_counters_lists_and_notices_name_it_to_the_second_official_only(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan, hoa, mai = official("editor"), official("approver"), official("answerer")
    change = changes_fee(lan)
    assert "thay đổi nội dung chờ anh/chị duyệt" in words_of(hoa.page("/admin/"))
    for other in (lan, mai):
        assert "thay đổi nội dung chờ anh/chị duyệt" not in words_of(other.page("/admin/"))
    assert hoa.client.get("/admin/live").json["counts"]["content"] == 1
    assert lan.client.get("/admin/live").json["counts"]["content"] == 0
    [matter] = [one for one in find_matters(runtime) if one.kind == "content_to_read"]
    assert matter.not_for == 1
    assert lan.press(f"{change}/withdraw").status_code == 303
    assert hoa.client.get("/admin/live").json["counts"]["content"] == 0 and OLD in fee_said(runtime)


def test_other_changes_made_meanwhile_stay_and_the_same_place_is_never_overwritten(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan, hoa = official("editor"), official("manager")
    change = changes_fee(lan)
    mark = mark_in(hoa.page(change))
    fields = form_in(lan.page(EDIT)) | {"act": "save", "notes": "Mang theo căn cước.", "accepts": "yes"}
    assert lan.press(EDIT, **fields).location.startswith("/admin/content/entry/")
    read_again = hoa.press(f"{change}/approve", mark=mark)
    assert read_again.status_code == 409 and "Hãy đọc lại bên dưới" in read_again.text
    refused = hoa.press(EDIT, **(form_in(hoa.page(EDIT)) | {"act": "save", "time_text": "2 ngày", "accepts": "yes"}))
    assert refused.status_code == 422 and "chờ người thứ hai duyệt" in refused.text
    assert approves(hoa, change) == 303
    text = runtime.content_editing.read_text(BIRTH)
    assert NEW in text and "Mang theo căn cước." in text


def test_a_place_changed_outside_meanwhile_is_given_back(
    official: Callable[..., OfficialAtWork], runtime: Runtime
) -> None:
    lan, hoa = official("editor"), official("manager")
    change = changes_fee(lan)
    path = runtime.content_editing.folder.path / BIRTH
    path.write_text(path.read_text(encoding="utf-8").replace(OLD, "Khai trễ hạn thì nộp 5.000 đồng"), encoding="utf-8")
    assert "đã sửa đúng chỗ này" in words_of(hoa.page(change))
    assert approves(hoa, change) == 409 and "5.000 đồng" in runtime.content_editing.read_text(BIRTH)


def test_a_lone_manager_is_told_how_to_go_on_and_can(official: Callable[..., OfficialAtWork], runtime: Runtime) -> None:
    alone = official("manager")
    change = changes_fee(alone)
    page_words = words_of(alone.page(change))
    assert "Chưa có ai duyệt được thay đổi này" in page_words and "Không cần người thứ hai" in page_words
    assert "Chưa có người thứ hai" in words_of(alone.page(LIST))
    assert alone.press("/admin/content/second-reader", choice="off").status_code == 303
    assert approves(alone, change) == 303 and NEW in fee_said(runtime)
    acts = [row["action"] for row in runtime.store.rows("SELECT action FROM audit")]
    assert "second_reader" in acts
    official("approver")
    assert "Chưa có người thứ hai" not in words_of(alone.page(LIST))


def test_the_ward_chooses_what_is_read_twice(official: Callable[..., OfficialAtWork], runtime: Runtime) -> None:
    manager, lan = official("manager"), official("editor")
    assert lan.press("/admin/content/second-reader", choice="off").status_code == 403
    assert manager.press("/admin/content/second-reader", choice="anything").status_code == 303
    assert runtime.content_editing.second_reader.choice() == "fees"
    fields = form_in(lan.page(EDIT)) | {"act": "save", "who": "Cha, mẹ hoặc người thân", "accepts": "yes"}
    assert lan.press(EDIT, **fields).location.startswith("/admin/content/entry/")
    manager.press("/admin/content/second-reader", choice="legal")
    fields = form_in(lan.page(EDIT)) | {"act": "save", "who": "Cha, mẹ, ông hoặc bà", "accepts": "yes"}
    assert lan.press(EDIT, **fields).location.startswith(LIST)


def test_a_new_procedure_waits_whole(official: Callable[..., OfficialAtWork], runtime: Runtime) -> None:
    lan, hoa = official("editor"), official("approver")
    says = "\n".join(f"xin giấy phép nuôi yến kiểu {number}" for number in range(6))
    begun = lan.press("/admin/content/new", folder="procedures", title="Nuôi yến", says=says, act="begin")
    text = text_of_file(begun.text).replace("code: ''", 'code: "9.999999"')
    text = text.replace("field: ''", "field: Nông nghiệp").replace("who: ''", "who: Người nuôi yến")
    answer = lan.press("/admin/content/new", file="procedures/nuoi-yen.yaml", yaml=text, accepts="yes", act="save")
    change = str(answer.location).partition("?")[0]
    assert change.startswith(LIST) and "9.999999" not in runtime.live_content.content.procedures
    page_words = words_of(hoa.page(change))
    assert "Mục mới" in page_words and "Người nuôi yến" in page_words
    assert "Nuôi yến" in lan.page(
        re.findall(r'href="(/admin/content/new\?[^"]+)"', lan.page(change))[0].replace("&amp;", "&")
    )
    assert approves(hoa, change) == 303
    assert runtime.live_content.content.procedures["9.999999"].title == "Nuôi yến"


def test_no_name_of_a_file_reaches_who_reads_a_change(official: Callable[..., OfficialAtWork]) -> None:
    lan, hoa = official("editor"), official("manager")
    change = changes_fee(lan)
    for page in (hoa.page(change), hoa.page(LIST), hoa.page("/admin/"), hoa.page("/admin/settings/audit")):
        assert ".yaml" not in words_of(page) and "fee_" not in words_of(page)
