"""Takes approved broadcasts to people: starts what is due, makes the rows, feeds the outbox, and knows when it is done.

The outbox holds only a few messages of a broadcast at a time: pausing takes them back, and replies never wait behind them.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.broadcasts import allowances, journal, left_out, timing
from bot.broadcasts.message import BY_PHONE, Message, thaw
from bot.broadcasts.occurrences import Occurrences
from bot.broadcasts.render import Renderer
from bot.broadcasts.states import Act, State
from bot.clock import MINUTE, Clock, at_zone
from bot.outbox import fingerprint, packed
from bot.settings import Settings
from bot.store import Store, broadcasts, deliveries, outbox

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 500
FED_AT_ONCE = 40
"""Messages of one broadcast put in the outbox in one go: short transactions, so that replies get in between."""


@dataclass(frozen=True, slots=True)
class ArticlesOnZalo:
    """How an article gets to be shown on Zalo (bot.publishing)."""

    zalo_id: Callable[[int], str | None]
    request_show: Callable[[int, int | None], None]
    has_failed: Callable[[int], bool]


class Courier:
    """The moving part of broadcasts. `tick` may run in several processes at once; `refill` only in the one that sends."""

    def __init__(
        self, store: Store, settings: Settings, clock: Clock, renderer: Renderer, occurrences: Occurrences,
        articles: ArticlesOnZalo, *, is_restored: Callable[[], bool], token_is_lost: Callable[[], bool],
        wake: Callable[[], None],
    ) -> None:  # fmt: skip
        self._store, self._settings, self._clock = store, settings, clock
        self._renderer, self._occurrences, self._articles = renderer, occurrences, articles
        self._is_restored, self._token_is_lost, self._wake = is_restored, token_is_lost, wake
        self._thawed: dict[tuple[int, str], Message] = {}

    def tick(self) -> None:
        """Called by the clock: make due occurrences, start what is due, name what is too late."""
        if self._is_restored():
            return
        self._occurrences.fire_due()
        for row in broadcasts.due(self._store, self._clock()):
            self._begin(row)
        if self._token_is_lost():
            for row in broadcasts.sending(self._store):
                self.pause(row["id"], "token")

    def _begin(self, row: sqlite3.Row) -> None:
        now = self._now()
        now_ms = self._clock()
        held = timing.held_until(row["kind"], now, self._settings.quiet_hours)
        starts = int(held[0].timestamp() * 1000) if held else now_ms
        with self._store.write() as db:
            if row["latest_start"] is not None and starts > row["latest_start"]:
                journal.move(db, row, Act.EXPIRE, now_ms, reason="late", finished_at=now_ms)
            elif not held:
                journal.move(db, row, Act.START, now_ms, started_at=now_ms, audience_at=now_ms)
        self._wake()

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many. Called by the sender when it has nothing left to send."""
        if self._is_restored():
            return 0
        return sum(self._carry_on_safely(row) for row in broadcasts.sending(self._store))

    def _carry_on_safely(self, row: sqlite3.Row) -> int:
        """A broadcast that cannot be made into messages stands still; replies and the others go on."""
        try:
            return self._carry_on(row)
        except sqlite3.Error:
            raise
        except Exception:
            log.exception("broadcast %s cannot be made into messages", row["id"])
            self.pause(row["id"], "unrenderable")
            return 0

    def _carry_on(self, row: sqlite3.Row) -> int:
        if self._waits(row):
            return 0
        message = self._approved(row)
        if message is None:
            return 0
        if row["kind"] == "article" and not self._article_is_there(row, message):
            return 0
        if not row["is_spread"]:
            self._spread(row, message)
        fed = self._feed(row, message)
        if not fed:
            self._finish_if_done(row)
        return fed

    def _waits(self, row: sqlite3.Row) -> bool:
        """Whether nothing of it may leave now: a hold, our quiet hours, Zalo's night, a number used up for its kind."""
        now_ms = self._clock()
        if row["held_reason"] == "quota" and row["latest_start"] is not None and now_ms > row["latest_start"]:
            self._give_up(row)
            return True
        if row["held_until"] is not None and row["held_until"] > now_ms:
            return True
        held = timing.held_until(row["kind"], self._now(), self._settings.quiet_hours)
        until, reason = (int(held[0].timestamp() * 1000), held[1]) if held else (None, "quota")
        until = until or allowances.used_up_until(self._store, row["kind"], now_ms)
        if until is None:
            return False
        with self._store.write() as db:
            deliveries.recall(db, row["id"])
            broadcasts.hold(db, row["id"], until, reason)
        return True

    def _give_up(self, row: sqlite3.Row) -> None:
        """The quota was not renewed in time: who still waits gets nothing, and a row that says so."""
        now = self._clock()
        message = None if row["is_spread"] else self._approved(row)
        if message is not None:
            self._spread(row, message)
            return
        with self._store.write() as db:
            deliveries.recall(db, row["id"])
            deliveries.end_waiting(db, row["id"], "expired", "too_late", now)
            if deliveries.is_open(db, row["id"]):
                return  # a call is under way; looked at again
            broadcasts.hold(db, row["id"], None, None)
            journal.move(db, row, Act.FINISH, now, finished_at=now, reason="late", is_spread=1)

    def _approved(self, row: sqlite3.Row) -> Message | None:
        """The frozen message; a copy that is not what was approved stops the broadcast."""
        key = (row["id"], row["frozen_hash"] or "")
        found = self._thawed.get(key)
        if found is not None:
            return found
        try:
            found = thaw(row["frozen"] or "", row["frozen_hash"] or "")
        except (ValueError, TypeError):
            self.pause(row["id"], "tampered")
            return None
        self._thawed = {key: found} if len(self._thawed) > 20 else self._thawed | {key: found}
        return found

    def _article_is_there(self, row: sqlite3.Row, message: Message) -> bool:
        """Whether the article is shown on Zalo; asks for it once, on the approver's word."""
        article_id = message.article_id or 0
        if self._articles.zalo_id(article_id):
            return True
        if self._articles.has_failed(article_id):
            self.pause(row["id"], "article_failed")
            return False
        self._articles.request_show(article_id, row["approver_id"])
        with self._store.write() as db:
            broadcasts.hold(db, row["id"], self._clock() + MINUTE // 30, "article")
        return False

    def _spread(self, row: sqlite3.Row, message: Message) -> None:
        """Make the next rows; the place reached is kept in the same transaction."""
        with self._store.write() as db:
            fresh = broadcasts.get(self._store, row["id"])
            if fresh is None or fresh["state"] != State.SENDING or fresh["is_spread"]:
                return
            if row["kind"] == "article":
                deliveries.add_everyone(db, row["id"])
                broadcasts.set_progress(db, row["id"], None, True)
                return
            last = deliveries.spread(
                db, row["id"], message.audience, self._values(row, message), after=fresh["spread_to"] or "",
                known_before=row["audience_at"], limit=ROWS_AT_ONCE, now_ms=self._clock(),
            )  # fmt: skip
            broadcasts.set_progress(db, row["id"], last, last is None)

    def _feed(self, row: sqlite3.Row, message: Message) -> int:
        """Move the next waiting people into the outbox, with a last look at who is out by now."""
        now = self._clock()
        with self._store.write(durable=False) as db:
            fresh = broadcasts.get(self._store, row["id"])
            if fresh is None or fresh["state"] != State.SENDING:
                return 0
            if fresh["held_until"] is not None:
                broadcasts.hold(db, row["id"], None, None)
            spread = timing.spread(row["kind"], self._now(), self._settings.night_spread_minutes)
            taken = deliveries.take(db, row["id"], self._values(row, message), FED_AT_ONCE, spread)
            queued = [person for person in taken if person["reason"] is None]
            for person in taken:
                if person["reason"] is not None:
                    deliveries.leave_out(db, person["id"], person["reason"], now)
            for person in queued:
                self._queue(db, row, message, person, now)
            deliveries.mark_queued(db, [person["id"] for person in queued])
        return len(taken)

    def _queue(self, db: Database, row: sqlite3.Row, message: Message, person: sqlite3.Row, now: int) -> None:
        payload, kind = self._payload(row, message, person["name"]), row["kind"]
        if kind == "template" and message.by_phone:  # the number itself is looked up when it leaves
            payload["tracking_id"], kind = f"bt-{row['id']}-{person['id']}", BY_PHONE
        outbox.put(db, outbox.Message(
            person_id=person["person_id"], reply=packed(payload), fingerprint=fingerprint(payload.get("text", "")),
            kind=kind, priority=outbox.BULK, delivery_id=person["id"],
        ), now)  # fmt: skip

    def _payload(self, row: sqlite3.Row, message: Message, name: str | None) -> dict[str, Any]:
        if row["kind"] == "article":
            return {"article_id": self._articles.zalo_id(message.article_id or 0), "target": dict(message.target)}
        return self._renderer.payload(row["kind"], message, row["id"], name)

    def _finish_if_done(self, row: sqlite3.Row) -> None:
        now = self._clock()
        with self._store.write() as db:
            fresh = broadcasts.get(self._store, row["id"])
            if fresh is None or fresh["state"] != State.SENDING or not fresh["is_spread"]:
                return
            if not deliveries.is_open(db, row["id"]):
                journal.move(db, fresh, Act.FINISH, now, finished_at=now)

    def pause(self, broadcast_id: int, reason: str) -> None:
        """Let it stand still until an official decides; `reason` is a key of words.PAUSES."""
        with self._store.write() as db:
            self.pause_in(db, broadcast_id, reason)

    def pause_in(self, db: Database, broadcast_id: int, reason: str) -> None:
        """The same in the caller's transaction."""
        row = broadcasts.get(self._store, broadcast_id)
        if row is None or row["state"] != State.SENDING:
            return
        log.error("broadcast %s pauses: %s", broadcast_id, reason)
        journal.move(db, row, Act.PAUSE, self._clock(), reason=reason)
        deliveries.recall(db, broadcast_id)

    def _values(self, row: sqlite3.Row, message: Message) -> dict[str, Any]:
        return left_out.values(row["kind"], message, self._now(), self._settings, row["id"])

    def _now(self) -> datetime:
        return at_zone(self._clock(), self._settings.timezone)
