"""A message that quotes one of ours (docs/zalo/events.md): the talk goes back to what that one was about."""

from __future__ import annotations

import json
import re

from bot.event import Event
from bot.reply import Button, Reply
from bot.store import Store, outbox
from bot.turn import COMMAND_MARK, ConversationState

CHOICE = "chon_viec"
"""The open question after several procedures were offered."""

_CODE = re.compile(r"\d\.\d{6}")


def recall_quoted(store: Store, person_id: str, event: Event, state: ConversationState) -> None:
    """Speak again of the quoted message: the procedure its buttons lead to, or the choice among several of them.

    Nothing changes for a quote of the person's own words, of somebody else's, or of a message without buttons.
    """
    quoted = str(event.details.get("quotes", ""))
    row = outbox.reply_of(store, person_id, quoted) if quoted else None
    reply = Reply.from_dict(json.loads(row)) if row else None
    buttons = [button for button in reply.buttons if button.say] if reply else []
    labels = {code: button.label for button in buttons if (code := _code_of(button))}
    if buttons:
        state.choices = [(button.label, button.say or "") for button in buttons]
    if len(labels) == 1:
        state.procedure, state.section, state.topic = next(iter(labels)), None, None
        state.question, state.question_data = None, {}
    elif labels:
        state.procedure = state.section = state.topic = None
        state.ask(CHOICE, choices=[[code, label] for code, label in labels.items()], section=None)


def _code_of(button: Button) -> str | None:
    match = _CODE.search(button.say or "") if (button.say or "").startswith(COMMAND_MARK) else None
    return match[0] if match else None
