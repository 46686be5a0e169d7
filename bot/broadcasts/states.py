"""What may happen to a broadcast in which state, and who may do it: one visible table."""

from __future__ import annotations

from enum import StrEnum

from bot.accounts.roles import APPROVING as APPROVERS
from bot.accounts.roles import WRITING as WRITERS
from bot.zalo.errors import Outcome


class State(StrEnum):
    """Where a broadcast stands. STOPPED, REJECTED, EXPIRED and SENT are ends (SENT may be taken up by a retry)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    STOPPED = "stopped"
    EXPIRED = "expired"


class Act(StrEnum):
    """What is done to a broadcast. The last five are done by the program itself."""

    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "cancel"
    RETRY = "retry_failed"
    SCHEDULE = "schedule"
    START = "start"
    REPLAN = "replan"
    FINISH = "finish"
    EXPIRE = "expire"


TRANSITIONS: dict[tuple[State, Act], State] = {
    (State.DRAFT, Act.EDIT): State.DRAFT,
    (State.RETURNED, Act.EDIT): State.DRAFT,
    (State.SUBMITTED, Act.EDIT): State.DRAFT,
    (State.APPROVED, Act.EDIT): State.DRAFT,
    (State.SCHEDULED, Act.EDIT): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.APPROVE): State.APPROVED,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.SUBMITTED, Act.REJECT): State.REJECTED,
    (State.APPROVED, Act.SCHEDULE): State.SCHEDULED,
    (State.SCHEDULED, Act.START): State.SENDING,
    (State.SCHEDULED, Act.EXPIRE): State.EXPIRED,
    (State.SENDING, Act.EXPIRE): State.EXPIRED,
    (State.SCHEDULED, Act.PAUSE): State.PAUSED,
    (State.SENDING, Act.PAUSE): State.PAUSED,
    (State.PAUSED, Act.RESUME): State.SENDING,
    (State.PAUSED, Act.REPLAN): State.SCHEDULED,
    (State.SENDING, Act.FINISH): State.SENT,
    (State.SCHEDULED, Act.FINISH): State.SENT,
    (State.SENT, Act.RETRY): State.SENDING,
    (State.DRAFT, Act.STOP): State.STOPPED,
    (State.RETURNED, Act.STOP): State.STOPPED,
    (State.SUBMITTED, Act.STOP): State.STOPPED,
    (State.APPROVED, Act.STOP): State.STOPPED,
    (State.SCHEDULED, Act.STOP): State.STOPPED,
    (State.SENDING, Act.STOP): State.STOPPED,
    (State.PAUSED, Act.STOP): State.STOPPED,
}
"""(state, act) → the state afterwards; what is not here cannot be done. SCHEDULED → SENT is the end of a series."""

WHO: dict[Act, frozenset[str]] = {
    Act.EDIT: WRITERS,
    Act.SUBMIT: WRITERS,
    Act.APPROVE: APPROVERS,
    Act.RETURN: APPROVERS,
    Act.REJECT: APPROVERS,
    Act.PAUSE: WRITERS,
    Act.RESUME: APPROVERS,
    Act.STOP: WRITERS,
    Act.RETRY: APPROVERS,
}
"""Roles that may do an act; the program's own acts have none."""

RETRYABLE = (
    Outcome.RATE_LIMITED,
    Outcome.TOKEN_REFRESH,
    Outcome.QUOTA_OA,
    Outcome.QUOTA_PERSON,
    Outcome.NIGHT,
    Outcome.RETRY_LATER,
    Outcome.OA_PROBLEM,
    Outcome.WINDOW_CLOSED,
)
"""Refusals that may be over by now: the message was surely not sent."""

EDITABLE = frozenset(state for state, act in TRANSITIONS if act is Act.EDIT)
UNDER_WAY = frozenset({State.SCHEDULED, State.SENDING, State.PAUSED})


def state_after(state: str, act: Act) -> State | None:
    """The state after `act`, or None when it cannot be done in `state`."""
    return TRANSITIONS.get((State(state), act))


def acts_on(state: str, roles: frozenset[str]) -> list[Act]:
    """What an official of these roles may do to a broadcast in `state`, in the order of the table."""
    return [act for (before, act) in TRANSITIONS if before == state and roles & WHO.get(act, frozenset())]
