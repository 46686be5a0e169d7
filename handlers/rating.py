"""Points from 1 to 5: for the bot, and for what officials did about a talk or a ticket."""

from __future__ import annotations

import unicodedata

from bot.reply import Button, OpenTicket, RateWork, Reply, SayWhy
from bot.router import COMMAND_MARK, HandlerGroup, HandlerResult, Turn
from handlers.feedback import explain_formal_paths, is_formal, mentions_formal_complaint
from handlers.points import points_in
from handlers.speech import fold_text, make_button, menu_button

group = HandlerGroup("rating")

POINTS = range(1, 6)
LOW = 2

FEWEST_WORDS = 3
"""Fewer words are thanks or a refusal, not a reason."""

SURE = 0.8
"""A few words understood so well are a question or a wish of their own, even when nothing in them asks."""

UNDERSTOOD = 0.3
"""So much is enough when the words themselves ask ("bao nhiêu", "cần giấy gì")."""

MOST_NAMING = 8
"""A few words may be nothing but the name of a matter; more of them without an asking word tell something."""

ABOUT_WORK = ("praise", "complaint", "proposal", "insult", "rating")
"""Intents of what one says about somebody's work."""

LONGEST = 1000
"""Characters kept of a reason."""


@group.intent("rating")
@group.command("danh_gia")
def rate_bot(turn: Turn) -> HandlerResult:
    """ "#danh_gia 4" or "chấm 5 sao" is taken down; without points it is asked for them."""
    if turn.text.startswith(COMMAND_MARK):
        points = _points_of_button(turn.argument)
        return _record_bot_rating(turn, points) if points else _ask_points(turn)
    rating = points_in(turn, is_asked=False)
    return _record_bot_rating(turn, rating.number, rating.words) if rating else _ask_points(turn)


@group.question("cham_diem")
def read_points(turn: Turn) -> HandlerResult:
    """Points typed by hand; anything else is a new question."""
    rating = points_in(turn, is_asked=True)
    return _record_bot_rating(turn, rating.number, rating.words) if rating else None


@group.command("cham_diem")
def rate_work(turn: Turn) -> HandlerResult:
    """ "#cham_diem GC-12 5": a button under the question that officials' desk sends when it closes something."""
    code, _, rest = turn.argument.partition(" ")
    points = _points_of_button(rest)
    return (
        _record_work_rating(turn, code, points)
        if points
        else Reply(turn.say("desk.nothing_to_rate"), (menu_button(turn),))
    )


@group.question("cham_viec")
def rate_work_by_hand(turn: Turn) -> HandlerResult:
    """Points typed instead of the button; anything else is a new question."""
    rating = points_in(turn, is_asked=True)
    return (
        _record_work_rating(turn, turn.state.question_data.get("code", ""), rating.number, rating.words)
        if rating
        else None
    )


@group.question("ly_do_cham")
def read_reason(turn: Turn) -> HandlerResult:
    """Words after the points: an opinion is kept, a sure question is answered; a message may be both.

    A denunciation belongs elsewhere.
    """
    if is_formal(turn):
        return explain_formal_paths(turn)
    is_opinion, asks = _mentions_any(turn, "desk.opinion_words"), _mentions_any(turn, "desk.asking_words")
    words = SayWhy(turn.state.question_data.get("code", ""), turn.text[:LONGEST])
    if asks and (turn.understanding.outcome == "clarify" or _is_understood(turn, UNDERSTOOD)):
        return words if is_opinion else None
    if not is_opinion and _is_only_a_wish(turn):
        return None
    return Reply(turn.say("desk.why_taken"), (menu_button(turn),)), words


def _is_only_a_wish(turn: Turn) -> bool:
    """Thanks, the mere name of a matter, or a wish about the chat."""
    count = len(turn.text.split())
    return count < FEWEST_WORDS or (count <= MOST_NAMING and _is_understood(turn, SURE))


def _is_understood(turn: Turn, confidence: float) -> bool:
    """Whether it is about something that can be answered, and not about the work that was rated."""
    understanding = turn.understanding
    return (
        understanding.outcome != "fallback"
        and understanding.intent not in ABOUT_WORK
        and understanding.confidence >= confidence
    )


def _mentions_any(turn: Turn, key: str) -> bool:
    """Whether one of the words `key` of content/sentences is said.

    Typed without accents, only words of two syllables or more count: "qua" may be "quá" and "qua".
    """
    text, words = unicodedata.normalize("NFC", turn.text), turn.content.variants(key)
    if text.isascii():
        return any(_is_in(fold_text(text), fold_text(word)) for word in words if " " in word)
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return any(_is_in(" ".join(letters.split()), word) for word in words)


def _is_in(text: str, word: str) -> bool:
    return f" {word} " in f" {text} "


def _record_work_rating(turn: Turn, code: str, points: int, words: str = "") -> HandlerResult:
    """Only what this person asked for can be rated by them."""
    code = code.upper()
    if all(ticket[0] != code for ticket in turn.person.tickets):
        return Reply(turn.say("desk.nothing_to_rate"), (menu_button(turn),))
    if words and mentions_formal_complaint(turn, words):
        return explain_formal_paths(turn), RateWork(code, points)
    if words:
        reply = Reply(turn.say("desk.rated_with_words", number=points), (menu_button(turn),))
        return reply, RateWork(code, points), SayWhy(code, words[:LONGEST])
    turn.state.ask("ly_do_cham", code=code)
    key = "desk.rated_low" if points <= LOW else "desk.rated"
    return Reply(turn.say(key, number=points), (menu_button(turn),)), RateWork(code, points)


def _points_of_button(text: str) -> int | None:
    """The points of a button."""
    return int(text) if text.isdecimal() and int(text) in POINTS else None


def _ask_points(turn: Turn) -> Reply:
    turn.state.ask("cham_diem")
    buttons = tuple(
        Button(turn.say("feedback.rating_label", number=number), say=f"#danh_gia {number}") for number in POINTS
    )
    return Reply(turn.say("feedback.ask_rating"), buttons)


def _record_bot_rating(turn: Turn, points: int, words: str = "") -> HandlerResult:
    code = turn.new_code("DG")
    if words and mentions_formal_complaint(turn, words):
        return explain_formal_paths(turn), OpenTicket(code, "rating", "", rating=points)
    if words:
        reply = Reply(turn.say("feedback.rated_with_words", number=points), (menu_button(turn),))
    elif points <= LOW:
        reply = Reply(turn.say("feedback.rated_low", number=points), (make_button(turn, "write_feedback", "#gop_y"),))
    else:
        reply = Reply(turn.say("feedback.rated", number=points), (menu_button(turn),))
    return reply, OpenTicket(code, "rating", words[:LONGEST], rating=points)
