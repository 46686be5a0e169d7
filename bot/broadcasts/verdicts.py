"""What Zalo's answer to one message means for its whole broadcast: wait, stand still, or leave the person out."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from sqlite_utils import Database

from bot.broadcasts import allowances, timing
from bot.broadcasts.courier import Courier
from bot.broadcasts.message import BY_PHONE
from bot.broadcasts.promotion import PromotionPath
from bot.broadcasts.states import State
from bot.clock import Clock, at_zone
from bot.settings import Settings
from bot.store import Store, broadcasts, deliveries, people, phones
from bot.zalo.errors import Outcome, Retry
from bot.zalo.limits import night_end
from bot.zalo.messages import SendResult

LAST = 100
MOST_FAILURES = 10
MOST_SHARE = 0.10
"""A broadcast stands still at 10 failures or more that are 10 % or more of the last 100 (issue 5)."""

STOPPING = {Outcome.OA_PROBLEM: "oa_problem", Outcome.CONTENT_REJECTED: "content_rejected"}
"""Refusals that every further message would meet as well."""

FOR_NOW = frozenset({
    Outcome.RATE_LIMITED, Outcome.TOKEN_REFRESH, Outcome.RETRY_LATER, Outcome.QUOTA_OA, Outcome.NIGHT,
})  # fmt: skip
"""Refusals after which the same message may be sent another time: only while its broadcast still is."""

NIGHT_MS = 60 * 60 * 1000


class Verdicts:
    """Asked by the sender, inside its transaction, for messages that belong to a broadcast."""

    def __init__(
        self, store: Store, settings: Settings, clock: Clock, courier: Courier, promotion: PromotionPath
    ) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._courier, self._promotion = courier, promotion

    def is_out(self, person: sqlite3.Row | None, kind: str) -> str | None:
        """Why this person gets nothing, looked at right before the call."""
        if person is None:
            return None
        if person["opted_out_at"] is not None:
            return "opted_out"
        if person["follows"] == 0:
            return "not_following"
        if kind == BY_PHONE and phones.of_person(self._store, person["id"]) is None:
            return "no_phone"
        return "blocked" if person["blocked_at"] is not None else None

    def is_night(self, kind: str) -> bool:
        """Whether it is quiet now for this kind: a message may have been queued before the hour came."""
        return timing.held_until(kind, self._now(), self._settings.quiet_hours) is not None

    def takes_over(self, db: Database, row: sqlite3.Row, result: SendResult) -> bool:
        """True when the message simply waits for better times with its whole broadcast, or ends with it."""
        broadcast = deliveries.broadcast_of(db, row["delivery_id"]) if result.outcome in FOR_NOW else None
        if broadcast is None:
            return False
        state = broadcast["state"]
        if state == State.STOPPED:
            deliveries.put_back(db, row["id"])
            deliveries.end_waiting(db, broadcast["id"], "cancelled", "stopped", self._clock())
        elif state in (State.SENDING, State.PAUSED) and result.outcome is Outcome.QUOTA_OA:
            self._hold(db, row, broadcast, self._renewal(row["kind"], result), "quota")
            allowances.note_used_up(db, row["kind"], self._renewal(row["kind"], result))
        elif state in (State.SENDING, State.PAUSED) and result.outcome is Outcome.NIGHT:
            self._hold(db, row, broadcast, *self._dawn(row["kind"]))
        elif state == State.PAUSED:
            deliveries.put_back(db, row["id"])
        else:
            return False
        return True

    def _dawn(self, kind: str) -> tuple[int, str]:
        """(until when, why) nothing leaves; Zalo's own night when our clock does not call it one."""
        now = self._now()
        held = timing.held_until(kind, now, self._settings.quiet_hours)
        if held is not None:
            return int(held[0].timestamp() * 1000), held[1]
        return max(int(night_end(now).timestamp() * 1000), self._clock() + NIGHT_MS), "night"

    def _hold(self, db: Database, row: sqlite3.Row, broadcast: sqlite3.Row, until: int, reason: str) -> None:
        deliveries.put_back(db, row["id"])
        deliveries.recall(db, broadcast["id"])
        broadcasts.hold(db, broadcast["id"], until, reason)

    def _renewal(self, kind: str, result: SendResult) -> int:
        """When there is more: articles are counted by the month, whatever else by the day unless Zalo says so."""
        now, quiet = self._now(), self._settings.quiet_hours
        monthly = result.retry is Retry.NEXT_MONTH or kind == "article"
        found = timing.first_of_month(now, quiet) if monthly else timing.next_morning(now, quiet)
        return int(found.timestamp() * 1000)

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many."""
        return self._courier.refill()

    def after_trouble(self, db: Database, row: sqlite3.Row, result: SendResult) -> None:
        """Remember what a refusal or silence says about the person, and whether the broadcast may go on."""
        if result.outcome is Outcome.NOT_FOLLOWER:
            people.set_follows(db, row["person_id"], False)
        if result.outcome is Outcome.BLOCKED_BY_PERSON:
            people.set_blocked(db, row["person_id"], self._clock())
        broadcast = deliveries.broadcast_of(db, row["delivery_id"])
        if broadcast is None or broadcast["state"] != State.SENDING:
            return
        reason = self._reason_to_pause(db, row, broadcast, result)
        if reason:
            self._courier.pause_in(db, broadcast["id"], reason)

    def _reason_to_pause(
        self, db: Database, row: sqlite3.Row, broadcast: sqlite3.Row, result: SendResult
    ) -> str | None:
        if row["kind"] == "promotion" and self._promotion.is_closed_by_zalo(db):
            return "path_closed"
        if result.outcome is Outcome.UNKNOWN:
            return None
        if result.outcome in STOPPING:
            return STOPPING[result.outcome]
        failures, of = deliveries.recent_failures(db, broadcast["id"], LAST)
        return "failures" if failures >= MOST_FAILURES and failures >= of * MOST_SHARE else None

    def _now(self) -> datetime:
        return at_zone(self._clock(), self._settings.timezone)
