"""The rows reports are made of. Moments are ms, the first included and the last not; nobody's name or id is among them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from bot.store.database import Store

_BEGAN = "coalesce(started_at, send_at, created_at) >= :since AND coalesce(started_at, send_at, created_at) < :until"
"""In the words of the index broadcasts_by_time."""
_SENT = f"{_BEGAN} AND started_at IS NOT NULL AND role IN ('single', 'occurrence')"


def broadcasts(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """(id, title, kind, topic, state, started_at) of what began to be sent, earliest first."""
    return store.rows(
        f"SELECT id, title, kind, topic, state, started_at FROM broadcasts WHERE {_SENT} ORDER BY started_at, id",
        {"since": since, "until": until},
    )


def delivery_counts(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """(broadcast_id, state, outcome, n) of their deliveries by now."""
    return store.rows(
        "SELECT broadcast_id, state, outcome, n FROM delivery_counts WHERE n > 0 AND broadcast_id IN"
        f" (SELECT id FROM broadcasts WHERE {_SENT})",
        {"since": since, "until": until},
    )


def clicks(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """(broadcast_id, kind, times) of their links ("link") and buttons ("press") by now."""
    return store.rows(
        "SELECT broadcast_id, kind, sum(times) AS times FROM clicks WHERE broadcast_id IN"
        f" (SELECT id FROM broadcasts WHERE {_SENT}) GROUP BY broadcast_id, kind",
        {"since": since, "until": until},
    )


def articles(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """(source, origin_id, title, at, url) of articles of the feed, and own ones that Zalo shows, earliest first."""
    return store.rows(
        "SELECT source, origin_id, title, coalesce(published_at, fetched_at) AS at, coalesce(zalo_link, url) AS url"
        " FROM articles WHERE id IN (SELECT id FROM articles WHERE source = 'feed' AND removed_at IS NULL"
        "  AND coalesce(published_at, fetched_at) >= :since AND coalesce(published_at, fetched_at) < :until"
        " UNION ALL SELECT id FROM articles WHERE source = 'own' AND removed_at IS NULL AND shown_version IS NOT NULL"
        "  AND published_at >= :since AND published_at < :until) ORDER BY at, id",
        {"since": since, "until": until},
    )


def follow_days(store: Store, days: Sequence[tuple[int, int]]) -> list[sqlite3.Row]:
    """(day, follows, n): people whose last change, to follow (1) or to leave (0), fell into `days` (first moment, next day's).

    `day` is the number of the day in `days`. They are counted there, not here: a year has as many changes as people.
    """
    return store.rows(
        "WITH days (day, since, until) AS MATERIALIZED"
        " (SELECT key, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
        " SELECT d.day, p.follows, count(*) AS n FROM days AS d CROSS JOIN people AS p INDEXED BY people_since"
        " ON coalesce(p.follows_at, p.first_seen_at) >= d.since AND coalesce(p.follows_at, p.first_seen_at) < d.until"
        " WHERE p.follows_at IS NOT NULL AND p.follows IS NOT NULL GROUP BY d.day, p.follows",
        [json.dumps(days)],
    )


def followers_now(store: Store) -> int:
    """How many follow at this moment."""
    row = store.row("SELECT count(*) AS n FROM people WHERE follows = 1")
    return int(row["n"]) if row else 0


def followers_since(store: Store, moment: int) -> tuple[int, int]:
    """(who follows and began since a moment, who left since and was there before)."""
    row = store.row(
        "SELECT coalesce(sum(follows = 1), 0) AS come,"
        " coalesce(sum(follows = 0 AND follows_at IS NOT NULL AND first_seen_at < :moment), 0) AS gone FROM people"
        " WHERE coalesce(follows_at, first_seen_at) >= :moment",
        {"moment": moment},
    )
    return (int(row["come"]), int(row["gone"])) if row else (0, 0)


def question_sums(store: Store, first_day: str, last_day: str, known: Iterable[str] = ()) -> list[sqlite3.Row]:
    """(outcome, intent, procedure, n) of these days, both included; see bot.store.questions.

    Questions about one of the procedures `known` are one row whatever their intent, which is "" then.
    """
    return store.rows(
        "SELECT outcome, CASE WHEN procedure IN (SELECT value FROM json_each(:known)) THEN '' ELSE intent END AS intent,"
        " procedure, sum(count) AS n FROM question_counts WHERE day BETWEEN :first AND :last GROUP BY procedure, 2, outcome",
        {"known": json.dumps([*known]), "first": first_day, "last": last_day},
    )


def tickets(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """(kind, state, created_at, first_answer_at, settled_at, rating) of what people asked officials, earliest first."""
    return store.rows(
        "SELECT kind, state, created_at, first_answer_at, settled_at, rating FROM tickets"
        " WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id",
        [since, until],
    )


def ratings(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """(rated_at, rating) of officials' work, by the moment of the rating."""
    return store.rows(
        "SELECT rated_at, rating FROM tickets WHERE rated_at >= ? AND rated_at < ? AND rating IS NOT NULL"
        " ORDER BY rated_at, id",
        [since, until],
    )


def count_quiz(db: Database, day: str, quiz: str, right: int, asked: int) -> None:
    """One more quiz played to its end on `day` (YYYY-MM-DD), with so many right of so many questions; not by whom."""
    db.conn.execute(
        "INSERT INTO quiz_counts (day, quiz, played, right, asked) VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET"
        " played = played + 1, right = right + excluded.right, asked = asked + excluded.asked",
        [day, quiz, right, asked],
    )


def quizzes(store: Store, first_day: str, last_day: str) -> list[sqlite3.Row]:
    """(day, quiz, played, right, asked) of these days, both included."""
    return store.rows(
        "SELECT day, quiz, played, right, asked FROM quiz_counts WHERE day BETWEEN ? AND ? ORDER BY day, quiz",
        [first_day, last_day],
    )


def counts_quizzes(store: Store) -> bool:
    """Whether a quiz was ever counted."""
    return store.row("SELECT 1 FROM quiz_counts LIMIT 1") is not None


def first_moment(store: Store) -> tuple[int | None, str | None]:
    """Since when there is something to report: (first act of an official or broadcast, ms; first day of questions)."""
    row = store.row(
        "SELECT min(at) AS at FROM (SELECT (SELECT at FROM audit WHERE id = (SELECT min(id) FROM audit)) AS at"
        " UNION ALL SELECT min(coalesce(started_at, send_at, created_at)) FROM broadcasts)"
    )
    day = store.row("SELECT min(day) AS day FROM question_counts")
    return (row["at"] if row else None), (day["day"] if day else None)
