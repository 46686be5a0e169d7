"""One broadcast: what it says, who may do what to it, how it went, and who got it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from bot.admin.shared.differences import changed_fields
from bot.articles.listing import article_text
from bot.broadcasts.exports import defuse
from bot.broadcasts.repeat import Repeat
from bot.clock import DAY
from bot.reply import Button
from bot.store import broadcasts, deliveries, outbox
from tests.admin.broadcast_office import Office
from tests.admin.installation import new_official


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


def path(broadcast_id: int, act: str = "") -> str:
    return f"/admin/broadcasts/{broadcast_id}" + (f"/{act}" if act else "")


def at(runtime, *moment: int) -> int:
    return runtime.broadcasts.local_ms(datetime(*moment))  # type: ignore[arg-type]


def test_approving_says_in_words_what_will_happen(office, runtime):
    office.followers("Chị Sáu", "Anh Bảy")
    broadcast_id = office.submitted(send_at=at(runtime, 2026, 11, 30, 8, 0))
    assert "Gửi cho 2 người lúc 8:00 thứ Hai, 30/11." in office.approver.page(path(broadcast_id))
    response = office.approver.press(
        path(broadcast_id, "approve"), version=str(office.room.lifecycle.get(broadcast_id).version)
    )
    assert response.status_code == 303 and office.state(broadcast_id) == "scheduled"
    planned = office.approver.page(response.location)
    assert "Máy gửi lúc 30/11/2026 08:00" in planned and "Gửi cho 2 người lúc 8:00 thứ Hai, 30/11." in planned


def test_who_wrote_it_gets_no_button_to_approve_and_may_not(office):
    broadcast_id = office.room.lifecycle.copy(office.draft(), office.hoa)
    office.room.lifecycle.submit(broadcast_id, office.hoa)
    assert "người soạn không tự duyệt được" in office.approver.page(path(broadcast_id))
    assert path(broadcast_id, "approve") not in office.approver.page(path(broadcast_id))
    response = office.approver.press(path(broadcast_id, "approve"), version="2")
    assert response.status_code == 409 and "Người soạn không được tự duyệt" in response.text


def test_an_approval_of_words_nobody_saw_is_refused(office):
    broadcast_id = office.submitted()
    version = str(office.room.lifecycle.get(broadcast_id).version)
    office.room.lifecycle.edit(
        broadcast_id, office.room.lifecycle.draft_of(office.room.lifecycle.get(broadcast_id)), office.lan
    )
    office.room.lifecycle.submit(broadcast_id, office.lan)
    response = office.approver.press(path(broadcast_id, "approve"), version=version)
    assert response.status_code == 409 and "vừa được người khác sửa" in response.text
    assert office.state(broadcast_id) == "submitted"


def test_returning_wants_a_reason_and_the_author_reads_it(office):
    broadcast_id = office.submitted()
    assert office.approver.press(path(broadcast_id, "return"), reason=" ").status_code == 409
    assert office.approver.press(path(broadcast_id, "return"), reason="Thiếu giờ làm việc").status_code == 303
    page = office.author.page(path(broadcast_id))
    assert "Trả lại để sửa" in page and "Lý do: Thiếu giờ làm việc" in page and "Sửa tiếp" in page


def test_rejecting_ends_it(office):
    broadcast_id = office.submitted()
    assert office.approver.press(path(broadcast_id, "reject"), reason="Trùng tin hôm qua").status_code == 303
    assert office.state(broadcast_id) == "rejected"


def test_the_approver_sees_what_changed_since_the_last_approval(office, runtime):
    broadcast_id = office.approved("Tiêm ngày 5 tháng 12.", send_at=runtime.clock() + DAY)
    draft = office.room.lifecycle.draft_of(office.room.lifecycle.get(broadcast_id))
    other = type(draft)(
        "consultation", type(draft.message)(title="Lịch tiêm chủng", text="Tiêm ngày 6 tháng 12."), draft.send_at
    )
    office.room.lifecycle.edit(broadcast_id, other, office.lan)
    office.room.lifecycle.submit(broadcast_id, office.lan)
    assert "ngày <del>5</del><ins>6</ins> tháng" in office.approver.page(path(broadcast_id)).replace("&#39;", "'")


def test_differences_go_by_words_and_lines():
    [change] = changed_fields([("Chữ", "Một hai\nba"), ("Nút", "x")], [("Chữ", "Một bốn\nba"), ("Nút", "x")])
    assert change.parts == (("same", "Một "), ("del", "hai"), ("ins", "bốn"), ("same", "\nba"))


def test_an_article_goes_to_everybody_only_when_the_approver_says_to_know_it(office, runtime):
    office.followers("Chị Sáu", "Anh Bảy", wrote=False)
    message = office.room.with_article(office.message(office.draft("Bà con chú ý.")), office.lan)
    broadcast_id = office.submitted(**{**message.as_dict(), "buttons": (), "kind": "article"})
    page = office.approver.page(path(broadcast_id))
    assert "MỌI NGƯỜI theo dõi trang của phường (2 người)" in page and "Tôi biết bài này" in page
    fields = {"version": str(office.room.lifecycle.get(broadcast_id).version), "article_version": "1"}
    assert 'name="article_version" value="1"' in page and "Nội dung bài sẽ gửi" in page
    refused = office.approver.press(path(broadcast_id, "approve"), **fields)
    assert refused.status_code == 409 and office.state(broadcast_id) == "submitted"
    assert office.approver.press(path(broadcast_id, "approve"), **fields, everyone="yes").status_code == 303
    assert office.state(broadcast_id) == "scheduled"


def test_an_article_changed_after_it_was_read_is_not_approved_with_its_broadcast(office, runtime):
    office.followers("Chị Sáu", wrote=False)
    message = office.room.with_article(office.message(office.draft("Bà con chú ý.")), office.lan)
    broadcast_id = office.submitted(**{**message.as_dict(), "buttons": (), "kind": "article"})
    article = runtime.publishing.get(message.article_id)
    swapped = replace(article_text(article), body="LỪA ĐẢO: chuyển tiền vào tài khoản này")
    runtime.publishing.edit(message.article_id, swapped, office.lan)
    fields = {"version": str(office.room.lifecycle.get(broadcast_id).version), "everyone": "yes"}
    for seen in ({"article_version": str(article.version)}, {}):
        refused = office.approver.press(path(broadcast_id, "approve"), **fields, **seen)
        assert refused.status_code == 409 and "đọc bản mới" in refused.text and "LỪA ĐẢO" in refused.text
        assert office.state(broadcast_id) == "submitted"


def test_the_forecast_says_who_does_not_get_it_and_why(office):
    office.followers("Chị Sáu")
    silent = office.followers("Chị Sáu", "Anh Bảy", wrote=False)
    assert len(silent) == 2
    page = office.author.page(path(office.draft()))
    assert "tới được 1 người" in page and "1 người không nhận. Quá 7 ngày chưa nhắn với phường" in page


def test_pause_resume_and_stop(office):
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    assert (
        office.author.press(path(broadcast_id, "pause")).status_code == 303 and office.state(broadcast_id) == "paused"
    )
    paused = office.author.page(path(broadcast_id))
    assert "Cán bộ tạm dừng." in paused and "máy gửi cho 1 người chưa tới lượt" in paused
    assert office.author.press(path(broadcast_id, "resume")).status_code == 403
    assert (
        office.approver.press(path(broadcast_id, "resume")).status_code == 303
        and office.state(broadcast_id) == "sending"
    )
    assert (
        office.author.press(path(broadcast_id, "stop")).status_code == 303 and office.state(broadcast_id) == "stopped"
    )
    assert office.room.results.counts(broadcast_id).by_state == {"cancelled": 1}
    again = office.author.press(path(broadcast_id, "pause"))
    assert again.status_code == 409 and "Đã dừng hẳn" in again.text


def test_a_copy_and_a_series_made_of_it_open_in_the_form(office):
    broadcast_id = office.draft()
    assert "/edit?done=broadcast_copied" in office.author.press(path(broadcast_id, "copy")).location
    assert office.author.press(path(broadcast_id, "copy"), **{"as": "series"}).location.endswith("#lich")


def test_a_page_being_sent_is_kept_fresh_with_and_without_a_script(office):
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    page = office.author.page(path(broadcast_id))
    assert (
        '<noscript><meta http-equiv="refresh" content="5">' in page
        and f'data-progress="{path(broadcast_id, "progress")}"' in page
    )
    facts = office.author.client.get(path(broadcast_id, "progress")).json
    assert (facts["state"], facts["total"], facts["percent"]) == ("sending", "1", 0)


def fail(office, runtime, report: int, outcome: str) -> None:
    """The one message of a broadcast did not go out."""
    with runtime.store.write() as db:
        message_id = max(row["id"] for row in runtime.store.rows("SELECT id FROM outbox"))
        outbox.settle(db, message_id, "failed", runtime.clock(), outcome=outcome, code="-218")
    office.room.feeder.tick()


def test_what_failed_is_named_and_sent_again(office, runtime):
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    fail(office, runtime, broadcast_id, "quota_person")
    page = office.author.page(path(broadcast_id))
    assert "đã nhận đủ số tin Zalo cho phép" in page
    assert "Gửi lại 1 tin chưa tới" in office.approver.page(path(broadcast_id)) and "Gửi lại 1 tin" not in page
    assert office.approver.press(path(broadcast_id, "retry")).status_code == 303
    assert office.room.results.counts(broadcast_id).by_state.get("failed") is None
    assert office.approver.press(path(broadcast_id, "retry")).status_code == 409


def test_each_person_is_listed_with_the_reason_filtered_and_in_pages(office, runtime):
    office.followers(*(f"Người {number:02}" for number in range(60)))
    broadcast_id = office.begun()
    fail(office, runtime, broadcast_id, "quota_person")
    page = office.author.page(path(broadcast_id, "people"))
    assert "Người 00" in page and "Người 59" not in page and "Trang 1 trên 2" in page
    second = office.author.page(path(broadcast_id, "people?page=2"))
    assert "Người 59" in second and "Người 00" not in second
    assert "Trang 1 trên 2" in office.author.page(path(broadcast_id, "people?page=999999999999999999999"))
    failed = office.author.page(path(broadcast_id, "people?state=failed&outcome=quota_person"))
    assert failed.count("mã Zalo -218") == 1
    assert "Không có ai như vậy" in office.author.page(path(broadcast_id, "people?state=seen"))


def test_people_are_found_by_name_or_the_end_of_the_id_and_sorted(office):
    office.followers("Chị Sáu", "Anh Bảy", "Bà Ánh")
    broadcast_id = office.begun()
    page = office.author.page(path(broadcast_id, "people?q=anh"))
    assert "Anh Bảy" in page and "Bà Ánh" in page and "Chị Sáu" not in page
    assert 'value="anh"' in page and "không theo tên đang tìm" in page
    last = office.room.results.page(broadcast_id, text="Sáu").rows[0].person_id[-5:]
    assert "Chị Sáu" in office.author.page(path(broadcast_id, f"people?q={last}"))
    assert "Không có ai như vậy" in office.author.page(path(broadcast_id, "people?q=Mười"))
    by_name = office.author.page(path(broadcast_id, "people?order=name"))
    assert by_name.index("Anh Bảy") < by_name.index("Bà Ánh") < by_name.index("Chị Sáu")
    as_sent = office.author.page(path(broadcast_id, "people"))
    assert as_sent.index("Chị Sáu") < as_sent.index("Anh Bảy") < as_sent.index("Bà Ánh")


def test_the_file_is_for_spreadsheets_and_its_names_reckon_nothing(office, runtime):
    office.followers("=HYPERLINK(1)", "Chị Sáu")
    broadcast_id = office.begun()
    response = office.author.press(path(broadcast_id, "people.csv"))
    lines = response.data.decode("utf-8-sig").splitlines()
    assert response.data.startswith(b"\xef\xbb\xbf") and lines[0].startswith("Tên,Bốn số cuối")
    assert lines[1].startswith("'=HYPERLINK(1),…0010,") and lines[2].startswith("Chị Sáu,")
    assert "tải danh sách người nhận" in office.author.page(path(broadcast_id)).lower()


def test_the_workbook_holds_names_as_text_and_moments_as_dates(office, runtime):
    office.followers("=HYPERLINK(1)", "0903111222")
    broadcast_id = office.begun()
    response = office.author.press(path(broadcast_id, "people.xlsx"))
    sheet = load_workbook(io.BytesIO(response.data)).active
    rows = list(sheet.values)
    assert rows[0][0] == "Tên" and [row[0] for row in rows[1:]] == ["=HYPERLINK(1)", "0903111222"]
    assert sheet["A2"].data_type == "s" and sheet.auto_filter.ref == "A1:G3"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert "tải danh sách người nhận" in office.author.page(path(broadcast_id)).lower()


def test_a_link_beside_a_picture_has_its_button_in_the_preview_as_on_the_phone(office):
    office.followers("Chị Sáu")
    broadcast_id = office.draft(
        "Mời bà con.", link="https://phuong.example.vn/a", picture="https://phuong.example.vn/a.jpg"
    )
    page = office.author.page(path(broadcast_id))
    assert "<li>Xem chi tiết</li>" in page
    phone = page.split('class="phone"')[1]
    assert phone.index("Mời bà con.") < phone.index("<b>Lịch tiêm chủng</b>") < phone.index("Xem chi tiết")


def test_clicks_and_presses_are_counted_by_name(office, runtime):
    office.followers("Chị Sáu")
    broadcast_id = office.begun(link="https://phuong.example.vn/a", buttons=(Button("Hỏi giờ", say="mấy giờ"),))
    with runtime.store.write() as db:
        broadcasts.count_click(db, broadcast_id, "link", 0, "2026-11-23")
        broadcasts.count_click(db, broadcast_id, "press", 0, "2026-11-23")
    page = office.author.page(path(broadcast_id))
    assert "Bấm nút “Hỏi giờ”: 1 lần" in page and "Mở đường dẫn “https://phuong.example.vn/a”: 1 lần" in page


def test_a_series_shows_its_timetable_next_dates_and_past_runs(office, app, runtime, clock):
    office.followers("Chị Sáu")
    broadcast_id = office.approved(repeat=Repeat.parse("monthly:last-workday at=08:00 holiday=before"))
    page = office.author.page(path(broadcast_id))
    for words in (
        "Ngày làm việc cuối cùng hằng tháng lúc 08:00",
        "8:00 thứ Hai, 30/11",
        "8:00 thứ Năm, 31/12",
        "Chưa có kỳ nào",
    ):
        assert words in page
    clock.forward(8 * DAY)
    office.room.occurrences.fire_due()
    page = new_official(app, runtime, "viewer").page(path(broadcast_id))
    assert "30/11/2026 08:00</a>" in page and "8:00 thứ Hai, 30/11" not in page


def test_the_history_names_who_did_what(office):
    broadcast_id = office.submitted()
    office.approver.press(path(broadcast_id, "return"), reason="Thiếu giờ")
    page = office.approver.page(path(broadcast_id)).split('id="nhat-ky"')[1]
    for words in ("Soạn", "Gửi duyệt", "Trả lại", "Thiếu giờ", "Cán bộ author", "Cán bộ approver"):
        assert words in page


def test_what_was_changed_after_the_approval_is_no_secret(office, runtime):
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    with runtime.store.write() as db:
        db.conn.execute("UPDATE broadcasts SET frozen = frozen || ' ' WHERE id = ?", [broadcast_id])
    assert office.author.client.get(path(broadcast_id)).status_code == 200


def test_words_of_officials_and_residents_stay_words(office):
    office.followers("<b>Sáu</b>")
    broadcast_id = office.begun("<script>alert(1)</script>", title="<img src=x>", note="<i>")
    for page in (office.author.page(path(broadcast_id)), office.author.page(path(broadcast_id, "people"))):
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>Sáu" not in page


def test_a_viewer_looks_and_touches_nothing(app, runtime, office):
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    viewer = new_official(app, runtime, "viewer")
    page = viewer.page(path(broadcast_id))
    assert "Tạm dừng</button>" not in page and "/edit" not in page
    for act in (
        "submit",
        "approve",
        "return",
        "reject",
        "pause",
        "resume",
        "stop",
        "retry",
        "copy",
        "test",
        "people.csv",
    ):
        assert viewer.press(path(broadcast_id, act)).status_code == 403


def test_a_broadcast_nobody_wrote_is_not_found(office):
    for act in ("", "edit", "people", "progress"):
        assert office.author.client.get(path(99, act)).status_code == 404
    assert office.author.press(path(99, "pause")).status_code == 404


def test_deliveries_of_a_broadcast_are_read_by_an_index(runtime):
    plan = runtime.store.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM deliveries WHERE broadcast_id = 1 AND id > 0 ORDER BY id LIMIT 50"
    )
    assert not any(row["detail"].startswith("SCAN") for row in plan)
    assert deliveries.page_of_deliveries(runtime.store, 1) == []


@pytest.mark.parametrize("name", [";=1+6", " =1+6", "＝1+6", "\ufeff=1", "+84", "a;-1"])
def test_no_spreadsheet_computes_a_name(name):
    cell = defuse(name)
    assert cell.startswith("'") and ";" not in cell
