"""How commands speak: JSON on request, else plain Vietnamese lines; errors on one line with exit code 1."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import tzinfo
from functools import wraps
from typing import Any, TypeVar

import click

from bot.clock import at_zone

Function = TypeVar("Function", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="In JSON, mỗi kết quả một dòng, không kèm lời.")


def say_json(data: Any) -> None:
    """One line of JSON."""
    click.echo(json.dumps(data, ensure_ascii=False))


def format_moment(at_ms: int, zone: tzinfo) -> str:
    """Return a moment (ms) as local dd/mm/yyyy HH:MM."""
    return at_zone(at_ms, zone).strftime("%d/%m/%Y %H:%M")


def clear_errors(*kinds: type[Exception]) -> Callable[[Function], Function]:
    """Errors of these kinds become one line and exit code 1 instead of a traceback."""

    def decorate(function: Function) -> Function:
        @wraps(function)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except kinds as error:
                raise click.ClickException(str(error)) from None

        return guarded  # type: ignore[return-value]

    return decorate
