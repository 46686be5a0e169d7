"""What officials keep beside a talk: notes to each other, and who looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class TalkNote:
    """A note about a talk; `official` is the name of who wrote it."""

    text: str
    created_at: int
    official: str | None


@dataclass(frozen=True, slots=True)
class TalkViewer:
    """An official who has a talk open, since a moment (ms)."""

    name: str
    since: int


def add(db: Database, person_id: str, official_id: int | None, text: str, now_ms: int) -> None:
    """A note about one person's talk; it is never sent."""
    db.conn.execute(
        "INSERT INTO talk_notes (person_id, official_id, text, created_at) VALUES (?, ?, ?, ?)",
        [person_id, official_id, text, now_ms],
    )


def of_person(store: Store, person_id: str, limit: int = 50) -> list[TalkNote]:
    """Return the notes about one person's talk, newest first."""
    rows = store.rows(
        "SELECT n.text, n.created_at, o.name AS official FROM talk_notes AS n"
        " LEFT JOIN officials AS o ON o.id = n.official_id WHERE n.person_id = ? ORDER BY n.id DESC LIMIT ?",
        [person_id, limit],
    )
    return to_records(TalkNote, rows)


def forget_before(db: Database, before_ms: int) -> None:
    """Delete notes written before a moment."""
    db.conn.execute("DELETE FROM talk_notes WHERE created_at < ?", [before_ms])


def look(db: Database, person_id: str, official_id: int, now_ms: int, gone_before: int) -> None:
    """An official has the talk open now; since when, unless they were away since `gone_before`."""
    db.conn.execute(
        "INSERT INTO talk_presence (person_id, official_id, since, seen_at) VALUES (:person, :official, :now, :now)"
        " ON CONFLICT (person_id, official_id) DO UPDATE SET"
        " since = CASE WHEN seen_at < :gone THEN :now ELSE since END, seen_at = :now",
        {"person": person_id, "official": official_id, "now": now_ms, "gone": gone_before},
    )


def leave(db: Database, person_id: str, official_id: int) -> None:
    """An official is done with the talk."""
    db.conn.execute("DELETE FROM talk_presence WHERE person_id = ? AND official_id = ?", [person_id, official_id])


def others(store: Store, person_id: str, official_id: int, seen_after: int) -> list[TalkViewer]:
    """Return the other officials who had the talk open after a moment, who came first first."""
    rows = store.rows(
        "SELECT o.name, v.since FROM talk_presence AS v JOIN officials AS o ON o.id = v.official_id"
        " WHERE v.person_id = ? AND v.official_id <> ? AND v.seen_at > ? ORDER BY v.since",
        [person_id, official_id, seen_after],
    )
    return to_records(TalkViewer, rows)
