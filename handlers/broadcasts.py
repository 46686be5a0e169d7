"""Stopping and starting the ward's notices, and whether they come.

Only clear words and buttons reach `stop_broadcasts` and `start_broadcasts` (bot.understanding.clear_words); other
messages about notices are answered with the state.
"""

from __future__ import annotations

from bot.reply import Button, OptIn, OptOut, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.interests import choose_button
from handlers.speech import as_day, make_button, menu_button

group = HandlerGroup("broadcasts")


@group.intent("stop_broadcasts")
@group.command("dung_tin")
def stop_broadcasts(turn: Turn) -> HandlerResult:
    """No more notices; asked twice, say since when."""
    if turn.person.opted_out:
        return tell_state(turn)
    return Reply(turn.say("broadcasts.stopped"), _when_stopped(turn)), OptOut()


@group.intent("start_broadcasts")
@group.command("nhan_tin")
def start_broadcasts(turn: Turn) -> HandlerResult:
    """Subscribe the person to notices again; tells the state when they already get them."""
    if not turn.person.opted_out:
        return tell_state(turn)
    return Reply(turn.say("broadcasts.started"), _when_started(turn)), OptIn()


@group.intent("notices")
@group.command("tin_bao")
def tell_state(turn: Turn) -> Reply:
    """Whether notices come, and both ways on; nothing changes."""
    if not turn.person.opted_out:
        return Reply(turn.say("broadcasts.already_started"), _when_started(turn))
    since = turn.person.opted_out_since
    if since is None:
        return Reply(turn.say("broadcasts.already_stopped"), _when_stopped(turn))
    text = turn.say("broadcasts.stopped_since", time=f"{since:%H:%M}", date=as_day(since.date()))
    return Reply(text, _when_stopped(turn))


def _when_stopped(turn: Turn) -> tuple[Button, ...]:
    return make_button(turn, "start_broadcasts", "#nhan_tin"), choose_button(turn), menu_button(turn)


def _when_started(turn: Turn) -> tuple[Button, ...]:
    return choose_button(turn), make_button(turn, "stop_broadcasts", "#dung_tin"), menu_button(turn)
