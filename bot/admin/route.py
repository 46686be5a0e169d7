"""One route of the officials' pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from bot.admin.access import Rule


@dataclass(frozen=True, slots=True)
class Route:
    """One route; `view` is called with the runtime first, then with what stands in the path."""

    method: str
    path: str
    endpoint: str
    view: Callable[..., ResponseReturnValue]
    rule: Rule
