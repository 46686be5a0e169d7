"""What happens besides words: each effect a handler returned, applied in the turn's own transaction."""

from __future__ import annotations

from sqlite_utils import Database

from bot import own_zalo
from bot.clock import HOUR
from bot.reply import (
    ChooseTopics,
    CountPress,
    CountQuiz,
    Effect,
    EraseData,
    GiveBack,
    HandOver,
    KeepPhone,
    LinkOfficial,
    OpenTicket,
    OptIn,
    OptOut,
    RateWork,
    SayWhy,
    SetNeighbourhood,
)
from bot.store import broadcasts, inbox, official_links, outbox, people, phones, reporting, tags, tickets, wishes

HANDOVER_MS = 12 * HOUR
"""How long the bot is silent for a person who wants an official, unless the official gives back sooner."""


def apply(db: Database, effect: Effect, person_id: str, now_ms: int) -> None:  # noqa: C901 - one line for each effect
    """Make one effect true for one person."""
    match effect:
        case OpenTicket():
            tickets.open_ticket(db, effect.code, person_id, effect.kind, effect.text, now_ms, effect.rating)
        case HandOver():
            people.hand_over(db, person_id, now_ms, now_ms + HANDOVER_MS)
        case GiveBack():
            people.give_back(db, person_id, now_ms)
        case OptOut():
            people.opt_out(db, person_id, now_ms)
        case OptIn():
            people.opt_out(db, person_id, None)
        case ChooseTopics():
            wishes.choose_topics(db, person_id, effect.topics)
        case SetNeighbourhood():
            wishes.set_neighbourhood(db, person_id, effect.neighbourhood)
        case KeepPhone():
            phones.set_for(db, person_id, effect.phone, now_ms)
        case CountPress():
            broadcasts.count_click(db, effect.broadcast_id, "press", effect.button, effect.day)
        case CountQuiz():
            reporting.count_quiz(db, effect.day, effect.quiz, effect.right, effect.asked)
        case LinkOfficial():
            own_zalo.tie(db, effect.code, person_id, now_ms)
        case RateWork():
            tickets.rate(db, effect.code, person_id, effect.points, now_ms)
        case SayWhy():
            tickets.say_why(db, effect.code, person_id, effect.words)
        case EraseData():
            erase_person(db, person_id, now_ms)


def erase_person(db: Database, person_id: str, now_ms: int) -> None:
    """Delete what is kept about a person: name, number, wishes, labels, talk, texts, settled tickets (Luật 91/2025/QH15)."""
    people.erase(db, person_id, now_ms)
    phones.set_for(db, person_id, None, now_ms)
    tags.forget_person(db, person_id, now_ms)
    official_links.forget_person(db, person_id)
    inbox.forget_person(db, person_id)
    outbox.forget_person(db, person_id)
    tickets.forget_person(db, person_id)
