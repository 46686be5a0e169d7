"""Messages of the outbox as officials see them: what failed, what is unknown, and one person's talk."""

from __future__ import annotations

from collections.abc import Sequence

from bot.store.database import Store
from bot.store.outbox_records import OFFICIAL, REPLY_KIND, REPLY_KINDS, TalkMessage, UnknownMessage
from bot.store.records import to_records


def unknown_messages(store: Store, now_ms: int, wait_ms: int, limit: int = 20) -> list[UnknownMessage]:
    """Unknown messages to a person, oldest first, whose last attempt was `wait_ms` ago; so much longer for each attempt, up to ten."""
    rows = store.rows(
        "SELECT id, person_id, reply, fingerprint, attempted_at, created_at, delivery_id IS NOT NULL AS is_bulk,"
        f" priority = {OFFICIAL} AS is_from_official FROM outbox WHERE state = 'unknown'"
        " AND attempted_at < :now - :wait * min(attempts, 10) AND attempted_at < :now - :wait"
        f" AND coalesce(note, '') NOT IN ('not_found', 'no_record') AND kind IN {REPLY_KINDS}"
        " ORDER BY attempted_at LIMIT :limit",
        {"now": now_ms, "wait": wait_ms, "limit": limit},
    )
    return to_records(UnknownMessage, rows)


def known_platform_ids(store: Store, platform_ids: Sequence[str]) -> set[str]:
    """Those of the platform's ids that belong to messages of ours."""
    marks = ", ".join("?" * len(platform_ids))
    return {
        row["message_id"]
        for row in store.rows(f"SELECT message_id FROM outbox WHERE message_id IN ({marks})", platform_ids)
    }


def of_person(store: Store, person_id: str, limit: int = 200, before: int | None = None) -> list[TalkMessage]:
    """The newest messages to one person, oldest first, with the name of the official who wrote; see inbox.of_person."""
    rows = store.rows(
        "SELECT m.id, m.created_at, m.official_id, m.kind, m.reply, m.state, m.outcome, m.note, m.fingerprint,"
        " o.name AS official FROM outbox AS m LEFT JOIN officials AS o ON o.id = m.official_id WHERE m.person_id = ?"
        " AND m.reply IS NOT NULL AND m.id < coalesce(?, 9223372036854775807) ORDER BY m.id DESC LIMIT ?",
        [person_id, before, limit],
    )
    return to_records(TalkMessage, rows[::-1])


def consultations_since(store: Store, person_id: str, since_ms: int) -> int:
    """How many consultation messages left for a person since a moment (ms), or may have."""
    row = store.row(
        f"SELECT count(*) AS n FROM outbox WHERE person_id = ? AND kind = '{REPLY_KIND}' AND attempted_at >= ?"
        " AND state IN ('sent', 'delivered', 'seen', 'unknown')",
        [person_id, since_ms],
    )
    return int(row["n"]) if row else 0


def count_answered(store: Store, person_id: str, since_ms: int, most: int) -> int:
    """Return how many turns of a person were answered since a moment; counted no further than `most` messages back."""
    row = store.row(
        "SELECT count(DISTINCT event_id) AS n FROM"
        " (SELECT event_id, created_at FROM outbox WHERE person_id = ? ORDER BY id DESC LIMIT ?) WHERE created_at >= ?",
        [person_id, most, since_ms],
    )
    return int(row["n"]) if row else 0
