"""Leaving out or moving one run of a series: proposed by one official, decided by another, without a new approval of the whole.

The series goes on by its plan until the proposal is approved; then the change stands in its timetable.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, tzinfo

from bot.broadcasts import recurrence, transitions
from bot.broadcasts.drafts import Actor, BroadcastError, draft_of
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.states import WHO, Act, State
from bot.broadcasts.texts import ACTS, refusal
from bot.broadcasts.validation import FARTHEST_MS, approval_problems
from bot.clock import Clock, at_zone
from bot.store import Store, Transaction, broadcasts, series_changes
from bot.store.broadcasts import Broadcast
from bot.store.series_changes import SeriesChange

__all__ = ["SeriesChange", "SeriesChanges"]


class SeriesChanges:
    """Proposals of one installation."""

    def __init__(self, store: Store, clock: Clock, zone: tzinfo, holidays: Callable[[], recurrence.Holidays]) -> None:
        self._store, self._clock, self._zone, self._holidays = store, clock, zone, holidays

    def list_open(self) -> list[SeriesChange]:
        """Proposals that wait for a decision."""
        return series_changes.list_open(self._store, self._clock())

    def propose(self, series_id: int, run_at: int, to_at: int | None, reason: str, by: Actor) -> int:
        """Ask to leave out the run due at `run_at` (ms), or to send it at `to_at` instead. Raises BroadcastError."""
        if not by.roles & WHO[Act.EDIT]:
            raise BroadcastError([refusal("role", act=ACTS["propose_change"])])
        series = self._series(series_id)
        reasons = self._problems(series, run_at, to_at)
        if not reason.strip():
            reasons.append(refusal("no_change_reason"))
        if reasons:
            raise BroadcastError(reasons)
        now = self._clock()
        with self._store.write() as db:
            change_id = series_changes.add(db, series_id, run_at, to_at, reason.strip(), by.id, now)
            transitions.note_act(db, series_id, "propose_change", now, by.id, reason=self._words(run_at, to_at, reason))
        return change_id

    def approve(self, change_id: int, by: Actor) -> None:
        """Put it into the timetable. Raises BroadcastError, also for the official who proposed it."""
        change = self._open_change(change_id, by)
        series, now = self._series(change.series_id), self._clock()
        reasons = approval_problems(self._store, change.proposed_by, by.id, now)
        reasons += self._problems(series, change.run_at, change.to_at)
        if reasons:
            raise BroadcastError(reasons)
        changed = self._changed(series, change)
        with self._store.write() as db:
            self._decide(db, change, "approved", by)
            is_moved = broadcasts.change_state(
                db,
                series.id,
                now,
                before=State.SCHEDULED,
                after=State.SCHEDULED,
                repeat=json.dumps(changed.as_dict(), ensure_ascii=False),
                next_fire_at=self._next_fire(series, changed),
            )
            if not is_moved:
                raise BroadcastError([refusal("changed")])

    def refuse(self, change_id: int, by: Actor) -> None:
        """Leave the timetable as it is. Raises BroadcastError."""
        change = self._open_change(change_id, by)
        with self._store.write() as db:
            self._decide(db, change, "refused", by)

    def _decide(self, db: Transaction, change: SeriesChange, state: str, by: Actor) -> None:
        now = self._clock()
        if not series_changes.decide(db, change.id, state, by.id, now):
            raise BroadcastError([refusal("changed")])
        act = "approve_change" if state == "approved" else "refuse_change"
        words = self._words(change.run_at, change.to_at, change.reason)
        transitions.note_act(db, change.series_id, act, now, by.id, reason=words)

    def _open_change(self, change_id: int, by: Actor) -> SeriesChange:
        if not by.roles & WHO[Act.APPROVE]:
            raise BroadcastError([refusal("role", act=ACTS["approve_change"])])
        change = series_changes.get(self._store, change_id)
        if change is None or change.state != "proposed":
            raise BroadcastError([refusal("change_gone")])
        return change

    def _series(self, series_id: int) -> Broadcast:
        row = broadcasts.get(self._store, series_id)
        if row is None:
            raise BroadcastError([refusal("missing", value=series_id)])
        if row.role != "series" or row.state != State.SCHEDULED or not row.repeat:
            raise BroadcastError([refusal("change_needs_series")])
        return row

    def _problems(self, series: Broadcast, run_at: int, to_at: int | None) -> list[str]:
        now = self._clock()
        if run_at <= now or not self._nominal_days(series, run_at):
            return [refusal("no_such_run", value=self._moment_text(run_at))]
        if to_at is not None and not now < to_at <= now + FARTHEST_MS:
            return [refusal("past" if to_at <= now else "far", value=self._moment_text(to_at))]
        return [refusal("same_moment")] if to_at == run_at else []

    def _nominal_days(self, series: Broadcast, run_at: int) -> tuple[date, ...]:
        repeat, start = self._repeat(series), self._local(series.send_at or 0)
        return recurrence.nominal_days_at(repeat, self._local(run_at), self._holidays(), start)

    def _changed(self, series: Broadcast, change: SeriesChange) -> Repeat:
        """The timetable with the change in it."""
        repeat, nominal = self._repeat(series), self._nominal_days(series, change.run_at)
        now = self._local(self._clock()).replace(tzinfo=None)
        others = tuple(pair for pair in repeat.moved if pair[0] not in nominal and pair[1] > now)
        if change.to_at is None:
            return replace(repeat, skip=repeat.skip | set(nominal), moved=others)
        to = self._local(change.to_at).replace(tzinfo=None)
        skip = repeat.skip | set(nominal[1:])  # several runs that holidays moved onto one day are one run
        return replace(repeat, skip=skip, moved=tuple(sorted((*others, (nominal[0], to)))))

    def _next_fire(self, series: Broadcast, changed: Repeat) -> int | None:
        after = min(self._clock(), (series.next_fire_at or 0) - 1)
        moment = recurrence.next_after(
            changed, self._local(after), self._holidays(), self._local(series.send_at or 0), series.fired
        )
        return int(moment.timestamp() * 1000) if moment else None

    def _repeat(self, series: Broadcast) -> Repeat:
        repeat = draft_of(series).repeat
        assert repeat is not None
        return repeat

    def _words(self, run_at: int, to_at: int | None, reason: str) -> str:
        what = f"dời sang {self._moment_text(to_at)}" if to_at is not None else "không gửi"
        return f"Kỳ {self._moment_text(run_at)} {what}. {reason.strip()}"

    def _moment_text(self, moment: int) -> str:
        return f"{self._local(moment):%H:%M %d/%m/%Y}"

    def _local(self, moment: int) -> datetime:
        return at_zone(moment, self._zone)
