"""The installation as it was: its services on a clock set by hand, and a Zalo that takes every message."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.broadcasts.feeder import BroadcastFeeder
from bot.broadcasts.lifecycle import Actor
from bot.broadcasts.send_policy import SendPolicy
from bot.clock import MINUTE, SECOND, at_zone
from bot.runtime import Runtime
from bot.store import inbox, outbox, people
from bot.zalo.errors import Outcome
from bot.zalo.incoming import parse_event
from bot.zalo.messages import SendResult

SEED = 2026
MOST_ROUNDS = 100
"""Rounds of feeding and sending in one go; a broadcast to sixty people needs two."""


class Past:
    """All that happens in a demo month goes through this: one thread, one transaction."""

    def __init__(self, now: Runtime) -> None:
        self.now_ms = self.moment = now.clock()
        self.random = Random(SEED)
        self.runtime = Runtime(now.settings, now.router, clock=lambda: self.moment, live_content=now.live_content)
        self._names = 0
        self._script: list[tuple[int, int, Callable[[], object]]] = []
        room = self.runtime.broadcasts
        self._feeder = BroadcastFeeder(
            replace(room.services, settings=now.settings),
            room.occurrences,
            is_restored=lambda: False,
            is_comparing=lambda _: False,
            token_is_lost=lambda: False,
            wake=lambda: None,
        )
        self._send_policy = SendPolicy(replace(room.services, settings=now.settings), self._feeder)

    def time_at(self, days_ago: int, hour: int, minute: int = 0) -> int:
        """An hour of a day that has passed (ms)."""
        local = (self._today() - timedelta(days=days_ago)).replace(hour=hour, minute=minute)
        return min(self.runtime.broadcasts.local_ms(local), self.now_ms - MINUTE)

    def in_days(self, days: int, hour: int) -> int:
        """An hour of a day to come (ms)."""
        return self.runtime.broadcasts.local_ms((self._today() + timedelta(days=days)).replace(hour=hour))

    def minutes_ago(self, minutes: int) -> int:
        """That long before now (ms)."""
        return self.now_ms - minutes * MINUTE

    def schedule(self, moment: int, act: Callable[[], object]) -> None:
        """Let something happen at a moment (ms), once `play` comes there."""
        self._script.append((moment, len(self._script), act))

    def run_schedule(self) -> None:
        """Live through everything planned, in the order of time."""
        for moment, _, act in sorted(self._script, key=lambda line: line[:2]):
            self.moment = moment
            act()
        self._script.clear()

    def pass_time(self, seconds: int) -> None:
        """Let a little time pass, but not beyond now."""
        self.moment = min(self.moment + seconds * SECOND, self.now_ms)

    def write_as(self, person_id: str, text: str) -> None:
        """A resident writes; the assistant answers and both messages are marked as seen."""
        self._record_event(
            {
                "event_name": "user_send_text",
                "sender": {"id": person_id},
                "recipient": {"id": self._oa_id},
                "message": {"msg_id": self._new_name("mau"), "text": text},
            }
        )
        self.runtime.conversation.take_turn(person_id)
        self.deliver_outbox()
        self.pass_time(self.random.randint(20, 90))

    def follow_as(self, person_id: str, name: str) -> None:
        """Somebody presses "Quan tâm"."""
        self._record_event(
            {"event_name": "follow", "follower": {"id": person_id}, "oa_id": self._oa_id, "source": "oa_profile"}
        )
        self.runtime.conversation.take_turn(person_id)
        with self.runtime.store.write() as db:
            people.sync(db, [(person_id, name, True)], self.moment)
        self.deliver_outbox()

    def unfollow_as(self, person_id: str) -> None:
        """Somebody follows no more."""
        self._record_event({"event_name": "unfollow", "follower": {"id": person_id}, "oa_id": self._oa_id})
        self.runtime.conversation.take_turn(person_id)

    def send_due(self, fault: Callable[[str], SendResult | None] = lambda person_id: None) -> None:
        """Everything that is due leaves; `fault` says for whom Zalo refuses, and how."""
        self._feeder.tick()
        for _ in range(MOST_ROUNDS):
            fed = self._feeder.refill()
            if not self.deliver_outbox(fault) and not fed:
                return

    def deliver_outbox(self, fault: Callable[[str], SendResult | None] = lambda person_id: None) -> int:
        """Take all messages out of the outbox as Zalo would; returns how many."""
        count = 0
        with self.runtime.store.write() as db:
            while messages := outbox.claim(db, self.runtime.owner.name, self.moment, 50):
                for message in messages:
                    result = fault(message.person_id) if message.is_bulk else None
                    if result is None:
                        self._note_arrival(message.id, message.is_bulk)
                        continue
                    outbox.settle(db, message.id, "failed", self.moment, outcome=result.outcome, code=result.code)
                    self._send_policy.on_failure(db, message, result)
                count += len(messages)
        return count

    def actor_of(self, email: str) -> Actor:
        """An official by e-mail."""
        row = self.runtime.officials.find(email)
        assert row is not None, email
        return Actor(row.id, row.role_ids)

    @property
    def _oa_id(self) -> str:
        return self.runtime.settings.oa_id

    def _today(self) -> datetime:
        return at_zone(self.now_ms, self.runtime.settings.timezone).replace(hour=0, minute=0, second=0, microsecond=0)

    def _new_name(self, kind: str) -> str:
        self._names += 1
        return f"{kind}-{self.now_ms}-{self._names}"

    def _record_event(self, event: dict[str, object]) -> None:
        body = json.dumps(event | {"app_id": self.runtime.settings.app_id, "timestamp": str(self.moment)}).encode()
        with self.runtime.store.write() as db:
            inbox.insert_events(db, [(parse_event(body, self.moment), body)])

    def _note_arrival(self, message_id: int, is_broadcast: bool) -> None:
        """Zalo took it; most messages are seen soon, an answer at once."""
        name, luck = self._new_name("gui"), self.random.random()
        with self.runtime.store.write() as db:
            outbox.settle(db, message_id, "sent", self.moment, platform_id=name, outcome=Outcome.SENT)
            if luck < 0.97 or not is_broadcast:
                outbox.note_receipt(db, name, "received", min(self.moment + 2 * SECOND, self.now_ms))
            if luck < 0.78 or not is_broadcast:
                later = self.random.randint(1, 240) * MINUTE if is_broadcast else 10 * SECOND
                outbox.note_receipt(db, name, "seen", min(self.moment + later, self.now_ms))
