"""The officials' side of a talk: who waits, what was said, answering, giving back to the bot."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.figures import DeskFigures, figures
from bot.clock import Clock
from bot.effects import HANDOVER_MS
from bot.event import Event
from bot.outbox import put_replies
from bot.reply import Reply
from bot.store import Store, audit, inbox, outbox, people, tickets
from bot.zalo.limits import TEXT, Window, window


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk. `who` is person, bot or official; `kind` says what was sent when it was no text."""

    at: int
    who: str
    text: str
    kind: str = "text"
    state: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person who wants an official. Times in ms; `window` is what a message to them costs now."""

    person_id: str
    name: str | None
    since: int
    until: int
    window: Window
    answered: bool = False


class DeskError(Exception):
    """What cannot be done and why, in Vietnamese."""


class Desk:
    """What officials do with residents' talks."""

    def __init__(
        self, store: Store, parse: Callable[[bytes, int], Event], clock: Clock, wake_sender: Callable[[], None]
    ) -> None:
        self._store, self._parse, self._clock, self._wake = store, parse, clock, wake_sender

    def waiting(self) -> list[Waiting]:
        """People who want an official, who has waited longest first."""
        now = self._clock()
        return [
            Waiting(
                row["id"], row["name"], row["handed_over_at"], row["handed_over_until"], self._window(row["id"]),
                answered=row["answered_at"] is not None,
            )
            for row in people.handed_over(self._store, now)
        ]  # fmt: skip

    def tickets(self) -> list[sqlite3.Row]:
        """Open feedback, proposals and complaints, oldest first."""
        return tickets.waiting(self._store)

    def ticket(self, code: str) -> sqlite3.Row | None:
        """One ticket by its code (upper and lower case alike)."""
        return tickets.by_code(self._store, code.strip().upper())

    def person(self, person_id: str) -> sqlite3.Row | None:
        """One person's row, or None."""
        return people.get(self._store, person_id)

    def window(self, person_id: str) -> Window:
        """What a message to this person costs now: free, paid or closed."""
        return self._window(person_id)

    def talk(self, person_id: str) -> list[Line]:
        """What was said, oldest first: the person's messages, the bot's and the officials' answers."""
        lines = [self._heard(row) for row in inbox.of_person(self._store, person_id)]
        lines += [_said(row) for row in outbox.of_person(self._store, person_id)]
        return sorted(lines, key=lambda line: line.at)

    def answer(self, person_id: str, text: str, official_id: int | None) -> int:
        """Queue an official's answer; the bot stays silent for this person. Raises DeskError; returns its id."""
        text = text.strip()
        if not text:
            raise DeskError("Chưa có nội dung trả lời.")
        if len(text) > TEXT:
            raise DeskError(f"Câu trả lời dài {len(text)} ký tự, Zalo chỉ nhận {TEXT}. Hãy rút ngắn hoặc gửi hai lần.")
        if people.get(self._store, person_id) is None:
            raise DeskError("Không có người này.")
        if self._window(person_id) is Window.CLOSED:
            raise DeskError(
                "Đã quá 7 ngày từ lần nhắn cuối nên Zalo không cho gửi tin. Hãy gọi điện, hoặc chờ người dân nhắn lại."
            )
        now = self._clock()
        with self._store.write() as db:
            people.hold(db, person_id, now, now + HANDOVER_MS)
            ids = put_replies(db, person_id, [Reply(text)], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "answer", person_id)
        self._wake()
        return ids[0]

    def give_back(self, person_id: str, official_id: int | None, goodbye: str) -> None:
        """The bot answers this person again; `goodbye` tells the person so."""
        now = self._clock()
        with self._store.write() as db:
            people.give_back(db, person_id)
            if self._window(person_id) is not Window.CLOSED:
                put_replies(db, person_id, [Reply(goodbye)], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "give_back", person_id)
        self._wake()

    def settle_ticket(self, code: str, official_id: int | None) -> None:
        """Close a ticket. Raises DeskError when there is none with this code."""
        now = self._clock()
        with self._store.write() as db:
            if not tickets.settle(db, code.strip().upper(), "closed", official_id, now):
                raise DeskError(f"Không có phiếu mang mã {code}.")
            audit.write(db, now, official_id, "close_ticket", code)

    def figures(self, since_ms: int, until_ms: int) -> DeskFigures:
        """What happened at the desk from `since_ms` up to, without, `until_ms`."""
        return figures(self._store, since_ms, until_ms)

    def trouble(self) -> tuple[list[sqlite3.Row], list[sqlite3.Row]]:
        """(dead events, messages unknown or failed), newest first."""
        return inbox.dead(self._store), outbox.troubled(self._store)

    def retry_event(self, event_id: int, official_id: int | None) -> None:
        """Handle a dead event once more. Raises DeskError when it is not dead."""
        with self._store.write() as db:
            if not inbox.revive(db, event_id):
                raise DeskError("Sự kiện này không còn ở mục lỗi.")
            audit.write(db, self._clock(), official_id, "retry_event", str(event_id))

    def resend(self, message_id: int, official_id: int | None) -> None:
        """Send an unknown or failed message again, on an official's word. Raises DeskError."""
        with self._store.write() as db:
            if not outbox.resend(db, message_id, self._clock()):
                raise DeskError("Tin này không còn ở mục chưa rõ hoặc không gửi được, hoặc bản tin của nó đang dừng.")
            audit.write(db, self._clock(), official_id, "resend", str(message_id))
        self._wake()

    def _window(self, person_id: str) -> Window:
        row = people.get(self._store, person_id)
        if row is None:
            return Window.CLOSED
        return window(self._clock(), row["last_message_at"], row["last_interaction_at"])

    def _heard(self, row: sqlite3.Row) -> Line:
        event = self._parse(row["body"], row["received_at"])
        return Line(row["received_at"], "person", event.text, event.kind.value, row["state"])


def _said(row: sqlite3.Row) -> Line:
    text = json.loads(row["reply"])["text"]
    who = "official" if row["official_id"] is not None else "bot"
    return Line(row["created_at"], who, text, "text", row["state"], row["outcome"] or "")
