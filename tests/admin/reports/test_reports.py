"""Báo cáo and the book of activities: what is shown, what may be written, and by whom."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook

from bot.runtime import Runtime
from bot.store import audit
from tests.admin.installation import OfficialAtWork, new_official
from tests.reports.busy_month import asks, broadcast, did, followers

GOOD = {
    "day": "2026-11-05",
    "kind": "meeting",
    "place": "Khu phố 3",
    "events": "2",
    "people": "100",
    "is_more": "1",
    "note": "x",
}
"""NOON, the time of these tests, is 23/11/2026."""


@pytest.fixture
def author(app: Flask, runtime: Runtime) -> OfficialAtWork:
    return new_official(app, runtime, "author")


@pytest.fixture
def viewer(app: Flask, runtime: Runtime) -> OfficialAtWork:
    return new_official(app, runtime, "viewer")


def test_an_empty_installation_says_what_to_do_first(author: OfficialAtWork) -> None:
    page = author.page("/admin/reports")
    assert "Từ ngày 01/11/2026 đến ngày 30/11/2026" in page
    for sentence in ("Kỳ này chưa có câu hỏi nào.", "Soạn bản tin", "Ghi hoạt động", "Kỳ này chưa hết"):
        assert sentence in page
    assert "Ghi hoạt động đầu tiên" in author.page("/admin/reports/activities")


def test_it_shows_figures_charts_and_tables(viewer: OfficialAtWork, runtime: Runtime) -> None:
    followers(runtime, 3, date(2026, 11, 2))
    broadcast(runtime, date(2026, 11, 3), {("seen", None): 1200, ("left_out", "opted_out"): 2}, clicks=3)
    asks(runtime, date(2026, 11, 4), "answer", "postal", times=7)
    asks(runtime, date(2026, 11, 4), "fallback", "unknown", times=2)
    did(runtime, date(2026, 11, 5), "meeting", "Khu phố 3", events="2", people="100", is_more="1")
    page = viewer.page("/admin/reports")
    assert "<b>1.200</b> lượt gửi tới người nhận" in page
    assert "<b>9</b> câu hỏi<small>chưa hiểu 2</small>" in page
    assert "Câu hỏi mỗi ngày: nhiều nhất 9 (04/11), cộng 9." in page
    assert page.count('role="img" aria-label="') == 2
    assert "<title>04/11: 9</title>" in page
    assert "Hội nghị: 02 cuộc, hơn 100 lượt người" in page
    assert "2 lượt: Đã xin ngừng nhận tin." in page
    assert "style=" not in page


def test_a_viewer_looks_and_downloads_but_is_not_asked_to_write(viewer: OfficialAtWork) -> None:
    assert "/admin/reports/activities/new" not in viewer.page("/admin/reports") + viewer.page(
        "/admin/reports/activities"
    )
    assert viewer.client.get("/admin/reports/activities/new").status_code == 403
    assert viewer.press("/admin/reports/activities", **GOOD).status_code == 403
    assert viewer.client.get("/admin/reports/word").status_code == 200


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("p=quarter-2026-3", "Từ ngày 01/07/2026 đến ngày 30/09/2026"),
        ("p=month-2026-11&w=decree", "Từ ngày 15/10/2026 đến ngày 14/11/2026"),
        ("p=nine-2026", "9 tháng đầu năm 2026"),
        ("from=2026-11-02&to=2026-11-05", "Từ ngày 02/11/2026 đến ngày 05/11/2026"),
        ("p=year-2026", "Câu hỏi mỗi tháng"),
    ],
)
def test_it_shows_the_period_that_was_chosen(
    viewer: OfficialAtWork, runtime: Runtime, query: str, sentence: str
) -> None:
    asks(runtime, date(2026, 11, 4), "answer", "postal")
    assert sentence in viewer.page(f"/admin/reports?{query}")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2026-11-05&to=2026-11-02", "đứng trước"),
        ("from=2026-11-05", "cần một ngày"),
        ("from=2027-01-01&to=2027-01-31", "chưa bắt đầu"),
        ("p=month-2026-13", "Tháng phải từ 1 tới 12"),
        ("p=month", "Hãy chọn lại"),
        ("p=month-2026-11&w=moon", "chốt số liệu"),
    ],
)
def test_a_wrong_period_is_named_and_what_was_typed_stays(viewer: OfficialAtWork, query: str, sentence: str) -> None:
    response = viewer.client.get(f"/admin/reports?{query}")
    assert response.status_code == 422
    assert sentence in response.text
    if "from=" in query:
        assert f'value="{query.split("from=")[1][:10]}"' in response.text


def test_word_and_excel_hold_the_chosen_period(viewer: OfficialAtWork, runtime: Runtime) -> None:
    asks(runtime, date(2026, 10, 4), "answer", "postal", times=7)
    word = viewer.client.get("/admin/reports/word?p=month-2026-10")
    assert word.headers["Content-Disposition"] == 'attachment; filename="bao-cao-20261001-20261031.docx"'
    lines = [paragraph.text for paragraph in Document(io.BytesIO(word.data)).paragraphs]
    assert any(line.startswith("Người dân hỏi 7 câu;") for line in lines)
    excel = viewer.client.get("/admin/reports/excel?p=month-2026-10")
    assert excel.headers["Content-Disposition"] == 'attachment; filename="so-lieu-20261001-20261031.xlsx"'
    assert load_workbook(io.BytesIO(excel.data))["Câu hỏi"]["G2"].value == 7


def test_an_author_writes_changes_and_deletes_an_activity(author: OfficialAtWork, runtime: Runtime) -> None:
    assert author.press("/admin/reports/activities", **GOOD).status_code == 303
    page = author.page("/admin/reports/activities?done=activity_saved")
    assert "Đã ghi vào sổ." in page
    assert "02 cuộc" in page
    assert "hơn 100" in page
    assert author.press("/admin/reports/activities/1", **GOOD | {"people": "", "is_more": ""}).status_code == 303
    assert "không đếm" in author.page("/admin/reports/activities")
    assert author.press("/admin/reports/activities/1/delete").status_code == 303
    assert "Sổ còn trống." in author.page("/admin/reports/activities")
    assert [line.action for line in audit.of_subject(runtime.store, "activity:1")] == [
        "activity_add",
        "activity_edit",
        "activity_delete",
    ]


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(author: OfficialAtWork) -> None:
    response = author.press("/admin/reports/activities", **GOOD | {"people": "đông", "place": "Sân <b>đình</b>"})
    assert response.status_code == 422
    assert 'value="đông" aria-invalid="true" aria-describedby="people-loi"' in response.text
    assert 'id="people-loi"' in response.text
    assert "Sân &lt;b&gt;đình&lt;/b&gt;" in response.text


def test_the_book_is_filtered(author: OfficialAtWork, runtime: Runtime) -> None:
    did(runtime, date(2026, 11, 5), "meeting", "Khu phố 3")
    did(runtime, date(2026, 10, 5), "leaflet", "Chợ Phan Thiết", events="300")
    page = author.page("/admin/reports/activities?from=2026-11-01&to=2026-11-30")
    assert "Khu phố 3" in page
    assert "Chợ Phan Thiết" not in page
    assert "300 tờ" in author.page("/admin/reports/activities?q=chợ&kind=leaflet")
    assert "Không có hoạt động nào khớp." in author.page("/admin/reports/activities?q=biển")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_activity_that_is_not_there_is_not_found(author: OfficialAtWork, method: str) -> None:
    path = "/admin/reports/activities/99"
    response = author.client.get(path) if method == "get" else author.press(f"{path}/delete")
    assert response.status_code == 404
