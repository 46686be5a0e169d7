"""Whoever approves must be another person than the author: an account just given by a manager still counts as that manager's."""

from __future__ import annotations

from bot.clock import DAY
from bot.store import Store, audit

ACCESS_ACTS = ("official_add", "official_role", "official_reset_password", "official_enable", "factor_reset")
"""Acts after which a manager may know how to sign in as somebody else, or made somebody able to approve."""
FRESH_MS = DAY
"""How long the account counts as the giver's too: until its own official has used it, and others could see the audit."""


def approval_fault(store: Store, author_id: int | None, approver_id: int, now_ms: int) -> str:
    """Return why this official may not approve what that one wrote; empty when two people decide.

    "own": the same account; "same_hand": one person may stand behind both, by what managers did in the last day.
    """
    if author_id is None or author_id == approver_id:
        return "own" if author_id == approver_id else ""
    controllers = [_controllers_of(store, official_id, now_ms - FRESH_MS) for official_id in (author_id, approver_id)]
    return "same_hand" if controllers[0] & controllers[1] else ""


def _controllers_of(store: Store, official_id: int, since_ms: int) -> set[int]:
    """The official, whoever gave the account access since then, and whoever gave theirs."""
    controllers: set[int] = set()
    ahead = {official_id}
    while ahead:
        one = ahead.pop()
        controllers.add(one)
        ahead |= audit.officials_who(store, ACCESS_ACTS, str(one), since_ms) - controllers
    return controllers
