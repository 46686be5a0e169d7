"""How SQLite means to do what it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from sqlite3 import Connection

Step = tuple[str, str]
"""A statement, and one step of its plan."""


def plans(connection: Connection, act: Callable[[], object]) -> list[Step]:
    """The steps of every statement that `act` runs over this connection; fails when it runs none."""
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    act()
    connection.set_trace_callback(None)
    statements = [one for one in asked if re.match(r"(SELECT|UPDATE|INSERT|DELETE|WITH)", one)]
    assert statements
    return [(one, row["detail"]) for one in statements for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")]
