"""`python -m tests.support.faulty_disk`: the product on a disk that fails as long as a file says so.

SQLite's own errors cannot be had from a real disk without being root; here its connections raise them. `FAULT_FILE` holds
"full" (every write is refused), "unreadable" (everything is) or nothing.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

FULL, UNREADABLE = "full", "unreadable"
WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")


class FailingConnection(sqlite3.Connection):
    """A connection on that disk."""

    fault_file: Path

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._check(sql)
        return super().execute(sql, *values)

    def _check(self, sql: str) -> None:
        fault = self.fault_file.read_text() if self.fault_file.exists() else ""
        if fault == FULL and sql.lstrip().upper().startswith(WRITES):
            raise sqlite3.OperationalError("database or disk is full")
        if fault == UNREADABLE:
            raise sqlite3.OperationalError("disk I/O error")


def spoil_connections(fault_file: Path) -> None:
    """From now on this process's connections fail when the file says so."""
    FailingConnection.fault_file = fault_file
    real = sqlite3.connect

    def connect(*values: Any, **options: Any) -> sqlite3.Connection:
        return real(*values, **{"factory": FailingConnection} | options)

    sqlite3.connect = connect  # type: ignore[assignment]


def main() -> None:
    spoil_connections(Path(os.environ["FAULT_FILE"]))
    from app import create_app
    from bot.server import server
    from scheduler import start_clock

    server.run(create_app(), start_clock)


if __name__ == "__main__":
    main()
