"""The shapes of a delivery, the row of one person in one broadcast."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaitingDelivery:
    """The delivery that is sent next; `reason` says why the person is left out now, None when the person is not."""

    id: int
    person_id: str
    name: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class ListedDelivery:
    """One person of a broadcast: `state` and `outcome` say how it ended, `sent_at` (ms) when the message left."""

    id: int
    person_id: str
    name: str | None
    state: str
    outcome: str | None
    code: str | None
    sent_at: int | None


@dataclass(frozen=True, slots=True)
class ExportedDelivery(ListedDelivery):
    """The same with how often it was tried, when it was settled (ms), and the newest message of the outbox for it."""

    attempts: int
    settled_at: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    """How many deliveries of a broadcast have this state and outcome."""

    state: str
    outcome: str | None
    count: int


@dataclass(frozen=True, slots=True)
class ReceivedBroadcast:
    """A broadcast that one person got; `sent_at` in ms."""

    broadcast_id: int
    title: str
    state: str
    outcome: str | None
    sent_at: int
