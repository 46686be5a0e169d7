"""The figures of a period. Each is a sum of rows that are kept beside it, so that it equals them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low

from bot.reports.periods import Period
from bot.reports.rows import (
    Activity,
    ArticleRow,
    BroadcastRow,
    FieldCount,
    FollowerDay,
    QuizRow,
    RatingRow,
    TicketRow,
)

ASKED = ("answer", "clarify", "decline", "fallback")
"""Outcomes that are questions; greetings ("chat") and verdicts on answers are not."""

TICKETS = ("feedback", "proposal", "praise")
"""Kinds of tickets besides talks and ratings."""

CHANNELS = frozenset({"loudspeaker", "leaflet", "banner"})
"""Activities that are channels, not gatherings of people."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sums of some broadcasts of one kind or topic."""

    key: str
    broadcasts: int
    reached: int
    seen: int
    clicks: int


@dataclass(frozen=True, slots=True)
class Field:
    """Questions of one field: asked in all, and by what became of them."""

    name: str
    asked: int
    answer: int
    clarify: int
    decline: int
    fallback: int


@dataclass(frozen=True, slots=True)
class Figures:
    """One period. `followers` at its end (None when it lies ahead), `is_reckoned` when that is reckoned back from today.

    `question_days` are (day YYYY-MM-DD, outcome, count); `quizzes` is None while nothing counts them.
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

    def totals(self) -> dict[str, int | float | None]:
        """Every figure by its key (bot.reports.wording.TOTALS names them); None is not known, never zero."""
        return {
            **_broadcast_totals(self.broadcasts),
            "articles_feed": (self._articles("feed") or None) if not self.reads_feed else self._articles("feed"),
            "articles_own": self._articles("own"),
            "followers": self.followers,
            "followers_new": sum(row.new for row in self.follower_days),
            "followers_gone": sum(row.gone for row in self.follower_days),
            **_question_totals(self.questions),
            **self._desk_totals(),
            "quizzes": None if self.quizzes is None else sum(row.played for row in self.quizzes),
            "gatherings": sum(row.events for row in self.activities if row.kind not in CHANNELS),
            "attendances": sum(row.people or 0 for row in self.activities if row.kind not in CHANNELS),
        }

    def _articles(self, source: str) -> int:
        return sum(row.source == source for row in self.articles)

    def _desk_totals(self) -> dict[str, int | float | None]:
        talks = [row for row in self.tickets if row.kind == "handover"]
        waits = sorted(row.waited_ms for row in talks if row.waited_ms is not None)
        asked = [row for row in self.tickets if row.kind in TICKETS]
        points = [row.points for row in self.ratings]
        bot_points = [row.rating for row in self.tickets if row.kind == "rating" and row.rating is not None]
        return {
            "handed_over": len(talks),
            "handed_answered": len(waits),
            "first_answer_minutes": median_low(waits) // 60_000 if waits else None,
            "tickets": len(asked),
            "tickets_closed": sum(row.state == "closed" for row in asked),
            "ratings": len(points),
            "ratings_mean": round(sum(points) / len(points), 1) if points else None,
            "bot_ratings": len(bot_points),
            "bot_ratings_mean": round(sum(bot_points) / len(bot_points), 1) if bot_points else None,
        }

    def by_kind(self) -> list[Group]:
        """Broadcasts by kind, the most first."""
        return _groups((row.kind, row) for row in self.broadcasts)

    def by_topic(self) -> list[Group]:
        """Broadcasts by topic id ("" without one), the most first."""
        return _groups((row.topic or "", row) for row in self.broadcasts)

    def not_reached(self) -> list[tuple[str, str, int]]:
        """(state, outcome, how many) of all who got none, the most first."""
        found: Counter[tuple[str, str]] = Counter()
        for row in self.broadcasts:
            found.update(row.reasons)
        return [(state, outcome, count) for (state, outcome), count in found.most_common()]

    def by_field(self) -> list[Field]:
        """Questions by field, the most asked first."""
        found: dict[str, Counter[str]] = {}
        for row in self.questions:
            if row.outcome in ASKED:
                found.setdefault(row.field, Counter())[row.outcome] += row.count
        fields = [
            Field(name, counts.total(), *(counts[outcome] for outcome in ASKED)) for name, counts in found.items()
        ]
        return sorted(fields, key=lambda field: (-field.asked, field.name))

    def ticket_kinds(self) -> list[tuple[str, Mapping[str, int]]]:
        """(kind, how many by state) of tickets, kinds without any left out."""
        found = {kind: Counter(row.state for row in self.tickets if row.kind == kind) for kind in TICKETS}
        return [(kind, counts) for kind, counts in found.items() if counts]


def _broadcast_totals(rows: Iterable[BroadcastRow]) -> dict[str, int | float | None]:
    found: Counter[str] = Counter()
    for row in rows:
        found["broadcasts"] += 1
        found["broadcasts_article"] += row.kind == "article"
        for name in ("reached", "delivered", "seen", "failed", "left_out", "waiting", "clicks", "presses"):
            found[name] += getattr(row, name)
    names = ("broadcasts", "broadcasts_article", "reached", "delivered", "seen", "failed", "left_out", "waiting",
             "clicks", "presses")  # fmt: skip
    return {name: found[name] for name in names}


def _question_totals(rows: Iterable[FieldCount]) -> dict[str, int | float | None]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row.outcome] += row.count
    return {
        "asked": sum(found[outcome] for outcome in ASKED), "answered": found["answer"], "clarified": found["clarify"],
        "declined": found["decline"], "not_understood": found["fallback"], "called_wrong": found["thumbs_down"],
        "greetings": found["chat"],
    }  # fmt: skip


def _groups(pairs: Iterable[tuple[str, BroadcastRow]]) -> list[Group]:
    found: dict[str, list[BroadcastRow]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    groups = [
        Group(key, len(rows), sum(row.reached for row in rows), sum(row.seen for row in rows),
              sum(row.clicks + row.presses for row in rows))
        for key, rows in found.items()
    ]  # fmt: skip
    return sorted(groups, key=lambda group: (-group.broadcasts, group.key))
