"""Reports and proposals: due day, result, opening again, doubles, giving on with a note, figures that stay."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.clock import DAY, MINUTE
from bot.helpdesk.service import HelpdeskError
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

TALK = f"/admin/inbox/{PERSON}"
CODE = "PA-7K3F9"
OTHER = "7219000000000009917"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=ZONE).timestamp() * 1000)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ((2026, 11, 23, 12), (2026, 12, 1)),  # Monday: the day itself does not count, 24/11 is off
        ((2026, 11, 20, 23, 30), (2026, 11, 30)),  # Friday late
        ((2026, 12, 5, 9), (2026, 12, 11)),  # Saturday
        ((2026, 12, 28, 9), (2027, 1, 5)),  # new year's day is off
    ],
)
def test_five_working_days_without_weekends_and_holidays(runtime, came, due):
    due_at = datetime.fromtimestamp(runtime.helpdesk.deadlines.due_at(at(*came)) / 1000, ZONE)
    assert due_at.date() == datetime(*due).date() and due_at.hour >= 16, "the end of the working day"


def test_the_list_and_the_talk_say_the_due_day_and_when_it_is_past(app, runtime, manager, clock):
    says(runtime, "đèn hư")
    complains(runtime)
    for page in ("/admin/inbox?tab=tickets", TALK):
        assert "hạn " in manager.page(page) and "01/12/2026" in manager.page(page)
    clock.forward(9 * DAY)
    later = new_official(app, runtime, "answerer")
    for page in ("/admin/inbox?tab=tickets", TALK):
        assert "quá hạn" in later.page(page)


@pytest.mark.parametrize("result", ["", "  \n "])
def test_a_ticket_is_not_closed_without_a_result(runtime, manager, result):
    complains(runtime)
    response = manager.press(f"/admin/tickets/{CODE}/close", result=result)
    assert response.status_code == 422 and "Hãy ghi kết quả" in response.text
    assert runtime.helpdesk.ticket(CODE).state == "open"


def test_a_closed_ticket_is_opened_again_with_its_reason(runtime, manager, clock):
    says(runtime, "đèn hư")
    complains(runtime)
    runtime.helpdesk.close(CODE, None, "Đã thay bóng.")
    assert f"Mở lại phiếu {CODE}" in manager.page(TALK)
    clock.forward(MINUTE)
    assert manager.press(f"/admin/tickets/{CODE}/reopen", why="").status_code == 422
    assert manager.press(f"/admin/tickets/{CODE}/reopen", why="Đèn lại hư").status_code == 303
    ticket = runtime.helpdesk.ticket(CODE)
    assert (ticket.state, ticket.result, ticket.waiting_since) == ("open", None, clock())
    page = manager.page(TALK)
    assert "Đèn lại hư Kết quả lần trước: Đã thay bóng." in page
    assert runtime.helpdesk.talk(PERSON)[-1].text == f"Phiếu {CODE} được mở lại, cán bộ đang xem tiếp."
    assert manager.press(f"/admin/tickets/{CODE}/close", result="Đã thay cả chụp đèn.").status_code == 303


def test_after_thirty_days_it_stays_closed(app, runtime, clock):
    says(runtime, "đèn hư")
    complains(runtime)
    runtime.helpdesk.close(CODE, None, "Đã thay bóng.")
    clock.forward(30 * DAY + 1)
    assert f"Mở lại phiếu {CODE}" not in new_official(app, runtime, "answerer").page(TALK)
    with pytest.raises(HelpdeskError, match="quá 30 ngày"):
        runtime.helpdesk.reopen(CODE, None, "Đèn lại hư")


def test_doubles_are_merged_and_the_resident_is_told(runtime, manager):
    says(runtime, "đèn hư")
    complains(runtime)
    complains(runtime, "PA-22222", "Cột số 7")
    assert manager.press("/admin/tickets/PA-22222/merge", into=CODE.lower()).status_code == 303
    assert runtime.helpdesk.ticket(CODE).text == "Đèn đường hư\n(phiếu PA-22222) Cột số 7"
    assert (runtime.helpdesk.ticket("PA-22222").state, runtime.helpdesk.ticket("PA-22222").ended) == (
        "closed",
        "merged",
    )
    assert "được gộp vào phiếu PA-7K3F9" in runtime.helpdesk.talk(PERSON)[-1].text
    for into in ("PA-22222", "PA-XXXXX", ""):
        assert manager.press(f"/admin/tickets/{CODE}/merge", into=into).status_code == 422


def test_words_of_another_resident_do_not_travel_with_a_merge(runtime, manager):
    says(runtime, "đèn hư")
    says(runtime, "đèn hư", OTHER)
    complains(runtime)
    complains(runtime, "PA-22222", "Nhà tôi số 12", OTHER)
    manager.press("/admin/tickets/PA-22222/merge", into=CODE)
    assert runtime.helpdesk.ticket(CODE).text == "Đèn đường hư"


def test_work_is_given_on_with_a_note(app, runtime, manager):
    wants_an_official(runtime)
    complains(runtime)
    new_official(app, runtime, "answerer")
    colleague = runtime.officials.find("answerer@phuong.example.vn").id
    manager.press(f"{TALK}/assign", to=str(colleague), why="Anh quen tổ điện, nhờ anh gọi giúp.")
    page = manager.page(TALK)
    assert "Anh quen tổ điện, nhờ anh gọi giúp." in page and "Cán bộ answerer nhận" in page


def test_the_figures_of_a_month_stay_when_its_tickets_are_opened_again(app, runtime, clock):
    november, december, january = at(2026, 11, 1), at(2026, 12, 1), at(2027, 1, 1)
    for number, closed_after in enumerate((1, 9, None, 5)):
        complains(runtime, f"PA-{number}")
        if closed_after:
            clock.now = at(2026, 11, 23, 12) + closed_after * DAY
            if closed_after != 9:
                runtime.helpdesk.close(f"PA-{number}", None, "Xong.")
            clock.now = at(2026, 11, 23, 12)
    clock.now = at(2026, 12, 2, 12)
    runtime.helpdesk.close("PA-1", None, "Xong, trễ.")
    figures = runtime.helpdesk.ticket_figures(november, december)
    assert (figures.received, figures.settled_in_time, figures.settled_late, figures.left_over) == (4, 2, 0, 2)
    runtime.helpdesk.reopen("PA-0", None, "Chưa xong")
    assert runtime.helpdesk.ticket_figures(november, december) == figures
    later = runtime.helpdesk.ticket_figures(december, january)
    assert (later.received, later.settled_in_time, later.settled_late, later.left_over) == (0, 0, 1, 2)
    page = new_official(app, runtime, "answerer").page("/admin/inbox?tab=tickets")
    assert re.findall(r">(\d+)</td>", page)[4:8] == ["4", "2", "0", "2"] and "11/2026" in page


def test_the_residents_name_is_filled_into_an_answer(runtime, manager):
    says(runtime, "chào", name="Nguyễn Thị Sáu")
    manager.press(f"{TALK}/answer", text="Chào {tên}, mời tới {phường}.")
    ward = runtime.live_content.content.ward.name
    assert runtime.helpdesk.talk(PERSON)[-1].text == f"Chào Nguyễn Thị Sáu, mời tới {ward}."
    refused = manager.press(f"{TALK}/answer", text="Chào {ten}")
    assert refused.status_code == 422 and "Không có chữ điền sẵn {ten}" in refused.text


def test_without_the_setting_nothing_of_settled_reports_is_public(app, runtime, manager):
    complains(runtime)
    assert app.test_client().get("/phan-anh-da-xu-ly").status_code == 404
    assert "đã xử lý" not in app.test_client().get("/").text and "public_words" not in manager.page(TALK)
