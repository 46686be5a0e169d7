"""Reads the rows of a period from the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from bot.broadcasts.kinds import find_kind
from bot.clock import at_zone
from bot.reports.activities import to_activity
from bot.reports.figures import PeriodFigures
from bot.reports.periods import Period, earlier_period
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
from bot.reports.signing import signed_totals
from bot.reports.texts import field_of_intent
from bot.runtime import Runtime
from bot.store import Store, activities, questions, reporting, ticket_events
from bot.store.reporting import PublishedArticle, TicketTimes

UNREACHED = frozenset({"failed", "unknown", "left_out", "expired", "cancelled"})
"""States of deliveries that did not arrive."""


def collect_figures(runtime: Runtime, period: Period) -> PeriodFigures:
    """Read the figures of a period as the database has them now."""
    store, zone = runtime.store, runtime.settings.timezone
    since, until = period.since_ms(zone), period.until_ms(zone)
    first, last = period.first.isoformat(), period.last.isoformat()
    is_over = runtime.clock() >= until
    return PeriodFigures(
        period=period,
        is_over=is_over,
        broadcasts=_read_broadcasts(store, since, until, zone),
        articles=tuple(_to_article_row(row, zone) for row in reporting.list_articles(store, since, until)),
        followers=_count_followers(store, until if is_over else None),
        is_reckoned=is_over,
        follower_days=_read_follower_days(store, period, zone),
        questions=_sum_questions(runtime, first, last),
        question_days=tuple((row.day, row.outcome, row.count) for row in questions.list_by_day(store, first, last)),
        tickets=tuple(_to_ticket_row(row, zone) for row in reporting.list_tickets(store, since, until)),
        ratings=tuple(
            RatingRow(at_zone(row.rated_at, zone), row.rating) for row in reporting.list_ratings(store, since, until)
        ),
        quizzes=_read_quizzes(runtime, first, last),
        activities=tuple(to_activity(row) for row in activities.list_between(store, first, last)),
        reads_feed=runtime.settings.articles_feed_url is not None,
        ticket_course=ticket_events.figures(store, since, until),
        signed=signed_totals(runtime, first, last),
    )


def collect_earlier(runtime: Runtime, figures: PeriodFigures) -> PeriodFigures | None:
    """The period to compare with; None while this one goes on, or when the assistant did not exist yet."""
    earlier, began = earlier_period(figures.period), find_first_day(runtime)
    is_comparable = figures.is_over and began is not None and began <= earlier.first
    return collect_figures(runtime, earlier) if is_comparable else None


def find_first_day(runtime: Runtime) -> date | None:
    """Since when the assistant has figures; None when it has none."""
    moment, day = reporting.find_first_moment(runtime.store)
    days = [at_zone(moment, runtime.settings.timezone).date()] if moment is not None else []
    return min([*days, *([date.fromisoformat(day)] if day else [])], default=None)


def list_question_days(runtime: Runtime, period: Period) -> Iterator[QuestionDay]:
    """Every question count of a period, for the Excel file."""
    content = runtime.live_content.content
    procedures = content.listed | content.procedures
    for row in questions.list_between(runtime.store, period.first.isoformat(), period.last.isoformat()):
        procedure = procedures.get(row.procedure)
        field = procedure.field_name if procedure else field_of_intent(row.outcome, row.intent)
        title = procedure.title if procedure else ""
        question = QuestionRow(field, row.intent, row.procedure, title, row.outcome, row.count)
        yield QuestionDay(date.fromisoformat(row.day), question)


def _read_broadcasts(store: Store, since: int, until: int, zone: tzinfo) -> tuple[BroadcastRow, ...]:
    states: dict[int, Counter[str]] = defaultdict(Counter)
    reasons: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in reporting.count_deliveries(store, since, until):
        states[row.broadcast_id][row.state] += row.n
        if row.state in UNREACHED:
            reasons[row.broadcast_id][row.state, row.outcome] = row.n
    clicks = {(row.broadcast_id, row.kind): row.times for row in reporting.count_clicks(store, since, until)}
    return tuple(
        BroadcastRow(
            broadcast.id,
            broadcast.title,
            broadcast.kind,
            broadcast.topic,
            broadcast.state,
            at_zone(broadcast.started_at, zone),
            dict(states[broadcast.id]) if not find_kind(broadcast.kind).is_spread_by_zalo else {},
            reasons[broadcast.id] if not find_kind(broadcast.kind).is_spread_by_zalo else {},
            clicks.get((broadcast.id, "link"), 0),
            clicks.get((broadcast.id, "press"), 0),
        )
        for broadcast in reporting.list_broadcasts(store, since, until)
    )


def _to_article_row(article: PublishedArticle, zone: tzinfo) -> ArticleRow:
    is_copy = article.origin_id is not None
    return ArticleRow(at_zone(article.at, zone), article.source, is_copy, article.title, article.url or "")


def _count_followers(store: Store, moment: int | None) -> int:
    """The followers of now, or of a past moment: those of now, less those won since, and those lost since added."""
    now = reporting.count_followers(store)
    if moment is None:
        return now
    won, lost = reporting.count_changes_since(store, moment)
    return now - won + lost


def _read_follower_days(store: Store, period: Period, zone: tzinfo) -> tuple[FollowerDay, ...]:
    days = [period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)]
    starts = [
        int(datetime.combine(day, time(), zone).timestamp() * 1000) for day in (*days, period.last + timedelta(days=1))
    ]
    changes: dict[int, dict[int, int]] = defaultdict(dict)
    for row in reporting.count_follow_changes(store, [*pairwise(starts)]):
        changes[row.day][row.follows] = row.n
    return tuple(FollowerDay(days[day], counts.get(1, 0), counts.get(0, 0)) for day, counts in sorted(changes.items()))


def _sum_questions(runtime: Runtime, first: str, last: str) -> tuple[FieldCount, ...]:
    content = runtime.live_content.content
    fields = {code: procedure.field_name for code, procedure in (content.listed | content.procedures).items()}
    sums: Counter[tuple[str, str]] = Counter()
    for row in reporting.sum_questions(runtime.store, first, last, fields):
        field = fields.get(row.procedure) or field_of_intent(row.outcome, row.intent)
        sums[field, row.outcome] += row.n
    return tuple(FieldCount(field, outcome, count) for (field, outcome), count in sums.items())


def _to_ticket_row(ticket: TicketTimes, zone: tzinfo) -> TicketRow:
    return TicketRow(
        ticket.kind,
        ticket.state,
        ticket.created_at,
        ticket.first_answer_at,
        ticket.settled_at,
        ticket.rating if ticket.kind == "rating" else None,
        zone,
    )


def _read_quizzes(runtime: Runtime, first: str, last: str) -> tuple[QuizRow, ...] | None:
    if not reporting.has_quizzes(runtime.store):
        return None
    titles = {quiz.id: quiz.title for quiz in runtime.live_content.content.quizzes.values()}
    return tuple(
        QuizRow(date.fromisoformat(row.day), titles.get(row.quiz, row.quiz), row.played, row.right, row.asked)
        for row in reporting.list_quizzes(runtime.store, first, last)
    )
