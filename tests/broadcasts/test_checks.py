"""What cannot reach a phone is refused while it is written, never dropped on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.broadcasts.message import Message
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.service import BroadcastError, Draft
from bot.clock import DAY
from bot.reply import Button
from tests.broadcasts.hall import HOUR, Hall

LINK = "https://phuong.example.vn/bai"


def buttons(count: int) -> tuple[Button, ...]:
    return tuple(Button(f"Nút {number}", url=f"{LINK}/{number}") for number in range(count))


def said(hall: Hall, draft: Draft, words: str) -> bool:
    return any(words in problem for problem in hall.room.desk.problems(draft))


def test_six_buttons_are_one_too_many(hall: Hall) -> None:
    assert hall.room.desk.problems(hall.draft(buttons=buttons(5))) == []
    assert said(hall, hall.draft(buttons=buttons(6)), "Có 6 nút, Zalo chỉ nhận 5 nút.")


def test_a_link_without_a_picture_takes_the_place_of_a_button(hall: Hall) -> None:
    assert hall.room.desk.problems(hall.draft(buttons=buttons(4), link=LINK)) == []
    assert said(hall, hall.draft(buttons=buttons(5), link=LINK), "Đường dẫn")
    assert hall.room.desk.problems(hall.draft(buttons=buttons(5), link=LINK, picture=f"{LINK}.jpg")) == []


def test_a_button_without_words_is_named_not_a_crash(hall: Hall) -> None:
    broadcast_id = hall.room.desk.create(hall.draft(buttons=(Button("", say="x"), Button("", url=""))), hall.author)
    with pytest.raises(BroadcastError, match="cần đúng một việc"):
        hall.room.desk.submit(broadcast_id, hall.author)


def test_an_article_takes_nothing_that_is_for_one_person(hall: Hall) -> None:
    plain = Draft("article", hall.room.with_article(Message("Tiêm chủng", "Trạm y tế mở cửa ngày 5."), hall.author))
    assert hall.room.desk.problems(plain) == []
    for more in ({"buttons": buttons(1)}, {"link": LINK}, {"text": "Chào {tên}"}, {"title": "{tên} ơi"}):
        assert said(hall, replace(plain, message=replace(plain.message, **more)), "Bài viết không có nút bấm"), more


def test_a_template_takes_nothing_but_its_parameters(hall: Hall) -> None:
    plain = Draft("template", Message("Nhắc hẹn", template_id="123", template_data={"ten": "{tên}"}))
    assert hall.room.desk.problems(plain) == []
    for more in ({"text": "Thêm lời"}, {"link": LINK}, {"picture": f"{LINK}.jpg"}, {"buttons": buttons(1)}):
        assert said(hall, replace(plain, message=replace(plain.message, **more)), "chỉ gửi đúng mẫu"), more
    unknown = replace(plain, message=replace(plain.message, template_data={"ten": "{ten}"}))
    assert said(hall, unknown, "{ten}")


def test_personal_words_of_a_title_that_is_shown_are_known_ones(hall: Hall) -> None:
    draft = hall.draft(picture=f"{LINK}.jpg")
    assert said(hall, replace(draft, message=replace(draft.message, title="Mời {ten}")), "{ten}")


def test_a_latest_start_that_has_passed_is_refused(hall: Hall) -> None:
    assert said(hall, hall.draft(latest_start=hall.clock() - HOUR), "Hạn gửi muộn nhất")


def test_a_year_that_was_mistyped_is_refused(hall: Hall) -> None:
    assert said(hall, hall.draft(send_at=hall.clock() + 900 * DAY), "còn hơn hai năm")
    for year in (1, 1900, 9999):
        with pytest.raises(ValueError):
            hall.room.local_ms(datetime(year, 1, 1))


def test_a_viewer_sends_no_test(hall: Hall) -> None:
    viewer = hall.official("xem@phuong.example.vn", "viewer")
    broadcast_id = hall.room.desk.create(hall.draft(), hall.author)
    with pytest.raises(BroadcastError, match="không được phép gửi thử"):
        hall.room.tests.send(broadcast_id, "consultation", hall.draft().message, ["xem@phuong.example.vn"], viewer)


def rotating(hall: Hall) -> int:
    return hall.room.desk.create(hall.draft("", repeat=Repeat.parse("daily at=15:00"), mode="rotate"), hall.author)


def test_an_item_belongs_to_a_rotating_series_that_there_is(hall: Hall) -> None:
    single = hall.room.desk.create(hall.draft(), hall.author)
    for series_id in (single, 999):
        with pytest.raises(BroadcastError, match=f"Không có loạt tin xoay vòng số {series_id}"):
            hall.room.desk.create(hall.draft(), hall.author, series_id=series_id)


def test_an_item_is_of_the_kind_of_its_series(hall: Hall) -> None:
    series_id = rotating(hall)
    template = Draft("template", Message("Nhắc hẹn", template_id="123"))
    with pytest.raises(BroadcastError, match="cùng loại"):
        hall.room.desk.create(template, hall.author, series_id=series_id)
    item = hall.room.desk.create(hall.draft(), hall.author, series_id=series_id)
    with pytest.raises(BroadcastError, match="cùng loại"):
        hall.room.desk.edit(item, template, hall.author)


def test_items_of_another_kind_rest_when_the_series_changes_its_own(hall: Hall) -> None:
    series_id = rotating(hall)
    item = hall.room.desk.create(hall.draft(), hall.author, series_id=series_id)
    hall.room.desk.submit(item, hall.author)
    hall.room.desk.approve(item, hall.approver)
    changed = Draft("template", Message("Nhắc hẹn", template_id="123", mode="rotate"), repeat=Repeat.parse("daily"))
    hall.room.desk.edit(series_id, changed, hall.author)
    hall.room.desk.submit(series_id, hall.author)
    with pytest.raises(BroadcastError, match="chưa có mục nào"):
        hall.room.desk.approve(series_id, hall.approver)


def test_what_an_article_took_from_the_broadcast_is_named_once(hall: Hall) -> None:
    def told(title: str, text: str) -> list[str]:
        return hall.room.desk.problems(Draft("article", hall.room.with_article(Message(title, text), hall.author)))

    assert told("", "Trạm y tế mở cửa ngày 5.") == ["Chưa có tiêu đề."]
    assert told("Tiêm chủng", "") == ["Chưa có nội dung bài."]
    assert told("", "") == ["Chưa có tiêu đề.", "Chưa có nội dung bài."]
    assert told("x" * 151, "Trạm y tế mở cửa ngày 5.") == ["Tiêu đề dài 151 ký tự, tối đa 150."]
