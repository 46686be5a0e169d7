"""Finding reports and proposals by code or words, accents and capitals aside."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from bot.store.database import Store
from bot.store.records import to_records
from bot.store.schema.m015_people_search import plain
from bot.store.ticket_events import REPORTS


@dataclass(frozen=True, slots=True)
class TicketHit:
    """A report or proposal that a search found."""

    code: str
    person_id: str
    kind: str
    text: str | None


MOST_SEARCHED = 3000
"""The newest tickets a search reads: years of a ward."""


def find(store: Store, text: str, limit: int) -> list[TicketHit]:
    """Reports and proposals whose code holds `text`, or with all its words in theirs; the newest first, accents do not matter."""
    words = plain(text).split()
    rows = to_records(
        TicketHit,
        store.rows(
            f"SELECT code, person_id, kind, text FROM tickets WHERE kind IN {REPORTS} ORDER BY id DESC LIMIT ?",
            [MOST_SEARCHED],
        ),
    )
    hits = (row for row in rows if text.upper() in row.code or _has_words(row, words))
    return list(islice(hits, limit))


def _has_words(row: TicketHit, words: list[str]) -> bool:
    folded = plain(row.text or "")
    return bool(words) and all(word in folded for word in words)
