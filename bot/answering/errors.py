"""Why the desk refuses."""

from __future__ import annotations


class DeskError(Exception):
    """What cannot be done and why, in Vietnamese."""


class Overtaken(DeskError):
    """Another official answered since the page was opened. `last` is the id of what they sent."""

    def __init__(self, reason: str, last: int) -> None:
        super().__init__(reason)
        self.last = last
