"""Figures of a closed period stay: follows and leaves are rows of their own, and what was signed for is shown ever after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.reports.dashboard import question_days
from bot.reports.gather import collect_figures
from bot.reports.periods import Period, free_period, regular_period
from bot.reports.signing import SigningError, find_signature, sign_figures
from bot.runtime import Runtime
from bot.store import people, questions, ticket_events, tickets
from tests.admin.installation import make_app, new_official
from tests.reports.busy_month import asks, at, followers, leaves, person_id, ticket

DAY = date(2026, 11, 10)


def of_day(runtime: Runtime, day: date = DAY) -> tuple[object, ...]:
    totals = collect_figures(runtime, free_period(day, day)).totals()
    return totals["followers"], totals["followers_new"], totals["followers_gone"]


def test_a_day_reads_the_same_whatever_people_do_later(empty: Runtime) -> None:
    followers(empty, 4, DAY)
    assert of_day(empty) == (4, 4, 0)
    for number in (0, 1):
        leaves(empty, number, DAY + timedelta(days=2))
    assert of_day(empty) == (4, 4, 0)
    assert of_day(empty, DAY + timedelta(days=2)) == (2, 0, 2)
    with empty.store.write() as db:
        people.set_follows(db, person_id(0), True, at(DAY + timedelta(days=3)))
        people.set_follows(db, person_id(0), True, at(DAY + timedelta(days=3), 10))  # said twice
    assert of_day(empty) == (4, 4, 0)
    assert of_day(empty, DAY + timedelta(days=2)) == (2, 0, 2)
    assert of_day(empty, DAY + timedelta(days=3)) == (3, 1, 0)


def test_a_list_that_shows_a_change_zalo_did_not_tell_counts_from_then_on(empty: Runtime) -> None:
    followers(empty, 2, DAY)
    with empty.store.write() as db:
        db.conn.execute(
            "UPDATE people SET follows = 0, details_at = ? WHERE id = ?", [at(DAY + timedelta(days=2)), person_id(0)]
        )
    assert of_day(empty) == (2, 2, 0)
    assert of_day(empty, DAY + timedelta(days=2)) == (1, 0, 0)


def test_a_report_settled_later_counts_where_it_was_settled(empty: Runtime) -> None:
    later = DAY + timedelta(days=3)
    ticket(empty, "PA-1", "feedback", DAY)
    first = collect_figures(empty, free_period(DAY, DAY)).totals()
    assert (first["tickets"], first["tickets_closed"], first["tickets_left_over"]) == (1, 0, 1)
    with empty.store.write() as db:
        tickets.close(db, "PA-1", None, at(later), result="Đã sửa")
        ticket_events.add(db, "PA-1", "closed", at(later))
    again = collect_figures(empty, free_period(DAY, DAY)).totals()
    assert (again["tickets_closed"], again["tickets_left_over"]) == (0, 1)
    settled = collect_figures(empty, free_period(later, later)).totals()
    assert (settled["tickets"], settled["tickets_closed"], settled["tickets_left_over"]) == (0, 1, 0)


def test_what_was_signed_is_shown_and_what_differs_is_named(empty: Runtime) -> None:
    asks(empty, DAY, "answer", "postal", times=3)
    period = free_period(DAY, DAY)
    sign_figures(empty, collect_figures(empty, period), 1)
    asks(empty, DAY, "answer", "postal", times=2)
    figures = collect_figures(empty, period)
    assert figures.totals()["asked"] == 3
    signature = find_signature(empty, figures)
    assert signature is not None and ("Câu người dân hỏi", 3, 5) in signature.changes
    with pytest.raises(SigningError, match="đã chốt rồi"):
        sign_figures(empty, figures, 1)


def test_a_period_that_goes_on_is_not_signed(empty: Runtime) -> None:
    with pytest.raises(SigningError, match="chưa hết"):
        sign_figures(empty, collect_figures(empty, regular_period("month", 2026, 12)), 1)


def test_today_and_report_count_the_same_questions(busy_month: Runtime, november: Period) -> None:
    today = sum(day.good + day.bad for day in question_days(busy_month))
    rows = questions.list_by_day(busy_month.store, *(f"{day.day}" for day in question_days(busy_month)[::29]))
    assert any(row.outcome == "chat" and row.count for row in rows)
    counted = sum(row.count for row in rows if row.outcome in ("answer", "clarify", "decline", "fallback"))
    assert today == counted


def test_signing_on_the_page_and_the_page_for_the_council(empty: Runtime) -> None:
    asks(empty, DAY, "answer", "postal", times=3)
    app = make_app(empty)
    approver, viewer = new_official(app, empty, "approver"), new_official(app, empty, "viewer")
    days = {"from": f"{DAY}", "to": f"{DAY}"}
    query = f"from={DAY}&to={DAY}"
    assert "Chốt số liệu kỳ này" in approver.page(f"/admin/reports?{query}")
    assert "Chốt số liệu kỳ này" not in viewer.page(f"/admin/reports?{query}")
    assert viewer.press("/admin/reports/sign", **days).status_code == 403
    assert approver.press("/admin/reports/sign", **days).status_code == 303
    assert "Số liệu kỳ này đã chốt" in viewer.page(f"/admin/reports?{query}")
    assert approver.press("/admin/reports/sign", **days).status_code == 422
    leaflet = viewer.page(f"/admin/reports/leaflet?{query}")
    assert "Số liệu đã chốt ngày" in leaflet and leaflet.count("<svg") == 1 and leaflet.count("<h2>") == 3
