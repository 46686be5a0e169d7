"""The rows a report is made of, as they stand in its tables and in the Excel file. Nobody's name or id is among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.clock import at_zone


@dataclass(frozen=True, slots=True)
class BroadcastRow:
    """One broadcast. `by_state` counts its deliveries, `reasons` those that did not arrive by (state, outcome).

    Of a broadcast that Zalo spreads itself it tells no person one by one: its one row is no person and is not counted.
    """

    id: int
    title: str
    kind: str
    topic: str | None
    state: str
    started: datetime
    by_state: dict[str, int]
    reasons: dict[tuple[str, str], int]
    clicks: int
    presses: int

    @property
    def reached(self) -> int:
        """To how many people Zalo took it (sent, delivered or seen)."""
        return sum(self.by_state.get(state, 0) for state in ("sent", "delivered", "seen"))

    @property
    def delivered(self) -> int:
        """On how many phones it is known to have arrived (delivered or seen)."""
        return self.by_state.get("delivered", 0) + self.seen

    @property
    def seen(self) -> int:
        """How many are known to have looked at it."""
        return self.by_state.get("seen", 0)

    @property
    def failed(self) -> int:
        """To how many it could not be sent, or nobody knows (failed, unknown)."""
        return self.by_state.get("failed", 0) + self.by_state.get("unknown", 0)

    @property
    def left_out(self) -> int:
        """How many got none by rule, wish or because it was stopped (left_out, expired, cancelled)."""
        return sum(self.by_state.get(state, 0) for state in ("left_out", "expired", "cancelled"))

    @property
    def waiting(self) -> int:
        """How many are still to get it."""
        return self.by_state.get("waiting", 0) + self.by_state.get("queued", 0)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article; `source` feed or own, `is_copy` when an own one was made from one of the feed."""

    at: datetime
    source: str
    is_copy: bool
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FollowerDay:
    """People whose last change fell on this day: who came and still follows, who left and has not come back."""

    day: date
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many questions of one field had one outcome in the period."""

    field: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Questions of one meaning; `field` is the field of its procedure, or what the meaning is called."""

    field: str
    intent: str
    procedure: str
    title: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionDay:
    """Questions of one day, meaning and outcome, as they were counted."""

    day: date
    row: QuestionRow


@dataclass(frozen=True, slots=True)
class TicketRow:
    """Something asked of officials: `kind` handover (a talk), feedback, proposal, praise, rating (of the bot) or contact.

    Moments are ms; a year has thousands of rows of which a page shows only sums, so that dates are made when asked for.
    """

    kind: str
    state: str
    created_at: int
    first_answer_at: int | None
    settled_at: int | None
    rating: int | None
    zone: tzinfo

    @property
    def created(self) -> datetime:
        """When it was asked."""
        return at_zone(self.created_at, self.zone)

    @property
    def first_answer(self) -> datetime | None:
        """When an official answered first."""
        return None if self.first_answer_at is None else at_zone(self.first_answer_at, self.zone)

    @property
    def settled(self) -> datetime | None:
        """When it was closed."""
        return None if self.settled_at is None else at_zone(self.settled_at, self.zone)

    @property
    def waited_ms(self) -> int | None:
        """How long until the first answer; None without one."""
        return None if self.first_answer_at is None else self.first_answer_at - self.created_at


@dataclass(frozen=True, slots=True)
class RatingRow:
    """Points for officials' work, 1 to 5."""

    at: datetime
    points: int


@dataclass(frozen=True, slots=True)
class QuizRow:
    """Quizzes played to the end on one day."""

    day: date
    title: str
    played: int
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Something done away from Zalo; `people` are attendances, None when nobody counted, `is_more` for "hơn"."""

    id: int
    day: date
    kind: str
    place: str
    events: int
    people: int | None
    is_more: bool
    note: str
    official: str
