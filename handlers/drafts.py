"""A report that was written and not sent is not lost without a word: its writer is reminded once."""

from __future__ import annotations

from bot.reply import HandOver, OpenTicket, Reply
from bot.router import Handler, HandlerResult, Turn, parts_of
from handlers.feedback import CONFIRM, confirm_buttons, shorten_text

REMINDED = "reminded"


def remind_of_draft(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: an answer to a message ends with a reminder of a draft that waits to be sent."""
    draft = dict(turn.state.question_data)
    result = handler(turn)
    if not {"kind", "text"} <= draft.keys() or draft.get(REMINDED):
        return result
    parts = parts_of(result)
    if not parts or any(isinstance(part, HandOver | OpenTicket) for part in parts):
        return result
    reminder = _remind(turn, draft)
    return (*parts, reminder) if reminder else result


def _remind(turn: Turn, draft: dict[str, str]) -> Reply | None:
    """Ask again whether to send; when another question of ours took its place, say that it was not sent."""
    if turn.state.question is None and turn.state.question_data == draft:
        turn.state.ask(CONFIRM, **{**draft, REMINDED: "yes"})
        return Reply(turn.say("feedback.draft_waits", text=shorten_text(draft["text"])), confirm_buttons(turn))
    is_taken = turn.state.question_data and turn.state.question_data.get("text") != draft["text"]
    return Reply(turn.say("feedback.draft_dropped")) if is_taken else None
