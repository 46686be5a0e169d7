"""Waiting for Ctrl-C or SIGTERM without ever missing one."""

from __future__ import annotations

import signal
import socket
from types import FrameType


class StopSignal:
    """From its making on, SIGINT and SIGTERM ask the program to end; make it in the main thread.

    A handler that sets a `threading.Event` can be missed: Python runs handlers in the main thread between two steps, and
    that thread may just be falling asleep in `wait`, or the kernel gave the signal to another thread. The byte that
    `signal.set_wakeup_fd` writes is there whoever got the signal, and stays until it is read.
    """

    def __init__(self) -> None:
        self._reading, self._writing = socket.socketpair()
        self._writing.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _only_wake)

    def wait(self) -> None:
        """Return once a signal has come, at once when it came before."""
        self._reading.recv(1)


def _only_wake(number: int, frame: FrameType | None) -> None:
    """Without a handler of Python's own the process would die, and nothing be written to the wakeup socket."""
