"""What everybody may read of the health of an installation: which part is well, without figures and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.installation.health import Reason

PARTS: dict[str, frozenset[Reason]] = {
    "database": frozenset({Reason.DATABASE_UNREADABLE, Reason.DATABASE_UNWRITABLE}),
    "token": frozenset({Reason.TOKEN_LOST, Reason.TOKEN_MISSING}),
    "clock": frozenset({Reason.CLOCK_STOPPED}),
    "queues": frozenset({Reason.EVENTS_LATE, Reason.ANSWERS_LATE, Reason.NO_WORKER}),
}
"""The parts that /healthz names (docs/architecture.md 5), and the broken promises of each."""


def summarise(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of /healthz to strangers, of what `Health.report` says."""
    broken = set(facts["reasons"])
    parts = {name: {"status": "failing" if reasons & broken else "ok"} for name, reasons in PARTS.items()}
    return {"status": facts["status"]} | parts
