"""What Zalo lets through in a period: once it said that all is used up, nothing of that kind is tried before the next one."""

from __future__ import annotations

from bot.broadcasts.kinds import BroadcastKind
from bot.store import Store, Transaction, key_values


def note_used_up(db: Transaction, kind: BroadcastKind, until_ms: int) -> None:
    """Zalo refused for the whole OA: nothing of this kind before `until_ms`."""
    if kind.has_period_quota:
        key_values.set_in(db, _key(kind), str(until_ms))


def used_up_until(store: Store, kind: BroadcastKind, now_ms: int) -> int | None:
    """Until when (ms) nothing of this kind leaves, because Zalo refused; None when it may."""
    until = int(key_values.get(store, _key(kind)) or 0) if kind.has_period_quota else 0
    return until if until > now_ms else None


def forget_used_up(db: Transaction, kind: BroadcastKind) -> None:
    """Forget the refusal: an official says that more was bought."""
    key_values.remove(db, _key(kind))


def _key(kind: BroadcastKind) -> str:
    return f"used_up_{kind.name}"
