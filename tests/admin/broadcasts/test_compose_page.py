"""Writing a broadcast in the form: kept, looked at, submitted; and every reason at once when it cannot be."""

from __future__ import annotations

import io
import re
from datetime import time

import pytest
from PIL import Image

from bot.broadcasts.repeat import Repeat
from bot.clock import DAY, HOUR
from bot.store import phones
from tests.admin.broadcast_office import FORM, Office, number_in
from tests.admin.form_fields import fields_in
from tests.admin.installation import csrf_in

NEW = "/admin/broadcasts/new"


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


def write(office, path=NEW, act="save", **fields):
    return office.author.press(path, **{**FORM, "act": act, **fields})


def test_a_draft_is_kept_with_everything_that_was_typed(office):
    response = write(
        office,
        topic="y-te",
        link="https://phuong.example.vn/tiem",
        note="Hỏi lại trạm",
        b1_label="Gọi trạm",
        b1_act="phone",
        b1_value="0252 382 1115",
        b2_label="Hỏi giấy tờ",
        b2_act="say",
        send_at="2026-11-30T08:00",
        late_hours="3",
    )
    assert response.status_code == 303
    row = office.room.lifecycle.get(number_in(response.location))
    message = office.message(row.id)
    assert (row.state, row.kind, message.title, message.topic) == ("draft", "consultation", FORM["title"], "y-te")
    assert [(button.phone, button.say) for button in message.buttons] == [
        ("0252 382 1115", None),
        (None, "Hỏi giấy tờ"),
    ]
    assert row.latest_start - row.send_at == 3 * HOUR
    page = office.author.page(f"/admin/broadcasts/{row.id}/edit")
    for value in ("2026-11-30T08:00", "Hỏi lại trạm", "https://phuong.example.vn/tiem", "Gọi trạm", "0252 382 1115"):
        assert value in page


def test_saving_the_form_as_it_opens_changes_nothing(office):
    broadcast_id = number_in(
        write(
            office,
            b1_label="Mở",
            b1_act="url",
            b1_value="https://a.vn/b",
            every="weekly",
            weekdays="THU",
            at="07:30",
            until="2027-01-31",
            skip="24/12/2026",
            holiday="before",
            to="rule",
            topics="y-te",
            active_days="30",
            send_at="2026-11-30T08:00",
        ).location
    )
    before = office.room.lifecycle.draft_of(office.room.lifecycle.get(broadcast_id))
    page = office.author.page(f"/admin/broadcasts/{broadcast_id}/edit")
    fields = fields_in(page)
    assert office.author.client.post(f"/admin/broadcasts/{broadcast_id}/edit", data=fields).status_code == 303
    assert office.room.lifecycle.draft_of(office.room.lifecycle.get(broadcast_id)) == before


def test_a_template_can_be_sent_to_numbers_and_the_look_says_whom_it_reaches(office):
    reached, *_ = office.followers("Chị Sáu", "Anh Bảy")
    with office.runtime.store.write() as db:
        phones.set_for(db, reached, "84900000123", office.runtime.clock())
    fields = {"kind": "template", "text": "", "template_id": "300003", "template_data": "ho_ten={tên}"}
    page = write(office, act="look", **fields, reach_by="phone").get_data(as_text=True)
    assert "Mẫu 300003\nho_ten: Nguyễn Thị Hoa" in page
    assert "tới được 1 người" in page and "1 người không nhận. Chưa đồng ý" in page
    assert "chỉ ai đã đồng ý cho báo tin theo số điện thoại" in page and "84900000123" not in page
    broadcast_id = number_in(write(office, **fields, reach_by="phone").location)
    assert office.message(broadcast_id).by_phone
    assert 'value="phone" checked' in office.author.page(f"/admin/broadcasts/{broadcast_id}/edit")
    assert "theo số điện thoại" in office.author.page(f"/admin/broadcasts/{broadcast_id}")


def test_the_choice_of_a_template_counts_for_no_other_kind(office):
    broadcast_id = number_in(write(office, kind="consultation", reach_by="phone").location)
    assert not office.message(broadcast_id).by_phone


def test_the_forecast_of_an_article_says_what_is_known_of_the_months_number(office):
    office.followers("Chị Sáu")
    page = write(office, act="look", kind="article", text="Trạm y tế mở cửa.").get_data(as_text=True)
    assert "đã gửi 0 lần bài viết; chưa khai" in page


def test_a_look_shows_people_preview_and_the_next_dates_and_keeps_nothing(office):
    office.followers("Chị Sáu", "Anh Bảy")
    response = write(office, act="look", every="monthly", monthday="15", at="08:00")
    assert response.status_code == 200 and office.room.results.search({})[0] == 0
    page = response.text
    assert "tới được 2 người" in page and "Anh Bảy" in page
    assert "Chào Nguyễn Thị Hoa, mai tiêm chủng." in page
    for date in ("8:00 thứ Ba, 15/12", "8:00 thứ Sáu, 15/1/2027", "8:00 thứ Hai, 15/2/2027"):
        assert date in page
    assert "chỉ gửi được bằng “Tin tư vấn”" in page and "Ngày 15 hằng tháng lúc 08:00" in page
    assert "Nên dùng “" in write(office, act="look", text="Chào bà con").text


def test_characters_are_counted_on_the_server_with_the_longest_name(office):
    page = write(office, act="look", text="Chào {tên}").text
    assert f'data-most="2000">{len("Chào ") + 40}</output>' in page


def test_what_cannot_be_submitted_is_kept_and_every_reason_is_said(office):
    response = write(
        office, act="submit", title="", text="Chào {ten}", b1_label="Mở", b1_act="url", b1_value="http://a.vn"
    )
    assert response.status_code == 422
    for reason in (
        "Chưa có tiêu đề",
        "Không có chữ điền sẵn {ten}",
        "phải bắt đầu bằng https://",
        "Bản nháp đã được lưu",
    ):
        assert reason in response.text
    assert office.room.results.search({})[0] == 1 and ">Chào {ten}</textarea>" in response.text


def test_what_cannot_even_be_kept_stays_in_the_form(office):
    response = write(office, every="weekly", skip="", send_at="hôm qua", to="segment", late_hours="99")
    assert response.status_code == 422 and office.room.results.search({})[0] == 0
    for reason in ("ít nhất một thứ", "hôm qua", "Chưa chọn nhóm người nhận", "Số giờ gửi trễ phải từ 1 đến 72"):
        assert reason in response.text
    assert f'value="{FORM["title"]}"' in response.text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"every": "monthly", "monthday": "32"}, "từ 1 đến 31"),
        ({"every": "daily", "count": "0"}, "Số lần gửi phải là số"),
        ({"every": "daily", "skip": "30/2/2027"}, "30/2/2027"),
        ({"every": "custom", "rrule": "FREQ=HOURLY"}, "FREQ"),
        ({"to": "rule"}, "Chưa chọn điều kiện nào"),
        ({"kind": "article", "text": "Chào {tên}"}, "Bài viết không có nút bấm"),
        ({"picture_file": "hinh.jpg"}, "chưa tải lên"),
    ],
)
def test_a_wrong_field_is_named(office, fields, reason):
    response = write(office, **fields)
    assert response.status_code == 422 and reason in response.text


def test_submitting_leads_to_its_page_and_says_who_must_approve(office):
    response = write(office, act="submit")
    assert office.state(number_in(response.location)) == "submitted"
    assert "một cán bộ khác" in office.author.page(response.location)


def test_the_program_chooses_the_kind_that_reaches_most(office):
    office.followers("Chị Sáu", "Anh Bảy", wrote=False)
    assert (
        office.room.lifecycle.get(number_in(write(office, kind="auto", text="Chào bà con").location)).kind == "article"
    )
    assert office.room.lifecycle.get(number_in(write(office, kind="auto").location)).kind == "consultation"


def test_an_article_broadcast_gets_an_article_of_its_words_which_follows_an_edit(office, runtime):
    broadcast_id = number_in(write(office, kind="article", text="Bà con chú ý.").location)
    article_id = office.message(broadcast_id).article_id
    assert article_id is not None
    fields = fields_in(office.author.page(f"/admin/broadcasts/{broadcast_id}/edit")) | {"text": "Bà con chú ý hơn."}
    assert office.author.client.post(f"/admin/broadcasts/{broadcast_id}/edit", data=fields).status_code == 303
    article = runtime.publishing.get(article_id)
    assert (article.body, office.message(broadcast_id).article_id) == ("Bà con chú ý hơn.", article_id)


def test_the_later_of_two_officials_does_not_overwrite_the_first(office):
    broadcast_id = office.draft()
    before = fields_in(office.author.page(f"/admin/broadcasts/{broadcast_id}/edit"))
    other = fields_in(office.approver.page(f"/admin/broadcasts/{broadcast_id}/edit")) | {"title": "Tựa của anh Hòa"}
    assert office.approver.client.post(f"/admin/broadcasts/{broadcast_id}/edit", data=other).status_code == 303
    response = office.author.client.post(
        f"/admin/broadcasts/{broadcast_id}/edit", data=before | {"title": "Tựa của chị Lan"}
    )
    assert (
        response.status_code == 422
        and "vừa được người khác sửa" in response.text
        and "Tựa của chị Lan" in response.text
    )
    assert office.message(broadcast_id).title == "Tựa của anh Hòa"
    both = response.text.split('id="hai-ban"')[1].split("</section>")[0]
    assert both.index("Tựa của anh Hòa") < both.index("Tựa của chị Lan") and "<h3>Nội dung</h3>" not in both
    again = fields_in(response.text)
    assert office.author.client.post(f"/admin/broadcasts/{broadcast_id}/edit", data=again).status_code == 303
    assert office.message(broadcast_id).title == "Tựa của chị Lan", "both were read, and the later one is wanted"


def test_a_saved_segment_or_ticked_conditions_choose_the_people(office, runtime):
    from bot.people.audience import Audience

    segment = runtime.segments.add("Phụ huynh", Audience(topics=("giao-duc",)), None)
    assert "Phụ huynh" in office.author.page(NEW)
    by_segment = number_in(write(office, to="segment", segment=str(segment.id)).location)
    ticked = number_in(write(office, to="rule", topics="y-te", active_days="7", window_open="yes").location)
    assert office.message(by_segment).audience == {"segment": segment.id}
    assert office.message(ticked).audience == {"topics": ["y-te"], "active_within_days": 7, "window_open": True}


def test_an_item_of_a_rotating_series_goes_out_as_its_series(office):
    from bot.broadcasts.repeat import Repeat

    series = office.draft(mode="rotate", text="", repeat=Repeat.parse("weekly:MON"))
    assert "Thêm mục" in office.author.page(f"/admin/broadcasts/{series}")
    broadcast_id = number_in(write(office, series=str(series), kind="auto", text="Chào bà con").location)
    row = office.room.lifecycle.get(broadcast_id)
    assert (row.role, row.series_id, row.kind) == ("item", series, "consultation")
    assert FORM["title"] in office.author.page(f"/admin/broadcasts/{series}")


def photo(size=(2400, 1800), kind="JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, quality=95)
    return out.getvalue()


def upload(office, data: bytes, name="hinh.jpg", **fields):
    token = csrf_in(office.author.page("/admin/password"))
    return office.author.client.post(
        "/admin/broadcasts/picture",
        data={"csrf": token, **FORM, **fields, "picture_file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def test_an_uploaded_picture_is_made_small_and_served_to_everybody(office, runtime, app):
    response = upload(office, photo())
    assert response.status_code == 200 and FORM["text"] in response.text
    [file] = runtime.pictures.folder.iterdir()
    assert file.stat().st_size <= 1024 * 1024 and f"/tep/{file.name}" in response.text
    with app.test_client().get(f"/tep/{file.name}") as served:
        assert (served.status_code, served.content_type, served.data) == (200, "image/jpeg", file.read_bytes())
    assert app.test_client().get("/tep/ward.db").status_code == 404


def test_where_zalo_cannot_fetch_pictures_the_form_says_so(office):
    assert "chưa có địa chỉ https công khai" in upload(office, photo((40, 40))).text


@pytest.mark.parametrize("data", [b"", b"<svg></svg>", b"\xff\xd8\xff\xe0 broken", b"GIF89a"])
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(office, data):
    response = upload(office, data)
    assert response.status_code == 422 and "hình" in response.text and FORM["text"] in response.text


def test_only_the_upload_takes_more_than_a_form(office):
    assert upload(office, photo()).status_code == 200
    assert upload(office, b"x" * (7 * 1024 * 1024)).status_code == 413
    assert write(office, text="x" * 700_000).status_code == 413


def test_a_sent_broadcast_cannot_be_edited_and_the_form_says_why(office):
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    response = write(
        office, f"/admin/broadcasts/{broadcast_id}/edit", version=str(office.room.lifecycle.get(broadcast_id).version)
    )
    assert response.status_code == 422 and "không sửa được" in response.text


def test_an_approved_broadcast_warns_that_an_edit_needs_a_new_approval(office, runtime):
    broadcast_id = office.approved(send_at=runtime.clock() + DAY)
    assert "phải duyệt lại từ đầu" in office.author.page(f"/admin/broadcasts/{broadcast_id}/edit")


def shown_counters(page: str) -> list[str]:
    """The counters of the chosen kind, as they are read."""
    matches = re.findall(r'<p data-kinds="[^"]*"( hidden)?>(.*?)</p>', page, re.DOTALL)
    texts = (re.sub(r"<b[^>]* hidden>.*?</b>|<[^>]+>", "", text) for is_hidden, text in matches if not is_hidden)
    return [" ".join(text.split()) for text in texts]


def test_an_article_is_counted_by_what_an_article_takes(office):
    page = write(office, act="look", kind="article", title="Tiêm chủng", text="Trạm y tế mở cửa. " * 150).text
    assert shown_counters(page) == ["Đã viết 10 trên 150 ký tự.", "Đã viết 2.699 trên 50.000 ký tự."]


def test_a_message_is_counted_with_the_longest_name(office):
    page = write(office, act="look", title="Tiêm chủng", text="Chào {tên}").text
    assert shown_counters(page)[1] == "Đã viết 45 trên 2.000 ký tự, tính cả tên người nhận dài nhất."


def test_a_promotion_is_counted_by_what_its_card_takes(office):
    page = write(office, act="look", kind="promotion", title="Mời {tên} " + "x" * 60, text="Dạ").text
    assert shown_counters(page)[0] == "Đã viết 105 trên 100 ký tự, tính cả tên người nhận dài nhất: quá dài."


def test_an_item_is_counted_as_its_series(office):
    series = office.draft(kind="article", text="Trạm y tế mở cửa.", repeat=Repeat("daily", time(8)), mode="rotate")
    assert "trên 50.000" in shown_counters(office.author.page(f"{NEW}?series={series}"))[1]
