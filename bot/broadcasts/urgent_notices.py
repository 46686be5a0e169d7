"""Urgent broadcasts on the public page: shown from their approval, until their hours are over or officials say that it is."""

from __future__ import annotations

from bot.broadcasts.kinds import KindServices, find_kind
from bot.broadcasts.message import Message
from bot.clock import HOUR
from bot.store import Transaction, urgent_notices
from bot.store.urgent_notices import UrgentNotice

__all__ = ["UrgentNotice", "list_shown", "note_approved", "reminder_of"]

ENDED = "Đã hết: "
"""Stands before the title of what is over."""
SHOWN_AFTER_HOURS = 12
"""How long the news that it is over stands on the public page, unless the author says otherwise."""
USUAL_HOURS = 24


def note_approved(db: Transaction, services: KindServices, broadcast_id: int, kind: str, message: Message) -> None:
    """Show an approved urgent broadcast, in the transaction of its approval; end the notice it follows up."""
    if not find_kind(kind).is_urgent:
        return
    now, fill = services.clock(), services.renderer.fill
    if message.ends_notice is not None:
        urgent_notices.end(db, message.ends_notice, now)
    until = now + message.public_hours * HOUR
    notice = UrgentNotice(broadcast_id, fill(message.title, None), fill(message.text, None), now, until)
    urgent_notices.put(db, notice)


def list_shown(services: KindServices) -> list[UrgentNotice]:
    """What residents are to see on the public page now, the newest first."""
    return urgent_notices.list_shown(services.store, services.clock())


def reminder_of(broadcast_id: int, message: Message) -> Message:
    """The draft that tells the same people that it is over; an official writes how."""
    title = message.title if message.title.startswith(ENDED) else f"{ENDED}{message.title}"
    return Message(
        title=title[:150],
        audience=message.audience,
        urgent_reason=f"Báo đã hết việc của bản tin khẩn số {broadcast_id}.",
        public_hours=SHOWN_AFTER_HOURS,
        ends_notice=broadcast_id,
    )
