"""Thanks, goodbye, praise, tests, insults, questions about the machine itself."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import Topic, Turn
from handlers.greeting import menu_buttons
from handlers.speech import button, menu_button, person_button

topic = Topic("small_talk", light=True)


@topic.intent("thanks")
def thanks(turn: Turn) -> Reply:
    """You are welcome."""
    return Reply(turn.say("small_talk.thanks", seed=turn.event.key))


@topic.intent("bye")
def bye(turn: Turn) -> Reply:
    """Goodbye."""
    return Reply(turn.say("small_talk.bye", seed=turn.event.key))


@topic.intent("praise")
def praise(turn: Turn) -> Reply:
    """Thanks, and a way to say it in points."""
    return Reply(turn.say("small_talk.praise"), (button(turn, "rate", "#danh_gia"),))


@topic.intent("are_you_a_bot")
def are_you_a_bot(turn: Turn) -> Reply:
    """Yes, a machine, and here is a person."""
    return Reply(turn.say("small_talk.are_you_a_bot"), _ways_on(turn))


@topic.intent("insult")
def insult(turn: Turn) -> Reply:
    """Calm, and a person."""
    return Reply(turn.say("small_talk.insult"), _ways_on(turn))


@topic.intent("test")
def test(turn: Turn) -> Reply:
    """It works, and the menu."""
    return Reply(turn.say("small_talk.test"), menu_buttons(turn))


@topic.intent("small_talk")
def chatter(turn: Turn) -> Reply:
    """A friendly word."""
    return Reply(turn.say("small_talk.small_talk"), (menu_button(turn),))


@topic.intent("out_of_government")
def out_of_government(turn: Turn) -> Reply:
    """Weather, football and the like are not known here; a person is near in case it was misunderstood."""
    return Reply(turn.say("small_talk.out_of_government"), _ways_on(turn))


@topic.intent("yes")
def yes(turn: Turn) -> Reply:
    """A yes when nothing was asked."""
    return Reply(turn.say("small_talk.yes"), (menu_button(turn),))


@topic.intent("no")
def no(turn: Turn) -> Reply:
    """A no when nothing was asked."""
    return Reply(turn.say("small_talk.no"))


@topic.intent("cancel")
@topic.command("thoi")
def cancel(turn: Turn) -> Reply:
    """Drop what was being done."""
    was_doing = bool(turn.state.question_data)
    turn.state.question, turn.state.question_data = None, {}
    key = "common.cancelled" if was_doing else "common.nothing_to_cancel"
    return Reply(turn.say(key), (menu_button(turn),))


def _ways_on(turn: Turn) -> tuple[Button, ...]:
    return (person_button(turn), menu_button(turn))
