"""Takes approved broadcasts to people: starts what is due, makes the rows, feeds the outbox, and knows when it is done.

The outbox holds only a few messages of a broadcast at a time: pausing takes them back, and replies never wait behind them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.broadcasts import eligibility, quotas, timing, transitions
from bot.broadcasts.kinds import KindServices, MessageRecipient, find_kind
from bot.broadcasts.message import Message, load_approved
from bot.broadcasts.occurrences import Occurrences
from bot.broadcasts.states import Act, State
from bot.clock import at_zone
from bot.messaging.outbox import fingerprint, packed
from bot.store import DatabaseError, Transaction, audiences, broadcasts, deliveries, outbox
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import WaitingDelivery
from bot.store.eligibility import EligibilityRule

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 500
FED_AT_ONCE = 40
"""Messages of one broadcast put in the outbox in one go: short transactions, so that replies get in between."""


class BroadcastFeeder:
    """The moving part of broadcasts. `tick` may run in several processes at once; `refill` only in the one that sends."""

    def __init__(
        self,
        services: KindServices,
        occurrences: Occurrences,
        *,
        is_restored: Callable[[], bool],
        is_comparing: Callable[[int], bool],
        token_is_lost: Callable[[], bool],
        wake: Callable[[], None],
    ) -> None:
        self._store, self._settings, self._clock = services.store, services.settings, services.clock
        self._services, self._occurrences, self._is_comparing = services, occurrences, is_comparing
        self._is_restored, self._token_is_lost, self._wake = is_restored, token_is_lost, wake
        self._approved_messages: dict[tuple[int, str], Message] = {}

    def tick(self) -> None:
        """Called by the clock: make due occurrences, start what is due, name what is too late."""
        if self._is_restored():
            return
        self._occurrences.fire_due()
        for row in broadcasts.due_broadcasts(self._store, self._clock()):
            self._begin(row)
        if self._token_is_lost():
            for row in broadcasts.broadcasts_sending(self._store):
                self.pause(row.id, "token")

    def _begin(self, row: Broadcast) -> None:
        now = self._now()
        now_ms = self._clock()
        hold = find_kind(row.kind).held_until(now, self._settings.quiet_hours)
        starts = int(hold[0].timestamp() * 1000) if hold else now_ms
        with self._store.write() as db:
            if row.latest_start is not None and starts > row.latest_start:
                transitions.move_state(db, row, Act.EXPIRE, now_ms, reason="late", finished_at=now_ms)
            elif not hold and self._is_for_nobody(row):
                transitions.move_state(db, row, Act.EXPIRE, now_ms, reason="nobody", finished_at=now_ms)
            elif not hold:
                transitions.move_state(db, row, Act.START, now_ms, started_at=now_ms, audience_at=now_ms)
        self._wake()

    def _is_for_nobody(self, row: Broadcast) -> bool:
        """Whether its audience is empty now. What Zalo spreads reaches all followers, also people we do not know yet."""
        message = None if find_kind(row.kind).is_spread_by_zalo else self._approved(row)
        return message is not None and not audiences.size(self._store, message.audience, self._clock())

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many. Called by the sender when it has nothing left to send."""
        if self._is_restored():
            return 0
        return sum(self._carry_on_safely(row) for row in broadcasts.broadcasts_sending(self._store))

    def _carry_on_safely(self, row: Broadcast) -> int:
        """Feed one broadcast; pause it when it cannot be made into messages, so that replies and the others go on."""
        try:
            return self._carry_on(row)
        except DatabaseError:
            raise
        except Exception:
            log.exception("broadcast %s cannot be made into messages", row.id)
            self.pause(row.id, "unrenderable")
            return 0

    def _carry_on(self, row: Broadcast) -> int:
        if self._waits(row):
            return 0
        message = self._approved(row)
        if message is None:
            return 0
        if self._meets_obstacle(row, message):
            return 0
        if not row.is_spread:
            self._spread(row, message)
        fed = self._feed(row, message)
        if not fed:
            self._finish_if_done(row)
        return fed

    def _waits(self, row: Broadcast) -> bool:
        """Whether nothing of it may leave now: a hold, our quiet hours, Zalo's night, a number used up for its kind."""
        now_ms = self._clock()
        ends = timing.ends_at(row.send_at, row.latest_start)
        last = row.latest_start if row.held_reason == "quota" else ends
        if last is not None and now_ms > last:
            self._give_up(row)
            return True
        if row.held_until is not None and row.held_until > now_ms:
            return True
        kind = find_kind(row.kind)
        hold = kind.held_until(self._now(), self._settings.quiet_hours)
        until, reason = (int(hold[0].timestamp() * 1000), hold[1]) if hold else (None, "quota")
        until = until or quotas.used_up_until(self._store, kind, now_ms)
        if until is None:
            return False
        if ends is not None and until > ends:
            self._give_up(row)
            return True
        with self._store.write() as db:
            deliveries.recall_queued(db, row.id)
            broadcasts.hold_until(db, row.id, until, reason)
        return True

    def _give_up(self, row: Broadcast) -> None:
        """It is too late, or the quota was not renewed in time: who still waits gets nothing, and a row that says so."""
        now = self._clock()
        message = None if row.is_spread else self._approved(row)
        if message is not None:
            self._spread(row, message)
            return
        with self._store.write() as db:
            deliveries.recall_queued(db, row.id)
            deliveries.end_waiting(db, row.id, "expired", "too_late", now)
            if deliveries.has_open(db, row.id):
                return  # a call is under way; looked at again
            broadcasts.hold_until(db, row.id, None, None)
            transitions.move_state(db, row, Act.FINISH, now, finished_at=now, reason="late", is_spread=1)

    def _approved(self, row: Broadcast) -> Message | None:
        """The frozen message; a copy that is not what was approved stops the broadcast."""
        key = (row.id, row.frozen_hash or "")
        message = self._approved_messages.get(key)
        if message is not None:
            return message
        try:
            message = load_approved(row.frozen, row.frozen_hash)
        except (ValueError, TypeError):
            self.pause(row.id, "tampered")
            return None
        self._approved_messages = (
            {key: message} if len(self._approved_messages) > 20 else self._approved_messages | {key: message}
        )
        return message

    def _meets_obstacle(self, row: Broadcast, message: Message) -> bool:
        """Whether its kind cannot leave yet; then it waits, or is paused for an official."""
        obstacle = find_kind(row.kind).find_obstacle(message, row.approver_id, self._services)
        if obstacle is None:
            return False
        if obstacle.wait_ms is None:
            self.pause(row.id, obstacle.reason)
            return True
        with self._store.write() as db:
            broadcasts.hold_until(db, row.id, self._clock() + obstacle.wait_ms, obstacle.reason)
        return True

    def _spread(self, row: Broadcast, message: Message) -> None:
        """Make the next deliveries; how far it came is kept in the same transaction."""
        with self._store.write() as db:
            fresh = broadcasts.get(self._store, row.id)
            if fresh is None or fresh.state != State.SENDING or fresh.is_spread:
                return
            if find_kind(row.kind).is_spread_by_zalo:
                deliveries.add_everyone(db, row.id)
                broadcasts.set_progress(db, row.id, None, True)
                return
            last = self._spread_next(db, fresh, message)
            broadcasts.set_progress(db, row.id, last, last is None)

    def _spread_next(self, db: Transaction, row: Broadcast, message: Message) -> str | None:
        """Make the deliveries of the next people; returns the id of the last one, None when nobody is left."""
        return deliveries.spread_deliveries(
            db,
            row.id,
            message.audience,
            self._rule_of(row, message),
            after=row.spread_to or "",
            known_before=row.audience_at or 0,
            limit=ROWS_AT_ONCE,
            now_ms=self._clock(),
        )

    def _feed(self, row: Broadcast, message: Message) -> int:
        """Queue messages for the next waiting people; leave out those who are not eligible any more. Returns how many."""
        now = self._clock()
        with self._store.write(durable=False) as db:
            fresh = broadcasts.get(self._store, row.id)
            if fresh is None or fresh.state != State.SENDING or self._is_comparing(row.id):
                return 0
            if fresh.held_until is not None:
                broadcasts.hold_until(db, row.id, None, None)
            spread = find_kind(row.kind).spread(self._now(), self._settings.night_spread_minutes)
            deliveries_now = deliveries.take_waiting(db, row.id, self._rule_of(row, message), FED_AT_ONCE, spread)
            queued = [person for person in deliveries_now if person.reason is None]
            for person in deliveries_now:
                if person.reason is not None:
                    deliveries.leave_out(db, person.id, person.reason, now)
            for person in queued:
                self._queue(db, row, message, person, now)
            deliveries.mark_queued(db, [person.id for person in queued])
        return len(deliveries_now)

    def _queue(self, db: Transaction, row: Broadcast, message: Message, person: WaitingDelivery, now: int) -> None:
        kind = find_kind(row.kind).for_message(message)
        payload = kind.payload(message, MessageRecipient(row.id, person.name, person.id), self._services)
        outbox.put(
            db,
            outbox.NewMessage(
                person_id=person.person_id,
                reply=packed(payload),
                fingerprint=fingerprint(payload.get("text", "")),
                kind=kind.name,
                priority=outbox.BULK,
                delivery_id=person.id,
            ),
            now,
        )

    def _finish_if_done(self, row: Broadcast) -> None:
        now = self._clock()
        with self._store.write() as db:
            fresh = broadcasts.get(self._store, row.id)
            if fresh is None or fresh.state != State.SENDING or not fresh.is_spread:
                return
            if not deliveries.has_open(db, row.id):
                transitions.move_state(db, fresh, Act.FINISH, now, finished_at=now)

    def pause(self, broadcast_id: int, reason: str) -> None:
        """Pause it until an official decides; `reason` is a key of PAUSES in bot.broadcasts.texts."""
        with self._store.write() as db:
            self.pause_in(db, broadcast_id, reason)

    def pause_in(self, db: Transaction, broadcast_id: int, reason: str) -> None:
        """The same in the caller's transaction."""
        row = broadcasts.get(self._store, broadcast_id)
        if row is None or row.state != State.SENDING:
            return
        log.error("broadcast %s pauses: %s", broadcast_id, reason)
        transitions.move_state(db, row, Act.PAUSE, self._clock(), reason=reason)
        deliveries.recall_queued(db, broadcast_id)

    def _rule_of(self, row: Broadcast, message: Message) -> EligibilityRule:
        return eligibility.eligibility_rule(find_kind(row.kind), message, self._now(), self._settings, row.id)

    def _now(self) -> datetime:
        return at_zone(self._clock(), self._settings.timezone)
