"""Calls between parts that are built one after the other and must not import each other."""

from __future__ import annotations

from collections.abc import Callable


class Signal:
    """Calling it calls every listener that was connected; the caller need not know who listens."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def connect(self, listener: Callable[[], None]) -> None:
        """Let `listener` be called from now on, in the order of connection."""
        self._listeners.append(listener)

    def __call__(self) -> None:
        """Call the listeners; what one raises ends the call."""
        for listener in self._listeners:
            listener()
