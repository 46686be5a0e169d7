"""Every figure equals the rows it is made of, and says nothing where nothing is known."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.reports import periods
from bot.reports.gather import collect_earlier, collect_figures, find_first_day
from bot.reports.periods import Period
from bot.runtime import Runtime
from bot.store import audit, deliveries, reporting
from tests.admin.installation import MovableClock
from tests.reports.busy_month import BIRTH, asks, at, broadcast, did, followers, person_id, plays


def test_broadcasts_add_up(busy_month: Runtime, november: Period) -> None:
    totals = collect_figures(busy_month, november).totals()
    expected = {
        "broadcasts": 3,
        "broadcasts_article": 1,
        "reached": 39,
        "delivered": 37,
        "seen": 32,
        "failed": 4,
        "left_out": 12,
        "waiting": 0,
        "clicks": 9,
        "presses": 5,
    }
    assert {name: totals[name] for name in expected} == expected


def test_a_delivery_is_in_one_of_its_parts(busy_month: Runtime, november: Period) -> None:
    for row in collect_figures(busy_month, november).broadcasts:
        assert row.reached + row.failed + row.left_out + row.waiting == sum(row.by_state.values())
        assert sum(row.reasons.values()) == row.failed + row.left_out


def test_topics_and_kinds_add_up_to_the_whole(busy_month: Runtime, november: Period) -> None:
    figures = collect_figures(busy_month, november)
    totals = figures.totals()
    for groups in (figures.by_topic(), figures.by_kind()):
        assert sum(group.broadcasts for group in groups) == totals["broadcasts"]
        assert sum(group.reached for group in groups) == totals["reached"]
        assert sum(group.seen for group in groups) == totals["seen"]
    assert [(group.key, group.reached) for group in figures.by_topic()] == [("y-te", 19), ("", 20)]


def test_an_article_zalo_spreads_counts_no_person(busy_month: Runtime, november: Period) -> None:
    article = next(row for row in collect_figures(busy_month, november).broadcasts if row.kind == "article")
    assert (article.reached, article.seen, article.by_state) == (0, 0, {})


def test_questions_are_counted_by_field_and_by_what_became_of_them(busy_month: Runtime, november: Period) -> None:
    figures = collect_figures(busy_month, november)
    totals = figures.totals()
    expected = {
        "asked": 48,
        "answered": 36,
        "clarified": 5,
        "declined": 4,
        "not_understood": 3,
        "called_wrong": 2,
        "greetings": 11,
    }
    assert {name: totals[name] for name in expected} == expected
    fields = {field.name: field for field in figures.by_field()}
    birth = busy_month.live_content.content.procedures[BIRTH]
    assert fields[birth.field_name].answer == 30
    assert fields["Bưu chính công ích"].answer == 6
    assert sum(field.asked for field in fields.values()) == totals["asked"]
    assert all(
        field.asked == field.answer + field.clarify + field.decline + field.fallback for field in fields.values()
    )


def test_the_desk_is_counted_as_the_desk_counts_itself(busy_month: Runtime, november: Period) -> None:
    zone = busy_month.settings.timezone
    desk = busy_month.helpdesk.figures(november.since_ms(zone), november.until_ms(zone))
    totals = collect_figures(busy_month, november).totals()
    assert (totals["handed_over"], totals["handed_answered"]) == (desk.handed_over, desk.answered) == (3, 2)
    assert totals["first_answer_minutes"] == 12
    assert desk.median_first_answer_ms == 12 * 60_000
    assert totals["ratings"] == sum(desk.ratings.values()) == 1
    assert totals["bot_ratings"] == sum(desk.bot_ratings.values()) == 1
    assert (totals["tickets"], totals["tickets_closed"]) == (desk.tickets, desk.tickets_closed) == (2, 1)


def test_followers_at_the_end_of_a_past_period_are_reckoned_back(busy_month: Runtime, november: Period) -> None:
    figures = collect_figures(busy_month, november)
    assert figures.is_reckoned
    assert figures.followers == 40 + 7 - 1
    assert (figures.totals()["followers_new"], figures.totals()["followers_gone"]) == (7, 1)
    now = collect_figures(busy_month, periods.regular_period("month", 2026, 12))
    assert (now.followers, now.is_reckoned) == (40 + 7 + 2 - 2, False)


def test_activities_are_told_as_papers_tell_them(busy_month: Runtime, november: Period) -> None:
    totals = collect_figures(busy_month, november).totals()
    assert (totals["gatherings"], totals["attendances"]) == (2, 100)


def test_it_compares_a_whole_period_with_the_one_before(busy_month: Runtime, november: Period) -> None:
    figures = collect_figures(busy_month, november)
    earlier = collect_earlier(busy_month, figures)
    assert earlier is not None
    assert (earlier.period.name, earlier.totals()["reached"], earlier.totals()["asked"]) == ("tháng 10 năm 2026", 3, 8)


def test_it_does_not_compare_while_the_period_goes_on(busy_month: Runtime) -> None:
    assert collect_earlier(busy_month, collect_figures(busy_month, periods.regular_period("month", 2026, 12))) is None


def test_it_does_not_compare_with_a_time_before_the_assistant(busy_month: Runtime) -> None:
    assert find_first_day(busy_month) == date(2026, 9, 1)
    assert collect_earlier(busy_month, collect_figures(busy_month, periods.regular_period("quarter", 2026, 3))) is None


def test_an_empty_installation_has_noughts_and_unknowns(empty: Runtime, november: Period) -> None:
    totals = collect_figures(empty, november).totals()
    unknown = {"articles_feed", "first_answer_minutes", "ratings_mean", "bot_ratings_mean", "quizzes"}
    assert {name for name, value in totals.items() if value is None} == unknown
    assert {value for name, value in totals.items() if name not in unknown} == {0}
    assert find_first_day(empty) is None


def test_quizzes_are_unknown_until_the_first_one_is_counted(empty: Runtime, november: Period) -> None:
    plays(empty, date(2026, 10, 1), 3, 5)
    assert collect_figures(empty, november).totals()["quizzes"] == 0
    plays(empty, date(2026, 11, 9), 4, 5)
    plays(empty, date(2026, 11, 9), 1, 5)
    rows = collect_figures(empty, november).quizzes
    assert rows is not None
    assert [(row.played, row.right, row.asked) for row in rows] == [(2, 5, 10)]


def test_only_days_of_the_period_count(empty: Runtime, november: Period) -> None:
    for day in (november.first - timedelta(days=1), november.first, november.last, november.last + timedelta(days=1)):
        broadcast(empty, day, {("seen", None): 1})
        asks(empty, day, "answer", "postal")
        if day <= empty.today():
            did(empty, day, "meeting", "Khu phố")
    totals = collect_figures(empty, november).totals()
    assert (totals["broadcasts"], totals["asked"], totals["gatherings"]) == (2, 2, 2)


def test_what_was_never_sent_is_no_broadcast(empty: Runtime, november: Period) -> None:
    broadcast(empty, november.first, {("seen", None): 1})
    with empty.store.write() as db:
        db.conn.execute("UPDATE broadcasts SET started_at = NULL, state = 'draft'")
    assert collect_figures(empty, november).broadcasts == ()


def test_the_sums_of_deliveries_equal_the_rows_whatever_happens(empty: Runtime) -> None:
    dice = random.Random(7)
    numbers = [broadcast(empty, date(2026, 11, day), {("waiting", None): 30}) for day in (2, 3)]
    with empty.store.write() as db:
        for _ in range(300):
            db.conn.execute(
                "UPDATE deliveries SET state = ?, outcome = ? WHERE broadcast_id = ? AND person_id = ?",
                [
                    dice.choice(deliveries.STATES),
                    dice.choice([None, "blocked_by_person", "night"]),
                    dice.choice(numbers),
                    person_id(dice.randrange(30)),
                ],
            )
        db.conn.execute(
            "INSERT OR IGNORE INTO deliveries (broadcast_id, person_id, state) SELECT broadcast_id, person_id, 'waiting'"
            " FROM deliveries"
        )
        db.conn.execute("DELETE FROM deliveries WHERE id % 7 = 0")
    since, until = at(date(2026, 11, 1)), at(date(2026, 12, 1))
    found = Counter(
        {
            (row.broadcast_id, row.state, row.outcome): row.n
            for row in reporting.count_deliveries(empty.store, since, until)
        }
    )
    rows = Counter(
        (row["broadcast_id"], row["state"], row["outcome"] or "")
        for row in empty.store.rows("SELECT * FROM deliveries")
    )
    assert found == rows


def test_a_report_of_the_running_month_is_as_of_now(empty: Runtime, november: Period) -> None:
    assert isinstance(empty.clock, MovableClock)
    empty.clock.now = at(date(2026, 11, 10))
    followers(empty, 3, date(2026, 11, 4))
    figures = collect_figures(empty, november)
    assert (figures.is_over, figures.followers, figures.is_reckoned) == (False, 3, False)


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_the_first_act_says_since_when_there_are_figures(empty: Runtime, kind: str) -> None:
    with empty.store.write() as db:
        audit.write(db, at(date(2026, 1, 1), 0), None, "start")
    earlier = collect_earlier(
        empty, collect_figures(empty, periods.regular_period(kind, 2026, {"month": 11, "quarter": 3}.get(kind, 0)))
    )
    assert (earlier is not None) == (kind != "year")
