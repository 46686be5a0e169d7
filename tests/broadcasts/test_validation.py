"""What cannot reach a phone is refused while it is written, never dropped on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.broadcasts.lifecycle import BroadcastDraft, BroadcastError
from bot.broadcasts.message import Message
from bot.broadcasts.repeat import Repeat
from bot.clock import DAY
from bot.reply import Button
from tests.support.broadcasts import HOUR, BroadcastFixture

LINK = "https://phuong.example.vn/bai"


def buttons(count: int) -> tuple[Button, ...]:
    return tuple(Button(f"Nút {number}", url=f"{LINK}/{number}") for number in range(count))


def said(broadcast_ward: BroadcastFixture, draft: BroadcastDraft, words: str) -> bool:
    return any(words in problem for problem in broadcast_ward.room.lifecycle.problems(draft))


def test_six_buttons_are_one_too_many(broadcast_ward: BroadcastFixture) -> None:
    assert broadcast_ward.room.lifecycle.problems(broadcast_ward.draft(buttons=buttons(5))) == []
    assert said(broadcast_ward, broadcast_ward.draft(buttons=buttons(6)), "Có 6 nút, Zalo chỉ nhận 5 nút.")


def test_a_link_without_a_picture_takes_the_place_of_a_button(broadcast_ward: BroadcastFixture) -> None:
    assert broadcast_ward.room.lifecycle.problems(broadcast_ward.draft(buttons=buttons(4), link=LINK)) == []
    assert said(broadcast_ward, broadcast_ward.draft(buttons=buttons(5), link=LINK), "Đường dẫn")
    assert (
        broadcast_ward.room.lifecycle.problems(
            broadcast_ward.draft(buttons=buttons(5), link=LINK, picture=f"{LINK}.jpg")
        )
        == []
    )


def test_a_button_without_words_is_named_not_a_crash(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.room.lifecycle.create(
        broadcast_ward.draft(buttons=(Button("", say="x"), Button("", url=""))), broadcast_ward.author
    )
    with pytest.raises(BroadcastError, match="cần đúng một việc"):
        broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)


def test_an_article_takes_nothing_that_is_for_one_person(broadcast_ward: BroadcastFixture) -> None:
    plain = BroadcastDraft(
        "article",
        broadcast_ward.room.with_article(Message("Tiêm chủng", "Trạm y tế mở cửa ngày 5."), broadcast_ward.author),
    )
    assert broadcast_ward.room.lifecycle.problems(plain) == []
    for more in ({"buttons": buttons(1)}, {"link": LINK}, {"text": "Chào {tên}"}, {"title": "{tên} ơi"}):
        assert said(
            broadcast_ward, replace(plain, message=replace(plain.message, **more)), "Bài viết không có nút bấm"
        ), more


def test_a_template_takes_nothing_but_its_parameters(broadcast_ward: BroadcastFixture) -> None:
    plain = BroadcastDraft("template", Message("Nhắc hẹn", template_id="123", template_data={"ten": "{tên}"}))
    assert broadcast_ward.room.lifecycle.problems(plain) == []
    for more in ({"text": "Thêm lời"}, {"link": LINK}, {"picture": f"{LINK}.jpg"}, {"buttons": buttons(1)}):
        assert said(broadcast_ward, replace(plain, message=replace(plain.message, **more)), "chỉ gửi đúng mẫu"), more
    unknown = replace(plain, message=replace(plain.message, template_data={"ten": "{ten}"}))
    assert said(broadcast_ward, unknown, "{ten}")


def test_personal_words_of_a_title_that_is_shown_are_known_ones(broadcast_ward: BroadcastFixture) -> None:
    draft = broadcast_ward.draft(picture=f"{LINK}.jpg")
    assert said(broadcast_ward, replace(draft, message=replace(draft.message, title="Mời {ten}")), "{ten}")


def test_a_latest_start_that_has_passed_is_refused(broadcast_ward: BroadcastFixture) -> None:
    assert said(broadcast_ward, broadcast_ward.draft(latest_start=broadcast_ward.clock() - HOUR), "Hạn gửi muộn nhất")


def test_a_year_that_was_mistyped_is_refused(broadcast_ward: BroadcastFixture) -> None:
    assert said(broadcast_ward, broadcast_ward.draft(send_at=broadcast_ward.clock() + 900 * DAY), "còn hơn hai năm")
    for year in (1, 1900, 9999):
        with pytest.raises(ValueError):
            broadcast_ward.room.local_ms(datetime(year, 1, 1))


def test_a_viewer_sends_no_test(broadcast_ward: BroadcastFixture) -> None:
    viewer = broadcast_ward.official("xem@phuong.example.vn", "viewer")
    broadcast_id = broadcast_ward.room.lifecycle.create(broadcast_ward.draft(), broadcast_ward.author)
    with pytest.raises(BroadcastError, match="không được phép gửi thử"):
        broadcast_ward.room.tests.send(
            broadcast_id, "consultation", broadcast_ward.draft().message, ["xem@phuong.example.vn"], viewer
        )


def rotating(broadcast_ward: BroadcastFixture) -> int:
    return broadcast_ward.room.lifecycle.create(
        broadcast_ward.draft("", repeat=Repeat.parse("daily at=15:00"), mode="rotate"), broadcast_ward.author
    )


def test_an_item_belongs_to_a_rotating_series_that_there_is(broadcast_ward: BroadcastFixture) -> None:
    single = broadcast_ward.room.lifecycle.create(broadcast_ward.draft(), broadcast_ward.author)
    for series_id in (single, 999):
        with pytest.raises(BroadcastError, match=f"Không có loạt tin xoay vòng số {series_id}"):
            broadcast_ward.room.lifecycle.create(broadcast_ward.draft(), broadcast_ward.author, series_id=series_id)


def test_an_item_is_of_the_kind_of_its_series(broadcast_ward: BroadcastFixture) -> None:
    series_id = rotating(broadcast_ward)
    template = BroadcastDraft("template", Message("Nhắc hẹn", template_id="123"))
    with pytest.raises(BroadcastError, match="cùng loại"):
        broadcast_ward.room.lifecycle.create(template, broadcast_ward.author, series_id=series_id)
    item = broadcast_ward.room.lifecycle.create(broadcast_ward.draft(), broadcast_ward.author, series_id=series_id)
    with pytest.raises(BroadcastError, match="cùng loại"):
        broadcast_ward.room.lifecycle.edit(item, template, broadcast_ward.author)


def test_items_of_another_kind_rest_when_the_series_changes_its_own(broadcast_ward: BroadcastFixture) -> None:
    series_id = rotating(broadcast_ward)
    item = broadcast_ward.room.lifecycle.create(broadcast_ward.draft(), broadcast_ward.author, series_id=series_id)
    broadcast_ward.room.lifecycle.submit(item, broadcast_ward.author)
    broadcast_ward.room.lifecycle.approve(item, broadcast_ward.approver)
    changed = BroadcastDraft(
        "template", Message("Nhắc hẹn", template_id="123", mode="rotate"), repeat=Repeat.parse("daily")
    )
    broadcast_ward.room.lifecycle.edit(series_id, changed, broadcast_ward.author)
    broadcast_ward.room.lifecycle.submit(series_id, broadcast_ward.author)
    with pytest.raises(BroadcastError, match="chưa có mục nào"):
        broadcast_ward.room.lifecycle.approve(series_id, broadcast_ward.approver)


def test_what_an_article_took_from_the_broadcast_is_named_once(broadcast_ward: BroadcastFixture) -> None:
    def told(title: str, text: str) -> list[str]:
        return broadcast_ward.room.lifecycle.problems(
            BroadcastDraft("article", broadcast_ward.room.with_article(Message(title, text), broadcast_ward.author))
        )

    assert told("", "Trạm y tế mở cửa ngày 5.") == ["Chưa có tiêu đề."]
    assert told("Tiêm chủng", "") == ["Chưa có nội dung bài."]
    assert told("", "") == ["Chưa có tiêu đề.", "Chưa có nội dung bài."]
    assert told("x" * 151, "Trạm y tế mở cửa ngày 5.") == ["Tiêu đề dài 151 ký tự, tối đa 150."]
