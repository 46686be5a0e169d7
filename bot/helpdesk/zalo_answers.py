"""An official answered in Zalo's own page (OA Manager): recorded like an answer at the helpdesk, without its queue."""

from __future__ import annotations

from bot.event import Event
from bot.store import Transaction, helpdesk, people
from bot.turn import HANDOVER_MS


def record_zalo_answer(db: Transaction, event: Event) -> None:
    """Keep the bot silent for this person as after an answer at the helpdesk, counted from when the official wrote.

    Nothing changes when the talk was returned to the bot or closed since then: the event came late.
    """
    if event.person_id is None or helpdesk.ended_since(db, event.person_id, event.happened_at):
        return
    people.ensure_person(db, event.person_id, event.received_at)
    people.hand_over_until(db, event.person_id, event.happened_at, event.happened_at + HANDOVER_MS)
    helpdesk.answer_elsewhere(db, event.person_id, event.happened_at)
