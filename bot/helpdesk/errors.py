"""Why the helpdesk refuses an act."""

from __future__ import annotations


class HelpdeskError(Exception):
    """What cannot be done and why, in Vietnamese."""


class AnswerOvertaken(HelpdeskError):
    """Another official answered since the page was opened. `last` is the id of that answer in the outbox, `text` its words."""

    def __init__(self, reason: str, last: int, text: str) -> None:
        super().__init__(reason)
        self.last, self.text = last, text
