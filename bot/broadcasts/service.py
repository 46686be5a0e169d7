"""What officials do with broadcasts: write, submit, approve, plan, pause, stop. Every refusal says all its reasons at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from bot.broadcasts import allowances, checks, items, journal, recurrence
from bot.broadcasts.message import Message, freeze
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.states import EDITABLE, WHO, Act, State, after
from bot.broadcasts.timing import LATEST_START_MS
from bot.broadcasts.words import ACTS, STATES, refusal
from bot.clock import Clock, at_zone
from bot.settings import Settings
from bot.store import Store, broadcasts, deliveries

RETRYABLE = (
    "rate_limited", "token_refresh", "quota_oa", "quota_person", "night", "retry_later", "oa_problem", "window_closed",
)  # fmt: skip
"""Refusals that may be over by now: the message was surely not sent."""


class BroadcastError(Exception):
    """Why something cannot be done: every reason, in Vietnamese."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Actor:
    """The official who acts."""

    id: int
    role: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an official writes: the message, and when it goes out. Times in ms; `repeat` makes it a series."""

    kind: str
    message: Message
    send_at: int | None = None
    latest_start: int | None = None
    repeat: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a broadcast is checked against, as it is now."""

    check_audience: checks.CheckAudience
    check_article: Callable[[int], list[str]]
    freeze_article: Callable[[int, int], None]
    topics: Callable[[], frozenset[str]]
    promotion_open: Callable[[], bool]
    holidays: Callable[[], recurrence.Holidays]
    wake: Callable[[], None]
    is_restored: Callable[[], bool]


class Broadcasts:
    """The broadcasts of one installation, as officials handle them."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, around: Surroundings) -> None:
        self._store, self._settings, self._clock, self._around = store, settings, clock, around

    def get(self, broadcast_id: int) -> sqlite3.Row:
        """One broadcast. Raises BroadcastError when there is none."""
        row = broadcasts.get(self._store, broadcast_id)
        if row is None:
            raise BroadcastError([refusal("missing", value=broadcast_id)])
        return row

    def draft_of(self, row: sqlite3.Row) -> Draft:
        """What was written, as it stands."""
        return Draft(
            row["kind"], Message.from_dict(json.loads(row["content"])), row["send_at"], row["latest_start"],
            Repeat.from_dict(json.loads(row["repeat"])) if row["repeat"] else None,
        )  # fmt: skip

    def create(self, draft: Draft, by: Actor, *, series_id: int | None = None) -> int:
        """Keep a new draft; it may still have faults. `series_id` makes it an item a rotating series takes turns with."""
        self._demand_role(Act.EDIT, by, "create")
        if series_id:
            self._refuse(items.problems(self._store, series_id, draft.kind))
        now = self._clock()
        with self._store.write() as db:
            role = "item" if series_id else "series" if draft.repeat else "single"
            position = broadcasts.next_position(db, series_id, role) if series_id else None
            broadcast_id = broadcasts.add(
                db, now, state=State.DRAFT, author_id=by.id, role=role, series_id=series_id, position=position,
                **self._columns(draft),
            )  # fmt: skip
            journal.note(db, broadcast_id, "create", now, by.id, None, State.DRAFT)
        return broadcast_id

    def edit(self, broadcast_id: int, draft: Draft, by: Actor, version: int | None = None) -> None:
        """Put other words in place; whatever was approved has to be approved again. Raises BroadcastError.

        `version` is the one the official had before the eyes: another's change in between is not overwritten.
        """
        row = self._demand(broadcast_id, Act.EDIT, by, version)
        columns = self._columns(draft)
        if row["role"] == "item":
            self._refuse(items.problems(self._store, row["series_id"], draft.kind))
        else:
            columns["role"] = "series" if draft.repeat else "single"
        with self._store.write() as db:
            self._done(journal.move(
                db, row, Act.EDIT, self._clock(), by.id, **columns, author_id=by.id, approver_id=None, reason=None,
                next_fire_at=None,
            ))  # fmt: skip

    def copy(self, broadcast_id: int, by: Actor) -> int:
        """A new draft with the same words and audience, without its times."""
        draft = self.draft_of(self.get(broadcast_id))
        return self.create(replace(draft, send_at=None, latest_start=None, repeat=None), by)

    def problems(self, draft: Draft, *, is_item: bool = False) -> list[str]:
        """Everything that keeps a draft from being submitted, in Vietnamese."""
        around = self._around
        found = checks.problems(
            draft.kind, draft.message, check_audience=around.check_audience, check_article=around.check_article,
            topics=around.topics(), target_codes=self._settings.broadcast_targets,
            promotion_open=around.promotion_open(),
        )  # fmt: skip
        return found if is_item else found + self._time_problems(draft)

    def submit(self, broadcast_id: int, by: Actor) -> None:
        """Ask for approval. Raises BroadcastError with every reason why not yet."""
        row = self._demand(broadcast_id, Act.SUBMIT, by)
        self._refuse(self.problems(self.draft_of(row), is_item=row["role"] == "item"))
        with self._store.write() as db:
            self._done(journal.move(db, row, Act.SUBMIT, self._clock(), by.id))

    def approve(self, broadcast_id: int, by: Actor, version: int | None = None) -> None:
        """Freeze what stands there and plan it; with no time it is due at once. Raises BroadcastError."""
        row = self._demand(broadcast_id, Act.APPROVE, by, version)
        draft, now = self.draft_of(row), self._clock()
        own = [refusal("own")] if row["author_id"] == by.id else []
        self._refuse(own + self.problems(draft, is_item=row["role"] == "item") + self._series_problems(row, draft))
        frozen, frozen_hash = freeze(draft.kind, draft.message)
        with self._store.write() as db:
            self._done(journal.move(
                db, row, Act.APPROVE, now, by.id, approver_id=by.id, frozen=frozen, frozen_hash=frozen_hash, reason=None
            ))  # fmt: skip
            if draft.message.article_id is not None:
                self._around.freeze_article(draft.message.article_id, by.id)
            if row["role"] != "item":
                self._plan(db, broadcast_id, draft, now)
        self._around.wake()

    def _plan(self, db: Database, broadcast_id: int, draft: Draft, now: int) -> None:
        row = self.get(broadcast_id)
        send_at = draft.send_at or now
        if draft.repeat:
            first = self._next_fire(draft.repeat, send_at, max(send_at, now) - 1, 0)
            journal.move(db, row, Act.SCHEDULE, now, send_at=send_at, next_fire_at=first)
            return
        latest = draft.latest_start or send_at + LATEST_START_MS
        journal.move(db, row, Act.SCHEDULE, now, send_at=send_at, latest_start=latest)

    def return_(self, broadcast_id: int, by: Actor, reason: str) -> None:
        """Give it back to its author, saying why."""
        self._with_reason(broadcast_id, Act.RETURN, by, reason)

    def reject(self, broadcast_id: int, by: Actor, reason: str) -> None:
        """Refuse it for good, saying why."""
        self._with_reason(broadcast_id, Act.REJECT, by, reason)

    def pause(self, broadcast_id: int, by: Actor) -> None:
        """Let nothing more of it leave; what has not begun comes back from the outbox at once."""
        row = self._demand(broadcast_id, Act.PAUSE, by)
        with self._store.write() as db:
            self._done(journal.move(db, row, Act.PAUSE, self._clock(), by.id, reason="official"))
            deliveries.recall(db, broadcast_id)

    def resume(self, broadcast_id: int, by: Actor) -> None:
        """Go on where it stood still."""
        row = self._demand(broadcast_id, Act.RESUME, by)
        self._refuse([refusal("restored")] if self._around.is_restored() else self._path_problems(row))
        act = Act.RESUME if row["started_at"] else Act.REPLAN
        with self._store.write() as db:
            self._done(journal.move(db, row, act, self._clock(), by.id, reason=None, held_until=None, held_reason=None))
            allowances.try_again(db, row["kind"])
        self._around.wake()

    def stop(self, broadcast_id: int, by: Actor) -> None:
        """End it; who has not got it yet does not get it."""
        row = self._demand(broadcast_id, Act.STOP, by)
        now = self._clock()
        with self._store.write() as db:
            self._done(journal.move(db, row, Act.STOP, now, by.id, finished_at=now, next_fire_at=None))
            deliveries.recall(db, broadcast_id)
            deliveries.end_waiting(db, broadcast_id, "cancelled", "stopped", now)

    def retry_failed(self, broadcast_id: int, by: Actor) -> int:
        """Send again to those whose message surely did not go out, for reasons that may be over; returns how many."""
        row = self.get(broadcast_id)
        self._demand_role(Act.RETRY, by)
        if row["state"] not in (State.SENT, State.SENDING, State.PAUSED):
            raise BroadcastError([self._state_refusal(row, Act.RETRY)])
        self._refuse(self._path_problems(row))
        now = self._clock()
        with self._store.write() as db:
            count = deliveries.retry(db, broadcast_id, RETRYABLE)
            if not count:
                raise BroadcastError([refusal("nothing_to_retry")])
            if row["state"] == State.SENT:
                self._done(journal.move(db, row, Act.RETRY, now, by.id, finished_at=None))
            else:
                journal.note(db, broadcast_id, Act.RETRY, now, by.id, count=count)
        self._around.wake()
        return count

    def preview(self, repeat: Repeat, start_ms: int, count: int = 5) -> list[datetime]:
        """The next times a series would go out, local."""
        start = self._local(start_ms)
        return recurrence.preview(repeat, self._local(start_ms - 1), self._around.holidays(), start, 0, count)

    def _with_reason(self, broadcast_id: int, act: Act, by: Actor, reason: str) -> None:
        row = self._demand(broadcast_id, act, by)
        if not reason.strip():
            raise BroadcastError([refusal("no_reason")])
        with self._store.write() as db:
            self._done(journal.move(db, row, act, self._clock(), by.id, reason=reason.strip()))

    def _columns(self, draft: Draft) -> dict[str, object]:
        message = draft.message
        repeat = json.dumps(draft.repeat.as_dict(), ensure_ascii=False) if draft.repeat else None
        return {
            "kind": draft.kind, "title": message.title, "topic": message.topic, "send_at": draft.send_at,
            "content": json.dumps(message.as_dict(), ensure_ascii=False), "latest_start": draft.latest_start,
            "repeat": repeat,
        }  # fmt: skip

    def _time_problems(self, draft: Draft) -> list[str]:
        now = self._clock()
        found = checks.times(draft.send_at, draft.latest_start, now, self._local, is_series=draft.repeat is not None)
        if draft.repeat and not self.preview(draft.repeat, max(now, draft.send_at or now), 1):
            found.append(refusal("never"))
        return found

    def _series_problems(self, row: sqlite3.Row, draft: Draft) -> list[str]:
        if not draft.repeat or draft.message.mode != "rotate":
            return []
        return [] if items.ready(self._store, row["id"], draft.kind) else [refusal("no_items")]

    def _next_fire(self, repeat: Repeat, start_ms: int, after_ms: int, fired: int) -> int | None:
        found = recurrence.next_after(
            repeat, self._local(after_ms), self._around.holidays(), self._local(start_ms), fired
        )
        return int(found.timestamp() * 1000) if found else None

    def _local(self, moment_ms: int) -> datetime:
        return at_zone(moment_ms, self._settings.timezone)

    def _demand(self, broadcast_id: int, act: Act, by: Actor, version: int | None = None) -> sqlite3.Row:
        """The broadcast, if this official may do this to it now. Raises BroadcastError with every reason why not."""
        row = self.get(broadcast_id)
        reasons = [] if by.role in WHO[act] else [refusal("role", act=ACTS[act])]
        if after(row["state"], act) is None:
            reasons.append(self._state_refusal(row, act))
        elif version is not None and version != row["version"]:
            reasons.append(refusal("changed"))
        if act is Act.EDIT and row["role"] == "occurrence":
            reasons.append(refusal("state", state="một kỳ của loạt tin", act=ACTS[act]))
        self._refuse(list(dict.fromkeys(reasons)))
        return row

    def _state_refusal(self, row: sqlite3.Row, act: Act) -> str:
        return refusal("state", state=STATES[row["state"]], act=ACTS[act])

    def _path_problems(self, row: sqlite3.Row) -> list[str]:
        is_closed = row["kind"] == "promotion" and not self._around.promotion_open()
        return [refusal("promotion_off")] if is_closed else []

    def _demand_role(self, act: Act, by: Actor, called: str = "") -> None:
        if by.role not in WHO[act]:
            raise BroadcastError([refusal("role", act=ACTS[called or act])])

    def _refuse(self, reasons: Sequence[str]) -> None:
        if reasons:
            raise BroadcastError(reasons)

    def _done(self, moved: State | None) -> None:
        if moved is None:
            raise BroadcastError([refusal("changed")])


__all__ = ["EDITABLE", "RETRYABLE", "Actor", "BroadcastError", "Broadcasts", "Draft", "Surroundings"]
