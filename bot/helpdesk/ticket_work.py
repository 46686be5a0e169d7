"""What officials do with one ticket or talk: give it on, close it with a result, open it again, merge doubles."""

from __future__ import annotations

from collections.abc import Callable

from bot.accounts.roles import ANSWERING
from bot.clock import DAY, Clock
from bot.content.live import LiveContent
from bot.helpdesk import rating
from bot.helpdesk.deadlines import TicketDeadlines
from bot.helpdesk.errors import HelpdeskError
from bot.helpdesk.notes import LONGEST as LONGEST_NOTE
from bot.helpdesk.ticket_fields import FIELDS, check_place, check_public_words
from bot.lib.numbers import format_number
from bot.messaging.outbox import put_replies
from bot.messaging.window import remaining
from bot.reply import Reply
from bot.store import (
    Store,
    Transaction,
    audit,
    helpdesk,
    helpdesk_notes,
    officials,
    outbox,
    people,
    ticket_events,
    tickets,
)
from bot.store.officials import ListedOfficial
from bot.store.ticket_events import REPORTS, TicketFigures
from bot.store.tickets import SettledTicket, Ticket
from bot.turn import REOPEN_MS, address_of
from bot.zalo.limits import Window

__all__ = ["REOPEN_MS", "TicketFigures", "TicketWork"]

LONGEST_RESULT = 1000
"""Characters of the sentence a ticket is closed with: it goes out together with the question about points."""

RESULT_WANTED = "Hãy ghi kết quả rồi mới đóng: người dân đọc câu này, và báo cáo tính phiếu là đã giải quyết."

TALK_KINDS = ("handover", "contact")


class TicketWork:
    """Acts on tickets and talks."""

    def __init__(
        self, store: Store, clock: Clock, wake_sender: Callable[[], None], live_content: LiveContent, working_days: int
    ) -> None:
        self._store, self._clock, self._wake, self._live_content = store, clock, wake_sender, live_content
        self.deadlines = TicketDeadlines(live_content, working_days)

    def _say(self, key: str, **values: str) -> str:
        return self._live_content.content.say(key, **values)

    def ticket(self, code: str) -> Ticket | None:
        """One ticket by its code (upper and lower case alike)."""
        return tickets.by_code(self._store, code.strip().upper())

    def answerers(self) -> list[ListedOfficial]:
        """Officials who may answer, by e-mail."""
        everyone = officials.everyone(self._store)
        return [row for row in everyone if row.role_ids & ANSWERING and row.disabled_at is None]

    def classify(self, code: str, field: str, place: str, official_id: int | None) -> None:
        """Note what a report is about and where. Raises HelpdeskError."""
        ticket = self.ticket(code)
        if ticket is None or ticket.kind not in REPORTS:
            raise HelpdeskError(f"Không có phiếu {code}.")
        field, place = check_place(field, place)
        with self._store.write() as db:
            tickets.set_place(db, ticket.code, field or None, place or None)
            audit.write(db, self._clock(), official_id, "classify_ticket", ticket.code, FIELDS.get(field))

    def settled_in_public(self, limit: int) -> list[SettledTicket]:
        """The newest settled tickets as anybody may see them."""
        return tickets.settled_in_public(self._store, limit)

    def close(self, code: str, official_id: int | None, result: str = "", public_words: str = "") -> None:
        """Close a talk or a ticket; while the window is open the person is told, and asked for points once.

        `result` is what came of a ticket, `public_words` what the public page may say of it.
        The bot answers again after a talk. Raises HelpdeskError.
        """
        ticket = self.ticket(code)
        if ticket is None or ticket.state == "closed":
            raise HelpdeskError(f"Không có phiếu hay cuộc nào mang mã {code} còn mở.")
        result = " ".join(result.split())
        if not result and ticket.kind in REPORTS:
            raise HelpdeskError(RESULT_WANTED)
        if len(result) > LONGEST_RESULT:
            raise HelpdeskError(f"Câu kết quả dài quá {LONGEST_RESULT} ký tự. Hãy rút ngắn.")
        now, public_words = self._clock(), check_public_words(public_words)
        with self._store.write() as db:
            tickets.close(db, ticket.code, official_id or None, now, result=result or None)
            if public_words and ticket.kind in REPORTS:
                tickets.publish(db, ticket.code, public_words)
            ticket_events.add(db, ticket.code, "closed", now, self.deadlines.due_at(ticket.created_at))
            if ticket.kind in TALK_KINDS:
                people.give_back(db, ticket.person_id, now, "given_back", official_id or None)
            goodbye = self._closing_message(db, ticket, result, now)
            if goodbye:
                put_replies(db, ticket.person_id, [goodbye], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "close_ticket", ticket.code)
        self._wake()

    def assign(self, person_id: str, to: int | None, by: int | None, note: str = "") -> None:
        """Everything in hand of a person goes to an official (None: nobody has it), with a note. Raises HelpdeskError."""
        note = note.strip()
        if len(note) > LONGEST_NOTE:
            raise HelpdeskError("Lời nhắn dài quá 2.000 ký tự. Hãy rút ngắn.")
        if to is not None and to not in {row.id for row in self.answerers()}:
            raise HelpdeskError("Người này không trả lời người dân. Hãy chọn cán bộ khác.")
        with self._store.write() as db:
            if not helpdesk.assign(db, person_id, to):
                raise HelpdeskError("Không còn việc nào của người này để giao.")
            if note:
                helpdesk_notes.add(db, person_id, by, note, self._clock())
            audit.write(db, self._clock(), by, "assign", person_id, str(to) if to else None)

    def reopen(self, code: str, official_id: int | None, why: str) -> None:
        """Open a report or proposal again that was closed at most REOPEN_MS ago; the resident is told when possible.

        `why` becomes a note with the earlier result. Raises HelpdeskError.
        """
        ticket, why, now = self.ticket(code), " ".join(why.split()), self._clock()
        if ticket is None or ticket.kind not in REPORTS or ticket.state != "closed":
            raise HelpdeskError(f"Không có phiếu {code} nào đã đóng để mở lại.")
        if not why or len(why) > LONGEST_RESULT:
            raise HelpdeskError(f"Hãy ghi vì sao mở lại, từ 1 tới {format_number(LONGEST_RESULT)} ký tự.")
        if now - (ticket.settled_at or 0) > REOPEN_MS:
            raise HelpdeskError(
                f"Phiếu {ticket.code} đã đóng quá {REOPEN_MS // DAY} ngày. Hãy nhờ người dân gửi phiếu mới."
            )
        note = f"Mở lại phiếu {ticket.code}: {why}" + (f" Kết quả lần trước: {ticket.result}" if ticket.result else "")
        with self._store.write() as db:
            tickets.reopen(db, ticket.code, now)
            ticket_events.add(db, ticket.code, "reopened", now)
            helpdesk_notes.add(db, ticket.person_id, official_id, note, now)
            if self._window_of(ticket.person_id) is not Window.CLOSED:
                reply = Reply(self._say("desk.ticket_reopened", code=ticket.code))
                put_replies(db, ticket.person_id, [reply], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "reopen_ticket", ticket.code, why)
        self._wake()

    def merge(self, code: str, into: str, official_id: int | None) -> None:
        """Close a double: its words and what comes of it stand with the ticket `into`. Raises HelpdeskError."""
        double, main, now = self.ticket(code), self.ticket(into), self._clock()
        if double is None or main is None or "closed" in (double.state, main.state) or double.code == main.code:
            raise HelpdeskError("Hãy ghi mã của một phiếu khác còn mở.")
        if double.kind not in REPORTS or main.kind not in REPORTS:
            raise HelpdeskError("Chỉ gộp phản ánh, góp ý với nhau.")
        with self._store.write() as db:
            if double.person_id == main.person_id and double.text:
                tickets.add_text(db, main.code, main.person_id, f"(phiếu {double.code}) {double.text}", now)
            tickets.close(db, double.code, official_id or None, now, "merged", f"Gộp vào phiếu {main.code}")
            ticket_events.add(db, double.code, "closed", now, self.deadlines.due_at(double.created_at))
            if self._window_of(double.person_id) is not Window.CLOSED:
                reply = Reply(self._say("desk.ticket_merged", code=double.code, text=main.code))
                put_replies(db, double.person_id, [reply], now, official_id=official_id, priority=outbox.OFFICIAL)
            audit.write(db, now, official_id, "merge_tickets", double.code, main.code)
        self._wake()

    def ticket_figures(self, since_ms: int, until_ms: int) -> TicketFigures:
        """Received, settled in time or late, left over, from `since_ms` up to, without, `until_ms`."""
        return ticket_events.figures(self._store, since_ms, until_ms)

    def _window_of(self, person_id: str) -> Window:
        row = people.get(self._store, person_id)
        return Window.CLOSED if row is None else remaining(self._clock(), row).window

    def _closing_message(self, db: Transaction, ticket: Ticket, result: str, now: int) -> Reply | None:
        """What the person is told when something is closed, with the question about points when it may be asked."""
        person = people.get(self._store, ticket.person_id)
        if person is None or remaining(now, person).window is Window.CLOSED:
            return None
        is_talk, address = ticket.kind in TALK_KINDS, address_of(person)
        was_served = not is_talk or ticket.first_answer_at is not None
        asks = was_served and rating.may_ask(db, person.id, ticket.code, now)
        if is_talk:
            text = self._say("desk.ask_rating_of_talk" if asks else "desk.talk_done", **address)
        else:
            text = self._say("desk.ticket_done", code=ticket.code, text=result)
            text += "\n" + self._say("desk.ask_rating", **address) if asks else ""
        return rating.rating_question(db, person, ticket.code, text, self._say, now) if asks else Reply(text)
