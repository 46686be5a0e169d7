"""Test sends: an official's own Zalo shows what residents would see. No delivery of a broadcast comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.accounts.roles import WRITING
from bot.broadcasts import transitions
from bot.broadcasts.kinds import KindServices, MessageRecipient, find_kind
from bot.broadcasts.lifecycle import Actor, BroadcastError
from bot.broadcasts.message import Message
from bot.broadcasts.texts import ACTS, refusal
from bot.messaging.outbox import fingerprint, packed
from bot.reply import Reply
from bot.store import officials, outbox, people
from bot.zalo import limits
from bot.zalo.limits import Window, window


class TestSends:
    """Sends drafts to officials who linked their own Zalo."""

    __test__ = False  # not a test of pytest's

    def __init__(self, services: KindServices, wake: Callable[[], None]) -> None:
        self._services, self._wake = services, wake
        self._store, self._clock = services.store, services.clock

    def send(self, broadcast_id: int, kind: str, message: Message, emails: Sequence[str], by: Actor) -> list[int]:
        """Queue the message as consultation for these officials; returns the outbox ids. Raises BroadcastError."""
        if not by.roles & WRITING:
            raise BroadcastError([refusal("role", act=ACTS["test"])])
        self._refuse(list(find_kind(kind).check_test()))
        if not emails:
            raise BroadcastError([refusal("test_nobody")])
        recipients = [(email, officials.by_email(self._store, email)) for email in emails]
        reasons = [self._reason(email, row.person_id if row else None) for email, row in recipients]
        if any(reasons):
            raise BroadcastError([reason for reason in reasons if reason])
        now = self._clock()
        with self._store.write() as db:
            message_ids = []
            for _, row in recipients:
                assert row is not None
                reply = self._render(kind, message, MessageRecipient(broadcast_id, row.name))
                message_ids.append(outbox.put(db, _message_for(row.person_id or "", reply, by), now))
            transitions.note_act(db, broadcast_id, "test", now, by.id, count=len(message_ids))
        self._wake()
        return message_ids

    def _render(self, kind: str, message: Message, recipient: MessageRecipient) -> Reply:
        """What residents would see, as a message of consultation: nothing else can be sent to one person at any time."""
        reply = self._services.renderer.reply(message, None, recipient.name)
        text = find_kind(kind).preview(message, recipient, self._services).text
        return Reply(f"[Gửi thử] {text}"[: limits.TEXT], reply.buttons, reply.cards)

    def _refuse(self, reasons: Sequence[str]) -> None:
        if reasons:
            raise BroadcastError(reasons)

    def _reason(self, email: str, person_id: str | None) -> str | None:
        """Why this official gets no test."""
        person = people.get(self._store, person_id) if person_id else None
        if person is None:
            return refusal("test_unlinked", value=email)
        if window(self._clock(), person.last_message_at, person.last_interaction_at) is Window.CLOSED:
            return refusal("test_window", value=email)
        return None


def _message_for(person_id: str, reply: Reply, by: Actor) -> outbox.NewMessage:
    return outbox.NewMessage(
        person_id=person_id,
        reply=packed(reply.as_dict()),
        fingerprint=fingerprint(reply.text),
        priority=outbox.OFFICIAL,
        official_id=by.id,
    )
