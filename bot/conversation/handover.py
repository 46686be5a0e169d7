"""While an official has a talk: what ends the silence, and the bot's offer to answer when nobody comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.clock import MINUTE
from bot.reply import AnswerMeanwhile, Effect, GiveBack
from bot.store import Store, helpdesk
from bot.store.people import PersonRecord
from bot.turn import COMMAND_MARK
from bot.understanding.clear_words import CLEAR
from bot.understanding.result import Understanding

PATIENCE_MS = 30 * MINUTE
"""A resident who has waited so long for an official is offered an answer of the bot."""

SURE = 0.5
"""A question about a matter is understood so well before an answer to it is offered."""

QUESTION = "may_tra_loi"
"""The open question after the offer."""

OFFER = Understanding("chat", "offer_answer", CLEAR)
"""What a question means while nobody has answered for so long."""

WAYS_BACK = frozenset({"back_to_bot", "no_official"})
"""Intents of somebody who would rather talk to the bot again."""

_MATTERS = ("answer", "clarify", "decline")


def is_matter(understanding: Understanding) -> bool:
    """Whether a message asks about something that can be answered, not merely talks."""
    return understanding.outcome in _MATTERS and understanding.confidence >= SURE


def is_held(person: PersonRecord, effects: Iterable[Effect], now_ms: int) -> bool:
    """Whether an official has the person's talk, with what was wanted a moment ago (`effects`) in the same burst."""
    until = person.handed_over_until
    is_back = any(isinstance(effect, GiveBack | AnswerMeanwhile) for effect in effects)
    return until is not None and until > now_ms and not is_back


def may_offer(store: Store, person_id: str, understanding: Understanding, now_ms: int) -> bool:
    """Whether nobody has answered for so long that the bot offers to answer a new question."""
    since = helpdesk.waits_since(store, person_id) if is_matter(understanding) else None
    return since is not None and now_ms - since >= PATIENCE_MS


def question_taken_up(text: str, understanding: Understanding, question_data: Mapping[str, object]) -> str | None:
    """The question to answer after the offer: the one asked before for a yes, or a new one; None for anything else."""
    if text == f"{COMMAND_MARK}{QUESTION}" or understanding.intent == "yes":
        return str(question_data.get("asked", "")) or None
    return text if is_matter(understanding) and not text.startswith(COMMAND_MARK) else None
