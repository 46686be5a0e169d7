"""The figures of a period. Each is a sum of rows that are kept beside it, so that it equals them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low

from bot.broadcasts.kinds import find_kind
from bot.reports.periods import Period
from bot.reports.rows import Activity, ArticleRow, BroadcastRow, FieldCount, FollowerDay, QuizRow, RatingRow, TicketRow
from bot.store.ticket_events import TicketFigures

QUESTION_OUTCOMES = ("answer", "clarify", "decline", "fallback")
"""Outcomes that are questions; greetings ("chat") and verdicts on answers are not."""

TICKETS = ("feedback", "proposal", "praise")
"""Kinds of tickets besides talks and ratings."""

CHANNELS = frozenset({"loudspeaker", "leaflet", "banner"})
"""Activities that are channels, not gatherings of people."""


@dataclass(frozen=True, slots=True)
class BroadcastGroup:
    """Sums of some broadcasts of one kind or topic."""

    key: str
    broadcasts: int
    reached: int
    seen: int
    clicks: int


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """Questions of one field: the total, and the number by outcome."""

    name: str
    asked: int
    answer: int
    clarify: int
    decline: int
    fallback: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One period. `followers` at its end (None when it lies ahead), `is_reckoned` when that is reckoned back from today.

    `ticket_course` is what became of reports and proposals in the period; what happens later does not change it.
    `signed` are the totals somebody signed for. `question_days` are (day YYYY-MM-DD, outcome, count); `quizzes` is None
    while nothing counts them.
    """

    period: Period
    is_over: bool
    broadcasts: tuple[BroadcastRow, ...]
    articles: tuple[ArticleRow, ...]
    followers: int
    is_reckoned: bool
    follower_days: tuple[FollowerDay, ...]
    questions: tuple[FieldCount, ...]
    question_days: tuple[tuple[str, str, int], ...]
    tickets: tuple[TicketRow, ...]
    ratings: tuple[RatingRow, ...]
    quizzes: tuple[QuizRow, ...] | None
    activities: tuple[Activity, ...]
    reads_feed: bool
    ticket_course: TicketFigures
    signed: Mapping[str, int | float | None] | None = None

    def totals(self) -> dict[str, int | float | None]:
        """Every figure by its key (bot.reports.totals names them); None is not known, never zero.

        Of a period that was signed for, the figures that were signed.
        """
        return {
            **_broadcast_totals(self.broadcasts),
            "articles_feed": (self._articles("feed") or None) if not self.reads_feed else self._articles("feed"),
            "articles_own": self._articles("own"),
            "followers": self.followers,
            "followers_new": sum(row.new for row in self.follower_days),
            "followers_gone": sum(row.gone for row in self.follower_days),
            **_question_totals(self.questions),
            **self._helpdesk_totals(),
            "quizzes": None if self.quizzes is None else sum(row.played for row in self.quizzes),
            "gatherings": sum(row.events for row in self.activities if row.kind not in CHANNELS),
            "attendances": sum(row.people or 0 for row in self.activities if row.kind not in CHANNELS),
            **(self.signed or {}),
        }

    def _articles(self, source: str) -> int:
        return sum(row.source == source for row in self.articles)

    def _helpdesk_totals(self) -> dict[str, int | float | None]:
        talks = [row for row in self.tickets if row.kind == "handover"]
        waits = sorted(row.waited_ms for row in talks if row.waited_ms is not None)
        tickets = [row for row in self.tickets if row.kind in TICKETS]
        points = [row.points for row in self.ratings]
        bot_points = [row.rating for row in self.tickets if row.kind == "rating" and row.rating is not None]
        return {
            "handed_over": len(talks),
            "handed_answered": len(waits),
            "first_answer_minutes": median_low(waits) // 60_000 if waits else None,
            "tickets": len(tickets),
            "tickets_closed": self.ticket_course.settled_in_time + self.ticket_course.settled_late,
            "tickets_late": self.ticket_course.settled_late,
            "tickets_left_over": self.ticket_course.left_over,
            "ratings": len(points),
            "ratings_mean": round(sum(points) / len(points), 1) if points else None,
            "bot_ratings": len(bot_points),
            "bot_ratings_mean": round(sum(bot_points) / len(bot_points), 1) if bot_points else None,
        }

    def by_kind(self) -> list[BroadcastGroup]:
        """Broadcasts by kind, the most first."""
        return _group_broadcasts((row.kind, row) for row in self.broadcasts)

    def by_topic(self) -> list[BroadcastGroup]:
        """Broadcasts by topic id ("" without one), the most first."""
        return _group_broadcasts((row.topic or "", row) for row in self.broadcasts)

    def not_reached(self) -> list[tuple[str, str, int]]:
        """(state, outcome, how many) of all who got none, the most first."""
        counts: Counter[tuple[str, str]] = Counter()
        for row in self.broadcasts:
            counts.update(row.reasons)
        return [(state, outcome, count) for (state, outcome), count in counts.most_common()]

    def by_field(self) -> list[FieldFigures]:
        """Questions by field, the most asked first."""
        counts_by_field: dict[str, Counter[str]] = {}
        for row in self.questions:
            if row.outcome in QUESTION_OUTCOMES:
                counts_by_field.setdefault(row.field, Counter())[row.outcome] += row.count
        fields = [
            FieldFigures(name, counts.total(), *(counts[outcome] for outcome in QUESTION_OUTCOMES))
            for name, counts in counts_by_field.items()
        ]
        return sorted(fields, key=lambda field: (-field.asked, field.name))

    def ticket_kinds(self) -> list[tuple[str, Mapping[str, int]]]:
        """(kind, how many by state) of tickets, kinds without any left out."""
        counts_by_kind = {kind: Counter(row.state for row in self.tickets if row.kind == kind) for kind in TICKETS}
        return [(kind, counts) for kind, counts in counts_by_kind.items() if counts]


def _broadcast_totals(rows: Iterable[BroadcastRow]) -> dict[str, int | float | None]:
    broadcasts = tuple(rows)
    sums = ("reached", "delivered", "seen", "failed", "left_out", "waiting", "clicks", "presses")
    return {
        "broadcasts": len(broadcasts),
        "broadcasts_article": sum(find_kind(row.kind).is_spread_by_zalo for row in broadcasts),
        **{name: sum(getattr(row, name) for row in broadcasts) for name in sums},
    }


def _question_totals(rows: Iterable[FieldCount]) -> dict[str, int | float | None]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.outcome] += row.count
    return {
        "asked": sum(counts[outcome] for outcome in QUESTION_OUTCOMES),
        "answered": counts["answer"],
        "clarified": counts["clarify"],
        "declined": counts["decline"],
        "not_understood": counts["fallback"],
        "called_wrong": counts["thumbs_down"],
        "greetings": counts["chat"],
    }


def _group_broadcasts(pairs: Iterable[tuple[str, BroadcastRow]]) -> list[BroadcastGroup]:
    rows_by_key: dict[str, list[BroadcastRow]] = {}
    for key, row in pairs:
        rows_by_key.setdefault(key, []).append(row)
    groups = [
        BroadcastGroup(
            key,
            len(rows),
            sum(row.reached for row in rows),
            sum(row.seen for row in rows),
            sum(row.clicks + row.presses for row in rows),
        )
        for key, rows in rows_by_key.items()
    ]
    return sorted(groups, key=lambda group: (-group.broadcasts, group.key))
