"""Who follows or writes: window, consent, handover and the state of the talk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from bot.event import MESSAGES
from bot.store.database import Store

_MESSAGE_KINDS = ", ".join(f"'{kind}'" for kind in sorted(MESSAGES))


def get(store: Store, person_id: str) -> sqlite3.Row | None:
    """One person's row, or None."""
    return store.row("SELECT * FROM people WHERE id = ?", [person_id])


def meet(db: Database, person_id: str, now_ms: int) -> None:
    """Make sure the person has a row."""
    db.conn.execute("INSERT OR IGNORE INTO people (id, first_seen_at) VALUES (?, ?)", [person_id, now_ms])


def note_interaction(db: Database, person_id: str, at: int, is_message: bool) -> None:
    """The person did something that opens the consultation window at `at` (ms)."""
    db.conn.execute(
        "UPDATE people SET last_interaction_at = max(coalesce(last_interaction_at, 0), ?),"
        " last_message_at = CASE WHEN ? THEN max(coalesce(last_message_at, 0), ?) ELSE last_message_at END"
        " WHERE id = ?",
        [at, is_message, at, person_id],
    )


def set_follows(db: Database, person_id: str, follows: bool) -> None:
    """Whether the person follows the OA."""
    db.conn.execute("UPDATE people SET follows = ? WHERE id = ?", [int(follows), person_id])


def save_state(db: Database, person_id: str, state: str | None, now_ms: int) -> None:
    """Keep the state of the talk (JSON), or drop it with None."""
    db.conn.execute("UPDATE people SET state = ?, state_at = ? WHERE id = ?", [state, now_ms, person_id])


def mark_introduced(db: Database, person_id: str, now_ms: int) -> None:
    """The first-contact notice was said."""
    db.conn.execute("UPDATE people SET introduced_at = ? WHERE id = ?", [now_ms, person_id])


def hand_over(db: Database, person_id: str, now_ms: int, until_ms: int) -> None:
    """Be silent for this person until a moment."""
    db.conn.execute(
        "UPDATE people SET handed_over_at = ?, handed_over_until = ? WHERE id = ?", [now_ms, until_ms, person_id]
    )


def hold(db: Database, person_id: str, now_ms: int, until_ms: int) -> None:
    """An official answered: stay silent until a moment, and keep since when the person has waited."""
    db.conn.execute(
        "UPDATE people SET handed_over_at = coalesce(handed_over_at, ?), handed_over_until = ? WHERE id = ?",
        [now_ms, until_ms, person_id],
    )


def give_back(db: Database, person_id: str) -> None:
    """The bot answers this person again."""
    db.conn.execute("UPDATE people SET handed_over_at = NULL, handed_over_until = NULL WHERE id = ?", [person_id])


def opt_out(db: Database, person_id: str, at: int | None) -> None:
    """No broadcasts from `at` on; None lets them come again."""
    db.conn.execute("UPDATE people SET opted_out_at = ? WHERE id = ?", [at, person_id])


def handed_over(store: Store, now_ms: int) -> list[sqlite3.Row]:
    """People whose talk an official has, who has waited longest first; `answered_at` is the last answer they got."""
    return store.rows(
        "SELECT id, name, handed_over_at, handed_over_until, last_interaction_at, (SELECT max(created_at) FROM outbox"
        "  WHERE person_id = people.id AND official_id IS NOT NULL AND created_at >= people.handed_over_at"
        "  AND created_at >= coalesce(people.last_message_at, 0)) AS answered_at FROM people"
        " WHERE handed_over_until > ? ORDER BY handed_over_at",
        [now_ms],
    )


def sync(db: Database, rows: Iterable[tuple[str, str | None, bool | None]], now_ms: int) -> int:
    """Take over (id, name, follows) from the platform's list; returns how many were new."""
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


def erase(db: Database, person_id: str) -> None:
    """Forget name and talk. Opt-out, window and the fact of the notice stay: without them we would break promises."""
    db.conn.execute(
        "UPDATE people SET name = NULL, state = NULL, state_at = NULL, handed_over_at = NULL,"
        " handed_over_until = NULL WHERE id = ?",
        [person_id],
    )


def kept(store: Store, person_id: str) -> dict[str, int]:
    """How many messages, answers and tickets are kept with their words about one person."""
    row = store.row(
        "SELECT (SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
        f"  AND kind IN ({_MESSAGE_KINDS})) AS messages,"
        " (SELECT count(*) FROM outbox WHERE person_id = :id AND reply IS NOT NULL) AS answers,"
        " (SELECT count(*) FROM tickets WHERE person_id = :id AND text IS NOT NULL) AS tickets",
        {"id": person_id},
    )
    return dict(row) if row else {}
