"""A real message with a button to an official's own Zalo: does Zalo take buttons, and in which shape?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messaging.button_presses import word_buttons
from bot.messaging.outbox import fingerprint, packed
from bot.reply import Button, Reply
from bot.store import officials, outbox, people
from bot.turn import address_of
from bot.zalo.errors import Outcome

if TYPE_CHECKING:
    from bot.runtime import Runtime
    from bot.zalo.messages import SendResult
    from bot.zalo.shapes import MessageShape

ANY_OFFICIAL = "official"
"""Stands for whichever official has a linked Zalo that can be written to."""


class TrialError(Exception):
    """Why nothing can be sent; one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How the message ended and in which shape; `official` is who should look at the phone."""

    official: str
    result: SendResult
    shape: MessageShape


def try_button(runtime: Runtime, to: str) -> Trial:
    """Send it at once to the official with the e-mail `to`, or to ANY_OFFICIAL, beginning with the first choice of shape.

    Raises TrialError. Zalo may count the message as any other message of consultation.
    """
    if runtime.restore_guard.is_restored():
        raise TrialError("Cơ sở dữ liệu vừa khôi phục, chưa được quản lý xác nhận nên không gửi gì.")
    email = _choose_email(runtime, to)
    official = officials.by_email(runtime.store, email)
    person = people.get(runtime.store, official.person_id or "") if official else None
    assert official is not None and person is not None  # `linked_zalo.list_linked` named it
    content = runtime.live_content.content
    button = Button(content.say("buttons.menu"), say="#menu")
    [reply] = word_buttons([Reply(content.say("own_zalo.trial", **address_of(person)), (button,))], content)
    result, shape = _send_now(runtime, person.id, reply)
    return Trial(official.name, result, shape)


def _choose_email(runtime: Runtime, to: str) -> str:
    """Whose Zalo it goes to."""
    tied = [
        own
        for own in runtime.linked_zalo.list_linked()
        if to == ANY_OFFICIAL or own.email.casefold() == to.strip().casefold()
    ]
    if not tied:
        raise TrialError("Chưa có Zalo nào nối với cán bộ này. Cán bộ đăng nhập, vào trang “Zalo của tôi” để nối.")
    usable = [own for own in tied if own.is_open]
    if not usable:
        raise TrialError(
            "Zalo đã nối quá 7 ngày chưa nhắn cho phường nên không gửi được. Hãy nhắn một tin cho OA rồi thử lại."
        )
    return usable[0].email


def _send_now(runtime: Runtime, person_id: str, reply: Reply) -> tuple[SendResult, MessageShape]:
    """One call outside the queue, written down before and after as the sender does (bot.messaging.sender)."""
    packed_reply, mark = packed(reply.as_dict()), fingerprint(reply.text)
    message = outbox.NewMessage(person_id, packed_reply, mark, priority=outbox.OFFICIAL)
    with runtime.store.write() as db:
        message_id = outbox.put_sending(db, message, runtime.owner.name, runtime.clock())
        number = runtime.restore_guard.count(db)
    runtime.restore_guard.keep(number)
    result, shape = runtime.send_reply(person_id, reply, afresh=True)
    state = {Outcome.SENT: "sent", Outcome.UNKNOWN: "unknown"}.get(result.outcome, "failed")
    with runtime.store.write() as db:
        outbox.settle(
            db,
            message_id,
            state,
            runtime.clock(),
            platform_id=result.message_id,
            outcome=result.outcome,
            code=result.code,
            note=result.note or None,
        )
        if state == "unknown":
            outbox.match_echo(db, message_id)
    return result, shape
