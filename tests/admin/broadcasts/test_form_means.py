"""What stands in the form of a broadcast is what goes out: nothing chosen is dropped, nothing kept changes by itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time

import pytest

from bot.admin.broadcasts.form import draft_of, form_of
from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import MODES, Message
from bot.broadcasts.repeat import Repeat
from bot.people.audience import Audience
from bot.reply import Button
from tests.admin.broadcast_office import FORM, Office, number_in
from tests.admin.form_fields import fields_in

NEW = "/admin/broadcasts/new"
FRIDAYS = Repeat("weekly:FRI", time(8))
AT = 1_796_000_400_000


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


def write(office, path=NEW, act="save", **fields):
    return office.author.press(path, **{**FORM, "act": act, **fields})


@pytest.mark.parametrize("mode", MODES)
def test_editing_a_series_keeps_its_mode_and_its_items(office, mode):
    series = office.draft(mode=mode, repeat=FRIDAYS)
    items = [
        office.room.lifecycle.create(
            BroadcastDraft("consultation", Message(f"Mục {n}", "Chữ")), office.lan, series_id=series
        )
        for n in range(2)
        if mode == "rotate"
    ]
    fields = fields_in(office.author.page(f"/admin/broadcasts/{series}/edit"))
    assert fields["mode"] == [mode]
    answer = office.author.client.post(f"/admin/broadcasts/{series}/edit", data=fields | {"skip": ["24/12/2026"]})
    assert answer.status_code == 303
    draft = office.room.lifecycle.draft_of(office.room.lifecycle.get(series))
    assert draft.message.mode == mode
    assert draft.repeat is not None
    assert draft.repeat.skip == {date(2026, 12, 24)}
    page = office.author.page(f"/admin/broadcasts/{series}")
    assert all(f'href="/admin/broadcasts/{item}"' in page for item in items)


DRAFTS = [
    BroadcastDraft(
        "consultation",
        Message("Một", "Chữ", picture="https://a.vn/a.jpg", link="https://a.vn/b", topic="y-te", note="n"),
    ),
    BroadcastDraft(
        "promotion", Message("Hai", "Chữ {tên}", buttons=(Button("Gọi", phone="0252382"), Button("Hỏi", say="lệ phí")))
    ),
    BroadcastDraft("template", Message("Ba", template_id="12", template_data={"ngay": "5/12"}, by_phone=True)),
    BroadcastDraft("article", Message("Bốn", "Chữ", article_id=1), AT, AT + 7_200_000),
    BroadcastDraft(
        "consultation", Message("Năm", "Chữ", mode="rotate", audience={"tags": ["tổ trưởng"]}), AT, None, FRIDAYS
    ),
    BroadcastDraft(
        "consultation",
        Message("Sáu", "", mode="newest", audience={"active_within_days": 3, "window_open": True}),
        None,
        None,
        Repeat("monthly:31", time(7, 30), date(2027, 1, 1), 5, frozenset({date(2026, 12, 25)}), "before"),
    ),
    *(
        BroadcastDraft("consultation", Message("Bảy", "Chữ"), None, None, Repeat(pattern))
        for pattern in (
            "rrule:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2",
            "rrule:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "rrule:FREQ=MONTHLY;BYDAY=-1FR",
            "rrule:FREQ=MONTHLY;BYDAY=1MO",
            "lunar:1,15",
            "lunar:10/3",
        )
    ),
    BroadcastDraft(
        "consultation", Message("Tám", "Chữ"), None, None, Repeat("monthly:last-workday", on_holiday="skip")
    ),
]


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.message.title)
def test_a_draft_comes_out_of_the_form_as_it_went_in(runtime, draft):
    form = form_of(draft, runtime.settings.timezone)
    assert draft_of(runtime, form) == draft
    assert {name: values for name, values in form.lists() if len(values) > 1} == {}, "a field with two values"


@pytest.mark.parametrize("kind", ["article", "consultation"])
def test_the_form_of_a_draft_shows_one_choice_of_each_and_counts_by_its_kind(office, runtime, kind):
    broadcast_id = number_in(write(office, kind=kind, text="Một bài rất dài. " * 100, to="all").location)
    page = office.author.page(f"/admin/broadcasts/{broadcast_id}/edit")
    radios = Counter(re.findall(r'<input type="radio"[^>]* name="(\w+)"[^>]* checked', page))
    assert set(radios.values()) == {1}, radios
    matches = re.findall(r'<p data-kinds="([^"]+)">Đã viết <output data-counts="text" data-most="(\d+)"', page)
    assert matches, page
    assert all(kind in kinds.split() for kinds, _ in matches)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"segment": "1"}, "Đã chọn một nhóm đã lưu, nhưng mục “Gửi cho ai” đang là “Mọi người theo dõi”"),
        (
            {"segment": "1", "to": "rule", "active_days": "3"},
            "nhưng mục “Gửi cho ai” đang là “Người có đủ các điều kiện",
        ),
        ({"neighbourhoods": "Khu phố 3"}, "Đã đánh dấu điều kiện"),
        ({"tags": "tổ trưởng"}, "Đã đánh dấu điều kiện"),
        ({"topics": "y-te"}, "Đã đánh dấu điều kiện"),
        ({"active_days": "30"}, "Đã đánh dấu điều kiện"),
        ({"window_open": "yes"}, "Đã đánh dấu điều kiện"),
        ({"to": "segment", "segment": "1", "tags": "tổ trưởng"}, "Đã đánh dấu điều kiện"),
        ({"weekdays": "FRI"}, "Đã đánh dấu thứ trong tuần, nhưng “Lặp lại” không tính theo thứ"),
        ({"weekdays": "FRI", "every": "daily"}, "Đã đánh dấu thứ trong tuần"),
        ({"monthday": "5"}, "Đã ghi ngày trong tháng"),
        ({"lunar_days": "15"}, "Đã ghi ngày âm lịch"),
        ({"every": "lunar", "lunar_days": "31"}, "Ngày âm lịch “31” chưa đúng"),
        ({"every": "lunar"}, "hãy ghi ngày"),
        ({"every": "nth", "nth": "1", "weekdays": ["MON", "TUE"]}, "chọn đúng một thứ"),
        ({"every": "fortnightly"}, "chọn ít nhất một thứ"),
        ({"until": "2027-01-01"}, "bản tin chỉ gửi một lần"),
        ({"count": "5"}, "bản tin chỉ gửi một lần"),
        ({"skip": "24/12/2026"}, "bản tin chỉ gửi một lần"),
        ({"mode": "rotate"}, "“Nội dung mỗi kỳ” chỉ dùng cho loạt tin lặp lại"),
        ({"mode": "newest"}, "“Nội dung mỗi kỳ” chỉ dùng cho loạt tin lặp lại"),
        ({"template_id": "12"}, "loại tin không phải là tin theo mẫu"),
        ({"template_data": "a=b"}, "loại tin không phải là tin theo mẫu"),
        ({"late_hours": "3"}, "“Gửi chậm nhất sau” tính từ ngày giờ gửi"),
    ],
)
def test_what_was_chosen_without_its_choice_above_is_refused_with_words(office, runtime, fields, reason):
    runtime.segments.add("Khu phố 3", Audience(neighbourhoods=("Khu phố 3",)), None)
    for act in ("submit", "save", "look"):
        answer = write(office, act=act, **fields)
        assert answer.status_code == 422, act
        assert reason in answer.text
        assert runtime.store.row("SELECT count(*) AS n FROM broadcasts")["n"] == 0


def test_what_was_chosen_stays_in_the_refused_form(office, runtime):
    segment = runtime.segments.add("Khu phố 3", Audience(neighbourhoods=("Khu phố 3",)), None).id
    fields = fields_in(write(office, segment=str(segment), weekdays="FRI").text)
    assert (fields["segment"], fields["weekdays"], fields["text"]) == ([str(segment)], ["FRI"], [FORM["text"]])


def test_a_copy_of_a_series_that_was_not_given_times_cannot_go_out_as_one_message(office):
    series = office.draft(mode="newest", repeat=FRIDAYS, text="Tin mới của phường:")
    copy = office.room.lifecycle.copy(series, office.lan)
    answer = office.author.press(f"/admin/broadcasts/{copy}/submit")
    assert answer.status_code == 409
    assert "chỉ dùng cho loạt tin lặp lại" in answer.text


def test_a_title_that_nobody_sees_is_said_at_its_field_and_missing_in_the_look(office):
    """The title of a message without a picture is never sent."""
    page = office.author.page("/admin/broadcasts/new")
    assert "không kèm hình thì người dân không thấy tiêu đề" in page
    assert 'aria-describedby="title-count title-note"' in page and 'id="title-note"' in page
    fields = {"kind": "consultation", "to": "all", "title": "Tiêu đề riêng", "text": "Mai tiêm chủng.", "act": "look"}
    plain = office.author.press("/admin/broadcasts/new", **fields).text
    pictured = office.author.press("/admin/broadcasts/new", **fields, picture="https://phuong.example.vn/a.jpg").text
    bubbles = [page.split('class="phone"')[1].split("</section>")[0] for page in (plain, pictured)]
    assert ["Tiêu đề riêng" in bubble for bubble in bubbles] == [False, True]
