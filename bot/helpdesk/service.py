"""The officials' side of a talk: waiting list, answering, assigning, closing, giving back to the bot."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.content.live import LiveContent
from bot.helpdesk.canned import CannedAnswers
from bot.helpdesk.enclosure import NOTHING_ENCLOSED, Enclosure
from bot.helpdesk.errors import AnswerOvertaken, HelpdeskError
from bot.helpdesk.figures import HelpdeskFigures, work_figures
from bot.helpdesk.notes import Notes
from bot.helpdesk.talk_search import TalkSearch
from bot.helpdesk.ticket_work import TicketWork
from bot.lib.numbers import format_number
from bot.lib.personal_words import fill, problems
from bot.messaging import history
from bot.messaging.history import TalkLine
from bot.messaging.media import MediaFiles
from bot.messaging.outbox import put_replies
from bot.messaging.talk_attachments import Attachment, read_ticket_text
from bot.messaging.window import Remaining, WindowTimes, remaining
from bot.reply import Reply
from bot.settings import Settings
from bot.store import (
    Store,
    Transaction,
    audit,
    helpdesk,
    helpdesk_lists,
    inbox,
    media,
    outbox,
    outbox_again,
    outbox_lists,
    people,
    tickets,
)
from bot.store.helpdesk_lists import InboxQuery, ListedTicket
from bot.store.media import NewMedia
from bot.store.people import PersonRecord
from bot.store.tickets import FinishedTicket, TicketInHand, WaitingTicket
from bot.turn import HANDOVER_MS
from bot.zalo.limits import TEXT, Window

__all__ = [
    "AnswerOvertaken",
    "Attachment",
    "Enclosure",
    "FinishedTicket",
    "Helpdesk",
    "HelpdeskError",
    "InboxQuery",
    "ListedTicket",
    "Remaining",
    "TalkLine",
    "TicketInHand",
    "WaitingPerson",
    "Window",
]

TALK_SIZE = 200
"""Lines of a talk for who wants it whole."""


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """A person who waits for an official or talks with one. Times in ms; `window` is what a message costs now."""

    person_id: str
    name: str | None
    since: int
    until: int
    window: Window
    answered: bool = False
    code: str = ""


class Helpdesk(TicketWork):
    """What officials do with residents' talks and tickets."""

    def __init__(
        self,
        store: Store,
        parse: history.Parse,
        clock: Clock,
        wake_sender: Callable[[], None],
        live_content: LiveContent,
        settings: Settings,
        files: MediaFiles,
    ) -> None:
        super().__init__(store, clock, wake_sender, live_content, settings.ticket_working_days)
        self._parse, self._files = parse, files
        self.canned = CannedAnswers(store, clock)
        self.search = TalkSearch(store, parse, clock)
        self.notes = Notes(store, clock)

    def waiting(self) -> list[WaitingPerson]:
        """People whose talk is in hand: who has waited longest first, who was answered last."""
        now = self._clock()
        return [
            WaitingPerson(
                row.person_id,
                row.name,
                row.since,
                row.handed_over_until or 0,
                remaining(now, row).window,
                row.state == "answered",
                row.code,
            )
            for row in helpdesk.talks(self._store)
        ]

    def tickets(self) -> list[WaitingTicket]:
        """Open feedback, proposals and complaints, oldest first."""
        return tickets.waiting(self._store)

    def items(self, query: InboxQuery) -> tuple[int, list[ListedTicket]]:
        """(how many, one page) of talks and tickets in one list."""
        return helpdesk_lists.page(self._store, query)

    def counts(self, official_id: int) -> dict[str, int]:
        """How many items each tab of the list has: waiting, mine, answered, tickets."""
        return helpdesk_lists.counts(self._store, official_id)

    def in_hand(self, person_id: str) -> list[TicketInHand]:
        """What is not closed of one person, oldest first."""
        return tickets.in_hand(self._store, person_id)

    def finished(self, person_id: str) -> list[FinishedTicket]:
        """What was closed of one person, newest first, with result and rating."""
        return tickets.finished(self._store, person_id)

    def read_ticket(self, person_id: str, text: str | None) -> tuple[str, tuple[Attachment, ...]]:
        """(words, attachments) of a ticket's text."""
        return read_ticket_text(self._store, person_id, text or "")

    def person(self, person_id: str) -> PersonRecord | None:
        """Return one person, or None."""
        return people.get(self._store, person_id)

    def remaining(self, person: WindowTimes) -> Remaining:
        """Return what a message costs now and until when; `person` may be a line of a list too."""
        return remaining(self._clock(), person)

    def sent_in_window(self, person: PersonRecord) -> int:
        """How many messages left for a person since they last wrote; 0 once the window in which they wrote is over."""
        if self.remaining(person).window is not Window.FREE:
            return 0
        return outbox_lists.consultations_since(self._store, person.id, person.last_message_at or 0)

    def talk(self, person_id: str) -> list[TalkLine]:
        """What was said, oldest first: the person's messages, the bot's and the officials' answers."""
        return self.page(person_id, TALK_SIZE).lines

    def page(self, person_id: str, size: int, before: str = "") -> history.TalkPage:
        """A part of a talk; see bot.messaging.history.read_page."""
        return history.read_page(self._store, self._parse, person_id, size, before)

    def last_words(self, person_id: str) -> str:
        """What the person wrote last, buttons aside."""
        return history.last_words(self._store, self._parse, person_id)

    def newest_answer(self, person_id: str) -> int:
        """The id of the newest message to this person; 0 when there is none."""
        newest = outbox_lists.of_person(self._store, person_id, 1)
        return newest[0].id if newest else 0

    def answer(
        self,
        person_id: str,
        text: str,
        official_id: int | None,
        *,
        code: str = "",
        newest_seen: int | None = None,
        enclosure: Enclosure = NOTHING_ENCLOSED,
    ) -> int:
        """Queue an official's answer; the bot stays silent for this person. Returns the id of its first message.

        `code` names the ticket it answers, and is quoted. `newest_seen` is the newest message on the official's page:
        raises AnswerOvertaken when a colleague answered after it. Raises HelpdeskError.
        """
        person = self._demand_answerable(person_id)
        replies = self._make_replies(person, text.strip(), code, enclosure)
        upload, now = enclosure.upload, self._clock()
        file = self._files.write_file(upload.data, upload.media_type) if upload else ""
        with self._store.write() as db:
            if newest_seen is not None:
                self._check_overtaken(db, person_id, newest_seen, official_id)
            people.hand_over_until(db, person_id, now, now + HANDOVER_MS)
            helpdesk.answer(db, person_id, official_id or None, now, code or None)
            if upload:
                item = NewMedia(person_id, 0, 0, upload.kind.value, "", upload.name, now)
                number = media.add_sent(db, item, file, upload.media_type, len(upload.data))
                replies.append(Reply(file=upload.name, upload=number))
            ids = put_replies(db, person_id, replies, now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "answer", person_id, code or None)
        self._wake()
        return ids[0]

    def _make_replies(self, person: PersonRecord, text: str, code: str, enclosure: Enclosure) -> list[Reply]:
        """The messages but for an uploaded file. Raises HelpdeskError."""
        has_more = bool(enclosure.replies or enclosure.upload)
        if enclosure.button and not text:
            raise HelpdeskError("Nút cần một câu đứng trên nó. Hãy viết câu trả lời.")
        if has_more and not text:
            return list(enclosure.replies)
        buttons = (enclosure.button,) if enclosure.button else ()
        return [Reply(self._finish_text(person, text, code), buttons), *enclosure.replies]

    def give_back(self, person_id: str, official_id: int | None, goodbye: str) -> None:
        """The bot answers this person again; `goodbye` tells the person so."""
        now = self._clock()
        with self._store.write() as db:
            people.give_back(db, person_id, now, "given_back", official_id or None)
            if self._window_of(person_id) is not Window.CLOSED:
                put_replies(db, person_id, [Reply(goodbye)], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "give_back", person_id)
        self._wake()

    def figures(self, since_ms: int, until_ms: int) -> HelpdeskFigures:
        """What happened at the desk from `since_ms` up to, without, `until_ms`."""
        return work_figures(self._store, since_ms, until_ms)

    def retry_event(self, event_id: int, official_id: int | None) -> None:
        """Handle a dead event once more. Raises HelpdeskError when it is not dead."""
        with self._store.write() as db:
            if not inbox.retry(db, event_id):
                raise HelpdeskError("Sự kiện này không còn ở mục lỗi.")
            audit.write(db, self._clock(), official_id, "retry_event", str(event_id))

    def resend(self, message_id: int, official_id: int | None) -> None:
        """Send an unknown or failed message again, on an official's word. Raises HelpdeskError."""
        with self._store.write() as db:
            if not outbox_again.resend(db, message_id, self._clock()):
                raise HelpdeskError("Tin này không còn ở mục chưa rõ hoặc không gửi được.")
            audit.write(db, self._clock(), official_id, "resend", str(message_id))
        self._wake()

    def _demand_answerable(self, person_id: str) -> PersonRecord:
        person = people.get(self._store, person_id)
        if person is None:
            raise HelpdeskError("Không có người này.")
        if remaining(self._clock(), person).window is Window.CLOSED:
            raise HelpdeskError(
                "Đã quá 7 ngày từ lần nhắn cuối nên Zalo không cho gửi tin. Hãy gọi điện, hoặc chờ người dân nhắn lại."
            )
        return person

    def _finish_text(self, person: PersonRecord, text: str, code: str) -> str:
        if not text:
            raise HelpdeskError("Chưa có nội dung trả lời.")
        if faults := problems(text):
            raise HelpdeskError(" ".join(faults))
        text = fill(text, person.name, self._live_content.content.ward.name)
        if code:
            if code not in {row.code for row in self.in_hand(person.id)}:
                raise HelpdeskError(f"Phiếu {code} vừa được đóng. Hãy chọn phiếu khác hoặc trả lời chung.")
            text = self._say("desk.about_ticket", code=code, text=text)
        if len(text) > TEXT:
            raise HelpdeskError(
                f"Câu trả lời dài {format_number(len(text))} ký tự, Zalo chỉ nhận {format_number(TEXT)}. "
                "Hãy rút ngắn hoặc gửi hai lần."
            )
        return text

    @staticmethod
    def _check_overtaken(db: Transaction, person_id: str, newest_seen: int, official_id: int | None) -> None:
        newer_answer = helpdesk.answered_after(db, person_id, newest_seen, official_id)
        if newer_answer is None:
            return
        who = newer_answer.official or "Cán bộ khác"
        raise AnswerOvertaken(
            f"{who} vừa trả lời người này khi anh/chị đang viết. Hãy đọc câu đó ở cuối cuộc trò chuyện, rồi bấm gửi lần nữa "
            "nếu vẫn cần.",
            newer_answer.id,
            Reply.from_dict(json.loads(newer_answer.reply)).text,
        )
