"""Entries of content whose review is due within a week or overdue, with the official responsible for each.

Responsible is who last changed the entry at the desk; as long as nobody did, all who may edit content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.accounts.roles import Right, rights_of
from bot.clock import at_zone
from bot.content.life import LifeEvent
from bot.content.models import Guide, Procedure
from bot.content.quizzes import Quiz
from bot.runtime import Runtime
from bot.store import content_versions, officials

AHEAD = timedelta(days=7)
"""How long before its day a review is named."""

NOTICE_HOUR = 8
"""Hour of Monday, at the ward, from which the weekly notice goes out."""

MOST_NAMED = 8
"""Entries named in one notice and on the first page."""


@dataclass(frozen=True, slots=True)
class DueReview:
    """One entry to review: its file and title, the day, whether that is past, and the names of who is responsible."""

    file: str
    title: str
    due: date
    is_overdue: bool
    officials: tuple[str, ...]


def list_due_reviews(runtime: Runtime) -> list[DueReview]:
    """Every entry due within a week, the longest overdue first."""
    today, content = runtime.today(), runtime.live_content.content
    last_editors = content_versions.last_editors(runtime.store)
    everyone = tuple(row.name for row in _editors(runtime))
    entries: list[Procedure | Guide | LifeEvent | Quiz] = [
        *content.procedures.values(),
        *content.guides.values(),
        *content.life_events.values(),
        *content.quizzes.values(),
    ]
    rows = [
        DueReview(
            file=entry.origin.file,
            title=entry.title,
            due=entry.origin.review_due,
            is_overdue=entry.origin.is_overdue(today),
            officials=_responsible(last_editors.get(entry.origin.file), everyone),
        )
        for entry in entries
        if entry.origin.review_due <= today + AHEAD
    ]
    return sorted(rows, key=lambda row: (row.due, row.file))


def _responsible(last_editor: str | None, everyone: tuple[str, ...]) -> tuple[str, ...]:
    return (last_editor,) if last_editor in everyone and last_editor else everyone


def _editors(runtime: Runtime) -> list[officials.ListedOfficial]:
    rows = officials.everyone(runtime.store)
    return [row for row in rows if row.disabled_at is None and Right.EDIT in rights_of(row.role_ids)]


def list_notices(runtime: Runtime) -> list[tuple[int, str]]:
    """(id of an editor, what they are told this week), from Monday morning on; empty before."""
    now = at_zone(runtime.clock(), runtime.settings.timezone)
    if now.isoweekday() == 1 and now.hour < NOTICE_HOUR:
        return []
    due = list_due_reviews(runtime)
    rows_of = {row.id: [entry for entry in due if row.name in entry.officials] for row in _editors(runtime)}
    return [(official_id, _notice(runtime, rows)) for official_id, rows in rows_of.items() if rows]


def _notice(runtime: Runtime, rows: list[DueReview]) -> str:
    say = runtime.live_content.content.say
    lines = [say("reviews.entry", title=row.title, date=f"{row.due:%d/%m/%Y}") for row in rows[:MOST_NAMED]]
    more = [say("reviews.more", count=len(rows) - MOST_NAMED)] if len(rows) > MOST_NAMED else []
    return "\n".join([say("reviews.head", count=len(rows)), *lines, *more])
