"""One route of the officials' pages, and a section of them."""

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


@dataclass(frozen=True, slots=True)
class Section:
    """Routes that belong together; `home` is the endpoint its name in the navigation leads to."""

    label: str
    home: str
    routes: tuple[Route, ...]

    @property
    def rule(self) -> Rule:
        """Who may see it: those who may open its first page."""
        return next(route.rule for route in self.routes if route.endpoint == self.home)
