"""Thanks, goodbye, praise, tests, insults, questions about the machine itself."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import HandlerGroup, Turn
from handlers.greeting import menu_buttons
from handlers.speech import make_button, menu_button, person_button

group = HandlerGroup("small_talk", light=True)


@group.intent("thanks")
def answer_thanks(turn: Turn) -> Reply:
    """Answer thanks with a short courtesy."""
    return Reply(turn.say("small_talk.thanks", seed=turn.event.key))


@group.intent("bye")
def say_goodbye(turn: Turn) -> Reply:
    """Answer a goodbye with a goodbye."""
    return Reply(turn.say("small_talk.bye", seed=turn.event.key))


@group.intent("praise")
def answer_praise(turn: Turn) -> Reply:
    """Thanks, and a way to say it in points."""
    return Reply(turn.say("small_talk.praise"), (make_button(turn, "rate", "#danh_gia"),))


@group.intent("are_you_a_bot")
def answer_are_you_a_bot(turn: Turn) -> Reply:
    """Yes, a machine, and here is a person."""
    return Reply(turn.say("small_talk.are_you_a_bot"), _ways_on(turn))


@group.intent("insult")
def answer_insult(turn: Turn) -> Reply:
    """Calm, and a person."""
    return Reply(turn.say("small_talk.insult"), _ways_on(turn))


@group.intent("test")
def answer_test(turn: Turn) -> Reply:
    """It works, and the menu."""
    return Reply(turn.say("small_talk.test"), menu_buttons(turn))


@group.intent("small_talk")
def answer_small_talk(turn: Turn) -> Reply:
    """Answer small talk with a friendly sentence and the menu."""
    return Reply(turn.say("small_talk.small_talk"), (menu_button(turn),))


@group.intent("out_of_government")
def answer_out_of_government(turn: Turn) -> Reply:
    """Weather, football and the like are not known here; a person is near in case it was misunderstood."""
    return Reply(turn.say("small_talk.out_of_government"), _ways_on(turn))


@group.intent("yes")
def answer_yes(turn: Turn) -> Reply:
    """A yes when nothing was asked."""
    return Reply(turn.say("small_talk.yes"), (menu_button(turn),))


@group.intent("no")
def answer_no(turn: Turn) -> Reply:
    """A no when nothing was asked."""
    return Reply(turn.say("small_talk.no"))


@group.intent("cancel")
@group.command("thoi")
def cancel_question(turn: Turn) -> Reply:
    """Drop what was being done."""
    was_doing = bool(turn.state.question_data)
    turn.state.question, turn.state.question_data = None, {}
    key = "common.cancelled" if was_doing else "common.nothing_to_cancel"
    return Reply(turn.say(key), (menu_button(turn),))


def _ways_on(turn: Turn) -> tuple[Button, ...]:
    return (person_button(turn), menu_button(turn))
