"""The list, the month, the propaganda calendar, an official's own Zalo, and the notice of a restored database."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from bot.broadcasts.repeat import Repeat
from bot.conversation.effects import apply_effect
from bot.people.erasure import erase_person
from bot.reply import LinkOfficial
from bot.store import key_values
from tests.admin.broadcast_office import Office
from tests.admin.installation import PERSON, new_official, says


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


def at(runtime, *moment: int) -> int:
    return runtime.broadcasts.local_ms(datetime(*moment))  # type: ignore[arg-type]


def test_an_empty_list_says_what_to_do_first(office, app, runtime):
    assert "Soạn bản tin đầu tiên" in office.author.page("/admin/broadcasts")
    assert "Soạn bản tin" not in new_official(app, runtime, "viewer").page("/admin/broadcasts")


def test_the_list_is_filtered_searched_and_sorted(office, runtime):
    office.draft(title="Dọn rác", topic="y-te")
    office.submitted(title="Tiêm chủng", send_at=at(runtime, 2026, 12, 5, 8, 0))
    assert "Bản nháp (1)" in office.author.page("/admin/broadcasts")
    for query, match, missing in (
        ("state=submitted", "Tiêm chủng", "Dọn rác"),
        ("topic=y-te", "Dọn rác", "Tiêm chủng"),
        ("q=rác", "Dọn rác", "Tiêm chủng"),
        ("since=2026-12-05&until=2026-12-05", "Tiêm chủng", "Dọn rác"),
        ("kind=consultation&state=draft", "Dọn rác", "Tiêm chủng"),
    ):
        rows = office.author.page(f"/admin/broadcasts?{query}").split("<tbody>")[1]
        assert match in rows and missing not in rows, query
    rows = office.author.page("/admin/broadcasts?order=title").split("<tbody>")[1]
    assert rows.index("Dọn rác") < rows.index("Tiêm chủng")
    assert "Bỏ lọc" in office.author.page("/admin/broadcasts?q=không+có")


def test_a_long_list_has_pages_that_keep_the_filter(office):
    for number in range(23):
        office.draft(title=f"Tin {number:02}")
    page = office.author.page("/admin/broadcasts?state=draft")
    assert "Trang 1 trên 2" in page and "Tin 02" not in page
    following = re.search(r'href="([^"]*page=2[^"]*)"', page)
    assert (
        following
        and "Tin 02" in office.author.page(following[1].replace("&amp;", "&"))
        and "state=draft" in following[1]
    )


def test_nonsense_in_the_address_is_no_error(office):
    for query in ("page=-3", "page=x", "since=hôm+qua", "state=x", "order=x", "kind=%00"):
        assert office.author.client.get(f"/admin/broadcasts?{query}").status_code == 200
    for where in ("month", "propaganda"):
        assert office.author.client.get(f"/admin/broadcasts/{where}?m=2026-13").status_code == 200


def test_the_month_shows_what_is_planned_the_runs_to_come_and_holidays(office, runtime):
    office.submitted(title="Tiêm chủng", send_at=at(runtime, 2026, 12, 5, 8, 0))
    office.approved(title="Bản tin tháng", repeat=Repeat.parse("monthly:last-workday at=08:00"))
    page = office.author.page("/admin/broadcasts/month?m=2026-12")
    assert "Lịch bản tin tháng 12/2026" in page and "kỳ sắp tới" in page
    assert re.search(r"<b>5</b>.*?08:00 <a[^>]*>Tiêm chủng", page, re.DOTALL)
    assert re.search(r"<b>31</b>.*?08:00 <a[^>]*>Bản tin tháng", page, re.DOTALL)
    assert "Tết Dương lịch" in office.author.page("/admin/broadcasts/month?m=2027-01")
    assert "Tháng này chưa có bản tin nào" in office.author.page("/admin/broadcasts/month?m=2026-10")


def test_a_month_of_the_calendar_is_adopted_once_as_drafts(office, runtime):
    page = office.author.page("/admin/broadcasts/propaganda?m=2026-12")
    expected = page.count("Nhận bài này</button>")
    assert expected >= 3
    assert office.author.press("/admin/broadcasts/propaganda", m="2026-12").status_code == 303
    assert office.room.results.by_state() == {"draft": expected}
    page = office.author.page("/admin/broadcasts/propaganda?m=2026-12")
    assert page.count("Đã nhận, xem bản tin") == expected and "Nhận cả tháng này" not in page
    again = office.approver.press("/admin/broadcasts/propaganda", m="2026-12")
    assert "propaganda_known" in again.location and office.room.results.by_state() == {"draft": expected}


def test_one_text_of_the_calendar_is_adopted_alone(office):
    only = office.room.calendar.month(2026, 12)[0][0].id
    assert office.author.press("/admin/broadcasts/propaganda", m="2026-12", only=only).status_code == 303
    assert office.room.results.by_state() == {"draft": 1}
    assert office.author.press("/admin/broadcasts/propaganda", m="2026-12", only="không có").status_code == 404


def code_of(office) -> str:
    page = office.author.press("/admin/own-zalo/code").text
    match = re.search(r"#canbo (\d+)", page)
    assert match
    return match[1]


def send(runtime, code: str, person_id: str = PERSON) -> None:
    """What the turn does with the code a person sent."""
    with runtime.store.write() as db:
        apply_effect(db, LinkOfficial(code), person_id, runtime.clock())


def test_an_official_ties_the_own_zalo_with_a_code_and_gets_a_test(office, runtime):
    says(runtime, "xin chào", PERSON, "Lan Nguyễn")
    broadcast_id = office.draft()
    assert "Chưa có cán bộ nào nối Zalo" in office.author.page(f"/admin/broadcasts/{broadcast_id}")
    send(runtime, code_of(office))
    assert "Lan Nguyễn" in office.author.page("/admin/own-zalo")
    assert "Cán bộ author" in office.author.page(f"/admin/broadcasts/{broadcast_id}")
    response = office.author.press(f"/admin/broadcasts/{broadcast_id}/test", emails=office.author.email)
    assert response.status_code == 303 and "[Gửi thử] Chào Cán bộ author" in runtime.helpdesk.talk(PERSON)[-1].text


def test_a_test_nobody_is_chosen_for_says_so(office):
    response = office.author.press(f"/admin/broadcasts/{office.draft()}/test")
    assert response.status_code == 409 and "Chưa chọn cán bộ" in response.text


@pytest.mark.parametrize("late_ms", [0, 16 * 60_000])
def test_a_used_wrong_or_old_code_ties_nobody(office, runtime, clock, late_ms):
    says(runtime, "xin chào", PERSON, "Lan Nguyễn")
    code = code_of(office)
    clock.forward(late_ms)
    send(runtime, "00000000" if late_ms == 0 else code)
    assert runtime.linked_zalo.of(office.lan.id) is None
    if late_ms == 0:
        send(runtime, code)
        office.author.press("/admin/own-zalo/untie")
        send(runtime, code)
        assert runtime.linked_zalo.of(office.lan.id) is None


def test_erasing_a_person_unties_the_official(office, runtime):
    says(runtime, "xin chào", PERSON)
    send(runtime, code_of(office))
    with runtime.store.write() as db:
        erase_person(db, PERSON, runtime.clock())
    assert runtime.linked_zalo.list_linked() == []


def test_a_restored_database_is_told_on_every_page_and_a_manager_confirms(office, runtime, manager):
    with runtime.store.write() as db:
        key_values.set_in(db, "restored_at", str(runtime.clock()))
    for page in ("/admin/", "/admin/broadcasts"):
        assert "khôi phục từ bản sao lưu" in manager.page(page)
    assert "Nhờ người quản lý xem lại" in office.author.page("/admin/broadcasts")
    assert office.author.press("/admin/restored").status_code == 403
    assert manager.press("/admin/restored").status_code == 303
    assert not runtime.restore_guard.is_restored() and "khôi phục" not in manager.page("/admin/").replace(
        "Đã xác nhận", ""
    )


def test_pages_are_light(office, runtime):
    office.followers(*(f"Người {number}" for number in range(60)))
    broadcast_id = office.begun(send_at=None)
    for path in ("", "/month", "/new", "/propaganda?m=2026-12", f"/{broadcast_id}", f"/{broadcast_id}/people"):
        assert len(office.author.page(f"/admin/broadcasts{path}").encode()) < 60_000, path
