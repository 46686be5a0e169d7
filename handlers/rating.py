"""Points from 1 to 5 for the bot."""

from __future__ import annotations

from bot.reply import Button, OpenTicket, Reply
from bot.router import COMMAND_MARK, Said, Topic, Turn
from handlers.speech import button, menu_button

topic = Topic("rating")

POINTS = range(1, 6)
LOW = 2


@topic.intent("rating")
@topic.command("danh_gia")
def rate(turn: Turn) -> Said:
    """ "#danh_gia 4" or "cho 5 sao" is taken down; without a number it is asked for."""
    points = _points(turn.argument if turn.text.startswith(COMMAND_MARK) else turn.text)
    return _take(turn, points) if points else _ask(turn)


@topic.question("cham_diem")
def answered(turn: Turn) -> Said:
    """A number typed by hand; anything else is a new question."""
    points = _points(turn.text)
    return _take(turn, points) if points else None


def _points(text: str) -> int | None:
    digits = [int(letter) for letter in text if letter in "0123456789"]
    return digits[0] if len(digits) == 1 and digits[0] in POINTS else None


def _ask(turn: Turn) -> Reply:
    turn.state.ask("cham_diem")
    buttons = tuple(
        Button(turn.say("feedback.rating_label", number=number), say=f"#danh_gia {number}") for number in POINTS
    )
    return Reply(turn.say("feedback.ask_rating"), buttons)


def _take(turn: Turn, points: int) -> Said:
    code = turn.new_code("DG")
    if points <= LOW:
        reply = Reply(turn.say("feedback.rated_low", number=points), (button(turn, "write_feedback", "#gop_y"),))
    else:
        reply = Reply(turn.say("feedback.rated", number=points), (menu_button(turn),))
    return reply, OpenTicket(code, "rating", "", rating=points)
