"""A wish to start the program anew, from within; the server listens (bot.server.server)."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

ANSWER_S = 0.5
"""The answer to the browser that asked leaves first."""


class Restart:
    """Whether a new start is wanted; nothing happens where nobody listens, as in a command."""

    def __init__(self) -> None:
        self._is_requested = False
        self._listener: Callable[[], None] | None = None
        self._is_cancelled: Callable[[], bool] = lambda: False

    @property
    def is_wanted(self) -> bool:
        """Whether a new start was asked for, and nobody told the program to end for good meanwhile."""
        return self._is_requested and not self._is_cancelled()

    def connect(self, listener: Callable[[], None], is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """Let `listener` end the program when a new start is wanted; `is_cancelled`: it is to end for good."""
        self._listener, self._is_cancelled = listener, is_cancelled

    def request(self) -> bool:
        """Ask for a new start, in a moment; False when nobody can do it."""
        if self._listener is None:
            return False
        self._is_requested = True
        threading.Timer(ANSWER_S, self._listener).start()
        return True


def start_anew() -> None:
    """Replace this process by a new one with the same command; does not return. Open files and locks end with it."""
    os.execv(sys.executable, sys.orig_argv)
