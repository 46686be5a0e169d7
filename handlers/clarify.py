"""Asking back when a message can mean several procedures, or a part of a procedure nobody has named yet."""

from __future__ import annotations

from bot.content.models import Procedure
from bot.reply import Button, Reply
from bot.router import HandlerGroup, Turn
from handlers.sections import COMMANDS
from handlers.speech import fill_text, person_button

group = HandlerGroup("clarify")

FEWEST_CHOICES, MOST_CHOICES = 2, 4


@group.intent("clarify")
@group.outcome("clarify")
def ask_back(turn: Turn) -> Reply:
    """The question of content/lexicon/clarify.yaml, or one made of the candidates, with a button for each.

    What was talked about before is forgotten: "mấy ngày" after the question is not about the old procedure.
    """
    turn.state.procedure = turn.state.section = turn.state.topic = None
    clarification = turn.content.clarify.get(turn.understanding.topic or "")
    if clarification is not None:
        question = fill_text(turn, clarification.question)
        choices = [(choice.code, choice.label) for choice in clarification.choices]
    else:
        question = turn.say("clarify.which")
        choices = [(code, "") for code in turn.understanding.candidates]
    buttons = _choice_buttons(turn, choices)
    if buttons:
        turn.state.ask("chon_viec", choices=[list(choice) for choice in choices], section=turn.understanding.section)
    return Reply(question, (*buttons, person_button(turn))) if buttons else _ask_which_procedure(turn)


def _choice_buttons(turn: Turn, choices: list[tuple[str, str]]) -> tuple[Button, ...]:
    """A button per procedure that is known, asking for the part that was asked for.

    One whose papers are not known yet would lead nowhere: it is left out where two others remain.
    """
    section = turn.understanding.section
    command = COMMANDS[section] if section else "thu_tuc"
    matches = ((turn.content.procedure(code) or turn.content.listed.get(code), label) for code, label in choices)
    entries = [(procedure, label) for procedure, label in matches if procedure is not None]
    described = [(one, label) for one, label in entries if isinstance(one, Procedure) and one.papers]
    available = described if len(described) >= FEWEST_CHOICES else entries
    return tuple(
        Button(label or procedure.title, say=f"#{command} {procedure.code}")
        for procedure, label in available[:MOST_CHOICES]
    )


def _ask_which_procedure(turn: Turn) -> Reply:
    """Only a part was named ("lệ phí bao nhiêu"): which procedure is it about?"""
    turn.state.ask("viec_nao", section=turn.understanding.section)
    return Reply(turn.say("procedures.which"), (*_popular_buttons(turn), person_button(turn)))


def _popular_buttons(turn: Turn) -> tuple[Button, ...]:
    codes = turn.content.variants("procedures.popular_codes")
    return _choice_buttons(turn, [(code, "") for code in codes])
