"""One run of a series left out or moved: with a second pair of eyes, and without touching the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.broadcasts import recurrence
from bot.broadcasts.drafts import BroadcastError
from bot.broadcasts.repeat import Repeat
from bot.clock import at_zone
from bot.store import broadcasts
from tests.admin.broadcast_office import Office

DAILY = "daily at=15:00"
FRIDAYS = "weekly:FRI at=08:00 holiday=before"


@pytest.fixture
def office(app, runtime) -> Office:
    office = Office(app, runtime)
    office.followers("Chị Sáu")
    return office


def moment(office: Office, *parts: int) -> int:
    return office.room.local_ms(datetime(*parts))  # type: ignore[arg-type]


def coming(office: Office, series_id: int, count: int = 4) -> list[str]:
    """The next runs, by the timetable as it stands."""
    row = office.room.lifecycle.get(series_id)
    repeat = office.room.lifecycle.draft_of(row).repeat
    zone = office.runtime.settings.timezone
    runs = recurrence.preview_times(
        repeat,
        at_zone((row.next_fire_at or 0) - 1, zone),
        office.room.holidays(),
        at_zone(row.send_at, zone),
        row.fired,
        count,
    )
    return [f"{run:%d/%m %H:%M}" for run in runs]


def test_a_run_is_moved_by_two_officials_and_the_others_stay(office):
    series = office.approved(repeat=Repeat.parse(FRIDAYS))
    changes = office.room.series_changes
    friday, saturday = moment(office, 2026, 12, 4, 8), moment(office, 2026, 12, 5, 9, 30)
    proposal = changes.propose(series, friday, saturday, "Hội trường bận", office.lan)
    assert coming(office, series)[:2] == ["27/11 08:00", "04/12 08:00"]
    with pytest.raises(BroadcastError, match="không được phép"):
        changes.approve(proposal, office.lan)
    changes.approve(proposal, office.hoa)
    assert coming(office, series) == ["27/11 08:00", "05/12 09:30", "11/12 08:00", "18/12 08:00"]
    assert "riêng kỳ 04/12/2026 gửi lúc 09:30 05/12/2026" in office.author.page(f"/admin/broadcasts/{series}")
    again = changes.propose(series, saturday, None, "Hủy hẳn", office.lan)
    changes.approve(again, office.hoa)
    assert coming(office, series)[:2] == ["27/11 08:00", "11/12 08:00"]


def test_who_proposes_does_not_decide_even_as_approver(office, runtime):
    series = office.approved(repeat=Repeat.parse(DAILY))
    run = office.room.lifecycle.get(series).next_fire_at
    both = replace(office.hoa, roles=office.hoa.roles | office.lan.roles)
    proposal = office.room.series_changes.propose(series, run, None, "Nghỉ", both)
    with pytest.raises(BroadcastError, match="không được tự duyệt"):
        office.room.series_changes.approve(proposal, both)
    office.room.series_changes.refuse(proposal, office.hoa)
    assert office.room.series_changes.list_open() == [] and len(coming(office, series)) == 4


def test_the_next_run_left_out_never_goes_and_one_moved_forward_goes_earlier(office, clock):
    series = office.approved(repeat=Repeat.parse(DAILY))
    first = office.room.lifecycle.get(series).next_fire_at
    changes = office.room.series_changes
    changes.approve(changes.propose(series, first, None, "Trùng tin khác", office.lan), office.hoa)
    second = moment(office, 2026, 11, 24, 15)
    changes.approve(
        changes.propose(series, second, moment(office, 2026, 11, 23, 17), "Báo sớm", office.lan), office.hoa
    )
    assert coming(office, series)[:2] == ["23/11 17:00", "25/11 15:00"]
    clock.forward(5 * 3_600_000 + 1000)
    office.room.feeder.tick()
    assert [run.send_at for run in broadcasts.series_runs(office.runtime.store, series)] == [
        moment(office, 2026, 11, 23, 17)
    ]


def test_a_run_that_holidays_moved_is_left_out_by_the_day_it_goes(office):
    series = office.approved(repeat=Repeat.parse(FRIDAYS))
    new_year = moment(office, 2026, 12, 31, 8)  # Friday 1/1 is a holiday: the day before
    changes = office.room.series_changes
    changes.approve(changes.propose(series, new_year, None, "Nghỉ Tết dương lịch", office.lan), office.hoa)
    assert coming(office, series, 7)[4:] == ["25/12 08:00", "08/01 08:00", "15/01 08:00"]


@pytest.mark.parametrize(
    ("run", "to", "reason", "refusal"),
    [
        ((2026, 11, 28, 8), None, "x", "không có kỳ nào"),
        ((2026, 11, 20, 8), None, "x", "không có kỳ nào"),
        ((2026, 11, 27, 8), (2026, 11, 22, 8), "x", "đã qua"),
        ((2026, 11, 27, 8), (2026, 11, 27, 8), "x", "trùng giờ cũ"),
        ((2026, 11, 27, 8), None, " ", "vì sao"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office, run, to, reason, refusal):
    series = office.approved(repeat=Repeat.parse(FRIDAYS))
    with pytest.raises(BroadcastError, match=refusal):
        office.room.series_changes.propose(
            series, moment(office, *run), moment(office, *to) if to else None, reason, office.lan
        )


def test_on_the_pages_it_takes_one_form_and_one_press(office):
    series = office.approved(repeat=Repeat.parse(FRIDAYS))
    page, run = f"/admin/broadcasts/{series}", str(moment(office, 2026, 12, 4, 8))
    assert "8:00 thứ Sáu, 4/12" in office.author.page(page)
    fields = {"run_at": run, "to_at": "2026-12-05T09:30", "reason": "Hội trường bận"}
    assert office.author.press(f"{page}/run", **fields, act="move").status_code == 303
    assert "Duyệt việc đổi này" not in office.author.page(page)
    [change] = office.room.series_changes.list_open()
    for address in ("/admin/", "/admin/broadcasts/waiting", page):
        assert "Hội trường bận" in office.approver.page(address) or "Đổi một kỳ" in office.approver.page(address)
    assert office.approver.press(f"{page}/run/approve", change=str(change.id)).status_code == 303
    assert "05/12 09:30" in coming(office, series)
    repeated = office.approver.press(f"{page}/run/approve", change=str(change.id))
    assert repeated.status_code == 409 and "đã có người quyết định" in repeated.text


def test_a_new_edition_of_the_same_rule_keeps_the_moved_run(office):
    series = office.approved(repeat=Repeat.parse(FRIDAYS))
    changes = office.room.series_changes
    changes.approve(
        changes.propose(series, moment(office, 2026, 12, 4, 8), moment(office, 2026, 12, 5, 9), "Dời", office.lan),
        office.hoa,
    )
    draft = office.room.lifecycle.draft_of(office.room.lifecycle.get(series))
    office.room.lifecycle.edit(series, replace(draft, repeat=Repeat.parse(FRIDAYS)), office.lan)
    assert office.room.lifecycle.draft_of(office.room.lifecycle.get(series)).repeat.moved
    office.room.lifecycle.edit(series, replace(draft, repeat=Repeat.parse("weekly:MON at=08:00")), office.lan)
    assert not office.room.lifecycle.draft_of(office.room.lifecycle.get(series)).repeat.moved
