"""Asking the resident to rate what officials did, once, when a talk or ticket is closed."""

from __future__ import annotations

import json

from bot.clock import MINUTE
from bot.messaging.button_presses import normalise
from bot.reply import Button, Reply
from bot.store import Transaction, people, tickets
from bot.store.people import PersonRecord
from bot.turn import ConversationState, Say, address_of

SCORES = (1, 2, 3, 4, 5)
"""In this order: a typed number means the button at that place (bot.conversation.engine)."""

REST_MS = 10 * MINUTE
"""A talk and a ticket of one person closed together are one question about points, not two."""


def may_ask(db: Transaction, person_id: str, code: str, now_ms: int) -> bool:
    """Note that this ticket's question goes out; return False when the person was asked already."""
    return tickets.ask_rating(db, code, person_id, now_ms, now_ms - REST_MS)


def rating_question(db: Transaction, person: PersonRecord, code: str, text: str, say: Say, now_ms: int) -> Reply:
    """`text` with the points as buttons; the question stays open in the person's talk, so that a typed "5" counts too.

    What was talked about with the bot before lies behind an official's talk, and is dropped.
    """
    buttons = tuple(
        Button(
            say("feedback.rating_label", number=score),
            say=f"#cham_diem {code} {score}",
            words=normalise(say("pressed.cham_diem", number=score, code=code)),
        )
        for score in SCORES
    )
    state = ConversationState(choices=[(button.label, button.say or "") for button in buttons])
    state.address = address_of(person).get("anh_chi", state.address)
    state.ask("cham_viec", code=code)
    people.save_state(db, person.id, json.dumps(state.as_dict(), ensure_ascii=False), now_ms)
    return Reply(text, buttons)
