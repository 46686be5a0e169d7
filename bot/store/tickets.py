"""What an official must look at: feedback, proposals and talks with a person, each with a code; and ratings of the bot.

A talk is a ticket of its own kind: `handover` when the resident asked for it, `contact` when an official wrote first.
A ticket is `open` while somebody waits for an answer (`waiting_since`), then `answered`, in the end `closed`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store import ticket_events
from bot.store.database import Store
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class Ticket:
    """One row of table tickets. Times in ms; `ended` says how it was closed, `result` what came of it."""

    id: int
    code: str
    person_id: str
    kind: str
    text: str | None
    rating: int | None
    state: str
    created_at: int
    settled_at: int | None
    settled_by: int | None
    official_id: int | None
    waiting_since: int | None
    first_answer_at: int | None
    answered_by: int | None
    ended: str | None
    result: str | None
    rating_asked_at: int | None
    rated_at: int | None
    rating_words: str | None
    field: str | None = None
    place: str | None = None
    public_words: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingTicket:
    """An open ticket that is no talk; `name` is the person's."""

    code: str
    kind: str
    text: str | None
    state: str
    created_at: int
    person_id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class TicketSummary:
    """What a person is told about a ticket of their own."""

    code: str
    kind: str
    state: str
    created_at: int
    settled_at: int | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class TicketInHand:
    """A talk or ticket that is not closed; `official` is the name of who took it."""

    code: str
    person_id: str
    kind: str
    text: str | None
    state: str
    created_at: int
    waiting_since: int | None
    official_id: int | None
    official: str | None
    field: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SettledTicket:
    """A settled report as anybody may see it: nothing in it leads to a person. Times in ms."""

    kind: str
    field: str | None
    created_at: int
    settled_at: int
    public_words: str


@dataclass(frozen=True, slots=True)
class FinishedTicket:
    """A closed talk or ticket with its result and rating; `official` is the name of who answered or closed it."""

    code: str
    kind: str
    created_at: int
    settled_at: int | None
    ended: str | None
    result: str | None
    rating: int | None
    rating_words: str | None
    official: str | None


def open_ticket(
    db: Database, code: str, person_id: str, kind: str, text: str, now_ms: int, rating: int | None = None
) -> None:
    """Write a ticket down; praise and ratings need no answer and are closed at once."""
    state = "closed" if kind in ("praise", "rating") else "open"
    db.conn.execute(
        "INSERT INTO tickets (code, person_id, kind, text, rating, state, created_at, waiting_since)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [code, person_id, kind, text, rating, state, now_ms, now_ms if state == "open" else None],
    )
    ticket_events.add(db, code, "opened", now_ms)


def add_text(db: Database, code: str, person_id: str, text: str, now_ms: int) -> None:
    """Add a line to the text of a person's own ticket that is not closed; an answered one waits again."""
    db.conn.execute(
        "UPDATE tickets SET text = coalesce(text, '') || char(10) || ?, state = 'open',"
        " waiting_since = coalesce(waiting_since, ?) WHERE code = ? AND person_id = ? AND state <> 'closed'",
        [text, now_ms, code, person_id],
    )


def set_place(db: Database, code: str, field: str | None, place: str | None) -> None:
    """What a ticket is about and where."""
    db.conn.execute("UPDATE tickets SET field = ?, place = ? WHERE code = ?", [field, place, code])


def publish(db: Database, code: str, words: str | None) -> None:
    """What anybody may read of a settled ticket; None: nothing."""
    db.conn.execute("UPDATE tickets SET public_words = ? WHERE code = ? AND state = 'closed'", [words, code])


def settled_in_public(store: Store, limit: int) -> list[SettledTicket]:
    """The newest settled tickets that an official published."""
    rows = store.rows(
        "SELECT kind, field, created_at, settled_at, public_words FROM tickets WHERE public_words IS NOT NULL"
        " AND state = 'closed' AND settled_at IS NOT NULL ORDER BY settled_at DESC LIMIT ?",
        [limit],
    )
    return to_records(SettledTicket, rows)


def close(
    db: Database, code: str, official_id: int | None, now_ms: int, ended: str = "closed", result: str | None = None
) -> bool:
    """Close a ticket; `ended` says how, `result` what came of it. False when there is no open one with this code.

    Of a person who was erased while it was open, no text stays from then on.
    """
    cursor = db.conn.execute(
        "UPDATE tickets SET state = 'closed', waiting_since = NULL, settled_at = ?, settled_by = ?, ended = ?,"
        " result = ?, official_id = coalesce(official_id, ?) WHERE code = ? AND state <> 'closed'",
        [now_ms, official_id, ended, result, official_id, code],
    )
    db.conn.execute(
        "UPDATE tickets SET text = NULL, result = NULL, place = NULL WHERE code = ?"
        " AND EXISTS (SELECT 1 FROM people WHERE people.id = tickets.person_id AND erased_at IS NOT NULL)",
        [code],
    )
    return cursor.rowcount == 1


def reopen(db: Database, code: str, now_ms: int, person_id: str | None = None) -> bool:
    """Let a closed ticket (of this person, if named) wait again, as if it came now; False when there is none.

    Who was responsible stays so.
    """
    cursor = db.conn.execute(
        "UPDATE tickets SET state = 'open', waiting_since = ?, settled_at = NULL, settled_by = NULL, ended = NULL,"
        " result = NULL, public_words = NULL, rating_asked_at = NULL WHERE code = ? AND state = 'closed'"
        " AND person_id = coalesce(?, person_id)",
        [now_ms, code, person_id],
    )
    return cursor.rowcount == 1


def waiting(store: Store) -> list[WaitingTicket]:
    """Return open tickets with words of their own, oldest first."""
    rows = store.rows(
        "SELECT t.code, t.kind, t.text, t.state, t.created_at, t.person_id, p.name FROM tickets AS t"
        " LEFT JOIN people AS p ON p.id = t.person_id WHERE t.state = 'open'"
        " AND t.kind NOT IN ('handover', 'contact') ORDER BY t.created_at"
    )
    return to_records(WaitingTicket, rows)


def by_code(store: Store, code: str) -> Ticket | None:
    """Return one ticket, or None."""
    return first_record(Ticket, store.row("SELECT * FROM tickets WHERE code = ?", [code]))


def of_person(store: Store, person_id: str) -> list[TicketSummary]:
    """Return a person's tickets, newest first."""
    rows = store.rows(
        "SELECT code, kind, state, created_at, settled_at, ended FROM tickets WHERE person_id = ? ORDER BY id DESC",
        [person_id],
    )
    return to_records(TicketSummary, rows)


def in_hand(store: Store, person_id: str) -> list[TicketInHand]:
    """Return what is not closed of one person, oldest first."""
    rows = store.rows(
        "SELECT t.code, t.person_id, t.kind, t.text, t.state, t.created_at, t.waiting_since, t.official_id,"
        " o.name AS official, t.field, t.place"
        " FROM tickets AS t LEFT JOIN officials AS o ON o.id = t.official_id"
        " WHERE t.person_id = ? AND t.state <> 'closed' ORDER BY t.id",
        [person_id],
    )
    return to_records(TicketInHand, rows)


def finished(store: Store, person_id: str, limit: int = 10) -> list[FinishedTicket]:
    """Return what officials closed of one person, newest first."""
    rows = store.rows(
        "SELECT t.code, t.kind, t.created_at, t.settled_at, t.ended, t.result, t.rating, t.rating_words, o.name AS official"
        " FROM tickets AS t LEFT JOIN officials AS o ON o.id = coalesce(t.answered_by, t.settled_by)"
        " WHERE t.person_id = ? AND t.state = 'closed' AND t.kind <> 'rating' ORDER BY t.id DESC LIMIT ?",
        [person_id, limit],
    )
    return to_records(FinishedTicket, rows)


def ask_rating(db: Database, code: str, person_id: str, now_ms: int, not_since: int) -> bool:
    """Note that the person is asked to rate this ticket; False when they were asked already.

    Once for each ticket, and not again for another one after `not_since` (ms): nobody is pestered.
    """
    cursor = db.conn.execute(
        "UPDATE tickets SET rating_asked_at = :now WHERE code = :code AND rating_asked_at IS NULL AND NOT EXISTS ("
        " SELECT 1 FROM tickets WHERE person_id = :person AND rating_asked_at > :not_since)",
        {"now": now_ms, "code": code, "person": person_id, "not_since": not_since},
    )
    return cursor.rowcount == 1


def rate(db: Database, code: str, person_id: str, points: int, now_ms: int) -> None:
    """The person's points for the work on their own ticket; pressed twice, the later press counts."""
    db.conn.execute(
        "UPDATE tickets SET rating = ?, rated_at = ? WHERE code = ? AND person_id = ? AND rating_asked_at IS NOT NULL",
        [points, now_ms, code, person_id],
    )


def say_why(db: Database, code: str, person_id: str, words: str) -> None:
    """The person's words to their rating."""
    db.conn.execute(
        "UPDATE tickets SET rating_words = ? WHERE code = ? AND person_id = ? AND rated_at IS NOT NULL",
        [words, code, person_id],
    )


def forget_person(db: Database, person_id: str) -> None:
    """Empty the texts of a person's tickets that are no longer open, and notes; open tickets are work in hand."""
    db.conn.execute(
        "UPDATE tickets SET text = NULL, result = NULL, place = NULL, rating_words = NULL WHERE person_id = ? AND state <> 'open'",
        [person_id],
    )
    db.conn.execute("DELETE FROM talk_notes WHERE person_id = ?", [person_id])
    db.conn.execute("DELETE FROM talk_presence WHERE person_id = ?", [person_id])
