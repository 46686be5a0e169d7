"""Asking back when a message can mean several procedures, or a part of a procedure nobody has named yet."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import Topic, Turn
from handlers.sections import COMMANDS
from handlers.speech import fill, person_button

topic = Topic("clarify")

MOST_CHOICES = 4


@topic.intent("clarify")
@topic.outcome("clarify")
def ask_back(turn: Turn) -> Reply:
    """The question of content/lexicon/clarify.yaml, or one made of the candidates, with a button for each.

    What was talked about before is forgotten: "mấy ngày" after the question is not about the old procedure.
    """
    turn.state.procedure = turn.state.section = turn.state.topic = None
    known = turn.words.clarify.get(turn.understanding.topic or "")
    if known is not None:
        question = fill(turn, known.question)
        choices = [(choice.code, choice.label) for choice in known.choices]
    else:
        question = turn.say("clarify.which")
        choices = [(code, "") for code in turn.understanding.candidates]
    buttons = _choices(turn, choices)
    return Reply(question, (*buttons, person_button(turn))) if buttons else _which(turn)


def _choices(turn: Turn, choices: list[tuple[str, str]]) -> tuple[Button, ...]:
    """A button per procedure there is content for, asking for the part that was asked for."""
    section = turn.understanding.section
    command = COMMANDS[section] if section else "thu_tuc"
    found = ((turn.words.procedure(code) or turn.words.listed.get(code), label) for code, label in choices)
    known = [(procedure, label) for procedure, label in found if procedure is not None]
    return tuple(
        Button(label or procedure.title, say=f"#{command} {procedure.code}")
        for procedure, label in known[:MOST_CHOICES]
    )


def _which(turn: Turn) -> Reply:
    """Only a part was named ("lệ phí bao nhiêu"): which procedure is it about?"""
    turn.state.ask("viec_nao", section=turn.understanding.section)
    return Reply(turn.say("procedures.which"), (*_popular(turn), person_button(turn)))


def _popular(turn: Turn) -> tuple[Button, ...]:
    codes = turn.words.variants("procedures.popular_codes")
    return _choices(turn, [(code, "") for code in codes])
