"""Waits for Ctrl-C or SIGTERM without a race between the signal and the wait."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from types import FrameType

ASKED = b"\0"
"""What `ask` writes; a signal writes its number."""


class StopSignal:
    """Once it is created, SIGINT and SIGTERM ask the program to end. Create it in the main thread.

    A handler that sets a `threading.Event` can be missed: Python runs handlers in the main thread between two steps,
    and that thread may just be entering `wait`, or the kernel gave the signal to another thread. The byte that
    `signal.set_wakeup_fd` writes does not depend on the thread, and stays until it is read.
    """

    def __init__(self) -> None:
        self._reading, self._writing = socket.socketpair()
        self._told = b""
        self._writing.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _only_wake)

    def ask(self) -> None:
        """Let `wait` return, as a signal would; from any thread."""
        self._writing.send(ASKED)

    def wait(self) -> None:
        """Return when a signal arrives; at once when one arrived before."""
        self._told = self._reading.recv(1)

    def was_signalled(self) -> bool:
        """Whether a signal came, then or since, and not only `ask`: the program is to end, not to start anew."""
        self._reading.setblocking(False)
        with suppress(BlockingIOError):
            self._told += self._reading.recv(16)
        return self._told.strip(ASKED) != b""


def _only_wake(number: int, frame: FrameType | None) -> None:
    """Does nothing. Without a Python handler the process would die before the wakeup socket is written."""
