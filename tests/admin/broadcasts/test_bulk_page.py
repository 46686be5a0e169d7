"""Several broadcasts at once: submitted, deleted, read and approved together, four eyes as ever."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.broadcasts.drafts import approved_draft
from bot.broadcasts.repeat import Repeat
from bot.clock import DAY
from tests.admin.broadcast_office import Office
from tests.admin.installation import csrf_in, new_official

WAITING = "/admin/broadcasts/waiting"


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


def marks_on(page: str, name: str = "chosen") -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def send(official, address: str, **fields):
    """A form with several values of one name."""
    return official.client.post(address, data={"csrf": csrf_in(official.page("/admin/password")), **fields})


def test_five_drafts_are_submitted_and_approved_in_two_presses(office):
    office.followers("Chị Sáu")
    broadcast_ids = [office.draft(f"Tin số {number}.") for number in range(5)]
    offered = marks_on(office.author.page("/admin/broadcasts"))
    assert sorted(map(int, offered)) == broadcast_ids
    assert send(office.author, "/admin/broadcasts/drafts", chosen=offered, act="submit").status_code == 303
    page = office.approver.page(WAITING)
    assert all(f"Tin số {number}." in page for number in range(5)) and page.count("Gửi cho 1 người") >= 5
    assert send(office.approver, WAITING, chosen=marks_on(page)).status_code == 303
    assert {office.state(number) for number in broadcast_ids} == {"scheduled"}


def test_only_what_was_read_is_approved_and_the_rest_is_named(office):
    office.followers("Chị Sáu")
    broadcast_id, changed = office.submitted("Tin giữ nguyên."), office.submitted("Tin bị sửa.")
    marks = marks_on(office.approver.page(WAITING))
    office.room.lifecycle.edit(changed, office.room.lifecycle.draft_of(office.room.lifecycle.get(changed)), office.lan)
    office.room.lifecycle.submit(changed, office.lan)
    response = send(office.approver, WAITING, chosen=marks)
    assert response.status_code == 409 and "Đã làm xong 1 bản. 1 bản chưa được" in response.text
    assert "vừa được người khác sửa" in response.text
    assert (office.state(broadcast_id), office.state(changed)) == ("scheduled", "submitted")


def test_nobody_approves_their_own_nor_an_article_without_saying_to_know_it(office):
    office.followers("Chị Sáu", wrote=False)
    own = office.room.lifecycle.copy(office.draft(), office.hoa)
    office.room.lifecycle.submit(own, office.hoa)
    message = office.room.with_article(office.message(office.draft("Bà con chú ý.")), office.lan)
    article = office.submitted(**{**message.as_dict(), "buttons": (), "kind": "article"})
    page = office.approver.page(WAITING)
    [mark] = marks_on(page, "everyone")
    assert marks_on(page) == [] and "tôi biết bài này tới mọi người" in page and "Nội dung bài sẽ gửi" in page
    forged = send(office.approver, WAITING, chosen=[mark, f"{own}.{office.room.lifecycle.get(own).version}.0"])
    assert forged.status_code == 409 and "Người soạn không được tự duyệt" in forged.text
    assert (office.state(own), office.state(article)) == ("submitted", "submitted")
    assert send(office.approver, WAITING, everyone=[mark]).status_code == 303
    assert office.state(article) == "scheduled"


def test_drafts_are_deleted_but_nothing_that_was_approved_once(office, runtime):
    office.followers("Chị Sáu")
    message = office.room.with_article(office.message(office.draft("Bà con chú ý.")), office.lan)
    broadcast_id = office.draft(**{**message.as_dict(), "buttons": (), "kind": "article"})
    approved_id = office.approved(send_at=runtime.clock() + DAY)
    office.room.lifecycle.edit(
        approved_id, office.room.lifecycle.draft_of(office.room.lifecycle.get(approved_id)), office.lan
    )
    assert office.author.press(f"/admin/broadcasts/{broadcast_id}/delete").status_code == 303
    assert office.author.client.get(f"/admin/broadcasts/{broadcast_id}").status_code == 404
    assert runtime.publishing.get(message.article_id) is None
    refused = send(office.author, "/admin/broadcasts/drafts", chosen=[str(approved_id)], act="delete")
    assert refused.status_code == 409 and "Dừng hẳn" in refused.text and office.state(approved_id) == "draft"
    assert "Xóa bản nháp" not in office.author.page(f"/admin/broadcasts/{approved_id}")
    assert "xóa bản nháp" in new_official(office.app, runtime, "manager").page("/admin/settings/audit").lower()


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]])
def test_what_names_no_draft_is_refused_in_words(office, chosen):
    response = send(office.author, "/admin/broadcasts/drafts", chosen=chosen, act="submit")
    assert response.status_code in (409, 422) and ("Chưa chọn" in response.text or "Không có bản tin" in response.text)


def test_after_a_return_the_approver_reads_the_comment_and_what_changed(office, runtime):
    office.followers("Chị Sáu")
    broadcast_id = office.submitted("Tiêm ngày 5 tháng 12.", send_at=runtime.clock() + DAY)
    office.approver.press(f"/admin/broadcasts/{broadcast_id}/return", reason="Sai ngày tiêm")
    draft = office.room.lifecycle.draft_of(office.room.lifecycle.get(broadcast_id))
    later = replace(draft, message=replace(draft.message, text="Tiêm ngày 6 tháng 12."), send_at=draft.send_at + DAY)
    office.room.lifecycle.edit(broadcast_id, later, office.lan)
    assert "Sai ngày tiêm" in office.author.page(f"/admin/broadcasts/{broadcast_id}")
    office.room.lifecycle.submit(broadcast_id, office.lan)
    for page in (office.approver.page(f"/admin/broadcasts/{broadcast_id}"), office.approver.page(WAITING)):
        assert "Sai ngày tiêm" in page and "ngày <del>5</del><ins>6</ins> tháng" in page
        assert "<del>24/11/2026</del><ins>25/11/2026</ins>" in page
    office.room.lifecycle.approve(broadcast_id, office.hoa)
    assert office.room.lifecycle.get(broadcast_id).returned is None


def test_a_day_left_out_of_a_series_stands_in_the_comparison(office):
    office.followers("Chị Sáu")
    broadcast_id = office.approved(repeat=Repeat.parse("weekly:FRI at=08:00"))
    row = office.room.lifecycle.get(broadcast_id)
    assert approved_draft(row) == office.room.lifecycle.draft_of(row)
    changed = replace(office.room.lifecycle.draft_of(row), repeat=Repeat.parse("weekly:FRI at=08:00 skip=2026-12-04"))
    office.room.lifecycle.edit(broadcast_id, changed, office.lan)
    office.room.lifecycle.submit(broadcast_id, office.lan)
    assert "trừ ngày 04/12/2026</ins>" in office.approver.page(f"/admin/broadcasts/{broadcast_id}").replace(
        "</ins><ins>", ""
    )


def test_which_item_goes_when_is_listed(office):
    office.followers("Chị Sáu")
    series = office.draft("", repeat=Repeat.parse("weekly:FRI at=08:00"), mode="rotate")
    office.room.lifecycle.submit(series, office.lan)
    for title in ("Mẹo một", "Mẹo hai"):
        item = office.room.lifecycle.create(
            replace(office.room.lifecycle.draft_of(office.room.lifecycle.get(office.draft(title=title))), repeat=None),
            office.lan,
            series_id=series,
        )
        office.room.lifecycle.submit(item, office.lan)
        office.room.lifecycle.approve(item, office.hoa)
    office.room.lifecycle.approve(series, office.hoa)
    words = re.sub(r"<[^>]+>", "", office.author.page(f"/admin/broadcasts/{series}"))
    assert "8:00 thứ Sáu, 27/11: Mẹo một" in words and "8:00 thứ Sáu, 4/12: Mẹo hai" in words
    assert "8:00 thứ Sáu, 11/12: Mẹo một" in words
