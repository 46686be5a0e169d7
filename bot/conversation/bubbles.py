"""Several messages that somebody sends one right after the other are read as one: people write a story in bubbles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.content.snapshot import ContentSnapshot
from bot.conversation.talk import resolve_choice
from bot.event import Event, Kind
from bot.messaging.button_presses import is_number
from bot.turn import COMMAND_MARK, ConversationState
from bot.understanding.clauses import LONGEST


def as_text(event: Event) -> Event:
    """A picture with words beside it as the words; its address stays in `attachment`."""
    return replace(event, kind=Kind.TEXT) if event.kind is Kind.IMAGE and event.text.strip() else event


def is_bubble(event: Event, state: ConversationState, content: ContentSnapshot) -> bool:
    """Whether a message may be part of a longer one: plain words that answer nothing and have no effect of their own."""
    text = event.text
    is_plain = event.kind is Kind.TEXT and bool(text.strip()) and not text.startswith(COMMAND_MARK)
    if not is_plain or state.question is not None or is_number(text) or resolve_choice(state, text) != text:
        return False
    return content.clear.find_wish(text) is None


def join_bubbles(events: Sequence[Event]) -> Event:
    """The last of several messages with the words of all of them, a line each; with the newest picture."""
    if len(events) == 1:
        return events[0]
    attachment = next((event.attachment for event in reversed(events) if event.attachment), {})
    return replace(events[-1], text="\n".join(event.text for event in events), attachment=attachment)


def cut_text(event: Event) -> Event:
    """The message with as much of its text as is read."""
    return event if len(event.text) <= LONGEST else replace(event, text=event.text[:LONGEST])
