"""One SQLite file: a connection per thread, one writer at a time in this process, every commit on disk."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from bot.lib.key_ring import KeyRing, WrongKeyError, key_file
from bot.store import sealing, upgrade
from bot.store.schema import migrations
from bot.store.upgrade import UpgradePlan

BUSY_MS = 10_000
"""How long a statement waits for another process's write; longer than any transaction of ours."""

_DISK_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)
"""Primary result codes that speak of the machine, not of the statement (sqlite.org/rescode.html)."""


def is_disk_trouble(error: sqlite3.Error) -> bool:
    """Whether the disk, the memory or a lock refused, so that the same step may succeed later."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK_TROUBLE


@contextmanager
def savepoint(db: Database) -> Generator[None, None, None]:
    """A part of a transaction: undone alone when it raises, while the transaction goes on."""
    db.conn.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        db.conn.execute("ROLLBACK TO part")
        raise
    finally:
        db.conn.execute("RELEASE part")


Values = Sequence[object] | Mapping[str, object]
"""The values of a query: by position, or by name."""

Transaction = Database
"""The open transaction that `Store.write` yields. Store functions that write take it, so that they share one commit."""

DatabaseError = sqlite3.Error
"""An error of the database: full disk, locked file, damage."""

ConflictError = sqlite3.IntegrityError
"""A row that is written contradicts another one: its key exists already."""


class StoreError(Exception):
    """The database cannot be used. The text is one Vietnamese line saying why and what to do."""


class DamageError(StoreError):
    """The file of the database is damaged: pages or indexes contradict each other, or it is none at all."""


def is_damage(error: Exception) -> bool:
    """Whether the file itself is damaged (SQLITE_CORRUPT, SQLITE_NOTADB), as opposed to trouble with the disk."""
    code = getattr(error, "sqlite_errorcode", None) or 0  # only errors of SQLite itself carry one
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _describe_wrong_key(keys: KeyRing) -> str:
    if keys.is_in_settings or keys.file.exists():
        what = f"SECRET_KEY hoặc tệp khóa {keys.file} không phải khóa của dữ liệu này"
    else:
        what = f"thiếu tệp khóa {keys.file} của dữ liệu này"
    return (
        f"SECRET_KEY: {what}, nên chưa mở và chưa đổi gì; hãy đặt lại khóa cũ như lúc trước (tệp khóa, hoặc SECRET_KEY_FORMER)."
        " Mất hẳn khóa thì chạy: python -m bot.cli.lost_key. Ví dụ: SECRET_KEY_FORMER=khóa-cũ"
    )


class Store:
    """The database of one installation. Threads may share it; each gets its own connection."""

    def __init__(self, path: Path, keys: KeyRing | None = None) -> None:
        """Open the file, bring its schema up to date, and seal secrets that are not sealed with the first of the keys.

        Without `keys` the key file beside the database counts. Raises StoreError when the folder is not writable, the file
        comes from a newer version, or no key opens its secrets; then nothing is changed.
        """
        self.path = path
        self.keys = keys or KeyRing(key_file(path))
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()
        self._is_there = False
        self.copy_before_upgrade: Path | None = None
        """The copy this opening made before it upgraded the database; None when it changed nothing."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._run_migrations()
            self._inode = path.stat().st_ino
            self._is_there = True
        except StoreError:
            self.close()
            raise
        except (OSError, sqlite3.Error) as error:
            self.close()
            if is_damage(error):
                raise DamageError(
                    f"DATABASE_PATH: tệp {path} bị hỏng ({error}). Hãy đổi tên tệp này để giữ lại, rồi đưa bản sao lưu"
                    " về. Ví dụ: flask --app app restore data/backups/ward-sao-luu-20261123-120000.zip"
                ) from error
            raise StoreError(
                f"DATABASE_PATH: không ghi được vào {path} ({error}). Ví dụ: DATABASE_PATH=data/ward.db"
            ) from error

    def _run_migrations(self) -> None:
        with self.write() as db:
            plan = upgrade.plan_upgrade(self.path)
            if plan.newer:
                raise StoreError(
                    f"DATABASE_PATH: {self.path} do phiên bản mới hơn tạo ra ({plan.newer[0]}). "
                    "Hãy cài bản mới, hoặc dùng tệp khác. Ví dụ: DATABASE_PATH=data/ward.db"
                )
            self.copy_before_upgrade = self._keep_copy(plan)
            migrations.apply(db)
            try:
                was_clear = sealing.seal_all(db.conn, self.keys)
            except WrongKeyError:
                raise StoreError(_describe_wrong_key(self.keys)) from None
        if was_clear:  # the log must not keep them either
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _keep_copy(self, plan: UpgradePlan) -> Path | None:
        """Copy the database when migrations are about to change it; returns where. Nobody else can write meanwhile.

        Raises StoreError when there is no room or the copy fails: then nothing is changed.
        """
        if not (plan.applied and plan.pending):
            return None
        try:
            if not plan.has_room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return upgrade.copy_before(plan)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"DATABASE_PATH: không sao lưu được {self.path} trước khi nâng cấp ({error}), nên chưa đổi gì. Cần chừng "
                f"{plan.size * upgrade.ROOM / 1_000_000:.0f} MB trống. Xem: flask --app app upgrade --check"
            ) from error

    @property
    def db(self) -> Database:
        """This thread's connection, for reading."""
        database: Database | None = getattr(self._local, "db", None)
        if database is None:
            database = self._local.db = Database(self._open_connection())
            self._local.durable = True
        return database

    def _open_connection(self) -> sqlite3.Connection:
        # A file that is gone while the program runs must not come to life again, empty. Opening another one in its place
        # would truncate the shared memory that our other connections have mapped: the process would die of SIGBUS.
        self._demand_file()
        uri = f"{self.path.absolute().as_uri()}?mode={'rw' if self._is_there else 'rwc'}"
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, however SQLite was built
        sealing.add_functions(connection, self.keys)
        with self._guard:
            self._connections.append(connection)
        return connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Generator[Database, None, None]:
        """One transaction, committed at the end, rolled back on any exception. Nested calls join the outer one.

        With `durable` it is on the disk when this returns. Without it, a power cut (not a killed process) may lose it
        until the next durable commit: for steps that are repeated anyway.
        A lock of this process comes before SQLite's own, so that its threads wait in line instead of polling.
        """
        with self._writing:
            db = self.db
            if db.conn.in_transaction:
                yield db
                return
            self._set_durable(db, durable)
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                if durable:
                    self._demand_file()
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                self._roll_back(db)
                raise

    def _demand_file(self) -> None:
        """Raise DatabaseError when the file was deleted, emptied or exchanged: what is written now would be lost."""
        if not self._is_there:
            return
        try:
            file = os.stat(self.path)
            is_ours = file.st_ino == self._inode and file.st_size > 0
        except OSError:
            is_ours = False
        if not is_ours:
            lost = sqlite3.OperationalError("the file of the database is gone")
            lost.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise lost

    def _roll_back(self, db: Database) -> None:
        """Roll back. A connection that cannot is given up: its open transaction would hold the database for ever."""
        with suppress(sqlite3.Error):
            db.conn.rollback()
        if db.conn.in_transaction:
            self._local.db = None
            with self._guard:
                self._connections.remove(db.conn)
            db.conn.close()

    def _set_durable(self, db: Database, durable: bool) -> None:
        """FULL waits for the disk at each commit, NORMAL leaves that to the next FULL one; both keep the order."""
        if self._local.durable is not durable:
            db.conn.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._local.durable = durable

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.db.conn.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        first: sqlite3.Row | None = self.db.conn.execute(sql, values).fetchone()
        return first

    def close(self) -> None:
        """Close every connection; the object is of no use afterwards."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
