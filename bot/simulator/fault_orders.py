"""What a panel or a shell may order: break something, mend it, move the clock (the keys stand in console.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .faults import Faults
from .simulator import Simulator

NUMBERS = {"slow_ms": 60_000, "server_errors": 1000, "drops": 1000, "repeat": 20}
"""Faults that are a number, and the largest one taken."""
SWITCHES = ("quota_used_up", "receipts")


def set_fault(handle: Simulator, key: str, value: Any) -> None:
    """Carry one order out; ValueError for an unknown key or a value that does not fit."""
    chosen = handle.faults
    if key in NUMBERS:
        setattr(chosen, key, whole_number(value, NUMBERS[key], least=1 if key == "repeat" else 0))
    elif key in SWITCHES and isinstance(value, bool):
        setattr(chosen, key, value)
    elif key == "rate_per_second":
        chosen.rate_per_second = whole_number(value, 10_000) or None
    elif key == "error" and isinstance(value, dict):
        _add_error(chosen, value)
    elif key == "night" and (value is None or isinstance(value, bool)):
        handle.set_night(value)
    elif key == "advance_hours" and isinstance(value, int | float):
        handle.advance(value)
    elif key in _AT_ONCE and value is True:
        _AT_ONCE[key](handle)
    else:
        raise ValueError(f"unknown fault or wrong value: {key}")


def _add_error(chosen: Faults, value: dict[str, Any]) -> None:
    code = value.get("code")
    if type(code) is not int:
        raise ValueError("error.code")
    chosen.add_error(code, whole_number(value.get("times", 1), 1000, least=1), str(value.get("path", "")))


def _clear(handle: Simulator) -> None:
    handle.faults.clear()
    handle.zalo.clock.reset()


_AT_ONCE: dict[str, Callable[[Simulator], None]] = {
    "expire_tokens": Simulator.expire_access_tokens,
    "revoke_tokens": lambda handle: handle.zalo.tokens.revoke(),
    "reset_quota": lambda handle: handle.zalo.quotas.reset(),
    "webhook_on": lambda handle: handle.zalo.webhooks.turn_on(),
    "clear": _clear,
}


def whole_number(value: Any, most: int, least: int = 0) -> int:
    """The value, when it is a whole number within the limits; else ValueError."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"a whole number from {least} to {most} is expected")
    return value
