"""Who follows or writes: window, consent, handover and the state of the talk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.event import MESSAGES, Kind
from bot.store import helpdesk
from bot.store.database import Store
from bot.store.records import first_record

_MESSAGE_KINDS = ", ".join(f"'{kind}'" for kind in sorted(MESSAGES))


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One row of table people. Times in ms; `follows` is 1, 0 or None when unknown; `state` is the talk as JSON.

    `topics` holds the chosen ids between commas (bot.store.preferences reads it).
    """

    id: str
    name: str | None
    follows: int | None
    first_seen_at: int
    last_message_at: int | None
    last_interaction_at: int | None
    introduced_at: int | None
    opted_out_at: int | None
    handed_over_at: int | None
    handed_over_until: int | None
    state: str | None
    state_at: int | None
    blocked_at: int | None
    neighbourhood: str | None
    topics: str | None
    follows_at: int | None
    listed_at: int | None
    details_at: int | None
    details_due_at: int | None
    erased_at: int | None
    name_corrected_at: int | None = None


def get(store: Store, person_id: str) -> PersonRecord | None:
    """Return one person, or None."""
    return first_record(PersonRecord, store.row("SELECT * FROM people WHERE id = ?", [person_id]))


def ensure_person(db: Database, person_id: str, now_ms: int) -> None:
    """Insert a row for the person unless there is one."""
    db.conn.execute("INSERT OR IGNORE INTO people (id, first_seen_at) VALUES (?, ?)", [person_id, now_ms])


def note_interaction(db: Database, person_id: str, at: int, is_message: bool) -> None:
    """The person did something that opens the consultation window at `at` (ms), and takes an earlier block back."""
    db.conn.execute(
        "UPDATE people SET blocked_at = iif(blocked_at > ?, blocked_at, NULL),"
        " last_interaction_at = max(coalesce(last_interaction_at, 0), ?),"
        " last_message_at = CASE WHEN ? THEN max(coalesce(last_message_at, 0), ?) ELSE last_message_at END"
        " WHERE id = ?",
        [at, at, is_message, at, person_id],
    )
    if is_message:
        helpdesk.mark_waiting(db, person_id, at)


def set_follows(db: Database, person_id: str, follows: bool, at: int | None = None) -> None:
    """The person began or ceased to follow the OA, at a moment (ms) if that is known.

    Of a new follower the details are to be read soon; of one who left nothing more. What happened before the newest that
    is known changes nothing.
    """
    db.conn.execute(
        "UPDATE people SET follows = :follows, follows_at = coalesce(:at, follows_at), details_due_at = CASE"
        " WHEN :follows = 0 OR erased_at IS NOT NULL THEN NULL"
        " WHEN details_at IS NULL THEN coalesce(details_due_at, :at) ELSE details_due_at END WHERE id = :id"
        " AND (:at IS NULL OR follows_at IS NULL OR follows_at <= :at)",
        {"id": person_id, "follows": int(follows), "at": at},
    )


def set_blocked(db: Database, person_id: str, at: int | None) -> None:
    """Note since when (ms) the person refuses our messages; None when that is over."""
    db.conn.execute("UPDATE people SET blocked_at = ? WHERE id = ?", [at, person_id])


def correct_name(db: Database, person_id: str, name: str | None, now_ms: int) -> None:
    """What the person wants to be called; the platform's name does not replace it. None: the platform's name again."""
    db.conn.execute(
        "UPDATE people SET name = coalesce(?, name), name_corrected_at = ?, details_due_at ="
        " iif(? IS NULL AND erased_at IS NULL, ?, details_due_at)"
        " WHERE id = ?",
        [name, now_ms if name else None, name, now_ms, person_id],
    )


def save_state(db: Database, person_id: str, state: str | None, now_ms: int) -> None:
    """Keep the state of the talk (JSON), or drop it with None."""
    db.conn.execute("UPDATE people SET state = ?, state_at = ? WHERE id = ?", [state, now_ms, person_id])


def mark_introduced(db: Database, person_id: str, now_ms: int) -> None:
    """Note that the first-contact notice was sent."""
    db.conn.execute("UPDATE people SET introduced_at = ? WHERE id = ?", [now_ms, person_id])


def hand_over(db: Database, person_id: str, now_ms: int, until_ms: int) -> None:
    """Be silent for this person until a moment; the talk waits for an official."""
    helpdesk.ask(db, person_id, now_ms)
    db.conn.execute(
        "UPDATE people SET handed_over_at = ?, handed_over_until = ? WHERE id = ?", [now_ms, until_ms, person_id]
    )


def hand_over_until(db: Database, person_id: str, now_ms: int, until_ms: int) -> None:
    """Keep the bot silent until `until_ms`: an official answered. The start of an earlier handover stays."""
    db.conn.execute(
        "UPDATE people SET handed_over_at = coalesce(handed_over_at, ?),"
        " handed_over_until = max(coalesce(handed_over_until, 0), ?) WHERE id = ?",
        [now_ms, until_ms, person_id],
    )


def give_back(
    db: Database, person_id: str, now_ms: int, how: str = "by_person", official_id: int | None = None
) -> None:
    """The bot answers this person again, as they wanted or as an official decided (`how` given_back)."""
    helpdesk.end(db, person_id, official_id, now_ms, how)
    db.conn.execute("UPDATE people SET handed_over_at = NULL, handed_over_until = NULL WHERE id = ?", [person_id])


def release(db: Database, person_id: str) -> None:
    """The bot answers this person again, while the talk goes on waiting for an official."""
    db.conn.execute("UPDATE people SET handed_over_at = NULL, handed_over_until = NULL WHERE id = ?", [person_id])


def opt_out(db: Database, person_id: str, at: int | None) -> None:
    """Stop broadcasts from `at` on; None allows them again."""
    db.conn.execute("UPDATE people SET opted_out_at = ? WHERE id = ?", [at, person_id])


def sync(db: Database, rows: Iterable[tuple[str, str | None, bool | None]], now_ms: int) -> int:
    """Take over (id, name, follows) from the platform; returns how many were new."""
    new = 0
    for person_id, name, follows in rows:
        new += db.conn.execute(
            "INSERT OR IGNORE INTO people (id, first_seen_at) VALUES (?, ?)", [person_id, now_ms]
        ).rowcount
        db.conn.execute(
            "UPDATE people SET name = iif(name_corrected_at IS NULL, coalesce(?, name), name),"
            " follows = coalesce(?, follows) WHERE id = ?",
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


def count_opted_out_followers(store: Store) -> int:
    """How many who follow asked for no notices."""
    row = store.row("SELECT count(*) AS n FROM people WHERE follows = 1 AND opted_out_at IS NOT NULL")
    return int(row["n"]) if row else 0


def erase(db: Database, person_id: str, now_ms: int) -> None:
    """Forget name, wishes and talk, and do not ask the platform for the name again.

    Opt-out, window and the fact of the notice stay: without them we would break promises.
    """
    helpdesk.end(db, person_id, None, now_ms, "erased")
    db.conn.execute(
        "UPDATE people SET name = NULL, name_corrected_at = NULL, state = NULL, state_at = NULL, handed_over_at = NULL,"
        " handed_over_until = NULL, neighbourhood = NULL, topics = NULL, details_due_at = NULL, erased_at = ?"
        " WHERE id = ?",
        [now_ms, person_id],
    )


def kept(store: Store, person_id: str) -> dict[str, int]:
    """How many messages, forms with their details, answers, tickets and labels are kept about one person."""
    row = store.row(
        "SELECT (SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
        f"  AND NOT erase_when_done AND kind IN ({_MESSAGE_KINDS})) AS messages,"
        " (SELECT count(*) FROM inbox WHERE person_id = :id AND body IS NOT NULL"
        f"  AND NOT erase_when_done AND kind = '{Kind.SHARED_INFO}') AS infos,"
        " (SELECT count(*) FROM outbox WHERE person_id = :id AND reply IS NOT NULL) AS answers,"
        " (SELECT count(*) FROM tickets WHERE person_id = :id AND text IS NOT NULL) AS tickets,"
        " (SELECT count(*) FROM person_tags WHERE person_id = :id) AS tags,"
        " (SELECT count(*) FROM person_phones WHERE person_id = :id) AS phones",
        {"id": person_id},
    )
    return dict(row) if row else {}
