"""Runs of a series: each a broadcast of its own, made in the transaction that moves the series on to its next time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo

from sqlite_utils import Database

from bot.broadcasts import items, journal, recurrence
from bot.broadcasts.message import Message, freeze, thaw
from bot.broadcasts.render import newest_text
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.states import Act, State
from bot.broadcasts.timing import LATEST_START_MS, WEEK_MS
from bot.clock import Clock, at_zone
from bot.store import Store, broadcasts
from bot.turn import NewsItem

MOST_AT_ONCE = 50
"""Missed times made good in one go: after a long sleep the rest follows a second later."""


class Occurrences:
    """Makes due occurrences; two clocks on one file make each once."""

    def __init__(
        self, store: Store, clock: Clock, zone: tzinfo, holidays: Callable[[], recurrence.Holidays],
        news: Callable[[], Sequence[NewsItem]], newest_article: Callable[[int], int | None],
    ) -> None:  # fmt: skip
        """`news` gives the newest articles; `newest_article` the id of the newest one on Zalo published after a moment (ms)."""
        self._store, self._clock, self._zone, self._holidays = store, clock, zone, holidays
        self._news, self._newest_article = news, newest_article

    def fire_due(self) -> int:
        """Make every occurrence whose time has come; returns how many."""
        made = 0
        for _ in range(MOST_AT_ONCE):
            found = broadcasts.due_series(self._store, self._clock())
            made += sum(self._fire(series) for series in found)
            if not found:
                break
        return made

    def _fire(self, seen: sqlite3.Row) -> bool:
        with self._store.write() as db:
            series = broadcasts.get(self._store, seen["id"])
            if series is None or (series["state"], series["next_fire_at"]) != (State.SCHEDULED, seen["next_fire_at"]):
                return False  # another clock was faster
            self._make(db, series)
            self._move_on(db, series)
        return True

    def _make(self, db: Database, series: sqlite3.Row) -> None:
        now, fire_at = self._clock(), series["next_fire_at"]
        lateness = (series["latest_start"] or 0) - (series["send_at"] or 0)
        frozen, approver_id = self._words(series)
        values = {"frozen": frozen[0], "frozen_hash": frozen[1]} if frozen else {}
        occurrence_id = broadcasts.add(
            db, now, role="occurrence", series_id=series["id"], position=series["fired"] + 1, kind=series["kind"],
            state=State.SCHEDULED if frozen else State.EXPIRED, title=series["title"], topic=series["topic"],
            content=_content(frozen, series), author_id=series["author_id"], approver_id=approver_id, send_at=fire_at,
            latest_start=fire_at + (lateness if lateness > 0 else LATEST_START_MS),
            reason=None if frozen else "nothing_to_send", finished_at=None if frozen else now, **values,
        )  # fmt: skip
        journal.note(
            db, occurrence_id, "create", now, None, None, State.SCHEDULED if frozen else State.EXPIRED,
            None if frozen else "nothing_to_send", series=series["id"],
        )  # fmt: skip

    def _move_on(self, db: Database, series: sqlite3.Row) -> None:
        now, fired = self._clock(), series["fired"] + 1
        repeat = Repeat.from_dict(json.loads(series["repeat"]))
        following = recurrence.next_after(
            repeat, at_zone(series["next_fire_at"], self._zone), self._holidays(), at_zone(series["send_at"], self._zone),
            fired,
        )  # fmt: skip
        if following is None:
            journal.move(db, series, Act.FINISH, now, fired=fired, next_fire_at=None, finished_at=now)
            return
        broadcasts.change(
            db, series["id"], now, before=State.SCHEDULED, after=State.SCHEDULED, fired=fired,
            next_fire_at=int(following.timestamp() * 1000),
        )  # fmt: skip

    def _words(self, series: sqlite3.Row) -> tuple[tuple[str, str] | None, int | None]:
        """((frozen copy, hash) of this run, who approved it); no copy when there is nothing to say this time."""
        message = thaw(series["frozen"], series["frozen_hash"])
        match message.mode:
            case "rotate":
                return self._next_item(series)
            case "newest":
                found = self._newest(series["kind"], message)
                return (freeze(series["kind"], found) if found else None), series["approver_id"]
        return (series["frozen"], series["frozen_hash"]), series["approver_id"]

    def _next_item(self, series: sqlite3.Row) -> tuple[tuple[str, str] | None, int | None]:
        """Items take turns in their order; only those approved one by one, for the way the series goes out."""
        ready = items.ready(self._store, series["id"], series["kind"])
        if not ready:
            return None, None
        item = ready[series["fired"] % len(ready)]
        return (item["frozen"], item["frozen_hash"]), item["approver_id"]

    def _newest(self, kind: str, message: Message) -> Message | None:
        """What the ward published in the last seven days."""
        since = self._clock() - WEEK_MS
        if kind == "article":
            article_id = self._newest_article(since)
            return replace(message, article_id=article_id, mode="fixed") if article_id else None
        fresh = [item for item in self._news() if item.published and item.published.timestamp() * 1000 >= since]
        if not fresh:
            return None
        lines = [(item.title, item.url) for item in fresh[:5]]
        return replace(message, text=newest_text(message.text, lines), mode="fixed")


def _content(frozen: tuple[str, str] | None, series: sqlite3.Row) -> str:
    if frozen is None:
        return str(series["content"])
    return json.dumps(thaw(*frozen).as_dict(), ensure_ascii=False)
