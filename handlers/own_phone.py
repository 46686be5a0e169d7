"""The person's own telephone number: kept only after a clear yes (Luật 91/2025/QH15), forgotten at a word."""

from __future__ import annotations

import re

from bot.event import Kind
from bot.reply import KeepPhone, Reply
from bot.router import Said, Topic, Turn
from handlers.feedback import WRITING
from handlers.speech import button, menu_button

topic = Topic("own_phone")

OPEN = "giu_so"
"""The open question."""

_NUMBER = re.compile(r"(?:\+?84|0)(\d{8,10})")


@topic.kind(Kind.SHARED_INFO)
def shared_info(turn: Turn) -> Reply:
    """Thanks; of a number it is asked whether it may be kept. Feedback that is being written goes on."""
    number = _number(turn)
    if number is None or turn.state.question in WRITING:
        return Reply(turn.say("attachments.shared_info"), (menu_button(turn),))
    turn.state.ask(OPEN, phone=number)
    buttons = (button(turn, "keep_phone", "#giu_so"), button(turn, "forget_phone", "#khong_giu_so"))
    return Reply(turn.say("my_data.ask_phone", end=number[-3:]), buttons)


@topic.question(OPEN)
def answered(turn: Turn) -> Said:
    """Yes keeps, no does not, anything else is a question of its own."""
    if turn.understanding.intent == "yes":
        return keep(turn)
    if turn.understanding.intent in ("no", "cancel"):
        return forget(turn)
    turn.state.question_data = {}
    return None


@topic.command("giu_so")
def keep(turn: Turn) -> Said:
    """The number shared just now may be written to."""
    number = turn.state.question_data.get("phone")
    turn.state.question_data = {}
    if number is None:
        return Reply(turn.say("my_data.no_phone_yet"), (menu_button(turn),))
    buttons = (button(turn, "forget_phone", "#khong_giu_so"), menu_button(turn))
    return Reply(turn.say("my_data.phone_kept", end=number[-3:]), buttons), KeepPhone(number)


@topic.command("khong_giu_so")
def forget(turn: Turn) -> Said:
    """It is not kept, or not any more."""
    turn.state.question_data = {}
    return Reply(turn.say("my_data.phone_forgotten"), (menu_button(turn),)), KeepPhone(None)


def _number(turn: Turn) -> str | None:
    """The number in what was shared, as 84…; None when there is none."""
    shared = str(turn.event.details.get("info", {}).get("phone", ""))
    found = _NUMBER.fullmatch(re.sub(r"[\s.()-]", "", shared))
    return f"84{found[1]}" if found else None
