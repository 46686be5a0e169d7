"""Not understood: say so kindly, three nearest topics or fields of life, the way to a person."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import HandlerGroup, Turn
from handlers.speech import menu_button, person_button

group = HandlerGroup("fallback", light=True)

NEAREST = 3
LIKE = 0.4
"""What is less like the message than this would only seem odd; fields of life are offered instead."""

LONG_TEXT = 3000
"""Characters from which a message is too long to guess at."""


@group.outcome("fallback", "chat")
def not_understood(turn: Turn) -> Reply:
    """The nearest topics are offered, else fields of life; an official always."""
    nearest = _nearest_buttons(turn)
    key = "fallback.not_understood" if nearest else "fallback.which_field"
    if len(turn.text) > LONG_TEXT:
        key = "fallback.too_long"
    return Reply(turn.say(key), (*(nearest or _field_buttons(turn)), person_button(turn), menu_button(turn)))


def _nearest_buttons(turn: Turn) -> tuple[Button, ...]:
    candidates = turn.understanding.candidates if turn.understanding.confidence >= LIKE else ()
    matches = (turn.content.procedure(code) or turn.content.listed.get(code) for code in candidates)
    procedures = [procedure for procedure in matches if procedure is not None]
    return tuple(Button(procedure.title, say=f"#thu_tuc {procedure.code}") for procedure in procedures[:NEAREST])


def _field_buttons(turn: Turn) -> tuple[Button, ...]:
    """Fields of life, each a question that is asked back about (content/lexicon/clarify.yaml)."""
    return tuple(Button(field, say=field) for field in turn.content.variants("fallback.fields")[:NEAREST])
