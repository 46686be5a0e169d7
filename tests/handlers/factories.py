"""A turn with sensible defaults, on the ward's real content."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.event import Event, Kind
from bot.reply import Button, Effect, Reply
from bot.router import ConversationState, PersonFacts, Routed, Turn
from bot.understanding.result import NOTHING, Understanding
from handlers import make_router

CONTENT = Path(__file__).parents[2] / "content"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


@cache
def words() -> Content:
    """The content of the repository, read once."""
    return Content.load(CONTENT)


def turn(text: str = "", kind: Kind = Kind.TEXT, **changes: Any) -> Turn:
    """A turn of a person who sends something of this kind with `text`; `changes` are fields of Turn."""
    event = Event(key="k1", name="test", kind=kind, person_id="7219", received_at=0, text=text)
    defaults: dict[str, Any] = {"state": ConversationState(), "content": words(), "now": MONDAY_MORNING}
    return Turn(event=event, **(defaults | changes))


def understood(intent: str, outcome: str = "chat", **fields: Any) -> Understanding:
    """A reading with this intent."""
    return Understanding(outcome=outcome, intent=intent, confidence=0.9, **fields)


def ask(text: str = "", understanding: Understanding = NOTHING, **changes: Any) -> Routed:
    """What the router makes of one message."""
    return make_router().route(turn(text, understanding=understanding, **changes))


def say(intent: str, text: str = "…", outcome: str = "chat", **changes: Any) -> Routed:
    """What is answered to a message with this intent."""
    return ask(text, understood(intent, outcome), **changes)


def send(kind: Kind, text: str = "", attachment: dict[str, Any] | None = None, **changes: Any) -> Routed:
    """What is answered to something that is no text, `text` and `attachment` beside it."""
    sent = turn(text, kind, **changes)
    sent.event = replace(sent.event, attachment=attachment or {})
    return make_router().route(sent)


def text_of(routed: Routed) -> str:
    """All that was said in words, one bubble after the other; a file says nothing."""
    return "\n---\n".join(reply.text for reply in routed.replies if not reply.file)


def payloads(routed: Routed) -> list[str]:
    """What the buttons send, open or call."""
    return [_target(button) for reply in routed.replies for button in reply.buttons]


def _target(button: Button) -> str:
    return button.say or button.url or button.phone or ""


def effect(routed: Routed) -> Effect | None:
    """The only effect, if there is one."""
    assert len(routed.effects) <= 1
    return routed.effects[0] if routed.effects else None


def stranger() -> PersonFacts:
    """Somebody who writes for the first time."""
    return PersonFacts(introduced=False)


__all__ = ["Reply", "ask", "effect", "payloads", "say", "send", "stranger", "text_of", "turn", "understood", "words"]


def with_procedure(code: str, **changes: Any) -> Content:
    """The content with other values in the fields of one procedure."""
    changed = replace(words().procedures[code], **changes)
    return replace(words(), procedures={**words().procedures, code: changed})
