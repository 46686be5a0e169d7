"""Reading the rows of a period from the tables."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from bot.clock import at_zone
from bot.reports.activities import from_row
from bot.reports.figures import Figures
from bot.reports.periods import Period, before
from bot.reports.rows import (
    ArticleRow,
    BroadcastRow,
    FieldCount,
    FollowerDay,
    QuestionDay,
    QuestionRow,
    QuizRow,
    RatingRow,
    TicketRow,
)
from bot.reports.wording import field_of_intent
from bot.runtime import Runtime
from bot.store import Store, activities, questions, reporting

UNREACHED = frozenset({"failed", "unknown", "left_out", "expired", "cancelled"})
"""States of deliveries that did not arrive."""


def collect(runtime: Runtime, period: Period) -> Figures:
    """The figures of a period as the tables have them now."""
    store, zone = runtime.store, runtime.settings.timezone
    since, until = period.since_ms(zone), period.until_ms(zone)
    first, last = period.first.isoformat(), period.last.isoformat()
    is_over = runtime.clock() >= until
    return Figures(
        period=period,
        is_over=is_over,
        broadcasts=_broadcasts(store, since, until, zone),
        articles=tuple(_article(row, zone) for row in reporting.articles(store, since, until)),
        followers=_followers(store, until if is_over else None),
        is_reckoned=is_over,
        follower_days=_follower_days(store, period, zone),
        questions=_question_sums(runtime, first, last),
        question_days=tuple((row["day"], row["outcome"], row["count"]) for row in questions.by_day(store, first, last)),
        tickets=tuple(_ticket(row, zone) for row in reporting.tickets(store, since, until)),
        ratings=tuple(RatingRow(at_zone(row["rated_at"], zone), row["rating"]) for row in reporting.ratings(store, since, until)),
        quizzes=_quizzes(runtime, first, last),
        activities=tuple(from_row(row) for row in activities.between(store, first, last)),
        reads_feed=runtime.settings.articles_feed_url is not None,
    )  # fmt: skip


def comparison(runtime: Runtime, figures: Figures) -> Figures | None:
    """The period to compare with; None while that is not honest: this one goes on, or the assistant was not there yet."""
    earlier, began = before(figures.period), first_day(runtime)
    is_honest = figures.is_over and began is not None and began <= earlier.first
    return collect(runtime, earlier) if is_honest else None


def first_day(runtime: Runtime) -> date | None:
    """Since when the assistant has figures; None when it has none."""
    at, day = reporting.first_moment(runtime.store)
    found = [at_zone(at, runtime.settings.timezone).date()] if at is not None else []
    return min([*found, *([date.fromisoformat(day)] if day else [])], default=None)


def question_days(runtime: Runtime, period: Period) -> Iterator[QuestionDay]:
    """Every row of the questions' book in a period, for the Excel file."""
    for row in questions.between(runtime.store, period.first.isoformat(), period.last.isoformat()):
        yield QuestionDay(date.fromisoformat(row["day"]), _question(runtime, row, row["count"]))


def _broadcasts(store: Store, since: int, until: int, zone: tzinfo) -> tuple[BroadcastRow, ...]:
    states: dict[int, Counter[str]] = defaultdict(Counter)
    reasons: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in reporting.delivery_counts(store, since, until):
        states[row["broadcast_id"]][row["state"]] += row["n"]
        if row["state"] in UNREACHED:
            reasons[row["broadcast_id"]][row["state"], row["outcome"]] = row["n"]
    times = {(row["broadcast_id"], row["kind"]): row["times"] for row in reporting.clicks(store, since, until)}
    return tuple(
        BroadcastRow(
            row["id"], row["title"], row["kind"], row["topic"], row["state"], at_zone(row["started_at"], zone),
            dict(states[row["id"]]) if row["kind"] != "article" else {},
            reasons[row["id"]] if row["kind"] != "article" else {},
            times.get((row["id"], "link"), 0), times.get((row["id"], "press"), 0),
        )
        for row in reporting.broadcasts(store, since, until)
    )  # fmt: skip


def _article(row: sqlite3.Row, zone: tzinfo) -> ArticleRow:
    return ArticleRow(
        at_zone(row["at"], zone), row["source"], row["origin_id"] is not None, row["title"], row["url"] or ""
    )


def _followers(store: Store, moment: int | None) -> int:
    """How many follow now, or followed at a past moment: today's number without who came and with who left since."""
    now = reporting.followers_now(store)
    if moment is None:
        return now
    come, gone = reporting.followers_since(store, moment)
    return now - come + gone


def _follower_days(store: Store, period: Period, zone: tzinfo) -> tuple[FollowerDay, ...]:
    days = [period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)]
    starts = [
        int(datetime.combine(day, time(), zone).timestamp() * 1000) for day in (*days, period.last + timedelta(days=1))
    ]
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for row in reporting.follow_days(store, [*pairwise(starts)]):
        counts[row["day"]][row["follows"]] = row["n"]
    return tuple(FollowerDay(days[day], found.get(1, 0), found.get(0, 0)) for day, found in sorted(counts.items()))


def _question_sums(runtime: Runtime, first: str, last: str) -> tuple[FieldCount, ...]:
    content = runtime.brain.content
    fields = {code: known.field_name for code, known in (content.listed | content.procedures).items()}
    found: Counter[tuple[str, str]] = Counter()
    for row in reporting.question_sums(runtime.store, first, last, fields):
        field = fields.get(row["procedure"]) or field_of_intent(row["outcome"], row["intent"])
        found[field, row["outcome"]] += row["n"]
    return tuple(FieldCount(field, outcome, count) for (field, outcome), count in found.items())


def _question(runtime: Runtime, row: sqlite3.Row, count: int) -> QuestionRow:
    content, code = runtime.brain.content, row["procedure"]
    known = content.procedures.get(code) or content.listed.get(code) if code else None
    field, title = (known.field_name, known.title) if known else (field_of_intent(row["outcome"], row["intent"]), "")
    return QuestionRow(field, row["intent"], code, title, row["outcome"], count)


def _ticket(row: sqlite3.Row, zone: tzinfo) -> TicketRow:
    return TicketRow(
        row["kind"], row["state"], row["created_at"], row["first_answer_at"], row["settled_at"],
        row["rating"] if row["kind"] == "rating" else None, zone,
    )  # fmt: skip


def _quizzes(runtime: Runtime, first: str, last: str) -> tuple[QuizRow, ...] | None:
    if not reporting.counts_quizzes(runtime.store):
        return None
    titles = {quiz.id: quiz.title for quiz in runtime.brain.content.quizzes.values()}
    return tuple(
        QuizRow(
            date.fromisoformat(row["day"]),
            titles.get(row["quiz"], row["quiz"]),
            row["played"],
            row["right"],
            row["asked"],
        )
        for row in reporting.quizzes(runtime.store, first, last)
    )
