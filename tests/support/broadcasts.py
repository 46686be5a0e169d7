"""A ward with officials, followers and a simulated Zalo, and what the tests of broadcasts do in it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import system_clock
from bot.store import people
from bot.zalo.limits import VIETNAM
from tests.support.app import AppFixture, wait_until

HOUR = 3_600_000


class ShiftedClock:
    """Real time, moved to the coming noon in Vietnam and further when told to: nobody sleeps unless a test says so."""

    def __init__(self) -> None:
        now = datetime.now(VIETNAM)
        noon = now.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
        self.ahead_ms = int((noon - now).total_seconds() * 1000)

    def __call__(self) -> int:
        return system_clock() + self.ahead_ms


class CallGate:
    """Stands before the sender's calls to Zalo: lets some through and holds the others until it is opened.

    What happens "while it is sent" happens between two calls then, however fast or busy the machine is.
    """

    LONGEST_S = 60

    def __init__(self, deliver: Any, allowed: int) -> None:
        self._deliver, self._allowed = deliver, allowed
        self._is_open = threading.Event()
        self._lock = threading.Lock()
        self.people: list[str] = []

    def __call__(self, kind: str, person_id: str, content: dict[str, Any]) -> Any:
        with self._lock:
            self.people.append(person_id)
            is_held = len(self.people) > self._allowed
        if is_held:
            self._is_open.wait(self.LONGEST_S)
        return self._deliver(kind, person_id, content)

    @property
    def is_holding(self) -> bool:
        """Whether a call stands before it."""
        return len(self.people) > self._allowed

    def open(self) -> None:
        """Let everything through."""
        self._is_open.set()


class BroadcastFixture:
    """A town whose followers wrote a while ago, an author and two approvers."""

    def __init__(self, folder: Path, followers: int = 20, **environment: str) -> None:
        wide = {"BROADCASTS_PER_PERSON_PER_WEEK": "0", "QUIET_HOURS": "00:00-00:00"}
        self.clock = ShiftedClock()
        self.ward_app = AppFixture(folder, clock=self.clock, **wide | environment)
        self.runtime, self.zalo = self.ward_app.runtime, self.ward_app.zalo
        self.zalo.zalo.clock.advance(self.clock.ahead_ms / 1000)
        self.room = self.runtime.broadcasts
        self.author = self.official("soan@phuong.example.vn", "author")
        self.approver = self.official("duyet@phuong.example.vn", "approver")
        self.followers = self.add_followers(followers)

    def official(self, email: str, role: str) -> Actor:
        """A new official."""
        self.runtime.officials.add(email, email.split("@")[0], role)
        row = self.runtime.officials.find(email)
        assert row is not None
        return Actor(row.id, row.role_ids)

    def add_followers(self, count: int) -> list[str]:
        """People who follow and wrote just now, at both ends."""
        ids: list[str] = self.zalo.add_people(count)
        now = self.runtime.clock()
        with self.zalo.zalo.lock:
            for person_id in ids:
                self.zalo.zalo.get_person(person_id).last_interaction = self.zalo.zalo.clock.now_ms()
        with self.runtime.store.write() as db:
            people.sync(db, [(person_id, f"Người {person_id[-3:]}", True) for person_id in ids], now)
            for person_id in ids:
                people.note_interaction(db, person_id, now, is_message=True)
        return ids

    def forward(self, milliseconds: int) -> None:
        """Let time pass, here and at Zalo."""
        self.clock.ahead_ms += milliseconds
        self.zalo.zalo.clock.advance(milliseconds / 1000)

    def draft(
        self, text: str = "Chào {tên}, mai phường làm việc cả ngày.", kind: str = "consultation", **rest: Any
    ) -> BroadcastDraft:
        """A broadcast's words."""
        moments = {name: rest.pop(name) for name in ("send_at", "latest_start", "repeat") if name in rest}
        return BroadcastDraft(kind, Message(title="Lịch làm việc", text=text, **rest), **moments)

    def approved(self, draft: BroadcastDraft | None = None) -> int:
        """A broadcast written by one official and approved by another."""
        broadcast_id = self.room.lifecycle.create(draft or self.draft(), self.author)
        self.room.lifecycle.submit(broadcast_id, self.author)
        self.room.lifecycle.approve(broadcast_id, self.approver)
        return broadcast_id

    def state(self, broadcast_id: int) -> str:
        return str(self.room.lifecycle.get(broadcast_id).state)

    def counts(self, broadcast_id: int) -> dict[str, int]:
        return self.room.results.counts(broadcast_id).by_state

    def runs(self, broadcast_id: int, state: str = "sent", timeout: float = 20) -> None:
        """Let the clock tick until the broadcast is in `state`."""

        def is_there() -> bool:
            self.room.feeder.tick()
            self.runtime.sender.wake()
            return self.state(broadcast_id) == state

        wait_until(is_there, timeout)

    @contextmanager
    def held_after(self, count: int) -> Iterator[CallGate]:
        """Calls to Zalo are held from the one after the next `count` on, until the end."""
        sender = self.runtime.sender
        deliver = sender._deliver
        gate = CallGate(deliver, count)
        sender._deliver = gate
        try:
            yield gate
        finally:
            sender._deliver = deliver
            gate.open()

    def send_some(self, broadcast_id: int, count: int) -> None:
        """Send it on, inside `held_after`; back when the next call is held and Zalo has taken `count` in all."""
        self.room.feeder.tick()
        self.runtime.sender.wake()
        gate = self.runtime.sender._deliver
        assert isinstance(gate, CallGate)
        wait_until(lambda: gate.is_holding and self.room.results.counts(broadcast_id).reached >= count)

    def got(self, person_ids: Sequence[str]) -> Counter[str]:
        """How many messages of the OA each phone shows."""
        return Counter(
            {
                person_id: sum(message["who"] == "oa" for message in self.zalo.talk(person_id))
                for person_id in person_ids
            }
        )

    def close(self) -> None:
        self.ward_app.close()
