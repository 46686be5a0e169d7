"""How many answers one person gets in a minute: nobody reads faster, and each answer may cost the ward money."""

from __future__ import annotations

from collections.abc import Collection

from bot.clock import MINUTE
from bot.conversation.talk import Talk, is_urgent
from bot.event import MESSAGES, Event
from bot.store import Store, outbox_lists
from bot.understanding.result import Understanding

MOST_A_MINUTE = 30
"""Turns answered; then one sentence says so, and only emergencies and the person's rights are answered."""
COUNTED_MESSAGES = 10 * MOST_A_MINUTE


def count_recent_answers(store: Store, person_id: str, now_ms: int) -> int:
    """Return how many turns of a person were answered in the last minute."""
    return outbox_lists.count_answered(store, person_id, now_ms - MINUTE, COUNTED_MESSAGES)


def is_passed_over(talk: Talk, event: Event, understanding: Understanding, rights: Collection[str]) -> bool:
    """Return whether this is left unanswered because the person had too many answers within a minute."""
    if talk.recent_answers < MOST_A_MINUTE or event.kind not in MESSAGES:
        return False
    is_answered = is_urgent(understanding) or understanding.intent in rights
    talk.is_slowed = talk.is_slowed or not is_answered
    return not is_answered


def needs_word(talk: Talk) -> bool:
    """Return whether the person is to be told, which happens once."""
    return talk.is_slowed and talk.recent_answers == MOST_A_MINUTE
