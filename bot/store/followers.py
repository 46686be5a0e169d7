"""Reading the platform's list of followers: how far it was read, who stood in it, whose details are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store import people
from bot.store.database import Store
from bot.store.records import first_record

DOUBTFUL = 0
"""In `details_due_at`: the list no longer has this person; the details decide."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """The pass through the platform's list that runs or ran last; times in ms.

    `parts` (JSON) and `reached` say where it is, `expected` is the platform's own count, `left_people` how many
    followers of ours the list no longer had. Nothing is asked before `rest_until`, after `slow_downs` refusals in a row.
    """

    started_at: int
    finished_at: int | None
    parts: str
    reached: int
    expected: int | None
    is_cut: int
    new_people: int
    left_people: int | None
    slow_downs: int
    rest_until: int


@dataclass(frozen=True, slots=True)
class DuePerson:
    """A person whose details are to be read."""

    id: str
    details_due_at: int


def state(store: Store) -> SyncState | None:
    """Return the pass through the list that runs or ran last, or None."""
    return first_record(SyncState, store.row("SELECT * FROM people_sync WHERE id = 1"))


def begin(db: Database, parts: str, now_ms: int) -> None:
    """A new pass through the list; `parts` (JSON) are the parts still to be read, the next one last."""
    db.conn.execute("INSERT OR REPLACE INTO people_sync (id, started_at, parts) VALUES (1, ?, ?)", [now_ms, parts])


def is_still(db: Database, before: SyncState) -> bool:
    """Whether nobody else went on meanwhile: of two processes that read the same page, one is too late."""
    now = db.conn.execute("SELECT started_at, parts, reached, finished_at FROM people_sync WHERE id = 1").fetchone()
    return now is not None and tuple(now) == (before.started_at, before.parts, before.reached, before.finished_at)


def advance(db: Database, parts: str, reached: int, expected: int | None, is_cut: bool, new_people: int) -> None:
    """A page was read: what is still to be read, and what the platform says of how many there are."""
    db.conn.execute(
        "UPDATE people_sync SET parts = ?, reached = ?, expected = coalesce(?, expected), is_cut = ?,"
        " new_people = new_people + ?, slow_downs = 0, rest_until = 0 WHERE id = 1",
        [parts, reached, expected, int(is_cut), new_people],
    )


def rest(db: Database, until_ms: int, slow_downs: int) -> None:
    """Ask nothing before a moment."""
    db.conn.execute("UPDATE people_sync SET rest_until = ?, slow_downs = ? WHERE id = 1", [until_ms, slow_downs])


def take_page(db: Database, ids: Iterable[str], pass_at: int, asked_at: int, now_ms: int) -> int:
    """These people stood in the list when it was asked at `asked_at`; returns how many are new.

    Who left since then, as an event said, has left. New people's details are due.
    """
    person_ids = list(ids)
    new = people.sync(db, [(person_id, None, None) for person_id in person_ids], now_ms)
    for person_id in person_ids:
        db.conn.execute(
            "UPDATE people SET listed_at = :pass_at,"
            " follows = CASE WHEN follows_at > :asked_at THEN follows ELSE 1 END,"
            " details_due_at = CASE WHEN details_at IS NULL AND erased_at IS NULL"
            " THEN coalesce(details_due_at, :now) ELSE details_due_at END WHERE id = :id",
            {"id": person_id, "pass_at": pass_at, "asked_at": asked_at, "now": now_ms},
        )
    return new


def listed(store: Store, pass_at: int) -> int:
    """How many followers stood in the list of this pass."""
    row = store.row("SELECT count(*) AS size FROM people WHERE follows = 1 AND listed_at = ?", [pass_at])
    return int(row["size"]) if row else 0


def finish(db: Database, pass_at: int, is_whole: bool, now_ms: int) -> None:
    """The list is read. If wholly, the details of every follower who did not stand in it are asked for first."""
    doubtful = None
    if is_whole:
        doubtful = db.conn.execute(
            "UPDATE people SET details_due_at = ? WHERE follows = 1 AND (listed_at IS NULL OR listed_at < ?)"
            " AND coalesce(follows_at, 0) < ?",
            [DOUBTFUL, pass_at, pass_at],
        ).rowcount
    db.conn.execute("UPDATE people_sync SET finished_at = ?, left_people = ? WHERE id = 1", [now_ms, doubtful])


def next_due(store: Store, now_ms: int) -> DuePerson | None:
    """Return the person whose details are to be read next, or None."""
    row = store.row(
        "SELECT id, details_due_at FROM people WHERE details_due_at <= ? ORDER BY details_due_at LIMIT 1", [now_ms]
    )
    return first_record(DuePerson, row)


def count_due(store: Store, now_ms: int) -> int:
    """How many people's details are to be read."""
    row = store.row("SELECT count(*) AS size FROM people WHERE details_due_at <= ?", [now_ms])
    return int(row["size"]) if row else 0


def take_details(
    db: Database, person_id: str, name: str | None, follows: bool | None, asked_at: int, due_at: int
) -> None:
    """What the platform tells of one person; the next time is `due_at`. An event that came since knows better."""
    db.conn.execute(
        "UPDATE people SET name = CASE WHEN erased_at IS NULL THEN iif(name_corrected_at IS NULL, coalesce(:name, name), name) END,"
        " follows = CASE WHEN :follows IS NULL OR follows_at > :asked_at THEN follows ELSE :follows END,"
        " details_at = :asked_at, details_due_at = CASE WHEN erased_at IS NULL THEN :due_at END WHERE id = :id",
        {
            "id": person_id,
            "name": name,
            "follows": None if follows is None else int(follows),
            "asked_at": asked_at,
            "due_at": due_at,
        },
    )
    db.conn.execute("UPDATE people SET details_due_at = NULL WHERE id = ? AND follows = 0", [person_id])
