"""Runs of a series: each a broadcast of its own, made in the transaction that moves the series on to its next time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from bot.broadcasts import items, recurrence, transitions
from bot.broadcasts.message import Message, freeze_message, load_approved
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.series_news import SeriesNews
from bot.broadcasts.states import Act, State
from bot.broadcasts.timing import LATEST_START_MS
from bot.clock import Clock, at_zone
from bot.store import Store, Transaction, broadcasts, series_memory
from bot.store.broadcasts import Broadcast

MOST_AT_ONCE = 50
"""Missed times made good in one go: after a long sleep the rest follows a second later."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One run: (frozen copy, hash) and who approved it, or the `reason` why it does not go out; what it sends."""

    frozen: tuple[str, str] | None = None
    approver_id: int | None = None
    reason: str | None = None
    item_id: int | None = None
    article_ids: tuple[int, ...] = ()


class Occurrences:
    """Makes due occurrences; two clocks on one file make each once."""

    def __init__(
        self, store: Store, clock: Clock, zone: tzinfo, holidays: Callable[[], recurrence.Holidays], news: SeriesNews
    ) -> None:
        self._store, self._clock, self._zone, self._holidays = store, clock, zone, holidays
        self._news = news

    def fire_due(self) -> int:
        """Make every occurrence whose time has come; returns how many."""
        count = 0
        for _ in range(MOST_AT_ONCE):
            due = broadcasts.due_series(self._store, self._clock())
            count += sum(self._fire(series) for series in due)
            if not due:
                break
        return count

    def _fire(self, due: Broadcast) -> bool:
        with self._store.write() as db:
            series = broadcasts.get(self._store, due.id)
            if series is None or (series.state, series.next_fire_at) != (State.SCHEDULED, due.next_fire_at):
                return False  # another clock was faster
            following = self._following(series)
            self._make(db, series, following)
            self._move_on(db, series, following)
        return True

    def _make(self, db: Transaction, series: Broadcast, following: int | None) -> None:
        now, fire_at = self._clock(), series.next_fire_at or 0
        lateness = (series.latest_start or 0) - (series.send_at or 0)
        latest = fire_at + (lateness if lateness > 0 else LATEST_START_MS)
        run = self._run(series, following, latest)
        values = {"frozen": run.frozen[0], "frozen_hash": run.frozen[1]} if run.frozen else {}
        state = State.SCHEDULED if run.frozen else State.EXPIRED
        occurrence_id = broadcasts.add_broadcast(
            db,
            now,
            role="occurrence",
            series_id=series.id,
            position=series.fired + 1,
            kind=series.kind,
            state=state,
            title=series.title,
            topic=series.topic,
            content=_content(run.frozen, series),
            author_id=series.author_id,
            approver_id=run.approver_id,
            send_at=fire_at,
            latest_start=latest,
            reason=run.reason,
            finished_at=None if run.frozen else now,
            item_id=run.item_id,
            **values,
        )
        series_memory.note_articles(db, series.id, occurrence_id, run.article_ids)
        transitions.note_act(db, occurrence_id, "create", now, None, None, state, run.reason, series=series.id)

    def _following(self, series: Broadcast) -> int | None:
        """When the run after this one comes (ms); None when this is the last."""
        moment = recurrence.next_after(
            Repeat.from_dict(json.loads(series.repeat or "")),
            at_zone(series.next_fire_at or 0, self._zone),
            self._holidays(),
            at_zone(series.send_at or 0, self._zone),
            series.fired + 1,
        )
        return int(moment.timestamp() * 1000) if moment else None

    def _move_on(self, db: Transaction, series: Broadcast, following: int | None) -> None:
        now, fired = self._clock(), series.fired + 1
        if following is None:
            transitions.move_state(db, series, Act.FINISH, now, fired=fired, next_fire_at=None, finished_at=now)
            return
        broadcasts.change_state(
            db, series.id, now, before=State.SCHEDULED, after=State.SCHEDULED, fired=fired, next_fire_at=following
        )

    def _run(self, series: Broadcast, following: int | None, latest: int) -> _Run:
        """What this run says, or why it does not go out."""
        now = self._clock()
        if following is not None and following <= now:  # after a long sleep: one message, not one for each missed time
            return _Run(reason="overtaken" if now <= latest else "late", approver_id=series.approver_id)
        message = load_approved(series.frozen, series.frozen_hash)
        match message.mode:
            case "rotate":
                return self._next_item(series)
            case "newest":
                return self._newest(series, message, following)
        return _Run(_snapshot_of(series), series.approver_id)

    def _next_item(self, series: Broadcast) -> _Run:
        """The item that was sent longest ago; only those approved one by one, for the way the series goes out."""
        waiting = items.items_by_turn(self._store, series.id, series.kind)
        if not waiting:
            return _Run(reason="nothing_to_send")
        item = waiting[0]
        return _Run(_snapshot_of(item), item.approver_id, item_id=item.id)

    def _newest(self, series: Broadcast, message: Message, following: int | None) -> _Run:
        """What the ward published and no run of this series has sent."""
        news = self._news.of_run(series.id, series.kind, message, series.next_fire_at or 0, following)
        if news is None:
            return _Run(reason="nothing_to_send", approver_id=series.approver_id)
        return _Run(freeze_message(series.kind, news.message), series.approver_id, article_ids=news.article_ids)


def _snapshot_of(broadcast: Broadcast) -> tuple[str, str]:
    """(the approved text, its hash) of something approved."""
    return broadcast.frozen or "", broadcast.frozen_hash or ""


def _content(frozen: tuple[str, str] | None, series: Broadcast) -> str:
    if frozen is None:
        return str(series.content)
    return json.dumps(load_approved(*frozen).as_dict(), ensure_ascii=False)
