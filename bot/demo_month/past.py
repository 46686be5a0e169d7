"""The installation as it was: its own services on a clock that stands where it is put, and a Zalo that takes every message."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bot.broadcasts.courier import ArticlesOnZalo, Courier
from bot.broadcasts.service import Actor
from bot.broadcasts.verdicts import Verdicts
from bot.clock import MINUTE, SECOND, at_zone
from bot.runtime import Runtime
from bot.store import inbox, outbox, people
from bot.zalo.errors import Outcome
from bot.zalo.incoming import parse
from bot.zalo.messages import SendResult

SEED = 2026
MOST_ROUNDS = 100
"""Rounds of feeding and sending in one go; a broadcast to sixty people needs two."""


class Past:
    """Everything of a demo goes through this. One thread, one transaction around it all."""

    def __init__(self, now: Runtime) -> None:
        self.now_ms = self.moment = now.clock()
        self.random = Random(SEED)
        self.runtime = Runtime(now.settings, now.topics, clock=lambda: self.moment, brain=now.brain)
        self._names = 0
        self._script: list[tuple[int, int, Callable[[], object]]] = []
        runtime, room = self.runtime, self.runtime.broadcasting
        articles = runtime.publishing
        self._courier = Courier(
            runtime.store, now.settings, runtime.clock, room.renderer, room.occurrences,
            ArticlesOnZalo(articles.zalo_id, articles.request_show, articles.has_failed),
            is_restored=lambda: False, token_is_lost=lambda: False, wake=lambda: None,
        )  # fmt: skip
        self._verdicts = Verdicts(runtime.store, now.settings, runtime.clock, self._courier, room.promotion)

    def at(self, days_ago: int, hour: int, minute: int = 0) -> int:
        """An hour of a day that has passed (ms)."""
        local = (self._today() - timedelta(days=days_ago)).replace(hour=hour, minute=minute)
        return min(self.runtime.broadcasting.local_ms(local), self.now_ms - MINUTE)

    def in_days(self, days: int, hour: int) -> int:
        """An hour of a day to come (ms)."""
        return self.runtime.broadcasting.local_ms((self._today() + timedelta(days=days)).replace(hour=hour))

    def minutes_ago(self, minutes: int) -> int:
        """That long before now (ms)."""
        return self.now_ms - minutes * MINUTE

    def plan(self, moment: int, act: Callable[[], object]) -> None:
        """Let something happen at a moment (ms), once `play` comes there."""
        self._script.append((moment, len(self._script), act))

    def play(self) -> None:
        """Live through everything planned, in the order of time."""
        for moment, _, act in sorted(self._script, key=lambda line: line[:2]):
            self.moment = moment
            act()
        self._script.clear()

    def wait(self, seconds: int) -> None:
        """Let a little time pass, but not beyond now."""
        self.moment = min(self.moment + seconds * SECOND, self.now_ms)

    def says(self, person_id: str, text: str) -> None:
        """A resident writes, the assistant answers, and both are read."""
        self._happens({
            "event_name": "user_send_text", "sender": {"id": person_id}, "recipient": {"id": self._oa},
            "message": {"msg_id": self._new_name("mau"), "text": text},
        })  # fmt: skip
        self.runtime.conversation.turn(person_id)
        self.post()
        self.wait(self.random.randint(20, 90))

    def follows(self, person_id: str, name: str) -> None:
        """Somebody presses "Quan tâm"."""
        self._happens(
            {"event_name": "follow", "follower": {"id": person_id}, "oa_id": self._oa, "source": "oa_profile"}
        )
        self.runtime.conversation.turn(person_id)
        with self.runtime.store.write() as db:
            people.sync(db, [(person_id, name, True)], self.moment)
        self.post()

    def leaves(self, person_id: str) -> None:
        """Somebody follows no more."""
        self._happens({"event_name": "unfollow", "follower": {"id": person_id}, "oa_id": self._oa})
        self.runtime.conversation.turn(person_id)

    def sends(self, fault: Callable[[str], SendResult | None] = lambda person_id: None) -> None:
        """Everything that is due leaves; `fault` says for whom Zalo refuses, and how."""
        self._courier.tick()
        for _ in range(MOST_ROUNDS):
            fed = self._courier.refill()
            if not self.post(fault) and not fed:
                return

    def post(self, fault: Callable[[str], SendResult | None] = lambda person_id: None) -> int:
        """Take all messages out of the outbox as Zalo would; returns how many."""
        taken = 0
        with self.runtime.store.write() as db:
            while rows := outbox.claim(db, self.runtime.owner.name, self.moment, 50):
                for row in rows:
                    result = fault(row["person_id"]) if row["delivery_id"] is not None else None
                    if result is None:
                        self._arrives(row["id"], row["delivery_id"] is not None)
                        continue
                    outbox.settle(db, row["id"], "failed", self.moment, outcome=result.outcome, code=result.code)
                    self._verdicts.after_trouble(db, row, result)
                taken += len(rows)
        return taken

    def actor(self, email: str) -> Actor:
        """An official by e-mail."""
        row = self.runtime.officials.find(email)
        assert row is not None, email
        return Actor(row["id"], row["role"])

    @property
    def _oa(self) -> str:
        return self.runtime.settings.oa_id

    def _today(self) -> datetime:
        return at_zone(self.now_ms, self.runtime.settings.timezone).replace(hour=0, minute=0, second=0, microsecond=0)

    def _new_name(self, kind: str) -> str:
        self._names += 1
        return f"{kind}-{self.now_ms}-{self._names}"

    def _happens(self, event: dict[str, object]) -> None:
        body = json.dumps(event | {"app_id": self.runtime.settings.app_id, "timestamp": str(self.moment)}).encode()
        with self.runtime.store.write() as db:
            inbox.insert(db, [(parse(body, self.moment), body)])

    def _arrives(self, message_id: int, is_broadcast: bool) -> None:
        """Zalo took it; most messages are seen soon, an answer at once."""
        name, luck = self._new_name("gui"), self.random.random()
        with self.runtime.store.write() as db:
            outbox.settle(db, message_id, "sent", self.moment, platform_id=name, outcome=Outcome.SENT)
            if luck < 0.97 or not is_broadcast:
                outbox.note_receipt(db, name, "received", min(self.moment + 2 * SECOND, self.now_ms))
            if luck < 0.78 or not is_broadcast:
                later = self.random.randint(1, 240) * MINUTE if is_broadcast else 10 * SECOND
                outbox.note_receipt(db, name, "seen", min(self.moment + later, self.now_ms))
