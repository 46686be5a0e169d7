"""The only way out: one sender, one rate limit, bounded concurrency, and a closed list of ways a send can end."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from sqlite_utils import Database

from bot.clock import DAY, HOUR, MINUTE, SECOND, Clock
from bot.ownership import Owner
from bot.store import Store, people
from bot.store import outbox as rows
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


class Bulk(Protocol):
    """What the sender asks about messages that belong to a broadcast (bot.broadcasts)."""

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many."""
        ...

    def is_out(self, person: sqlite3.Row | None) -> str | None:
        """Why this person gets nothing after all, or None."""
        ...

    def is_night(self, kind: str) -> bool:
        """Whether nothing of this kind may leave at this hour."""
        ...

    def takes_over(self, db: Database, row: sqlite3.Row, result: SendResult) -> bool:
        """True when the message went back to wait with its whole broadcast."""
        ...

    def after_trouble(self, db: Database, row: sqlite3.Row, result: SendResult) -> None:
        """A message was refused or its fate is unknown."""
        ...


class Line(Protocol):
    """The line of this database (bot.lineage): it counts what leaves, so that an older copy is known as one."""

    def count(self, db: Database) -> int:
        """One more, in the caller's transaction; returns the number."""
        ...

    def keep(self, number: int) -> None:
        """Keep the number outside the database."""
        ...


class RateLimit:
    """At most `per_second` sends a second over all messages, in a short even burst."""

    def __init__(self, per_second: float, clock: Clock) -> None:
        self._gap_ms = 1000 / per_second
        self._burst = max(1.0, per_second / 5)
        self._clock = clock
        self._next_ms = 0.0

    def take(self, most: int) -> int:
        """How many of `most` may leave right now; they count as gone."""
        now = self._clock()
        self._next_ms = max(self._next_ms, now - (self._burst - 1) * self._gap_ms)
        self._next_ms = min(self._next_ms, now + self._gap_ms)  # the clock may have been set back
        granted = min(most, max(0, int((now - self._next_ms) / self._gap_ms) + 1))
        self._next_ms += granted * self._gap_ms
        return granted

    def give_back(self, unused: int) -> None:
        """Sends that were granted but had nothing to send."""
        self._next_ms -= unused * self._gap_ms


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
        free = self._concurrency - self._under_way
        if free <= 0 or self.paused_until or not self._leads():
            return 0
        if not self._may_send():
            return 0
        self._due = rows.next_due(self._store, self._clock())
        if self._due is None or self._due > self._clock():
            return self._bulk.refill()  # looked at again at once when they put something in
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
            self._pool.submit(self._send, row)
        return len(claimed)

    def _leads(self) -> bool:
        if self._lead is None:
            self._lead = self._owner.lead(ROLE)
        return self._lead is not None

    def _send(self, row: sqlite3.Row) -> None:
        try:
            if self._is_stale(row):
                self._drop(row, "expired", note="stale")
                return
            person = people.get(self._store, row["person_id"])
            out = self._bulk.is_out(person) if row["delivery_id"] is not None else None
            if out:
                self._drop(row, "cancelled", outcome=out)
            elif row["delivery_id"] is not None and self._bulk.is_night(row["kind"]):
                self._settle(row, SendResult(Outcome.NIGHT, note="not called"))
            else:
                self._settle(row, self._call(row, person))
        except Exception:
            # The row stays "sending": the next start calls it unknown. Nothing is ever resent because of our own fault.
            log.exception("sender: message %s could not be settled", row["id"])
        finally:
            with self._wake:
                self._under_way -= 1
                self._woken = True
                self._wake.notify_all()

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

    def _settle(self, row: sqlite3.Row, result: SendResult) -> None:
        now = self._clock()
        is_bulk = row["delivery_id"] is not None
        with self._store.write(durable=False) as db:  # lost in a power cut, the message is named unknown
            if is_bulk and self._bulk.takes_over(db, row, result):
                if result.outcome is Outcome.RATE_LIMITED:
                    self._pause(result)
                return
            match result.outcome:
                case Outcome.SENT:
                    self._pauses = 0
                    rows.settle(db, row["id"], "sent", now, platform_id=result.message_id, outcome=Outcome.SENT)
                case Outcome.UNKNOWN:
                    log.warning("sender: message %s is unknown (code %s)", row["id"], result.code)
                    rows.settle(db, row["id"], "unknown", now, outcome="unknown", code=result.code, note=result.note)
                    rows.adopt_echo(db, row["id"])
                    if is_bulk:
                        self._bulk.after_trouble(db, row, result)
                case Outcome.RATE_LIMITED | Outcome.TOKEN_REFRESH:
                    rows.requeue(db, row["id"], now + self._pause(result), result.outcome, result.code)
                case Outcome.RETRY_LATER | Outcome.NIGHT if row["attempts"] <= len(RETRY_WAITS_MS):
                    wait = HOUR if result.outcome is Outcome.NIGHT else RETRY_WAITS_MS[row["attempts"] - 1]
                    rows.requeue(db, row["id"], now + wait, result.outcome, result.code)
                case _:
                    log.warning("sender: message %s failed: %s (code %s)", row["id"], result.outcome, result.code)
                    rows.settle(
                        db, row["id"], "failed", now, outcome=result.outcome, code=result.code, note=result.note
                    )
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
