"""What Zalo lets through in a period: once it said that all is used up, nothing of that kind is tried before the next one."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store import Store, notes

PERIODIC = frozenset({"article", "promotion"})
"""Kinds with a number for the whole OA and a period (platform.md 13); of consultations only the paid ones have one."""


def note_used_up(db: Database, kind: str, until_ms: int) -> None:
    """Zalo refused for the whole OA: nothing of this kind before `until_ms`."""
    if kind in PERIODIC:
        notes.set_in(db, _key(kind), str(until_ms))


def used_up_until(store: Store, kind: str, now_ms: int) -> int | None:
    """Until when (ms) nothing of this kind leaves, by Zalo's own word; None when it may."""
    until = int(notes.get(store, _key(kind)) or 0) if kind in PERIODIC else 0
    return until if until > now_ms else None


def try_again(db: Database, kind: str) -> None:
    """An official knows better: more was bought."""
    notes.remove(db, _key(kind))


def _key(kind: str) -> str:
    return f"used_up_{kind}"
