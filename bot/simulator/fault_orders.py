"""Fault orders of the panel and the shell: set or clear faults, move the clock (keys: console.py)."""

from __future__ import annotations

from collections.abc import Callable

from bot.simulator.faults import SHAPES, Faults
from bot.simulator.json_types import JsonObject
from bot.simulator.simulator import Simulator

NUMBERS = {"slow_ms": 60_000, "server_errors": 1000, "drops": 1000, "repeat": 20}
"""Faults with a number, and the largest value allowed."""
REFUSALS = {f"refuse_{shape}": shape for shape in SHAPES}
"""Faults with the error code that refuses a shape of message, 0 for none."""
SWITCHES = ("quota_used_up", "receipts")


def set_fault(handle: Simulator, key: str, value: object) -> None:
    """Execute one order; ValueError for an unknown key or a wrong value."""
    faults = handle.faults
    if key in NUMBERS:
        setattr(faults, key, whole_number(value, NUMBERS[key], least=1 if key == "repeat" else 0))
    elif key in SWITCHES and isinstance(value, bool):
        setattr(faults, key, value)
    elif key == "rate_per_second":
        faults.rate_per_second = whole_number(value, 10_000) or None
    elif key in REFUSALS and type(value) is int:
        faults.refuse_shape(REFUSALS[key], value)
    elif key == "error" and isinstance(value, dict):
        _add_error(faults, value)
    elif key in ("night", "advance_hours"):
        _set_clock(handle, key, value)
    elif key in _AT_ONCE and value is True:
        _AT_ONCE[key](handle)
    else:
        raise ValueError(f"unknown fault or wrong value: {key}")


def _set_clock(handle: Simulator, key: str, value: object) -> None:
    if key == "night" and (value is None or isinstance(value, bool)):
        handle.set_night(value)
    elif key == "advance_hours" and isinstance(value, int | float):
        handle.advance(value)
    else:
        raise ValueError(f"unknown fault or wrong value: {key}")


def _add_error(faults: Faults, value: JsonObject) -> None:
    code = value.get("code")
    if type(code) is not int:
        raise ValueError("error.code")
    faults.add_error(code, whole_number(value.get("times", 1), 1000, least=1), str(value.get("path", "")))


def _clear_faults(handle: Simulator) -> None:
    handle.faults.clear()
    handle.zalo.clock.reset()


_AT_ONCE: dict[str, Callable[[Simulator], None]] = {
    "expire_tokens": Simulator.expire_access_tokens,
    "revoke_tokens": lambda handle: handle.zalo.tokens.revoke_permission(),
    "reset_quota": lambda handle: handle.zalo.quotas.reset(),
    "webhook_on": lambda handle: handle.zalo.webhooks.turn_on(),
    "clear": _clear_faults,
}


def whole_number(value: object, most: int, least: int = 0) -> int:
    """`value` if it is a whole number from `least` to `most`; else ValueError."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"a whole number from {least} to {most} is expected")
    return value
