"""What the tests of the broadcast pages share: officials at work, people who follow, and broadcasts in every state."""

from __future__ import annotations

from typing import Any

from flask import Flask

from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.runtime import Runtime
from bot.store import people
from tests.admin.installation import OfficialAtWork, new_official

FORM = {"kind": "consultation", "to": "all", "title": "Lịch tiêm chủng", "text": "Chào {tên}, mai tiêm chủng."}
"""The least an official types."""


class Office:
    """Chị Lan writes, anh Hòa approves, and some people follow."""

    def __init__(self, app: Flask, runtime: Runtime) -> None:
        self.app, self.runtime, self.room = app, runtime, runtime.broadcasts
        self.author = new_official(app, runtime, "author")
        self.approver = new_official(app, runtime, "approver")
        self.lan, self.hoa = self._actor(self.author), self._actor(self.approver)

    def _actor(self, official: OfficialAtWork) -> Actor:
        row = self.runtime.officials.find(official.email)
        assert row is not None
        return Actor(row.id, row.role_ids)

    def followers(self, *names: str, wrote: bool = True) -> list[str]:
        """People who follow, and who wrote just now unless told otherwise."""
        ids = [f"72190000000000{number:05}" for number in range(10, 10 + len(names))]
        now = self.runtime.clock()
        with self.runtime.store.write() as db:
            people.sync(db, [(person_id, name, True) for person_id, name in zip(ids, names, strict=True)], now)
            for person_id in ids if wrote else ():
                people.note_interaction(db, person_id, now, is_message=True)
        return ids

    def draft(self, text: str = "Chào {tên}, mai tiêm chủng.", kind: str = "consultation", **rest: Any) -> int:
        """A draft by chị Lan; its number."""
        times = {name: rest.pop(name) for name in ("send_at", "latest_start", "repeat") if name in rest}
        return self.room.lifecycle.create(
            BroadcastDraft(kind, Message(**{"title": "Lịch tiêm chủng", "text": text, **rest}), **times), self.lan
        )

    def submitted(self, *args: Any, **rest: Any) -> int:
        broadcast_id = self.draft(*args, **rest)
        self.room.lifecycle.submit(broadcast_id, self.lan)
        return broadcast_id

    def approved(self, *args: Any, **rest: Any) -> int:
        broadcast_id = self.submitted(*args, **rest)
        self.room.lifecycle.approve(broadcast_id, self.hoa)
        return broadcast_id

    def begun(self, *args: Any, **rest: Any) -> int:
        """Approved, its people listed and their messages waiting; nothing leaves in these tests."""
        broadcast_id = self.approved(*args, **rest)
        self.room.feeder.tick()
        self.room.feeder.refill()
        return broadcast_id

    def state(self, broadcast_id: int) -> str:
        return str(self.room.lifecycle.get(broadcast_id).state)

    def message(self, broadcast_id: int) -> Message:
        return self.room.lifecycle.draft_of(self.room.lifecycle.get(broadcast_id)).message


def number_in(location: str) -> int:
    """The broadcast an answer leads to."""
    return int(location.split("/broadcasts/")[1].split("?")[0].split("/")[0])
