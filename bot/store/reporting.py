"""The rows reports are made of. Moments are ms, the first included and the last not; no row has a person's name or id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records

_BEGAN = "coalesce(started_at, send_at, created_at) >= :since AND coalesce(started_at, send_at, created_at) < :until"
"""In the words of the index broadcasts_by_time."""
_SENT = f"{_BEGAN} AND started_at IS NOT NULL AND role IN ('single', 'occurrence')"


@dataclass(frozen=True, slots=True)
class SentBroadcast:
    """A broadcast that began to be sent; `started_at` in ms."""

    id: int
    title: str
    kind: str
    topic: str | None
    state: str
    started_at: int


@dataclass(frozen=True, slots=True)
class BroadcastDeliveryCount:
    """`n` deliveries of a broadcast have this state and outcome ("" without one)."""

    broadcast_id: int
    state: str
    outcome: str
    n: int


@dataclass(frozen=True, slots=True)
class BroadcastClickCount:
    """How often the links (`kind` "link") or the buttons ("press") of a broadcast were used."""

    broadcast_id: int
    kind: str
    times: int


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """An article of the feed, or an own one that Zalo shows; `at` in ms."""

    source: str
    origin_id: int | None
    title: str
    at: int
    url: str | None


@dataclass(frozen=True, slots=True)
class FollowChange:
    """How often (`n`) somebody began to follow (1) or left (0) on the day of this number."""

    day: int
    follows: int
    n: int


@dataclass(frozen=True, slots=True)
class QuestionSum:
    """`n` questions of one outcome, intent and procedure."""

    outcome: str
    intent: str
    procedure: str
    n: int


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """The outcome of a ticket, and when (ms)."""

    kind: str
    state: str
    created_at: int
    first_answer_at: int | None
    settled_at: int | None
    rating: int | None


@dataclass(frozen=True, slots=True)
class TicketRating:
    """A rating of officials' work, 1 to 5, and its moment (ms)."""

    rated_at: int
    rating: int


@dataclass(frozen=True, slots=True)
class QuizCount:
    """Quizzes played to the end on one day (YYYY-MM-DD): how many, with how many right of how many questions."""

    day: str
    quiz: str
    played: int
    right: int
    asked: int


def list_broadcasts(store: Store, since: int, until: int) -> list[SentBroadcast]:
    """Broadcasts that began to be sent in the period, earliest first."""
    rows = store.rows(
        f"SELECT id, title, kind, topic, state, started_at FROM broadcasts WHERE {_SENT} ORDER BY started_at, id",
        {"since": since, "until": until},
    )
    return to_records(SentBroadcast, rows)


def count_deliveries(store: Store, since: int, until: int) -> list[BroadcastDeliveryCount]:
    """How many deliveries of these broadcasts have which state and outcome by now."""
    rows = store.rows(
        "SELECT broadcast_id, state, outcome, n FROM delivery_counts WHERE n > 0 AND broadcast_id IN"
        f" (SELECT id FROM broadcasts WHERE {_SENT})",
        {"since": since, "until": until},
    )
    return to_records(BroadcastDeliveryCount, rows)


def count_clicks(store: Store, since: int, until: int) -> list[BroadcastClickCount]:
    """How often the links and buttons of these broadcasts were used by now."""
    rows = store.rows(
        "SELECT broadcast_id, kind, sum(times) AS times FROM clicks WHERE broadcast_id IN"
        f" (SELECT id FROM broadcasts WHERE {_SENT}) GROUP BY broadcast_id, kind",
        {"since": since, "until": until},
    )
    return to_records(BroadcastClickCount, rows)


def list_articles(store: Store, since: int, until: int) -> list[PublishedArticle]:
    """Articles of the feed, and own ones that Zalo shows, of the period, earliest first."""
    rows = store.rows(
        "SELECT source, origin_id, title, coalesce(published_at, fetched_at) AS at, coalesce(zalo_link, url) AS url"
        " FROM articles WHERE id IN (SELECT id FROM articles WHERE source = 'feed' AND removed_at IS NULL"
        "  AND coalesce(published_at, fetched_at) >= :since AND coalesce(published_at, fetched_at) < :until"
        " UNION ALL SELECT id FROM articles WHERE source = 'own' AND removed_at IS NULL AND shown_version IS NOT NULL"
        "  AND published_at >= :since AND published_at < :until) ORDER BY at, id",
        {"since": since, "until": until},
    )
    return to_records(PublishedArticle, rows)


def count_follow_changes(store: Store, days: Sequence[tuple[int, int]]) -> list[FollowChange]:
    """Followers won and lost on each of `days`, which are (first moment, first moment of the next day).

    `day` of a result is an index into `days`. The database counts: a year has as many changes as there are people.
    """
    rows = store.rows(
        "WITH days (day, since, until) AS MATERIALIZED"
        " (SELECT key, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
        " SELECT d.day, e.follows, count(*) AS n FROM days AS d CROSS JOIN follow_events AS e"
        " INDEXED BY follow_events_by_time ON e.at >= d.since AND e.at < d.until WHERE e.is_told GROUP BY d.day, e.follows",
        [json.dumps(days)],
    )
    return to_records(FollowChange, rows)


def count_followers(store: Store) -> int:
    """The number of people who follow now."""
    row = store.row("SELECT count(*) AS n FROM people WHERE follows = 1")
    return int(row["n"]) if row else 0


def count_changes_since(store: Store, moment: int) -> tuple[int, int]:
    """(how often somebody began to follow since the moment, how often somebody left), by the rows kept of both."""
    row = store.row(
        "SELECT coalesce(sum(follows), 0) AS won, coalesce(sum(1 - follows), 0) AS lost FROM follow_events WHERE at >= ?",
        [moment],
    )
    return (int(row["won"]), int(row["lost"])) if row else (0, 0)


def sum_questions(store: Store, first_day: str, last_day: str, procedures: Iterable[str] = ()) -> list[QuestionSum]:
    """Questions of these days, both included, by outcome, intent and procedure; see bot.store.questions.

    Questions about one of the `procedures` are one row whatever their intent, which is "" then.
    """
    rows = store.rows(
        "SELECT outcome, CASE WHEN procedure IN (SELECT value FROM json_each(:known)) THEN '' ELSE intent END AS intent,"
        " procedure, sum(count) AS n FROM question_counts WHERE day BETWEEN :first AND :last GROUP BY procedure, 2, outcome",
        {"known": json.dumps([*procedures]), "first": first_day, "last": last_day},
    )
    return to_records(QuestionSum, rows)


def list_tickets(store: Store, since: int, until: int) -> list[TicketTimes]:
    """Tickets created in the period, earliest first."""
    rows = store.rows(
        "SELECT kind, state, created_at, first_answer_at, settled_at, rating FROM tickets"
        " WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id",
        [since, until],
    )
    return to_records(TicketTimes, rows)


def list_ratings(store: Store, since: int, until: int) -> list[TicketRating]:
    """Ratings of officials' work given in the period, earliest first."""
    rows = store.rows(
        "SELECT rated_at, rating FROM tickets WHERE rated_at >= ? AND rated_at < ? AND rating IS NOT NULL"
        " ORDER BY rated_at, id",
        [since, until],
    )
    return to_records(TicketRating, rows)


def count_quiz(db: Transaction, day: str, quiz: str, right: int, questions: int) -> None:
    """One more quiz played to its end on `day` (YYYY-MM-DD), with so many right of so many questions; not by whom."""
    db.conn.execute(
        "INSERT INTO quiz_counts (day, quiz, played, right, asked) VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET"
        " played = played + 1, right = right + excluded.right, asked = asked + excluded.asked",
        [day, quiz, right, questions],
    )


def list_quizzes(store: Store, first_day: str, last_day: str) -> list[QuizCount]:
    """Quizzes played on these days, both included."""
    rows = store.rows(
        "SELECT day, quiz, played, right, asked FROM quiz_counts WHERE day BETWEEN ? AND ? ORDER BY day, quiz",
        [first_day, last_day],
    )
    return to_records(QuizCount, rows)


def has_quizzes(store: Store) -> bool:
    """Whether a quiz was ever counted."""
    return store.row("SELECT 1 FROM quiz_counts LIMIT 1") is not None


def find_first_moment(store: Store) -> tuple[int | None, str | None]:
    """Since when there is something to report: (first act of an official or broadcast in ms, first day of questions)."""
    row = store.row(
        "SELECT min(at) AS at FROM (SELECT (SELECT at FROM audit WHERE id = (SELECT min(id) FROM audit)) AS at"
        " UNION ALL SELECT min(coalesce(started_at, send_at, created_at)) FROM broadcasts)"
    )
    day = store.row("SELECT min(day) AS day FROM question_counts")
    return (row["at"] if row else None), (day["day"] if day else None)
