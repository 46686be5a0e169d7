"""Events that could not be handled: how often one is tried, and how its failure is described."""

from __future__ import annotations

from bot.clock import SECOND, steady_clock

MOST_ATTEMPTS = 3
"""An event whose handling broke off so often (the process died, the database refused its rows) is not tried again."""


CALM_MS = 3 * SECOND
"""A process that has lived so long is not about to be killed again from outside."""


class CalmAfterStart:
    """Whether this process may take events that were in hand at two deaths: the next death is held against them.

    A machine that is switched off and on, or a process killed over and over, would else bury events that did no harm.
    """

    def __init__(self) -> None:
        self._started_at = steady_clock()

    def __call__(self) -> bool:
        return steady_clock() - self._started_at >= CALM_MS


class Interrupted(Exception):
    """Handling an event broke off too often. The text is for officials."""


def check_attempts(attempts: int) -> None:
    """Raises Interrupted when this would be one attempt too many."""
    if attempts > MOST_ATTEMPTS:
        raise Interrupted(f"máy đã {MOST_ATTEMPTS} lần dừng giữa chừng khi xử lý tin này")


def describe_error(error: Exception) -> str:
    """What went wrong, for the list of events nobody could handle."""
    return f"{type(error).__name__}: {error}"[:500]
