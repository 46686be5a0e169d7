"""Stopping and starting the ward's notices."""

from __future__ import annotations

from bot.reply import OptIn, OptOut, Reply
from bot.router import Said, Topic, Turn
from handlers.interests import choose_button
from handlers.speech import button, menu_button

topic = Topic("broadcasts")


@topic.intent("stop_broadcasts")
@topic.command("dung_tin")
def stop(turn: Turn) -> Said:
    """No more notices; asked twice, say so."""
    back = (button(turn, "start_broadcasts", "#nhan_tin"), choose_button(turn), menu_button(turn))
    if turn.person.opted_out:
        return Reply(turn.say("broadcasts.already_stopped"), back)
    return Reply(turn.say("broadcasts.stopped"), back), OptOut()


@topic.intent("start_broadcasts")
@topic.command("nhan_tin")
def start(turn: Turn) -> Said:
    """Notices again."""
    stop_again = (choose_button(turn), button(turn, "stop_broadcasts", "#dung_tin"), menu_button(turn))
    if not turn.person.opted_out:
        return Reply(turn.say("broadcasts.already_started"), stop_again)
    return Reply(turn.say("broadcasts.started"), stop_again), OptIn()
