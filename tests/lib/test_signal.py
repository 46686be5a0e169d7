"""A signal calls whoever was connected, in order."""

from __future__ import annotations

from bot.lib.signal import Signal


def test_every_listener_is_called_in_order() -> None:
    signal, calls = Signal(), list[str]()
    signal()
    signal.connect(lambda: calls.append("first"))
    signal.connect(lambda: calls.append("second"))
    signal()
    assert calls == ["first", "second"]
