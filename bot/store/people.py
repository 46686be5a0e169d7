"""Who follows or writes: window, consent, handover and the state of the talk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from bot.event import MESSAGES
from bot.store import answering
from bot.store.database import Store

_MESSAGE_KINDS = ", ".join(f"'{kind}'" for kind in sorted(MESSAGES))


def get(store: Store, person_id: str) -> sqlite3.Row | None:
    """One person's row, or None."""
    return store.row("SELECT * FROM people WHERE id = ?", [person_id])


def meet(db: Database, person_id: str, now_ms: int) -> None:
    """Make sure the person has a row."""
    db.conn.execute("INSERT OR IGNORE INTO people (id, first_seen_at) VALUES (?, ?)", [person_id, now_ms])


def note_interaction(db: Database, person_id: str, at: int, is_message: bool) -> None:
    """The person did something that opens the consultation window at `at` (ms), and takes a block back."""
    db.conn.execute(
        "UPDATE people SET blocked_at = NULL, last_interaction_at = max(coalesce(last_interaction_at, 0), ?),"
        " last_message_at = CASE WHEN ? THEN max(coalesce(last_message_at, 0), ?) ELSE last_message_at END"
        " WHERE id = ?",
        [at, is_message, at, person_id],
    )
    if is_message:
        answering.hear(db, person_id, at)


def set_follows(db: Database, person_id: str, follows: bool, at: int | None = None) -> None:
    """The person began or ceased to follow the OA, at a moment (ms) if that is known.

    Of a new follower the details are to be read soon; of one who left nothing more.
    """
    db.conn.execute(
        "UPDATE people SET follows = :follows, follows_at = coalesce(:at, follows_at), details_due_at = CASE"
        " WHEN :follows = 0 OR erased_at IS NOT NULL THEN NULL"
        " WHEN details_at IS NULL THEN coalesce(details_due_at, :at) ELSE details_due_at END WHERE id = :id",
        {"id": person_id, "follows": int(follows), "at": at},
    )


def set_blocked(db: Database, person_id: str, at: int | None) -> None:
    """The person refuses our messages since a moment (ms); None when that is over."""
    db.conn.execute("UPDATE people SET blocked_at = ? WHERE id = ?", [at, person_id])


def save_state(db: Database, person_id: str, state: str | None, now_ms: int) -> None:
    """Keep the state of the talk (JSON), or drop it with None."""
    db.conn.execute("UPDATE people SET state = ?, state_at = ? WHERE id = ?", [state, now_ms, person_id])


def mark_introduced(db: Database, person_id: str, now_ms: int) -> None:
    """The first-contact notice was said."""
    db.conn.execute("UPDATE people SET introduced_at = ? WHERE id = ?", [now_ms, person_id])


def hand_over(db: Database, person_id: str, now_ms: int, until_ms: int) -> None:
    """Be silent for this person until a moment; the talk waits for an official."""
    answering.ask(db, person_id, now_ms)
    db.conn.execute(
        "UPDATE people SET handed_over_at = ?, handed_over_until = ? WHERE id = ?", [now_ms, until_ms, person_id]
    )


def hold(db: Database, person_id: str, now_ms: int, until_ms: int) -> None:
    """An official answered: stay silent until a moment, and keep since when the person has waited."""
    db.conn.execute(
        "UPDATE people SET handed_over_at = coalesce(handed_over_at, ?), handed_over_until = ? WHERE id = ?",
        [now_ms, until_ms, person_id],
    )


def give_back(
    db: Database, person_id: str, now_ms: int, how: str = "by_person", official_id: int | None = None
) -> None:  # fmt: skip
    """The bot answers this person again, as they wanted or as an official decided (`how` given_back)."""
    answering.end(db, person_id, official_id, now_ms, how)
    db.conn.execute("UPDATE people SET handed_over_at = NULL, handed_over_until = NULL WHERE id = ?", [person_id])


def opt_out(db: Database, person_id: str, at: int | None) -> None:
    """No broadcasts from `at` on; None lets them come again."""
    db.conn.execute("UPDATE people SET opted_out_at = ? WHERE id = ?", [at, person_id])


def sync(db: Database, rows: Iterable[tuple[str, str | None, bool | None]], now_ms: int) -> int:
    """Take over (id, name, follows) from the platform; returns how many were new."""
    new = 0
    for person_id, name, follows in rows:
        new += db.conn.execute(
            "INSERT OR IGNORE INTO people (id, first_seen_at) VALUES (?, ?)", [person_id, now_ms]
        ).rowcount
        db.conn.execute(
            "UPDATE people SET name = coalesce(?, name), follows = coalesce(?, follows) WHERE id = ?",
            [name, None if follows is None else int(follows), person_id],
        )
    return new


def count(store: Store) -> dict[str, int]:
    """How many people are known, follow, opted out."""
    row = store.row(
        "SELECT count(*) AS known, coalesce(sum(follows = 1), 0) AS following,"
        " coalesce(sum(opted_out_at IS NOT NULL), 0) AS opted_out FROM people"
    )
    return dict(row) if row else {}


def erase(db: Database, person_id: str, now_ms: int) -> None:
    """Forget name, wishes and talk, and do not ask the platform for the name again.

    Opt-out, window and the fact of the notice stay: without them we would break promises.
    """
    answering.end(db, person_id, None, now_ms, "erased")
    db.conn.execute(
        "UPDATE people SET name = NULL, state = NULL, state_at = NULL, handed_over_at = NULL,"
        " handed_over_until = NULL, neighbourhood = NULL, topics = NULL, details_due_at = NULL, erased_at = ?"
        " WHERE id = ?",
        [now_ms, person_id],
    )


def kept(store: Store, person_id: str) -> dict[str, int]:
    """How many messages, answers, tickets and labels are kept about one person."""
    row = store.row(
        "SELECT (SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
        f"  AND kind IN ({_MESSAGE_KINDS})) AS messages,"
        " (SELECT count(*) FROM outbox WHERE person_id = :id AND reply IS NOT NULL) AS answers,"
        " (SELECT count(*) FROM tickets WHERE person_id = :id AND text IS NOT NULL) AS tickets,"
        " (SELECT count(*) FROM person_tags WHERE person_id = :id) AS tags,"
        " (SELECT count(*) FROM person_phones WHERE person_id = :id) AS phones",
        {"id": person_id},
    )
    return dict(row) if row else {}
