"""A small installation in which a month went by: broadcasts, questions, talks, ratings, followers, activities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import handlers
from bot import settings
from bot.clock import HOUR, MINUTE
from bot.reports.activities import ActivityLog
from bot.runtime import Runtime
from bot.store import audit, broadcasts, people, questions, reporting, ticket_events, tickets
from bot.zalo.limits import VIETNAM
from tests.admin.installation import MovableClock
from tests.support.app import CONTENT, live_content

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
BIRTH = "1.001193"
SPITEFUL = '=HYPERLINK("http://x.example","Bấm")'
SECRET_NAME, SECRET_PHONE = "Nguyễn Văn Kín", "0912345678"


def at(day: date, hour: int = 9) -> int:
    """A moment of a day in Vietnam, ms."""
    return int(datetime.combine(day, time(hour), VIETNAM).timestamp() * 1000)


def new_runtime(folder: Path, clock: MovableClock, **environ: str) -> Runtime:
    """An installation with the repository's content, at noon of 2 December."""
    clock.now = at(date(2026, 12, 2), 12)
    environment = {"CONTENT_PATH": str(CONTENT), "DATABASE_PATH": str(folder / "ward.db"), **environ}
    return Runtime(settings.load(environment), handlers.make_router(), clock=clock, live_content=live_content())


def person_id(number: int) -> str:
    """The Zalo id of somebody."""
    return f"7219{number:015d}"


def followers(runtime: Runtime, count: int, day: date, first: int = 0) -> None:
    """People who began to follow on a day."""
    with runtime.store.write() as db:
        for number in range(first, first + count):
            people.sync(db, [(person_id(number), SECRET_NAME, True)], at(day))
            people.set_follows(db, person_id(number), True, at(day))


def leaves(runtime: Runtime, number: int, day: date) -> None:
    """Somebody ceases to follow."""
    with runtime.store.write() as db:
        people.set_follows(db, person_id(number), False, at(day))


def broadcast(
    runtime: Runtime,
    day: date,
    ends: Mapping[tuple[str, str | None], int],
    *,
    title: str = "Lịch tiêm chủng",
    topic: str | None = "y-te",
    kind: str = "consultation",
    clicks: int = 0,
    presses: int = 0,
) -> int:
    """A broadcast that began on a day; `ends` says how many people ended with (state, outcome)."""
    moment = at(day)
    with runtime.store.write() as db:
        number = broadcasts.add_broadcast(
            db, moment, kind=kind, state="sent", title=title, topic=topic, content="{}", author_id=1, started_at=moment
        )
        everybody = [end for end, count in ends.items() for _ in range(count)]
        for index, (state, outcome) in enumerate(everybody):
            db.conn.execute(
                "INSERT INTO deliveries (broadcast_id, person_id, state, outcome) VALUES (?, ?, ?, ?)",
                [number, person_id(index) if kind != "article" else "*", state, outcome],
            )
        for how, times in (("link", clicks), ("press", presses)):
            for _ in range(times):
                broadcasts.count_click(db, number, how, 0, day.isoformat())
    return number


def asks(runtime: Runtime, day: date, outcome: str, intent: str, procedure: str | None = None, times: int = 1) -> None:
    """Questions of one meaning."""
    with runtime.store.write() as db:
        for _ in range(times):
            questions.count_question(db, day.isoformat(), outcome, intent, procedure)


def ticket(
    runtime: Runtime,
    code: str,
    kind: str,
    day: date,
    *,
    waited_minutes: int | None = None,
    is_closed: bool = False,
    rating: int | None = None,
    rated: date | None = None,
) -> None:
    """Something asked of officials; with `rated`, the points are for their work."""
    with runtime.store.write() as db:
        tickets.open_ticket(db, code, person_id(0), kind, f"{SECRET_NAME} {SECRET_PHONE}", at(day), rating)
        answered = at(day) + waited_minutes * MINUTE if waited_minutes is not None else None
        state = "closed" if is_closed else "answered" if answered else None
        db.conn.execute(
            "UPDATE tickets SET first_answer_at = ?, state = coalesce(?, state), settled_at = ?, rated_at = ? WHERE code = ?",
            [answered, state, at(day) + HOUR if is_closed else None, at(rated) if rated else None, code],
        )
        if is_closed:
            ticket_events.add(db, code, "closed", at(day) + HOUR)


def a_month_goes_by(runtime: Runtime) -> None:
    """October and November, so that both can be compared; everything else lies outside November."""
    first, _ = NOVEMBER
    with runtime.store.write() as db:
        audit.write(db, at(date(2026, 9, 1)), None, "start")
    followers(runtime, 40, first - timedelta(days=20))
    followers(runtime, 7, first + timedelta(days=3), first=40)
    followers(runtime, 2, date(2026, 12, 1), first=47)
    leaves(runtime, 5, first + timedelta(days=9))
    leaves(runtime, 6, date(2026, 12, 1))
    broadcast(runtime, first - timedelta(days=4), {("seen", None): 3}, topic="dat-dai")
    broadcast(
        runtime,
        first + timedelta(days=1),
        {
            ("seen", None): 12,
            ("delivered", None): 5,
            ("sent", None): 2,
            ("failed", "blocked_by_person"): 3,
            ("unknown", "unknown"): 1,
            ("left_out", "opted_out"): 4,
            ("left_out", "no_window"): 6,
            ("expired", "too_late"): 2,
        },
        clicks=9,
        presses=4,
    )
    broadcast(runtime, first + timedelta(days=8), {("seen", None): 20}, title=SPITEFUL, topic=None, presses=1)
    broadcast(runtime, first + timedelta(days=12), {("sent", None): 1}, title="Bài viết", kind="article")
    for outcome, intent, procedure, times in (
        ("answer", "procedure", BIRTH, 30),
        ("answer", "postal", None, 6),
        ("clarify", "procedure", None, 5),
        ("decline", "other_office", None, 4),
        ("fallback", "unknown", None, 3),
        ("chat", "greeting", None, 11),
        ("thumbs_down", "procedure", BIRTH, 2),
    ):
        asks(runtime, first + timedelta(days=5), outcome, intent, procedure, times)
    asks(runtime, first - timedelta(days=1), "answer", "procedure", BIRTH, 8)
    asks(runtime, date(2026, 12, 1), "answer", "procedure", BIRTH, 8)
    rated = first + timedelta(days=3)
    ticket(
        runtime, "GC-1", "handover", first + timedelta(days=2), waited_minutes=12, is_closed=True, rating=5, rated=rated
    )
    ticket(runtime, "GC-2", "handover", first + timedelta(days=4), waited_minutes=47)
    ticket(runtime, "GC-3", "handover", first + timedelta(days=6))
    ticket(runtime, "PA-1", "feedback", first + timedelta(days=6), is_closed=True, rating=4, rated=date(2026, 12, 1))
    ticket(runtime, "GY-1", "proposal", first + timedelta(days=7))
    ticket(runtime, "DG-1", "rating", first + timedelta(days=7), rating=3)
    ticket(runtime, "GC-0", "handover", first - timedelta(days=2), waited_minutes=3)
    did(runtime, date(2026, 11, 5), "meeting", "Hội trường phường", people="60", is_more="1")
    did(runtime, date(2026, 11, 12), "meeting", "Khu phố 3", people="40")
    did(runtime, date(2026, 11, 20), "loudspeaker", "Khu phố 1", events="12")


def did(runtime: Runtime, day: date, kind: str, place: str, **rest: str) -> int:
    """A line in the book of activities."""
    book = ActivityLog(runtime.store, runtime.clock, runtime.settings.timezone)
    return book.add({"day": day.isoformat(), "kind": kind, "place": place, "events": "1", **rest}, 1)


def plays(runtime: Runtime, day: date, right: int, question: int) -> None:
    """A quiz played to its end."""
    with runtime.store.write() as db:
        reporting.count_quiz(db, day.isoformat(), "phap-luat", right, question)
