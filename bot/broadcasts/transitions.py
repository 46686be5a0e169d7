"""Changing a broadcast's state: only along the table, always with a line in the audit, in one transaction."""

from __future__ import annotations

import json
from typing import Any

from bot.broadcasts.states import Act, State, state_after
from bot.store import Transaction, audit, broadcasts
from bot.store.broadcasts import Broadcast


def audit_subject(broadcast_id: int) -> str:
    """How the audit names a broadcast."""
    return f"broadcast:{broadcast_id}"


def move_state(
    db: Transaction, row: Broadcast, act: Act, now_ms: int, official_id: int | None = None, **values: Any
) -> State | None:
    """Do `act` if the table allows it and nobody was faster; the new state, or None when it could not be done.

    `official_id` None means the program itself did it.
    """
    target = state_after(row.state, act)
    if target is None:
        return None
    if not broadcasts.change_state(db, row.id, now_ms, before=row.state, after=target, **values):
        return None
    note_act(db, row.id, act, now_ms, official_id, row.state, target, values.get("reason"))
    return target


def note_act(
    db: Transaction,
    broadcast_id: int,
    act: str,
    now_ms: int,
    official_id: int | None,
    before: str | None = None,
    after: str | None = None,
    reason: str | None = None,
    **more: Any,
) -> None:
    """Write down who did what, from which state to which, and why."""
    detail = {"from": before, "to": after, "reason": reason, **more}
    detail_json = json.dumps({key: value for key, value in detail.items() if value is not None}, ensure_ascii=False)
    audit.write(db, now_ms, official_id, f"broadcast_{act}", audit_subject(broadcast_id), detail_json)
