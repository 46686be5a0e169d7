"""The only way out: one sender, one rate limit, bounded concurrency, and a closed list of ways a send can end."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlite_utils import Database

from bot.bulk import Bulk, Line
from bot.clock import DAY, HOUR, MINUTE, SECOND, Clock
from bot.ownership import Owner
from bot.rate_limit import RateLimit
from bot.store import Store, people
from bot.store import outbox as rows
from bot.store.together import Together
from bot.zalo.errors import Outcome
from bot.zalo.limits import RATE_PAUSES_S, Window, window
from bot.zalo.messages import SendResult
from bot.zalo.outgoing import Refused

log = logging.getLogger(__name__)

RETRY_WAITS_MS = (10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE)
"""Waits before the 2nd, 3rd ... attempt of a message that was certainly not sent; then it has failed."""

STALE_MS = DAY
"""An automatic answer older than this is not sent any more: it would surprise, and might cost money."""

CLOSING_S = 2.5
"""How long the end of the program waits for calls under way: all of it must be over in five seconds."""

ROLE = "sender"

Deliver = Callable[[str, str, dict[str, Any]], SendResult]
"""(kind, person, content as the outbox keeps it) → how it ended."""


class Sender:
    """Sends what the outbox holds, while this process leads; another process's sender waits its turn."""

    def __init__(
        self, store: Store, deliver: Deliver, may_send: Callable[[], bool], bulk: Bulk, line: Line, *,
        owner: Owner, clock: Clock, per_second: float, concurrency: int,
    ) -> None:  # fmt: skip
        self._store, self._deliver, self._may_send, self._owner, self._clock = store, deliver, may_send, owner, clock
        self._bulk, self._line = bulk, line
        self._limit = RateLimit(per_second, clock)
        self._concurrency = concurrency
        self._under_way = 0
        self._ahead = 0
        self._endings = Together(store, self._end_well)
        self._pauses = 0
        self._paused_until = 0
        self._lead: int | None = None
        self._due: int | None = None
        self._stopping = False
        self._woken = False
        self._wake = threading.Condition()
        self._pool = ThreadPoolExecutor(concurrency, thread_name_prefix="send")
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    @property
    def paused_until(self) -> int:
        """Until when (ms) the platform's rate limit holds the whole queue; 0 when it does not."""
        left = self._paused_until - self._clock()
        return self._paused_until if 0 < left <= SECOND * RATE_PAUSES_S[-1] else 0

    def start(self) -> None:
        """Begin, with whatever the outbox holds."""
        self._thread.start()

    def wake(self) -> None:
        """Something was put in the outbox, or a place became free."""
        with self._wake:
            self._woken = True
            self._wake.notify_all()

    def close(self) -> bool:
        """Take no new messages and let calls under way end; False when one did not end in time.

        Such a call stays "sending" in the table; the next start calls it unknown, for a receipt or an official to settle.
        """
        self._stopping = True
        self.wake()
        self._thread.join(timeout=CLOSING_S)
        self._pool.shutdown(wait=False)
        with self._wake:
            return self._wake.wait_for(lambda: not self._under_way, timeout=CLOSING_S)

    def _run(self) -> None:
        while not self._stopping:
            try:
                sent = self._send_some()
            except sqlite3.Error:
                log.exception("sender: the database refused")
                sent = 0
            if not sent:
                with self._wake:
                    self._wake.wait_for(lambda: self._woken, self._patience())
                    self._woken = False

    def _patience(self) -> float:
        """Seconds to rest: short while something waits only for the rate limit."""
        wait = 1000 if self._due is None else self._due - self._clock()
        return min(max(wait, 20), 500) / 1000

    def _send_some(self) -> int:
        """Claim what may leave now and hand it to the pool; returns how many."""
        if self.paused_until or not self._leads() or not self._may_send():
            return 0
        if 0 < self._ahead <= self._concurrency:
            self._refill()  # before the last one is taken, so that no place is left free meanwhile
        free = self._concurrency - self._under_way
        if free <= 0:
            return 0
        self._due = rows.next_due(self._store, self._clock())
        if self._due is None or self._due > self._clock():
            return self._refill()  # looked at again at once when they put something in
        granted = self._limit.take(free)
        if not granted:
            return 0
        with self._store.write() as db:
            claimed = rows.claim(db, self._owner.name, self._clock(), granted)
            number = self._line.count(db) if claimed else None
        if number is not None:
            self._line.keep(number)  # before the first call: a copy made earlier is older than this
        self._limit.give_back(granted - len(claimed))
        for row in claimed:
            with self._wake:
                self._under_way += 1
            self._taken(row)
            self._pool.submit(self._send, row)
        return len(claimed)

    def _refill(self) -> int:
        """Let broadcasts put more messages in the outbox; about how many wait there is remembered."""
        fed = self._bulk.refill()
        self._ahead = self._ahead + fed if fed else 0
        return fed

    def _taken(self, row: sqlite3.Row) -> None:
        if row["delivery_id"] is None:
            return
        with self._wake:
            self._ahead = max(0, self._ahead - 1)
            if self._ahead == self._concurrency:
                self._woken = True
                self._wake.notify_all()

    def _leads(self) -> bool:
        if self._lead is None:
            self._lead = self._owner.lead(ROLE)
        return self._lead is not None

    def _send(self, row: sqlite3.Row) -> None:
        """One message after the other in the same place, as long as all goes well."""
        following: sqlite3.Row | None = row
        try:
            while following is not None:
                following = self._send_one(following)
        finally:
            with self._wake:
                self._under_way -= 1
                self._woken = True
                self._wake.notify_all()

    def _send_one(self, row: sqlite3.Row) -> sqlite3.Row | None:
        """Make one call and settle it; returns the next message to send, if one was taken along."""
        try:
            if self._is_stale(row):
                self._drop(row, "expired", note="stale")
                return None
            person = people.get(self._store, row["person_id"])
            out = self._bulk.is_out(person, row["kind"]) if row["delivery_id"] is not None else None
            if out:
                self._drop(row, "cancelled", outcome=out)
                return None
            if row["delivery_id"] is not None and self._bulk.is_night(row["kind"]):
                return self._settle(row, SendResult(Outcome.NIGHT, note="not called"))
            return self._settle(row, self._call(row, person))
        except Exception:
            # The row stays "sending": the next start calls it unknown. Nothing is ever resent because of our own fault.
            log.exception("sender: message %s could not be settled", row["id"])
            return None

    def _is_stale(self, row: sqlite3.Row) -> bool:
        return bool(row["priority"] == rows.REPLY and self._clock() - row["created_at"] > STALE_MS)

    def _drop(self, row: sqlite3.Row, state: str, *, outcome: str | None = None, note: str | None = None) -> None:
        with self._store.write() as db:
            rows.settle(db, row["id"], state, self._clock(), outcome=outcome, note=note)

    def _call(self, row: sqlite3.Row, person: sqlite3.Row | None) -> SendResult:
        """Send, unless we can tell beforehand that it would be refused: then say so instead of sending blindly."""
        last = (person["last_message_at"], person["last_interaction_at"]) if person else (None, None)
        if row["kind"] == "consultation" and window(self._clock(), *last) is Window.CLOSED:
            return SendResult(Outcome.WINDOW_CLOSED, note="not called")
        try:
            return self._deliver(row["kind"], row["person_id"], json.loads(row["reply"]))
        except Refused as refusal:
            return SendResult(Outcome.INVALID_REQUEST, note=str(refusal))

    def _settle(self, row: sqlite3.Row, result: SendResult) -> sqlite3.Row | None:
        """Write down how it ended; returns the message to send next."""
        if result.outcome is not Outcome.SENT:
            with self._store.write(durable=False) as db:  # lost in a power cut, the message is named unknown
                self._settle_trouble(db, row, result)
            return None
        self._pauses = 0
        following, number = self._endings.write((row["id"], result.message_id))
        if following is not None:
            self._line.keep(number)
            self._taken(following)
        return following

    def _end_well(self, db: Database, ending: tuple[int, str | None]) -> tuple[sqlite3.Row | None, int]:
        """A message was taken well: in the same commit the next one is marked as being sent."""
        rows.settle(db, ending[0], "sent", self._clock(), platform_id=ending[1], outcome=Outcome.SENT)
        following = self._take_along(db)
        return following, self._line.count(db) if following is not None else 0

    def _take_along(self, db: Database) -> sqlite3.Row | None:
        """The next message for the place that became free; None when nothing may leave now."""
        if self._stopping or self.paused_until or not self._limit.take(1):
            return None
        found = rows.claim(db, self._owner.name, self._clock(), 1)
        if not found:
            self._limit.give_back(1)
        return found[0] if found else None

    def _settle_trouble(self, db: Database, row: sqlite3.Row, result: SendResult) -> None:
        now, is_bulk = self._clock(), row["delivery_id"] is not None
        if is_bulk and self._bulk.takes_over(db, row, result):
            if result.outcome is Outcome.RATE_LIMITED:
                self._pause(result)
            return
        match result.outcome:
            case Outcome.UNKNOWN:
                log.warning("sender: message %s is unknown (code %s)", row["id"], result.code)
                rows.settle(db, row["id"], "unknown", now, outcome="unknown", code=result.code, note=result.note)
                rows.adopt_echo(db, row["id"])
            case Outcome.RATE_LIMITED | Outcome.TOKEN_REFRESH:
                rows.requeue(db, row["id"], now + self._pause(result), result.outcome, result.code)
                return
            case Outcome.RETRY_LATER | Outcome.NIGHT if row["attempts"] <= len(RETRY_WAITS_MS):
                wait = HOUR if result.outcome is Outcome.NIGHT else RETRY_WAITS_MS[row["attempts"] - 1]
                rows.requeue(db, row["id"], now + wait, result.outcome, result.code)
                return
            case _:
                log.warning("sender: message %s failed: %s (code %s)", row["id"], result.outcome, result.code)
                rows.settle(db, row["id"], "failed", now, outcome=result.outcome, code=result.code, note=result.note)
        if is_bulk:
            self._bulk.after_trouble(db, row, result)

    def _pause(self, result: SendResult) -> int:
        """Hold the whole queue, longer each time in a row; returns the wait in ms."""
        if result.outcome is Outcome.TOKEN_REFRESH:
            return MINUTE
        wait = SECOND * RATE_PAUSES_S[min(self._pauses, len(RATE_PAUSES_S) - 1)]
        self._pauses += 1
        self._paused_until = self._clock() + wait
        log.warning("sender: the platform asks for a pause of %d s", wait // 1000)
        return wait
