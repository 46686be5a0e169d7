"""A token store, a clock and an OAuth server for the tests of token renewal."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, contextmanager

from bot.zalo.tokens import StoredPair

HOUR = 3_600_000
DAY = 24 * HOUR
LOST = {"error": -14014, "error_name": "Invalid refresh token."}


class FileStore:
    """A TokenStore over SQLite, as small as it can be, so that two keepers can share one file."""

    def __init__(self, path):
        self.path = path
        with self.open() as db:
            db.execute("create table if not exists pair (id integer primary key, a, r, e, t, lost)")
            db.execute("create table if not exists lease (id integer primary key, owner, until)")

    @contextmanager
    def open(self):
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level="IMMEDIATE")) as db, db:
            yield db

    def read(self):
        with self.open() as db:
            row = db.execute("select a, r, e, t, lost from pair").fetchone()
        return StoredPair(*row) if row else None

    def take_lease(self, owner, seconds):
        with self.open() as db:
            now = time.time()
            db.execute("delete from lease where until <= ?", (now,))
            return db.execute("insert or ignore into lease values (1, ?, ?)", (owner, now + seconds)).rowcount == 1

    def release_lease(self, owner):
        with self.open() as db:
            db.execute("delete from lease where owner = ?", (owner,))

    def save(self, pair, *, replaces_refresh_token):
        assert pair.lost_reason is None
        with self.open() as db:
            old = db.execute("select r from pair").fetchone()
            if replaces_refresh_token is not None and (old is None or old[0] != replaces_refresh_token):
                return False
            row = (pair.access_token, pair.refresh_token, pair.access_expires_at_ms, pair.refreshed_at_ms)
            db.execute("insert or replace into pair values (1, ?, ?, ?, ?, null)", row)
            return True

    def clear_lost(self, access_token):
        with self.open() as db:
            db.execute("update pair set lost = null where a = ?", (access_token,))

    def mark_lost(self, reason):
        with self.open() as db:
            db.execute("update pair set lost = ?", (reason,))


class FakeClock:
    def __init__(self):
        self.now = 1_763_900_000_000

    def __call__(self):
        return self.now


def keep(store, clock, access="access-0", refresh="refresh-0", hours=25):
    pair = StoredPair(access, refresh, clock.now + hours * HOUR, clock.now)
    store.save(pair, replaces_refresh_token=None)


class FakeOAuthServer:
    """Refresh tokens are single use: a used one gives -14014, as Zalo does."""

    def __init__(self, pause_s=0.0):
        self.number = 0
        self.pause_s = pause_s
        self.lock = threading.Lock()

    def __call__(self, request):
        with self.lock:
            good = request.form["refresh_token"] == f"refresh-{self.number}"
            self.number += good
        time.sleep(self.pause_s)
        return pair_of(self.number) if good else LOST


def pair_of(number):
    return {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}", "expires_in": "90000"}
