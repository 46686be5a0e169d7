"""Test sends: an official's own Zalo shows what residents would see. No delivery of a broadcast comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.broadcasts import journal
from bot.broadcasts.message import Message
from bot.broadcasts.render import Renderer
from bot.broadcasts.service import Actor, BroadcastError
from bot.broadcasts.states import WRITERS
from bot.broadcasts.words import ACTS, refusal
from bot.clock import Clock
from bot.outbox import fingerprint, packed
from bot.reply import Reply
from bot.store import Store, officials, outbox, people
from bot.zalo.limits import Window, window


class TestSends:
    """Sends drafts to officials who linked their own Zalo."""

    __test__ = False  # not a test of pytest's

    def __init__(self, store: Store, clock: Clock, renderer: Renderer, wake: Callable[[], None]) -> None:
        self._store, self._clock, self._renderer, self._wake = store, clock, renderer, wake

    def send(self, broadcast_id: int, kind: str, message: Message, emails: Sequence[str], by: Actor) -> list[int]:
        """Queue the message as consultation for these officials; returns the outbox ids. Raises BroadcastError."""
        if by.role not in WRITERS:
            raise BroadcastError([refusal("role", act=ACTS["test"])])
        if kind == "article":
            raise BroadcastError([refusal("test_article")])
        if not emails:
            raise BroadcastError([refusal("test_nobody")])
        found = [(email, officials.by_email(self._store, email)) for email in emails]
        reasons = [self._reason(email, row["person_id"] if row else None) for email, row in found]
        if any(reasons):
            raise BroadcastError([reason for reason in reasons if reason])
        now = self._clock()
        with self._store.write() as db:
            sent = []
            for _, row in found:
                assert row is not None
                reply = self._renderer.reply(message, broadcast_id, row["name"])
                text = self._renderer.template_words(message, row["name"]) if kind == "template" else reply.text
                marked = Reply(f"[Gửi thử] {text}"[:2000], reply.buttons, reply.cards)
                sent.append(outbox.put(db, outbox.Message(
                    person_id=row["person_id"], reply=packed(marked.as_dict()), fingerprint=fingerprint(marked.text),
                    priority=outbox.OFFICIAL, official_id=by.id,
                ), now))  # fmt: skip
            journal.note(db, broadcast_id, "test", now, by.id, count=len(sent))
        self._wake()
        return sent

    def _reason(self, email: str, person_id: str | None) -> str | None:
        """Why this official gets no test."""
        person = people.get(self._store, person_id) if person_id else None
        if person is None:
            return refusal("test_unlinked", value=email)
        if window(self._clock(), person["last_message_at"], person["last_interaction_at"]) is Window.CLOSED:
            return refusal("test_window", value=email)
        return None
