"""Attachments of people's messages: waiting to be fetched, stored in a file of ours, failed, or erased. Times in ms."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.event import Kind
from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records

KINDS = (Kind.IMAGE, Kind.GIF, Kind.VOICE, Kind.VIDEO, Kind.STICKER, Kind.FILE)
"""Kinds of messages whose attachment is more than an address."""
_KINDS = ", ".join(f"'{kind}'" for kind in (*KINDS, Kind.OFFICIAL))


@dataclass(frozen=True, slots=True)
class Media:
    """One attachment: the `place`-th of event `event_id`, at the platform's `address`; `name` is the person's own.

    `file` is its name in the folder of media, `media_type` by its bytes, `size` in bytes; `reason` says why it failed.
    """

    id: int
    person_id: str | None
    event_id: int | None
    place: int
    kind: str
    address: str | None
    name: str | None
    received_at: int
    state: str
    due_at: int
    attempts: int
    reason: str | None
    file: str | None
    media_type: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class NewMedia:
    """An attachment to be fetched."""

    person_id: str
    event_id: int
    place: int
    kind: str
    address: str
    name: str | None
    received_at: int


@dataclass(frozen=True, slots=True)
class EventWithMedia:
    """An event that may hold attachments, with its body."""

    id: int
    person_id: str
    received_at: int
    body: bytes


def events_after(store: Store, event_id: int, limit: int) -> tuple[list[EventWithMedia], int]:
    """Events with attachments after `event_id`, oldest first, and up to which id this looked."""
    newest = store.row("SELECT max(id) AS id FROM inbox")
    last = int(newest["id"] or 0) if newest else 0
    if last <= event_id:
        return [], event_id
    rows = store.rows(
        "SELECT id, person_id, received_at, body FROM inbox WHERE id > ? AND id <= ? AND body IS NOT NULL"
        f" AND person_id IS NOT NULL AND NOT erase_when_done AND kind IN ({_KINDS}) ORDER BY id LIMIT ?",
        [event_id, last, limit],
    )
    events = to_records(EventWithMedia, rows)
    return events, events[-1].id if len(events) == limit else last


def add(db: Transaction, items: Sequence[NewMedia]) -> None:
    """Let attachments wait to be fetched; those that are known change nothing."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO media (person_id, event_id, place, kind, address, name, received_at, state, due_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0)",
        [
            [item.person_id, item.event_id, item.place, item.kind, item.address, item.name, item.received_at]
            for item in items
        ],
    )


def add_sent(db: Transaction, item: NewMedia, file: str, media_type: str, size: int) -> int:
    """A file of ours for a person, which lies in `file` already; returns its number. It belongs to no event."""
    cursor = db.conn.execute(
        "INSERT INTO media (person_id, place, kind, name, received_at, state, due_at, file, media_type, size)"
        " VALUES (?, 0, ?, ?, ?, 'stored', 0, ?, ?, ?)",
        [item.person_id, item.kind, item.name, item.received_at, file, media_type, size],
    )
    return int(cursor.lastrowid or 0)


def due(store: Store, now_ms: int, limit: int) -> list[Media]:
    """What is to be fetched now, the newest first: an official may be waiting for it."""
    rows = store.rows(
        "SELECT * FROM media WHERE state = 'waiting' AND due_at <= ? ORDER BY id DESC LIMIT ?", [now_ms, limit]
    )
    return to_records(Media, rows)


def note_stored(db: Transaction, media_id: int, file: str, media_type: str, size: int) -> bool:
    """It lies in `file`; False when it was erased meanwhile, and the file is not wanted."""
    cursor = db.conn.execute(
        "UPDATE media SET state = 'stored', file = ?, media_type = ?, size = ?, reason = NULL"
        " WHERE id = ? AND state = 'waiting'",
        [file, media_type, size, media_id],
    )
    return cursor.rowcount == 1


def note_failure(db: Transaction, media_id: int, reason: str, due_at: int | None) -> None:
    """It could not be fetched: tried again at `due_at`, or given up (None)."""
    db.conn.execute(
        "UPDATE media SET state = iif(:due IS NULL, 'failed', 'waiting'), due_at = coalesce(:due, due_at),"
        " attempts = attempts + 1, reason = :reason WHERE id = :id AND state = 'waiting'",
        {"id": media_id, "due": due_at, "reason": reason},
    )


def try_again(db: Transaction, media_id: int) -> bool:
    """Fetch it once more, from the beginning; False when it waits already or is erased."""
    cursor = db.conn.execute(
        "UPDATE media SET state = 'waiting', due_at = 0, attempts = 0, file = NULL WHERE id = ?"
        " AND state IN ('failed', 'stored')",
        [media_id],
    )
    return cursor.rowcount == 1


def get(store: Store, media_id: int) -> Media | None:
    """Return one attachment that is not erased, or None."""
    return first_record(Media, store.row("SELECT * FROM media WHERE id = ? AND state <> 'erased'", [media_id]))


def of_events(store: Store, event_ids: Collection[int]) -> list[Media]:
    """The attachments of these events, by event and place."""
    rows = store.rows(
        "SELECT * FROM media WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY event_id, place",
        [json.dumps(list(event_ids))],
    )
    return to_records(Media, rows)


def of_person(store: Store, person_id: str) -> list[Media]:
    """All attachments of a person, oldest first."""
    return to_records(Media, store.rows("SELECT * FROM media WHERE person_id = ? ORDER BY id", [person_id]))


def at_addresses(store: Store, person_id: str, addresses: Collection[str]) -> dict[str, Media]:
    """A person's attachments by the platform's address."""
    marks = ", ".join("?" * len(addresses))
    rows = store.rows(f"SELECT * FROM media WHERE person_id = ? AND address IN ({marks})", [person_id, *addresses])
    return {item.address: item for item in to_records(Media, rows) if item.address}


def forget_person(db: Transaction, person_id: str) -> None:
    """Erase a person's attachments; the files are deleted right after (`erased_files`)."""
    _erase(db, "person_id = ?", [person_id])


def forget_before(db: Transaction, before_ms: int) -> None:
    """Erase attachments received before a moment."""
    _erase(db, "received_at < ?", [before_ms])


def _erase(db: Transaction, where: str, values: list[str] | list[int]) -> None:
    db.conn.execute(
        "UPDATE media SET state = 'erased', person_id = NULL, event_id = NULL, address = NULL, name = NULL"
        f" WHERE state <> 'erased' AND {where}",
        values,
    )


def files(store: Store) -> set[str]:
    """The names of all files that rows name."""
    return {row["file"] for row in store.rows("SELECT file FROM media WHERE file IS NOT NULL")}


def erased_files(store: Store, limit: int) -> list[tuple[int, str | None]]:
    """(id, name of its file or None) of erased attachments."""
    rows = store.rows("SELECT id, file FROM media WHERE state = 'erased' ORDER BY id LIMIT ?", [limit])
    return [(row["id"], row["file"]) for row in rows]


def remove(db: Transaction, ids: Sequence[int]) -> None:
    """Delete erased rows whose files are gone."""
    db.conn.executemany("DELETE FROM media WHERE id = ? AND state = 'erased'", [[number] for number in ids])
