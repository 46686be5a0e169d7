"""One SQLite file: a connection per thread, one writer at a time in this process, every commit on disk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.store.schema import migrations

BUSY_MS = 10_000
"""How long a statement waits for another process's write; longer than any transaction of ours."""


class StoreError(Exception):
    """The database cannot be used. The text is one Vietnamese line saying why and what to do."""


class Store:
    """The database of one installation. Threads may share it; each gets its own connection."""

    def __init__(self, path: Path) -> None:
        """Open the file and bring its schema up to date.

        Raises StoreError when the folder is not writable or the file comes from a newer version.
        """
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise StoreError(
                f"DATABASE_PATH: không ghi được vào {path} ({error}). Ví dụ: DATABASE_PATH=data/ward.db"
            ) from error

    def _migrate(self) -> None:
        with self.write() as db:
            known = {migration.name for migration in migrations._migrations}
            newer = [applied.name for applied in migrations.applied(db) if applied.name not in known]
            if newer:
                raise StoreError(
                    f"DATABASE_PATH: {self.path} do phiên bản mới hơn tạo ra ({newer[0]}). "
                    "Hãy cài bản mới, hoặc dùng tệp khác. Ví dụ: DATABASE_PATH=data/ward.db"
                )
            migrations.apply(db)

    @property
    def db(self) -> Database:
        """This thread's connection, for reading."""
        found: Database | None = getattr(self._local, "db", None)
        if found is None:
            found = self._local.db = Database(self._connect())
            self._local.durable = True
        return found

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        with self._guard:
            self._connections.append(connection)
        return connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Generator[Database, None, None]:
        """One transaction, committed at the end, rolled back on any exception. Nested calls join the outer one.

        With `durable` it is on the disk when this returns. Without, a power cut (not a killed process) may lose it, until
        the next durable commit of anybody: for steps that are simply taken again.
        A lock of this process comes before SQLite's own, so that our threads wait in line instead of polling.
        """
        with self._writing:
            db = self.db
            if db.conn.in_transaction:
                yield db
                return
            self._set_durable(db, durable)
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                db.rollback()
                raise

    def _set_durable(self, db: Database, durable: bool) -> None:
        """FULL waits for the disk at each commit, NORMAL leaves that to the next FULL one; the order is kept either way."""
        if self._local.durable is not durable:
            db.conn.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._local.durable = durable

    def rows(self, sql: str, values: Any = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.db.conn.execute(sql, values).fetchall()

    def row(self, sql: str, values: Any = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found: sqlite3.Row | None = self.db.conn.execute(sql, values).fetchone()
        return found

    def close(self) -> None:
        """Close every connection; the object is of no use afterwards."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
