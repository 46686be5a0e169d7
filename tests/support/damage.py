"""Damage to a database as a bad disk leaves it: one page overwritten, all else as it was."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

PAGE = 4096
MARK = "một dòng dài để tìm lại trang của nó " * 20


def damage(database: Path) -> None:
    """Overwrite 200 bytes at the head of the page of the sign-ins to Zalo, which no start and no page reads.

    Nobody may have the file open.
    """
    with closing(sqlite3.connect(database)) as db:
        db.execute("INSERT INTO connections VALUES ('damaged', ?, 1, 1)", [MARK])
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(database.read_bytes())
    page = data.index(MARK.encode()[:60]) // PAGE * PAGE
    data[page : page + 200] = os.urandom(200)
    database.write_bytes(data)
