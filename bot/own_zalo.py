"""An official's own Zalo, for test sends: a code shown on the official's page and sent to the ward's OA ties the two.

A manager may propose a follower instead: that Zalo gets one message with a button, and only pressing it there ties. So
nobody gets test sends who has not agreed on the own phone, and picking the wrong namesake ties nobody.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.answering.rating import Say, address_of
from bot.clock import DAY, MINUTE, Clock
from bot.outbox import put_replies
from bot.reply import Button, Reply
from bot.store import Store, audit, official_links, officials, outbox, people
from bot.zalo.limits import Window, window

CODE_LIFE_MS = 15 * MINUTE
DIGITS = 8
"""Long enough that nobody guesses one by writing messages for a quarter of an hour."""
INVITATION_LIFE_MS = DAY
"""Whoever is proposed may look at the phone in the evening."""


class OwnZaloError(Exception):
    """Why a Zalo cannot be proposed; one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class OwnZalo:
    """The Zalo of an official. `is_open`: whether a test may be sent to it now."""

    email: str
    official_name: str
    person_name: str | None
    is_open: bool


class OwnZalos:
    """Makes codes and invitations, and says who is tied. `say` gives a sentence of content/, `wake` the sender a nudge."""

    def __init__(self, store: Store, clock: Clock, say: Say, wake: Callable[[], None]) -> None:
        self._store, self._clock, self._say, self._wake = store, clock, say, wake

    def new_code(self, official_id: int) -> str:
        """A code for a quarter of an hour; an older one of this official is worth nothing any more."""
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        now = self._clock()
        with self._store.write() as db:
            official_links.put_code(db, official_id, _hash(code), now + CODE_LIFE_MS)
            audit.write(db, now, official_id, "zalo_code", str(official_id))
        return code

    def invite(self, official_id: int, person_id: str, by: int) -> None:
        """Ask on a follower's Zalo whether it is this official's; an older code or invitation is void. Raises OwnZaloError."""
        official, person = officials.by_id(self._store, official_id), people.get(self._store, person_id)
        if official is None or official["disabled_at"] is not None:
            raise OwnZaloError("Tài khoản này đã khóa. Hãy mở khóa trước.")
        if person is None or not person["follows"]:
            raise OwnZaloError("Người này không theo dõi trang của phường. Hãy tìm người khác.")
        if not self._is_open(person):
            raise OwnZaloError(
                "Zalo này đã quá 7 ngày chưa nhắn cho phường nên không gửi lời mời được. Nhờ nhắn một tin trước."
            )
        code, now = secrets.token_hex(16), self._clock()
        with self._store.write() as db:
            official_links.put_code(db, official_id, _bound(code, person_id), now + INVITATION_LIFE_MS)
            put_replies(db, person_id, [self._question(official, person, code)], now, priority=outbox.OFFICIAL)
            audit.write(db, now, by, "official_zalo_invite", str(official_id))
        self._wake()

    def waits_until(self, official_id: int) -> int | None:
        """Until when (ms) a code or an invitation of this official is open; None when there is none."""
        until = official_links.open_until(self._store, official_id)
        return until if until is not None and until > self._clock() else None

    def untie(self, official_id: int, by: int) -> None:
        """No test is sent to this official's Zalo any more, and no code or invitation is open."""
        act = "zalo_untie" if by == official_id else "official_zalo_untie"
        with self._store.write() as db:
            official_links.link(db, official_id, None)
            official_links.drop_code(db, official_id)
            audit.write(db, self._clock(), by, act, str(official_id))

    def of(self, official_id: int) -> OwnZalo | None:
        """The Zalo tied to an official, or None."""
        row = officials.by_id(self._store, official_id)
        return self._own(row) if row and row["person_id"] else None

    def tied(self) -> list[OwnZalo]:
        """Everybody whose Zalo is tied, by e-mail."""
        rows = [officials.by_id(self._store, row["id"]) for row in officials.everyone(self._store)]
        return [self._own(row) for row in rows if row and row["person_id"] and row["disabled_at"] is None]

    def _own(self, row: sqlite3.Row) -> OwnZalo:
        person = people.get(self._store, row["person_id"])
        is_open = person is not None and self._is_open(person)
        return OwnZalo(row["email"], row["name"], person["name"] if person else None, is_open)

    def _is_open(self, person: sqlite3.Row) -> bool:
        found = window(self._clock(), person["last_message_at"], person["last_interaction_at"])
        return found is not Window.CLOSED

    def _question(self, official: sqlite3.Row, person: sqlite3.Row, code: str) -> Reply:
        text = self._say("own_zalo.invitation", name=official["name"], **address_of(person))
        return Reply(text, (Button(self._say("own_zalo.agree"), say=f"#canbo {code}"),))


def tie(db: Database, code: str, person_id: str, now_ms: int) -> None:
    """Who sent an open code is the official it was shown to; an invitation counts only from the Zalo it went to."""
    official_id = official_links.take_code(db, _hash(code), now_ms)
    if official_id is None:
        official_id = official_links.take_code(db, _bound(code, person_id), now_ms)
    if official_id is not None:
        official_links.link(db, official_id, person_id)
        audit.write(db, now_ms, official_id, "zalo_tie", str(official_id))


def _bound(code: str, person_id: str) -> str:
    return _hash(f"{code}:{person_id}")


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
