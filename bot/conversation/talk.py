"""One person's side of a turn while it runs, and the choices made of it: which replies, which buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.event import Event
from bot.lib.numbers import find_integer
from bot.people.follow_order import Follows
from bot.reply import Effect, Reply
from bot.router import Routed
from bot.store.people import PersonRecord
from bot.turn import ConversationState, HeardQuestion
from bot.understanding.clear_words import command_for_number
from bot.understanding.result import Understanding

MOST_ANSWERS = 3
"""Most answers to one burst of messages, newest questions first."""


@dataclass(slots=True)
class Talk:
    """One person's side of a turn while it runs."""

    person: PersonRecord
    state: ConversationState
    answers: list[Routed]
    effects: list[Effect]
    follows: Follows
    events: list[Event] = field(default_factory=list)
    questions: list[HeardQuestion] = field(default_factory=list)
    introduces: bool = False
    urgent: bool = False
    asked_more: bool = False
    """Whether more was asked in one message than is answered at once."""
    bubbles: list[Event] = field(default_factory=list)
    """Plain words that wait for the messages right behind them."""
    recent_answers: int = 0
    """How many turns were answered in the last minute (bot.conversation.pace)."""
    is_slowed: bool = False
    """Whether something was left unanswered because those were too many."""
    is_cut: bool = False
    """Whether a message was longer than what is read."""


def is_urgent(understanding: Understanding) -> bool:
    """Whether it is an emergency: its number comes before anything else, even while an official has the talk."""
    return understanding.intent.startswith("emergency")


def resolve_choice(state: ConversationState, text: str) -> str:
    """The payload behind "2" or a label typed by hand; otherwise the text itself."""
    words = " ".join(text.split()).casefold()
    number = find_integer(words) or 0
    if 1 <= number <= len(state.choices):
        return command_for_number(state.choices[number - 1][1], state.question) or text
    return next((say for label, say in state.choices if label.casefold() == words), text)


def has_draft(state: ConversationState) -> bool:
    """Whether a report was written that is not sent yet."""
    return {"kind", "text"} <= state.question_data.keys()


def choices_of(replies: Iterable[Reply]) -> list[tuple[str, str]]:
    """(label, payload) of the buttons of the last reply that has some."""
    for reply in reversed(tuple(replies)):
        choices = [(button.label, button.say) for button in reply.buttons if button.say]
        if choices:
            return choices
    return []


def choose_replies(answers: Sequence[Routed]) -> list[Reply]:
    """The replies to a burst: the newest solid answers, each once; small talk only when there is nothing else."""
    with_replies = [routed for routed in answers if routed.replies]
    solid = [routed for routed in with_replies if routed.solid]
    unique: dict[Reply, None] = {}
    for routed in solid[-MOST_ANSWERS:] or with_replies[-1:]:
        unique.update(dict.fromkeys(routed.replies))
    return list(unique)
