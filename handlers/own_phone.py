"""The person's own telephone number: kept only after a clear yes (Luật 91/2025/QH15), forgotten at a word."""

from __future__ import annotations

import re

from bot.event import Kind
from bot.reply import KeepPhone, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.feedback import WRITING
from handlers.speech import make_button, menu_button

group = HandlerGroup("own_phone")

OPEN = "giu_so"
"""The open question."""

_NUMBER = re.compile(r"(?:\+?84|0)(\d{8,10})")


@group.kind(Kind.SHARED_INFO)
def shared_info(turn: Turn) -> Reply:
    """Thanks; of a number it is asked whether it may be kept. Feedback that is being written goes on."""
    number = _shared_number(turn)
    if number is None or turn.state.question in WRITING:
        return Reply(turn.say("attachments.shared_info"), (menu_button(turn),))
    turn.state.ask(OPEN, phone=number)
    buttons = (make_button(turn, "keep_phone", "#giu_so"), make_button(turn, "forget_phone", "#khong_giu_so"))
    return Reply(turn.say("my_data.ask_phone", end=number[-3:]), buttons)


@group.question(OPEN)
def read_answer(turn: Turn) -> HandlerResult:
    """Yes keeps, no does not, anything else is a question of its own."""
    if turn.understanding.intent == "yes":
        return keep_phone(turn)
    if turn.understanding.intent in ("no", "cancel"):
        return forget_phone(turn)
    turn.state.question_data = {}
    return None


@group.command("giu_so")
def keep_phone(turn: Turn) -> HandlerResult:
    """The number shared just now may be written to."""
    number = turn.state.question_data.get("phone")
    turn.state.question_data = {}
    if number is None:
        return Reply(turn.say("my_data.no_phone_yet"), (menu_button(turn),))
    buttons = (make_button(turn, "forget_phone", "#khong_giu_so"), menu_button(turn))
    return Reply(turn.say("my_data.phone_kept", end=number[-3:]), buttons), KeepPhone(number)


@group.command("khong_giu_so")
def forget_phone(turn: Turn) -> HandlerResult:
    """It is not kept, or not any more."""
    turn.state.question_data = {}
    return Reply(turn.say("my_data.phone_forgotten"), (menu_button(turn),)), KeepPhone(None)


def _shared_number(turn: Turn) -> str | None:
    """The number in what was shared, as 84…; None when there is none."""
    phone = str(turn.event.details.get("info", {}).get("phone", ""))
    match = _NUMBER.fullmatch(re.sub(r"[\s.()-]", "", phone))
    return f"84{match[1]}" if match else None
