"""What happens besides words: each effect a handler returned, applied in the turn's own transaction."""

from __future__ import annotations

from sqlite_utils import Database

from bot.clock import HOUR
from bot.reply import Effect, EraseData, GiveBack, HandOver, OpenTicket, OptIn, OptOut
from bot.store import inbox, outbox, people, tickets

HANDOVER_MS = 12 * HOUR
"""How long the bot is silent for a person who wants an official, unless the official gives back sooner."""


def apply(db: Database, effect: Effect, person_id: str, now_ms: int) -> None:
    """Make one effect true for one person."""
    match effect:
        case OpenTicket():
            tickets.open_ticket(db, effect.code, person_id, effect.kind, effect.text, now_ms, effect.rating)
        case HandOver():
            people.hand_over(db, person_id, now_ms, now_ms + HANDOVER_MS)
        case GiveBack():
            people.give_back(db, person_id)
        case OptOut():
            people.opt_out(db, person_id, now_ms)
        case OptIn():
            people.opt_out(db, person_id, None)
        case EraseData():
            erase_person(db, person_id)


def erase_person(db: Database, person_id: str) -> None:
    """Delete what is kept about a person: name, talk, texts in and out, settled tickets (Luật 91/2025/QH15)."""
    people.erase(db, person_id)
    inbox.forget_person(db, person_id)
    outbox.forget_person(db, person_id)
    tickets.forget_person(db, person_id)
