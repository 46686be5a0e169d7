"""Effects that handlers return besides replies, applied in the turn's own transaction."""

from __future__ import annotations

from bot.accounts import zalo_link
from bot.people.erasure import erase_person
from bot.reply import (
    AddToTicket,
    AnswerMeanwhile,
    AskOfficial,
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
    ReopenTicket,
    SayWhy,
    SetNeighbourhood,
)
from bot.store import (
    Transaction,
    broadcasts,
    helpdesk,
    helpdesk_notes,
    people,
    phones,
    preferences,
    reporting,
    ticket_events,
    tickets,
)
from bot.turn import HANDOVER_MS


def apply_effect(  # noqa: C901 - one case for each effect
    db: Transaction, effect: Effect, person_id: str, now_ms: int
) -> None:
    """Write one effect of one person's turn into the database."""
    match effect:
        case OpenTicket():
            tickets.open_ticket(db, effect.code, person_id, effect.kind, effect.text, now_ms, effect.rating)
        case AddToTicket():
            tickets.add_text(db, effect.code, person_id, effect.text, now_ms)
        case ReopenTicket():
            _reopen(db, effect, person_id, now_ms)
        case HandOver():
            people.hand_over(db, person_id, now_ms, now_ms + HANDOVER_MS)
        case AskOfficial():
            helpdesk.ask(db, person_id, now_ms)
        case AnswerMeanwhile():
            people.release(db, person_id)
        case GiveBack():
            people.give_back(db, person_id, now_ms)
        case OptOut():
            people.opt_out(db, person_id, now_ms)
        case OptIn():
            people.opt_out(db, person_id, None)
        case ChooseTopics():
            preferences.choose_topics(db, person_id, effect.topics)
        case SetNeighbourhood():
            preferences.set_neighbourhood(db, person_id, effect.neighbourhood)
        case KeepPhone():
            phones.set_for(db, person_id, effect.phone, now_ms)
        case CountPress():
            broadcasts.count_click(db, effect.broadcast_id, "press", effect.button, effect.day)
        case CountQuiz():
            reporting.count_quiz(db, effect.day, effect.quiz, effect.right, effect.asked)
        case LinkOfficial():
            zalo_link.link_by_code(db, effect.code, person_id, now_ms)
        case RateWork():
            tickets.rate(db, effect.code, person_id, effect.points, now_ms)
        case SayWhy():
            tickets.say_why(db, effect.code, person_id, effect.words)
        case EraseData():
            erase_person(db, person_id, now_ms)


def _reopen(db: Transaction, effect: ReopenTicket, person_id: str, now_ms: int) -> None:
    """The person's own report waits again as if it came now; who was responsible stays so."""
    if tickets.reopen(db, effect.code, now_ms, person_id):
        ticket_events.add(db, effect.code, "reopened", now_ms)
        helpdesk_notes.add(db, person_id, None, f"Người dân báo phiếu {effect.code} chưa xong: {effect.words}", now_ms)
