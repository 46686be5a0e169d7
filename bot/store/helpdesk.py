"""The course of a talk between a resident and officials: begun, heard, answered, taken, ended. Times in ms."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record, to_records

CLOCKS_DIFFER_MS = 60_000
"""How far the platform's clock and ours may be apart."""

_TALKS = "kind IN ('handover', 'contact')"


@dataclass(frozen=True, slots=True)
class TalkInHand:
    """A talk that is not closed, with its person's name and windows; times in ms."""

    code: str
    person_id: str
    state: str
    since: int
    name: str | None
    handed_over_until: int | None
    last_message_at: int | None
    last_interaction_at: int | None


@dataclass(frozen=True, slots=True)
class OfficialAnswer:
    """A message that an official queued: its id in the outbox, the official's name, the content as JSON."""

    id: int
    official: str | None
    reply: str


def ask(db: Database, person_id: str, now_ms: int) -> None:
    """The resident asks for an official; call it before the handover is noted with the person.

    Asked again while it waits or is held, it is the same talk. One that an official began, or that was answered and left
    to run out, ends here: the wait is counted from now.
    """
    talk = db.conn.execute(
        "SELECT t.id, t.code, t.kind, t.state, p.handed_over_until AS held FROM tickets AS t"
        f" JOIN people AS p ON p.id = t.person_id WHERE t.person_id = ? AND t.state <> 'closed' AND t.{_TALKS}"
        " ORDER BY t.id DESC LIMIT 1",
        [person_id],
    ).fetchone()
    is_same = talk and talk["kind"] == "handover" and (talk["state"] == "open" or (talk["held"] or 0) > now_ms)
    if is_same:
        db.conn.execute(
            "UPDATE tickets SET state = 'open', waiting_since = coalesce(waiting_since, ?) WHERE id = ?",
            [now_ms, talk["id"]],
        )
        return
    end(db, person_id, None, now_ms, "lapsed")
    _begin(db, person_id, "handover", now_ms, None)


def mark_waiting(db: Database, person_id: str, at: int) -> None:
    """Open the person's newest talk again, waiting since `at` (ms), when an official has taken it over."""
    db.conn.execute(
        "UPDATE tickets SET state = 'open', waiting_since = coalesce(waiting_since, :at) WHERE id = ("
        " SELECT t.id FROM people AS p JOIN tickets AS t ON t.person_id = p.id"
        " WHERE p.id = :person AND p.handed_over_until > :at AND t.state <> 'closed'"
        f" ORDER BY t.{_TALKS} DESC, t.state = 'answered' DESC, t.id DESC LIMIT 1)",
        {"person": person_id, "at": at},
    )


def answer(db: Database, person_id: str, official_id: int | None, now_ms: int, code: str | None = None) -> None:
    """An official answered: the talk, and the ticket `code`, wait no more; who answers first takes them.

    Without any a talk begins that the official opened.
    """
    cursor = db.conn.execute(
        "UPDATE tickets SET state = 'answered', waiting_since = NULL, first_answer_at = coalesce(first_answer_at, :now),"
        " answered_by = :official, official_id = coalesce(official_id, :official)"
        f" WHERE person_id = :person AND state <> 'closed' AND ({_TALKS} OR code = :code)",
        {"now": now_ms, "official": official_id, "person": person_id, "code": code},
    )
    if not cursor.rowcount:
        _begin(db, person_id, "contact", now_ms, official_id)


def waits_since(store: Store, person_id: str) -> int | None:
    """Since when (ms) the resident waits for an answer in the talk in hand; None when nothing waits."""
    row = store.row(
        f"SELECT waiting_since FROM tickets WHERE person_id = ? AND state <> 'closed' AND {_TALKS}"
        " ORDER BY id DESC LIMIT 1",
        [person_id],
    )
    return row["waiting_since"] if row else None


def ended_since(db: Database, person_id: str, at: int) -> bool:
    """Whether a talk of the person ended after a moment."""
    query = f"SELECT 1 FROM tickets WHERE person_id = ? AND state = 'closed' AND {_TALKS} AND settled_at > ? LIMIT 1"
    return db.conn.execute(query, [person_id, at]).fetchone() is not None


def answer_elsewhere(db: Database, person_id: str, at: int) -> None:
    """An official answered in the platform's own page at a moment by its clock; nobody knows here which one.

    Who wrote again after that still waits.
    """
    wrote_since = db.conn.execute(
        f"SELECT 1 FROM tickets WHERE person_id = ? AND state = 'open' AND {_TALKS} AND waiting_since > ?",
        [person_id, at + CLOCKS_DIFFER_MS],
    ).fetchone()
    if not wrote_since:
        answer(db, person_id, None, at)


def end(db: Database, person_id: str, official_id: int | None, now_ms: int, how: str) -> None:
    """The talk ends: given_back, by the person, or lapsed."""
    db.conn.execute(
        "UPDATE tickets SET state = 'closed', waiting_since = NULL, settled_at = ?, settled_by = ?, ended = ?"
        f" WHERE person_id = ? AND state <> 'closed' AND {_TALKS}",
        [now_ms, official_id, how, person_id],
    )


def assign(db: Database, person_id: str, official_id: int | None) -> int:
    """Everything in hand of one person goes to an official (None: to nobody); returns how many items that are."""
    return db.conn.execute(
        "UPDATE tickets SET official_id = ? WHERE person_id = ? AND state <> 'closed'", [official_id, person_id]
    ).rowcount


def talks(store: Store) -> list[TalkInHand]:
    """Return the talks in hand, who has waited longest first; answered ones after them."""
    rows = store.rows(
        "SELECT t.code, t.person_id, t.state, coalesce(t.waiting_since, t.created_at) AS since, p.name,"
        " p.handed_over_until, p.last_message_at, p.last_interaction_at FROM tickets AS t"
        f" JOIN people AS p ON p.id = t.person_id WHERE t.state <> 'closed' AND t.{_TALKS}"
        " ORDER BY t.state = 'answered', since, t.id"
    )
    return to_records(TalkInHand, rows)


def answered_after(db: Database, person_id: str, message_id: int, official_id: int | None) -> OfficialAnswer | None:
    """Return the first answer another official queued after a message, or None."""
    row = db.conn.execute(
        "SELECT m.id, o.name AS official, m.reply FROM outbox AS m"
        " LEFT JOIN officials AS o ON o.id = m.official_id WHERE m.person_id = ? AND m.id > ?"
        " AND m.official_id IS NOT NULL AND m.official_id IS NOT ? AND m.reply IS NOT NULL ORDER BY m.id LIMIT 1",
        [person_id, message_id, official_id],
    ).fetchone()
    return first_record(OfficialAnswer, row)


def _begin(db: Database, person_id: str, kind: str, now_ms: int, official_id: int | None) -> None:
    """Talks are numbered: nobody has to read their code out, and a number cannot collide."""
    is_open = kind == "handover"
    db.conn.execute(
        "INSERT INTO tickets (code, person_id, kind, state, created_at, waiting_since, official_id, answered_by,"
        " first_answer_at) SELECT 'GC-' || (coalesce(max(id), 0) + 1), ?, ?, ?, ?, ?, ?, ?, ? FROM tickets",
        [
            person_id,
            kind,
            "open" if is_open else "answered",
            now_ms,
            now_ms if is_open else None,
            official_id,
            official_id,
            None if is_open else now_ms,
        ],
    )
