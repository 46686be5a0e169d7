"""Not understood: say so kindly, three nearest topics, the way to a person."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import Topic, Turn
from handlers.greeting import popular_buttons
from handlers.speech import menu_button, person_button

topic = Topic("fallback", light=True)

NEAREST = 3
LIKE = 0.4
"""What is less like the message than this would only seem odd; what most people ask is offered instead."""

LONG_TEXT = 3000
"""Characters from which a message is too long to guess at."""


@topic.outcome("fallback", "chat")
def not_understood(turn: Turn) -> Reply:
    """The nearest topics are offered."""
    key = "fallback.too_long" if len(turn.text) > LONG_TEXT else "fallback.not_understood"
    return Reply(turn.say(key), (*_nearest(turn), person_button(turn), menu_button(turn)))


def _nearest(turn: Turn) -> tuple[Button, ...]:
    candidates = turn.understanding.candidates if turn.understanding.confidence >= LIKE else ()
    found = (turn.words.procedure(code) or turn.words.listed.get(code) for code in candidates)
    known = [procedure for procedure in found if procedure is not None]
    nearest = tuple(Button(procedure.title, say=f"#thu_tuc {procedure.code}") for procedure in known[:NEAREST])
    return nearest or popular_buttons(turn, NEAREST)
