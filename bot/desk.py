"""The officials' side of a talk: who waits, what was said, answering, taking over, closing, giving back to the bot."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.answering import lines, rating
from bot.answering.canned import CannedAnswers
from bot.answering.errors import DeskError, Overtaken
from bot.answering.figures import DeskFigures, figures
from bot.answering.lines import Line
from bot.answering.notes import Notes
from bot.answering.windows import Remaining, remaining
from bot.clock import Clock
from bot.dotted import dotted
from bot.effects import HANDOVER_MS
from bot.officials import ANSWERING
from bot.outbox import put_replies
from bot.reply import Reply
from bot.store import Store, answering, answering_lists, audit, inbox, officials, outbox, people, tickets
from bot.store.answering_lists import Query
from bot.zalo.limits import TEXT, Window

__all__ = ["Desk", "DeskError", "Line", "Overtaken", "Query", "Remaining", "Waiting", "Window"]

LONGEST_RESULT = 1000
"""Characters of the sentence a ticket is closed with: it goes out together with the question about points."""

TALK_SIZE = 200
"""Lines of a talk for who wants it whole."""

TALK_KINDS = ("handover", "contact")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person whose talk an official has, or should have. Times in ms; `window` is what a message to them costs now."""

    person_id: str
    name: str | None
    since: int
    until: int
    window: Window
    answered: bool = False
    code: str = ""


class Desk:
    """What officials do with residents' talks and tickets. `say` gives a sentence of content/ by its key."""

    def __init__(
        self, store: Store, parse: lines.Parse, clock: Clock, wake_sender: Callable[[], None], say: rating.Say
    ) -> None:
        self._store, self._parse, self._clock, self._wake, self._say = store, parse, clock, wake_sender, say
        self.canned = CannedAnswers(store, clock)
        self.notes = Notes(store, clock)

    def waiting(self) -> list[Waiting]:
        """People whose talk is in hand: who has waited longest first, who was answered last."""
        now = self._clock()
        return [
            Waiting(
                row["person_id"], row["name"], row["since"], row["handed_over_until"] or 0, remaining(now, row).window,
                row["state"] == "answered", row["code"],
            )
            for row in answering.talks(self._store)
        ]  # fmt: skip

    def tickets(self) -> list[sqlite3.Row]:
        """Open feedback, proposals and complaints, oldest first."""
        return tickets.waiting(self._store)

    def items(self, query: Query) -> tuple[int, list[sqlite3.Row]]:
        """(how many, one page) of talks and tickets in one list."""
        return answering_lists.page(self._store, query)

    def counts(self, official_id: int) -> dict[str, int]:
        """How many items each tab of the list has: waiting, mine, answered, tickets."""
        return answering_lists.counts(self._store, official_id)

    def ticket(self, code: str) -> sqlite3.Row | None:
        """One ticket by its code (upper and lower case alike)."""
        return tickets.by_code(self._store, code.strip().upper())

    def in_hand(self, person_id: str) -> list[sqlite3.Row]:
        """What is not closed of one person, oldest first."""
        return tickets.in_hand(self._store, person_id)

    def finished(self, person_id: str) -> list[sqlite3.Row]:
        """What was closed of one person, newest first, with result and rating."""
        return tickets.finished(self._store, person_id)

    def person(self, person_id: str) -> sqlite3.Row | None:
        """One person's row, or None."""
        return people.get(self._store, person_id)

    def remaining(self, row: sqlite3.Row) -> Remaining:
        """What a message costs now and until when; `row` is a person's, or one of `items`."""
        return remaining(self._clock(), row)

    def sent_in_window(self, row: sqlite3.Row) -> int:
        """How many messages left for a person since they last wrote; 0 once the window in which they wrote is over."""
        if self.remaining(row).window is not Window.FREE:
            return 0
        return outbox.consultations_since(self._store, row["id"], row["last_message_at"])

    def talk(self, person_id: str) -> list[Line]:
        """What was said, oldest first: the person's messages, the bot's and the officials' answers."""
        return self.page(person_id, TALK_SIZE).lines

    def page(self, person_id: str, size: int, before: str = "") -> lines.Page:
        """A part of a talk; see bot.answering.lines.page."""
        return lines.page(self._store, self._parse, person_id, size, before)

    def last_words(self, person_id: str) -> str:
        """What the person wrote last, buttons aside."""
        return lines.last_words(self._store, self._parse, person_id)

    def newest_answer(self, person_id: str) -> int:
        """The id of the newest message to this person; 0 when there is none."""
        newest = outbox.of_person(self._store, person_id, 1)
        return int(newest[0]["id"]) if newest else 0

    def answerers(self) -> list[sqlite3.Row]:
        """Officials who may answer, by e-mail."""
        found = officials.everyone(self._store)
        return [row for row in found if row["role"] in ANSWERING and row["disabled_at"] is None]

    def answer(
        self, person_id: str, text: str, official_id: int | None, *, code: str = "", seen: int | None = None
    ) -> int:
        """Queue an official's answer; the bot stays silent for this person. Returns its id.

        `code` names the ticket it answers, and is quoted. `seen` is the newest message the official had before the eyes:
        raises Overtaken when a colleague answered after it. Raises DeskError.
        """
        person = self._answerable(person_id)
        text = self._worded(person, text.strip(), code)
        now = self._clock()
        with self._store.write() as db:
            if seen is not None:
                self._check_overtaken(db, person_id, seen, official_id)
            people.hold(db, person_id, now, now + HANDOVER_MS)
            answering.answer(db, person_id, official_id or None, now, code or None)
            ids = put_replies(db, person_id, [Reply(text)], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "answer", person_id, code or None)
        self._wake()
        return ids[0]

    def give_back(self, person_id: str, official_id: int | None, goodbye: str) -> None:
        """The bot answers this person again; `goodbye` tells the person so."""
        now = self._clock()
        with self._store.write() as db:
            people.give_back(db, person_id, now, "given_back", official_id or None)
            if self._window(person_id) is not Window.CLOSED:
                put_replies(db, person_id, [Reply(goodbye)], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "give_back", person_id)
        self._wake()

    def close(self, code: str, official_id: int | None, result: str = "") -> None:
        """Close a talk or a ticket; while the window is open the person is told, and asked for points once.

        `result` is what came of a ticket. The bot answers again after a talk. Raises DeskError.
        """
        ticket = self.ticket(code)
        if ticket is None or ticket["state"] == "closed":
            raise DeskError(f"Không có phiếu hay cuộc nào mang mã {code} còn mở.")
        result = " ".join(result.split())
        if len(result) > LONGEST_RESULT:
            raise DeskError(f"Câu kết quả dài quá {LONGEST_RESULT} ký tự. Hãy rút ngắn.")
        now = self._clock()
        with self._store.write() as db:
            tickets.close(db, ticket["code"], official_id or None, now, result=result or None)
            if ticket["kind"] in TALK_KINDS:
                people.give_back(db, ticket["person_id"], now, "given_back", official_id or None)
            goodbye = self._goodbye(db, ticket, result, now)
            if goodbye:
                put_replies(
                    db, ticket["person_id"], [goodbye], now, official_id=official_id, priority=outbox.OFFICIAL
                )  # fmt: skip
            audit.write(db, now, official_id, "close_ticket", ticket["code"])
        self._wake()

    def assign(self, person_id: str, to: int | None, by: int | None) -> None:
        """Everything in hand of a person goes to an official (None: nobody has it). Raises DeskError."""
        if to is not None and to not in {row["id"] for row in self.answerers()}:
            raise DeskError("Người này không trả lời người dân. Hãy chọn cán bộ khác.")
        with self._store.write() as db:
            if not answering.assign(db, person_id, to):
                raise DeskError("Không còn việc nào của người này để giao.")
            audit.write(db, self._clock(), by, "assign", person_id, str(to) if to else None)

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
                raise DeskError("Tin này không còn ở mục chưa rõ hoặc không gửi được.")
            audit.write(db, self._clock(), official_id, "resend", str(message_id))
        self._wake()

    def _window(self, person_id: str) -> Window:
        row = people.get(self._store, person_id)
        return Window.CLOSED if row is None else remaining(self._clock(), row).window

    def _answerable(self, person_id: str) -> sqlite3.Row:
        person = people.get(self._store, person_id)
        if person is None:
            raise DeskError("Không có người này.")
        if remaining(self._clock(), person).window is Window.CLOSED:
            raise DeskError(
                "Đã quá 7 ngày từ lần nhắn cuối nên Zalo không cho gửi tin. Hãy gọi điện, hoặc chờ người dân nhắn lại."
            )
        return person

    def _worded(self, person: sqlite3.Row, text: str, code: str) -> str:
        if not text:
            raise DeskError("Chưa có nội dung trả lời.")
        if code:
            if code not in {row["code"] for row in self.in_hand(person["id"])}:
                raise DeskError(f"Phiếu {code} vừa được đóng. Hãy chọn phiếu khác hoặc trả lời chung.")
            text = self._say("desk.about_ticket", code=code, text=text)
        if len(text) > TEXT:
            raise DeskError(
                f"Câu trả lời dài {dotted(len(text))} ký tự, Zalo chỉ nhận {dotted(TEXT)}. Hãy rút ngắn hoặc gửi hai lần."
            )
        return text

    @staticmethod
    def _check_overtaken(db: Database, person_id: str, seen: int, official_id: int | None) -> None:
        found = answering.answered_after(db, person_id, seen, official_id)
        if found is None:
            return
        who = found["official"] or "Cán bộ khác"
        raise Overtaken(
            f"{who} vừa trả lời người này khi anh/chị đang viết. Hãy đọc câu đó ở cuối cuộc trò chuyện, rồi bấm gửi lần nữa "
            "nếu vẫn cần.", found["id"],
        )  # fmt: skip

    def _goodbye(self, db: Database, ticket: sqlite3.Row, result: str, now: int) -> Reply | None:
        """What the person is told when something is closed, with the question about points when it may be asked."""
        person = people.get(self._store, ticket["person_id"])
        if person is None or remaining(now, person).window is Window.CLOSED:
            return None
        is_talk, called = ticket["kind"] in TALK_KINDS, rating.address_of(person)
        was_served = not is_talk or ticket["first_answer_at"] is not None
        asks = was_served and rating.may_ask(db, person["id"], ticket["code"], now)
        if is_talk:
            text = self._say("desk.ask_rating_of_talk" if asks else "desk.talk_done", **called)
        else:
            done = "desk.ticket_done" if result else "desk.ticket_done_plain"
            text = self._say(done, code=ticket["code"], text=result)
            text += "\n" + self._say("desk.ask_rating", **called) if asks else ""
        return rating.question(db, person, ticket["code"], text, self._say, now) if asks else Reply(text)
