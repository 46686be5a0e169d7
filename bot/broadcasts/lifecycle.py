"""What officials do with broadcasts: write, submit, approve, plan, pause, stop. Every refusal says all its reasons at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.broadcasts import items, quotas, recurrence, transitions, urgent_notices, validation
from bot.broadcasts.drafts import (
    Actor,
    BroadcastDraft,
    BroadcastError,
    anchor_draft,
    columns_of,
    draft_as_text,
    draft_of,
    keep_moved_runs,
    plan_as_text,
)
from bot.broadcasts.kinds import KindServices, find_kind, kind_names
from bot.broadcasts.message import freeze_message
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.states import EDITABLE, RETRYABLE, WHO, Act, State, state_after
from bot.broadcasts.texts import ACTS, STATES, refusal
from bot.broadcasts.timing import LATEST_START_MS
from bot.clock import Clock, at_zone
from bot.settings import Settings
from bot.store import Store, Transaction, broadcasts, deliveries, deliveries_missing
from bot.store import urgent_notices as notices
from bot.store.broadcasts import Broadcast


@dataclass(frozen=True, slots=True)
class LifecycleDependencies:
    """What a broadcast is checked against, as it is now."""

    check_audience: validation.CheckAudience
    services: KindServices
    topics: Callable[[], frozenset[str]]
    holidays: Callable[[], recurrence.Holidays]
    wake: Callable[[], None]
    is_restored: Callable[[], bool]


class Broadcasts:
    """The broadcasts of one installation, as officials handle them."""

    def __init__(self, store: Store, settings: Settings, clock: Clock, around: LifecycleDependencies) -> None:
        self._store, self._settings, self._clock, self._dependencies = store, settings, clock, around

    def get(self, broadcast_id: int) -> Broadcast:
        """One broadcast. Raises BroadcastError when there is none."""
        row = broadcasts.get(self._store, broadcast_id)
        if row is None:
            raise BroadcastError([refusal("missing", value=broadcast_id)])
        return row

    def draft_of(self, row: Broadcast) -> BroadcastDraft:
        """What was written last."""
        return draft_of(row)

    def create(self, draft: BroadcastDraft, by: Actor, *, series_id: int | None = None) -> int:
        """Keep a new draft; it may still have faults. `series_id` makes it an item a rotating series takes turns with."""
        self._demand_role(Act.EDIT, by, "create")
        self._demand_kind(draft, series_id)
        draft = anchor_draft(draft, self._clock())
        now, role = self._clock(), "item" if series_id else "series" if draft.repeat else "single"
        with self._store.write() as db:
            position = broadcasts.next_position(db, series_id, role) if series_id else None
            broadcast_id = broadcasts.add_broadcast(
                db,
                now,
                **columns_of(draft),
                **{
                    "state": State.DRAFT,
                    "author_id": by.id,
                    "role": role,
                    "series_id": series_id,
                    "position": position,
                },
            )
            transitions.note_act(db, broadcast_id, "create", now, by.id, None, State.DRAFT)
        return broadcast_id

    def edit(self, broadcast_id: int, draft: BroadcastDraft, by: Actor, version: int | None = None) -> None:
        """Replace the draft; what was approved has to be approved again. Raises BroadcastError.

        `version` is the one the official saw: another official's later change is not overwritten.
        """
        row = self._demand(broadcast_id, Act.EDIT, by, version)
        draft = anchor_draft(keep_moved_runs(draft, row), self._clock())
        is_item = row.role == "item"
        self._demand_kind(draft, row.series_id if is_item else None)
        columns = columns_of(draft) | {"author_id": by.id, "approver_id": None, "reason": None, "next_fire_at": None}
        if not is_item:
            columns["role"] = "series" if draft.repeat else "single"
        with self._store.write() as db:
            self._demand_moved(transitions.move_state(db, row, Act.EDIT, self._clock(), by.id, **columns))
            notices.end(db, broadcast_id, self._clock())

    def copy(self, broadcast_id: int, by: Actor, *, is_for_unseen: bool = False) -> int:
        """A new draft with the same words and audience, or for who got it and has not seen it; without its times."""
        draft = self.draft_of(self.get(broadcast_id))
        if is_for_unseen:
            draft = replace(draft, message=replace(draft.message, audience={"unseen_of": broadcast_id}, mode="fixed"))
        return self.create(replace(draft, send_at=None, latest_start=None, repeat=None), by)

    def problems(self, draft: BroadcastDraft, *, is_item: bool = False) -> list[str]:
        """Everything that keeps a draft from being submitted, in Vietnamese."""
        around = self._dependencies
        reasons = validation.find_problems(
            draft.kind, draft.message, around.services, check_audience=around.check_audience, topics=around.topics()
        )
        return reasons if is_item else reasons + self._time_problems(draft)

    def submit(self, broadcast_id: int, by: Actor) -> None:
        """Ask for approval. Raises BroadcastError with every reason why not yet."""
        row = self._demand(broadcast_id, Act.SUBMIT, by)
        self._refuse(self.problems(self.draft_of(row), is_item=row.role == "item"))
        with self._store.write() as db:
            self._demand_moved(transitions.move_state(db, row, Act.SUBMIT, self._clock(), by.id))

    def approve(self, broadcast_id: int, by: Actor, version: int | None = None, article: int | None = None) -> None:
        """Keep a signed copy and plan it; `version`, `article`: those read. Raises BroadcastError, PublishingError."""
        row = self._demand(broadcast_id, Act.APPROVE, by, version)
        draft, now = self.draft_of(row), self._clock()
        own = validation.approval_problems(self._store, row.author_id, by.id, now)
        self._refuse(own + self.problems(draft, is_item=row.role == "item") + self._series_problems(row, draft))
        frozen, frozen_hash = freeze_message(draft.kind, draft.message)
        with self._store.write() as db:
            columns = {"approver_id": by.id, "frozen": frozen, "frozen_hash": frozen_hash, "reason": None}
            columns |= {"approved_plan": plan_as_text(draft), "returned": None, "returned_reason": None}
            self._demand_moved(transitions.move_state(db, row, Act.APPROVE, now, by.id, **columns))
            if draft.message.article_id is not None:
                self._dependencies.services.publishing.approve_text(draft.message.article_id, by.id, article)
            urgent_notices.note_approved(db, self._dependencies.services, broadcast_id, draft.kind, draft.message)
            if row.role != "item":
                self._plan(db, broadcast_id, draft, now)
        self._dependencies.wake()

    def _plan(self, db: Transaction, broadcast_id: int, draft: BroadcastDraft, now: int) -> None:
        row = self.get(broadcast_id)
        send_at = draft.send_at or now
        if draft.repeat:
            first = self._next_fire(draft.repeat, send_at, max(send_at, now) - 1, 0)
            plan = plan_as_text(replace(draft, send_at=send_at))
            transitions.move_state(db, row, Act.SCHEDULE, now, send_at=send_at, next_fire_at=first, approved_plan=plan)
            return
        latest = draft.latest_start or send_at + LATEST_START_MS
        plan = plan_as_text(replace(draft, send_at=send_at, latest_start=latest))
        transitions.move_state(db, row, Act.SCHEDULE, now, send_at=send_at, latest_start=latest, approved_plan=plan)

    def return_(self, broadcast_id: int, by: Actor, reason: str) -> None:
        """Give it back to its author, saying why; the next reading shows what changed since."""
        returned = draft_as_text(self.get(broadcast_id))
        self._with_reason(broadcast_id, Act.RETURN, by, reason, returned=returned, returned_reason=reason.strip())

    def reject(self, broadcast_id: int, by: Actor, reason: str) -> None:
        """Refuse it for good, saying why."""
        self._with_reason(broadcast_id, Act.REJECT, by, reason)

    def pause(self, broadcast_id: int, by: Actor) -> None:
        """Stop sending for now; messages whose call has not begun come back from the outbox at once."""
        row = self._demand(broadcast_id, Act.PAUSE, by)
        with self._store.write() as db:
            self._demand_moved(transitions.move_state(db, row, Act.PAUSE, self._clock(), by.id, reason="official"))
            deliveries.recall_queued(db, broadcast_id)

    def resume(self, broadcast_id: int, by: Actor) -> None:
        """Send on after a pause."""
        row = self._demand(broadcast_id, Act.RESUME, by)
        self._refuse([refusal("restored")] if self._dependencies.is_restored() else self._path_problems(row))
        act = Act.RESUME if row.started_at else Act.REPLAN
        with self._store.write() as db:
            self._demand_moved(
                transitions.move_state(
                    db, row, act, self._clock(), by.id, reason=None, held_until=None, held_reason=None
                )
            )
            quotas.forget_used_up(db, find_kind(row.kind))
        self._dependencies.wake()

    def stop(self, broadcast_id: int, by: Actor) -> None:
        """End it; who has not got it yet does not get it."""
        row = self._demand(broadcast_id, Act.STOP, by)
        now = self._clock()
        with self._store.write() as db:
            self._demand_moved(
                transitions.move_state(db, row, Act.STOP, now, by.id, finished_at=now, next_fire_at=None)
            )
            deliveries.recall_queued(db, broadcast_id)
            deliveries.end_waiting(db, broadcast_id, "cancelled", "stopped", now)
            notices.end(db, broadcast_id, now)

    def retry_failed(self, broadcast_id: int, by: Actor) -> int:
        """Send again to those whose message surely did not go out, for reasons that may be over; returns how many.

        Messages of unknown fate count once Zalo's own record was read and does not have them.
        """
        row = self.get(broadcast_id)
        self._demand_role(Act.RETRY, by)
        if row.state not in (State.SENT, State.SENDING, State.PAUSED):
            raise BroadcastError([self._state_refusal(row, Act.RETRY)])
        self._refuse(self._path_problems(row))
        now = self._clock()
        with self._store.write() as db:
            count = deliveries.retry_failed(db, broadcast_id, RETRYABLE) + deliveries_missing.retry_missing(
                db, broadcast_id
            )
            if not count:
                raise BroadcastError([refusal("nothing_to_retry")])
            if row.state == State.SENT:
                self._demand_moved(transitions.move_state(db, row, Act.RETRY, now, by.id, finished_at=None))
            else:
                transitions.note_act(db, broadcast_id, Act.RETRY, now, by.id, count=count)
        self._dependencies.wake()
        return count

    def preview(self, repeat: Repeat, start_ms: int, count: int = 5) -> list[datetime]:
        """The next times a series would go out, local."""
        start = self._local(start_ms)
        return recurrence.preview_times(
            repeat, self._local(start_ms - 1), self._dependencies.holidays(), start, 0, count
        )

    def _with_reason(self, broadcast_id: int, act: Act, by: Actor, reason: str, **values: str) -> None:
        row = self._demand(broadcast_id, act, by)
        if not reason.strip():
            raise BroadcastError([refusal("no_reason")])
        with self._store.write() as db:
            values["reason"] = reason.strip()
            self._demand_moved(transitions.move_state(db, row, act, self._clock(), by.id, **values))

    def _time_problems(self, draft: BroadcastDraft) -> list[str]:
        now = self._clock()
        reasons = validation.find_time_problems(
            draft.send_at, draft.latest_start, now, self._local, is_series=draft.repeat is not None
        )
        if draft.repeat is None and draft.message.mode != "fixed":
            reasons.append(refusal("mode_of_series"))
        if draft.repeat and not self.preview(draft.repeat, max(now, draft.send_at or now), 1):
            reasons.append(refusal("never"))
        return reasons

    def _series_problems(self, row: Broadcast, draft: BroadcastDraft) -> list[str]:
        if not draft.repeat or draft.message.mode != "rotate":
            return []
        return [] if items.ready_items(self._store, row.id, draft.kind) else [refusal("no_items")]

    def _next_fire(self, repeat: Repeat, start_ms: int, after_ms: int, fired: int) -> int | None:
        moment = recurrence.next_after(
            repeat, self._local(after_ms), self._dependencies.holidays(), self._local(start_ms), fired
        )
        return int(moment.timestamp() * 1000) if moment else None

    def _local(self, moment_ms: int) -> datetime:
        return at_zone(moment_ms, self._settings.timezone)

    def _demand(self, broadcast_id: int, act: Act, by: Actor, version: int | None = None) -> Broadcast:
        """The broadcast, if this official may do this to it now. Raises BroadcastError with every reason why not."""
        row = self.get(broadcast_id)
        reasons = [] if by.roles & WHO[act] else [refusal("role", act=ACTS[act])]
        if state_after(row.state, act) is None:
            reasons.append(self._state_refusal(row, act))
        elif version is not None and version != row.version:
            reasons.append(refusal("changed"))
        if act is Act.EDIT and row.role == "occurrence":
            reasons.append(refusal("state", state="một kỳ của loạt tin", act=ACTS[act]))
        self._refuse(list(dict.fromkeys(reasons)))
        return row

    def _state_refusal(self, row: Broadcast, act: Act) -> str:
        return refusal("state", state=STATES[row.state], act=ACTS[act])

    def _path_problems(self, row: Broadcast) -> list[str]:
        return list(find_kind(row.kind).path_problems(self._dependencies.services))

    def _demand_role(self, act: Act, by: Actor, called: str = "") -> None:
        if not by.roles & WHO[act]:
            raise BroadcastError([refusal("role", act=ACTS[called or act])])

    def _demand_kind(self, draft: BroadcastDraft, series_id: int | None) -> None:
        """Raises BroadcastError for a kind that is not known, or not the one of the series it is to be an item of."""
        if draft.kind not in kind_names():
            raise BroadcastError([refusal("bad_kind", value=draft.kind)])
        if series_id:
            self._refuse(items.item_problems(self._store, series_id, draft.kind))

    def _refuse(self, reasons: Sequence[str]) -> None:
        if reasons:
            raise BroadcastError(reasons)

    def _demand_moved(self, state: State | None) -> None:
        if state is None:
            raise BroadcastError([refusal("changed")])


__all__ = ["EDITABLE", "RETRYABLE", "Actor", "Broadcast", "BroadcastDraft", "BroadcastError", "Broadcasts"]
