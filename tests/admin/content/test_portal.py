"""So với Cổng and Văn bản: an editor uploads a crawl, sees what changed, accepts or refuses it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.content.portal_baseline import BASELINE, format_baseline
from bot.content.portal_records import read_published
from bot.content_editing.folder import mark_of
from bot.runtime import Runtime
from tests.admin.installation import OfficialAtWork, new_official
from tests.content.portal_fixture import BIRTH, records

PAGE = "/admin/content/portal"


@pytest.fixture(autouse=True)
def compared_before(runtime: Runtime) -> None:
    """The first record was compared before."""
    baseline = format_baseline(map(read_published, records()[:1]))
    (runtime.settings.content_path / BASELINE).write_bytes(baseline)


def upload(editor: OfficialAtWork, **changes: object) -> None:
    assert send(editor, json.dumps({**records()[0], "as_of": "2027-01-15", **changes}).encode()).status_code == 303


def send(editor: OfficialAtWork, crawl: bytes) -> Any:
    """What the upload of a file is answered with."""
    upload_file: Any = (io.BytesIO(crawl), "crawl.jsonl")
    return editor.press(f"{PAGE}/upload", crawl=upload_file)


def test_an_editor_accepts_what_changed_and_it_is_answered_at_once(runtime: Runtime, editor: OfficialAtWork) -> None:
    upload(editor, results=["Giấy khai sinh có mã QR"])
    page = editor.page(PAGE)
    assert "<ins>có mã QR</ins>" in page and "Đăng ký khai sinh: kết quả" in page
    answer = editor.press(f"{PAGE}/decide", code=BIRTH, field="results", act="accept")
    assert answer.status_code == 303
    procedure = runtime.live_content.content.procedures[BIRTH]
    assert procedure.result == "Giấy khai sinh có mã QR." and "15/01/2027" in procedure.origin.source
    assert "Không có chỗ nào khác" in editor.page(PAGE)


def test_a_time_of_the_portal_waits_for_a_second_official(runtime: Runtime, editor: OfficialAtWork) -> None:
    before = runtime.content_editing.read_text("procedures/khai-sinh.yaml")
    runtime.content_editing.second_reader.choose("fees", 0)
    methods = [{**method, "time": {"value": 20, "unit": "Ngày"}} for method in records()[0]["methods"]]
    upload(editor, methods=methods)
    answer = editor.press(f"{PAGE}/decide", code=BIRTH, field="time", act="accept")
    assert answer.location.startswith("/admin/content/proposals/1")
    assert runtime.content_editing.read_text("procedures/khai-sinh.yaml") == before
    assert "20 ngày" in editor.page("/admin/content/proposals/1").lower()
    reader = new_official(editor.client.application, runtime, "approver")
    mark = mark_of(before)
    assert reader.press("/admin/content/proposals/1/approve", mark=mark).status_code == 303
    assert "20 ngày" in str(runtime.live_content.content.procedures[BIRTH].time).lower()


def test_a_refusal_needs_a_reason(editor: OfficialAtWork) -> None:
    upload(editor, decision="2/QĐ-BTP")
    choice = {"code": BIRTH, "field": "decision", "act": "refuse"}
    assert editor.press(f"{PAGE}/decide", **choice).status_code == 422
    assert editor.press(f"{PAGE}/decide", **{**choice, "why": "Cổng ghi nhầm"}).status_code == 303
    assert editor.press(f"{PAGE}/decide", **{**choice, "act": "accept"}).status_code == 422


def test_a_file_that_is_no_crawl_is_refused(editor: OfficialAtWork) -> None:
    answer = send(editor, b"khong phai")
    assert answer.status_code == 422 and "Dòng 1 không phải một thủ tục" in answer.text


def test_entries_on_an_ended_legal_text_are_listed(runtime: Runtime, editor: OfficialAtWork) -> None:
    assert "Không có mục nào" in editor.page("/admin/content/laws")
    row = '- {number: 123/2015/NĐ-CP, title: "Nghị định 123/2015/NĐ-CP", valid_to: 2026-01-01}\n'
    (runtime.settings.content_path / "laws.yaml").write_text(row, encoding="utf-8")
    page = editor.page("/admin/content/laws")
    assert "đã hết hiệu lực sau ngày 01/01/2026" in page and "procedures/khai-sinh.yaml" in page
