"""An official's own Zalo account, for test sends: a code from the official's page, sent to the OA, links the two.

A manager may propose a follower instead: that Zalo account gets one message with a button, and only pressing it links.
So no test send goes to a person who has not agreed on their own phone.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import DAY, MINUTE, Clock
from bot.messaging.button_presses import normalise
from bot.messaging.outbox import put_replies
from bot.reply import Button, Reply
from bot.store import Store, Transaction, audit, official_links, officials, outbox, people
from bot.store.officials import OfficialRecord
from bot.store.people import PersonRecord
from bot.turn import Say, address_of
from bot.zalo.limits import Window, window

CODE_LIFE_MS = 15 * MINUTE
DIGITS = 8
"""Long enough that nobody guesses one by writing messages for a quarter of an hour."""
INVITATION_LIFE_MS = DAY
"""The proposed official may look at the phone only in the evening."""


class LinkedZaloError(Exception):
    """Why a Zalo account cannot be linked; one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class LinkedZalo:
    """The Zalo account of an official. `is_open`: whether a test may be sent to it now."""

    email: str
    official_name: str
    person_name: str | None
    is_open: bool


class LinkedZaloAccounts:
    """Makes codes and invitations, and lists linked accounts. `say` gives a sentence of content/."""

    def __init__(self, store: Store, clock: Clock, say: Say, wake: Callable[[], None]) -> None:
        self._store, self._clock, self._say, self._wake = store, clock, say, wake

    def new_code(self, official_id: int) -> str:
        """Return a code that is valid for 15 minutes; an older one of this official becomes invalid."""
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        now = self._clock()
        with self._store.write() as db:
            official_links.put_code(db, official_id, _hash_code(code), now + CODE_LIFE_MS)
            audit.write(db, now, official_id, "zalo_code", str(official_id))
        return code

    def invite(self, official_id: int, person_id: str, by: int) -> None:
        """Ask on a follower's Zalo whether it is this official's; an older code becomes invalid. Raises LinkedZaloError."""
        official, person = officials.by_id(self._store, official_id), people.get(self._store, person_id)
        if official is None or official.disabled_at is not None:
            raise LinkedZaloError("Tài khoản này đã khóa. Hãy mở khóa trước.")
        if person is None or not person.follows:
            raise LinkedZaloError("Người này không theo dõi trang của phường. Hãy tìm người khác.")
        if not self._is_open(person):
            raise LinkedZaloError(
                "Zalo này đã quá 7 ngày chưa nhắn cho phường nên không gửi lời mời được. Nhờ nhắn một tin trước."
            )
        code, now = secrets.token_hex(16), self._clock()
        with self._store.write() as db:
            official_links.put_code(db, official_id, _hash_for_person(code, person_id), now + INVITATION_LIFE_MS)
            put_replies(
                db, person_id, [self._invitation_to_link(official, person, code)], now, priority=outbox.OFFICIAL
            )
            audit.write(db, now, by, "official_zalo_invite", str(official_id))
        self._wake()

    def waits_until(self, official_id: int) -> int | None:
        """Return until when (ms) a code or an invitation of this official is valid; None when there is none."""
        until = official_links.open_until(self._store, official_id)
        return until if until is not None and until > self._clock() else None

    def unlink(self, official_id: int, by: int) -> None:
        """Remove the official's Zalo account, and make an open code or invitation invalid."""
        act = "zalo_untie" if by == official_id else "official_zalo_untie"
        with self._store.write() as db:
            official_links.link(db, official_id, None)
            official_links.drop_code(db, official_id)
            audit.write(db, self._clock(), by, act, str(official_id))

    def of(self, official_id: int) -> LinkedZalo | None:
        """Return the Zalo account of an official, or None."""
        row = officials.by_id(self._store, official_id)
        return self._as_linked_zalo(row) if row and row.person_id else None

    def list_linked(self) -> list[LinkedZalo]:
        """Return all linked accounts, by the officials' e-mail."""
        rows = [officials.by_id(self._store, row.id) for row in officials.everyone(self._store)]
        return [self._as_linked_zalo(row) for row in rows if row and row.person_id and row.disabled_at is None]

    def _as_linked_zalo(self, row: OfficialRecord) -> LinkedZalo:
        person = people.get(self._store, row.person_id or "")
        is_open = person is not None and self._is_open(person)
        return LinkedZalo(row.email, row.name, person.name if person else None, is_open)

    def _is_open(self, person: PersonRecord) -> bool:
        current_window = window(self._clock(), person.last_message_at, person.last_interaction_at)
        return current_window is not Window.CLOSED

    def _invitation_to_link(self, official: OfficialRecord, person: PersonRecord, code: str) -> Reply:
        text = self._say("own_zalo.invitation", name=official.name, **address_of(person))
        words = normalise(self._say("pressed.canbo", name=official.name))
        return Reply(text, (Button(self._say("own_zalo.agree"), say=f"#canbo {code}", words=words),))


def link_by_code(db: Transaction, code: str, person_id: str, now_ms: int) -> None:
    """Link the sender of a valid code to its official; an invitation is valid only from the account it went to."""
    official_id = official_links.take_code(db, _hash_code(code), now_ms)
    if official_id is None:
        official_id = official_links.take_code(db, _hash_for_person(code, person_id), now_ms)
    if official_id is not None:
        official_links.link(db, official_id, person_id)
        audit.write(db, now_ms, official_id, "zalo_tie", str(official_id))


def _hash_for_person(code: str, person_id: str) -> str:
    return _hash_code(f"{code}:{person_id}")


def _hash_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
