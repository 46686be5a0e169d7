"""Where a person lives, for notices of one neighbourhood only. Telling it is free, and taken back at any time."""

from __future__ import annotations

import re

from bot.reply import Button, Reply, SetNeighbourhood
from bot.router import Handler, HandlerGroup, HandlerResult, Turn
from handlers.interests import choose_button
from handlers.speech import fold_text, menu_button

group = HandlerGroup("neighbourhood")

OPEN = "khu_pho"
"""The open question."""

_NAMED = re.compile(r"\b(?:khu pho|kp)\s*(?:so\s*)?0*([1-9]\d?)\b")
_ALONE = re.compile(r"(?:so\s*)?0*([1-9]\d?)(?: (?:a|da|nha|nhe))?")


def note_neighbourhood(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: a message that only says where the person lives sets the neighbourhood.

    More than that ("khu phố 3 ngập nước") is about something else; so is the answer to an open question.
    """
    number = _only_lives(turn)
    return _save_neighbourhood(turn, number) if number else handler(turn)


def _only_lives(turn: Turn) -> int | None:
    """The number in "tôi ở khu phố 3", when nothing else is said."""
    text = fold_text(turn.text)
    match = _NAMED.search(text)
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}".split()
    words_around = {fold_text(word) for word in turn.content.variants("interests.living_words")}
    return int(match[1]) if rest and words_around.issuperset(rest) else None


@group.command("khu_pho")
def ask_neighbourhood(turn: Turn) -> Reply:
    """Ask where the person lives; they may decline. What is known is said."""
    turn.state.ask(OPEN)
    neighbourhood = turn.person.neighbourhood
    text = (
        turn.say("interests.neighbourhood_now", name=neighbourhood)
        if neighbourhood
        else turn.say("interests.ask_neighbourhood")
    )
    return Reply(text, (_rather_not(turn), menu_button(turn)))


@group.question(OPEN)
def read_answer(turn: Turn) -> HandlerResult:
    """A number answers; "no" too; anything else is a question of its own."""
    text = fold_text(turn.text)
    match = _ALONE.fullmatch(text) or _NAMED.search(text)
    if match:
        return _save_neighbourhood(turn, int(match[1]))
    return forget_neighbourhood(turn) if turn.understanding.intent in ("no", "cancel") else None


@group.command("khong_khu_pho")
def forget_neighbourhood(turn: Turn) -> HandlerResult:
    """It is not kept."""
    return Reply(turn.say("interests.neighbourhood_forgotten"), (menu_button(turn),)), SetNeighbourhood(None)


def _save_neighbourhood(turn: Turn, number: int) -> HandlerResult:
    name = turn.say("interests.neighbourhood_name", number=number)
    change = Button(turn.say("interests.other_neighbourhood"), say="#khu_pho")
    buttons = (choose_button(turn), change, _rather_not(turn), menu_button(turn))
    return Reply(turn.say("interests.neighbourhood", name=name), buttons), SetNeighbourhood(name)


def _rather_not(turn: Turn) -> Button:
    return Button(turn.say("interests.no_neighbourhood"), say="#khong_khu_pho")
