"""What Zalo's answer to one message means for its whole broadcast: wait, pause, or leave the person out."""

from __future__ import annotations

from datetime import datetime

from bot.broadcasts import quotas, timing
from bot.broadcasts.feeder import BroadcastFeeder
from bot.broadcasts.kinds import BroadcastKind, KindServices, find_kind
from bot.broadcasts.states import State
from bot.clock import MINUTE, at_zone
from bot.messaging.send_results import is_unconnected
from bot.store import Transaction, broadcasts, deliveries, deliveries_missing, people, phones
from bot.store.broadcasts import Broadcast
from bot.store.outbox_records import OutboxMessage
from bot.store.people import PersonRecord
from bot.zalo.errors import Outcome, Retry
from bot.zalo.limits import night_end
from bot.zalo.messages import SendResult

LAST = 100
MOST_FAILURES = 10
MOST_SHARE = 0.10
"""A broadcast is paused at 10 failures or more that are 10 % or more of the last 100
(docs/decisions/0006-broadcasts.md)."""

MOST_UNKNOWN = 5
"""So many messages of unknown fate in a row pause it: Zalo is in trouble, and each further one would need evidence as well."""

LINE_DOWN_MS = MINUTE
"""How long a broadcast waits after Zalo could not be reached."""

STOPPING = {Outcome.OA_PROBLEM: "oa_problem", Outcome.CONTENT_REJECTED: "content_rejected"}
"""Refusals that every further message would meet as well."""

FOR_NOW = frozenset({Outcome.RATE_LIMITED, Outcome.TOKEN_REFRESH, Outcome.RETRY_LATER, Outcome.QUOTA_OA, Outcome.NIGHT})
"""Refusals after which the same message may be sent another time: only while its broadcast still is."""

NIGHT_MS = 60 * 60 * 1000


class SendPolicy:
    """Asked by the sender, inside its transaction, for messages that belong to a broadcast."""

    def __init__(self, services: KindServices, feeder: BroadcastFeeder) -> None:
        self._store, self._settings, self._clock = services.store, services.settings, services.clock
        self._paths, self._feeder = services.paths, feeder

    def exclusion_reason(self, person: PersonRecord | None, kind: str) -> str | None:
        """Return why this person gets no message of this kind, or None; asked right before the call."""
        if person is None:
            return None
        if person.opted_out_at is not None:
            return "opted_out"
        if person.follows == 0:
            return "not_following"
        if find_kind(kind).needs_phone and phones.of_person(self._store, person.id) is None:
            return "no_phone"
        return "blocked" if person.blocked_at is not None else None

    def is_night(self, kind: str) -> bool:
        """Whether it is quiet now for this kind: a message may have been queued before the hour came."""
        return find_kind(kind).held_until(self._now(), self._settings.quiet_hours) is not None

    def needs_window(self, kind: str) -> bool:
        """Whether Zalo takes a message of this kind only within the window after the person's own."""
        return find_kind(kind).needs_window

    def requeues_broadcast(self, db: Transaction, message: OutboxMessage, result: SendResult) -> bool:
        """Put the message back to wait with its broadcast, or end it with a stopped one; False when neither applies."""
        broadcast = deliveries.broadcast_of(db, message.delivery_id or 0) if result.outcome in FOR_NOW else None
        if broadcast is None:
            return False
        state = broadcast.state
        if state == State.STOPPED:
            deliveries.put_back(db, message.id)
            deliveries.end_waiting(db, broadcast.id, "cancelled", "stopped", self._clock())
        elif state in (State.SENDING, State.PAUSED) and result.outcome is Outcome.QUOTA_OA:
            kind = find_kind(message.kind)
            self._hold(db, message, broadcast, self._renewal(kind, result), "quota")
            quotas.note_used_up(db, kind, self._renewal(kind, result))
        elif state == State.SENDING and is_unconnected(result):
            self._hold(db, message, broadcast, self._clock() + LINE_DOWN_MS, "no_line")
        elif state in (State.SENDING, State.PAUSED) and result.outcome is Outcome.NIGHT:
            self._hold(db, message, broadcast, *self._night_end(find_kind(message.kind)))
        elif state == State.PAUSED:
            deliveries.put_back(db, message.id)
        else:
            return False
        return True

    def _night_end(self, kind: BroadcastKind) -> tuple[int, str]:
        """(until when, why) nothing leaves; Zalo's own night when our clock does not call it one."""
        now = self._now()
        hold = kind.held_until(now, self._settings.quiet_hours)
        if hold is not None:
            return int(hold[0].timestamp() * 1000), hold[1]
        return max(int(night_end(now).timestamp() * 1000), self._clock() + NIGHT_MS), "night"

    def _hold(self, db: Transaction, message: OutboxMessage, broadcast: Broadcast, until: int, reason: str) -> None:
        deliveries.put_back(db, message.id)
        deliveries.recall_queued(db, broadcast.id)
        broadcasts.hold_until(db, broadcast.id, until, reason)

    def _renewal(self, kind: BroadcastKind, result: SendResult) -> int:
        """When (ms) the quota is renewed: next month if the kind is counted by the month or Zalo says so, else next morning."""
        now, quiet = self._now(), self._settings.quiet_hours
        monthly = result.retry is Retry.NEXT_MONTH or kind.is_counted_monthly
        moment = timing.first_of_month(now, quiet) if monthly else timing.next_morning(now, quiet)
        return int(moment.timestamp() * 1000)

    def is_sending(self) -> bool:
        """Whether a broadcast is under way."""
        return broadcasts.is_any_sending(self._store)

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many."""
        return self._feeder.refill()

    def on_failure(self, db: Transaction, message: OutboxMessage, result: SendResult) -> None:
        """Remember what a refusal or silence says about the person, and whether the broadcast may go on."""
        if result.outcome is Outcome.NOT_FOLLOWER:
            people.set_follows(db, message.person_id, False)
        if result.outcome is Outcome.BLOCKED_BY_PERSON:
            people.set_blocked(db, message.person_id, self._clock())
        broadcast = deliveries.broadcast_of(db, message.delivery_id or 0)
        if broadcast is None or broadcast.state != State.SENDING:
            return
        reason = self._reason_to_pause(db, message, broadcast, result)
        if reason:
            self._feeder.pause_in(db, broadcast.id, reason)

    def _reason_to_pause(
        self, db: Transaction, message: OutboxMessage, broadcast: Broadcast, result: SendResult
    ) -> str | None:
        if self._paths.note_closed(db, find_kind(message.kind).path):
            return "path_closed"
        if result.outcome is Outcome.UNKNOWN:
            return "unknown" if deliveries_missing.unknown_in_a_row(db, broadcast.id) >= MOST_UNKNOWN else None
        if result.outcome in STOPPING:
            return STOPPING[result.outcome]
        failures, of = deliveries.recent_failures(db, broadcast.id, LAST)
        return "failures" if failures >= MOST_FAILURES and failures >= of * MOST_SHARE else None

    def _now(self) -> datetime:
        return at_zone(self._clock(), self._settings.timezone)
