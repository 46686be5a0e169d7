"""Points from 1 to 5: for the bot, and for what officials did about a talk or a ticket."""

from __future__ import annotations

import unicodedata

from bot.reply import Button, OpenTicket, RateWork, Reply, SayWhy
from bot.router import COMMAND_MARK, Said, Topic, Turn
from handlers.feedback import formal, is_formal
from handlers.speech import button, fold, menu_button

topic = Topic("rating")

POINTS = range(1, 6)
LOW = 2

MOST_WORDS = 4
"""Of a message that gives points: more is about something else ("khu phố 3 họp ở đâu vậy")."""

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


@topic.intent("rating")
@topic.command("danh_gia")
def rate(turn: Turn) -> Said:
    """ "#danh_gia 4" or "cho 5 sao" is taken down; without a number it is asked for."""
    points = _points(turn.argument if turn.text.startswith(COMMAND_MARK) else turn.text)
    return _take(turn, points) if points else _ask(turn)


@topic.question("cham_diem")
def answered(turn: Turn) -> Said:
    """A number typed by hand; anything else is a new question."""
    points = _typed(turn)
    return _take(turn, points) if points else None


@topic.command("cham_diem")
def rate_work(turn: Turn) -> Said:
    """ "#cham_diem GC-12 5": a button under the question that officials' desk sends when it closes something."""
    code, _, rest = turn.argument.partition(" ")
    points = _points(rest)
    return _thank(turn, code, points) if points else Reply(turn.say("desk.nothing_to_rate"), (menu_button(turn),))


@topic.question("cham_viec")
def rate_work_by_hand(turn: Turn) -> Said:
    """A number typed instead of the button; anything else is a new question."""
    points = _typed(turn)
    return _thank(turn, turn.state.question_data.get("code", ""), points) if points else None


@topic.question("ly_do_cham")
def say_why(turn: Turn) -> Said:
    """Words to the points: an opinion is kept, a sure question is answered, and of a message that is both, both is done.

    A denunciation belongs elsewhere.
    """
    if is_formal(turn):
        return formal(turn)
    is_opinion, asks = _says(turn, "desk.opinion_words"), _says(turn, "desk.asking_words")
    words = SayWhy(turn.state.question_data.get("code", ""), turn.text[:LONGEST])
    if asks and _is_understood(turn, UNDERSTOOD):
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
    found = turn.understanding
    return found.outcome != "fallback" and found.intent not in ABOUT_WORK and found.confidence >= confidence


def _says(turn: Turn, key: str) -> bool:
    """Whether one of the words `key` of content/sentences is said.

    Typed without accents, only words of two syllables or more count: "qua" may be "quá" and "qua".
    """
    text, words = unicodedata.normalize("NFC", turn.text), turn.words.variants(key)
    if text.isascii():
        return any(_is_in(fold(text), fold(word)) for word in words if " " in word)
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return any(_is_in(" ".join(letters.split()), word) for word in words)


def _is_in(text: str, word: str) -> bool:
    return f" {word} " in f" {text} "


def _thank(turn: Turn, code: str, points: int) -> Said:
    """Only what this person asked for can be rated by them."""
    code = code.upper()
    if all(ticket[0] != code for ticket in turn.person.tickets):
        return Reply(turn.say("desk.nothing_to_rate"), (menu_button(turn),))
    turn.state.ask("ly_do_cham", code=code)
    key = "desk.rated_low" if points <= LOW else "desk.rated"
    return Reply(turn.say(key, number=points), (menu_button(turn),)), RateWork(code, points)


def _typed(turn: Turn) -> int | None:
    return _points(turn.text) if len(turn.text.split()) <= MOST_WORDS else None


def _points(text: str) -> int | None:
    digits = [int(letter) for letter in text if letter in "0123456789"]
    return digits[0] if len(digits) == 1 and digits[0] in POINTS else None


def _ask(turn: Turn) -> Reply:
    turn.state.ask("cham_diem")
    buttons = tuple(
        Button(turn.say("feedback.rating_label", number=number), say=f"#danh_gia {number}") for number in POINTS
    )
    return Reply(turn.say("feedback.ask_rating"), buttons)


def _take(turn: Turn, points: int) -> Said:
    code = turn.new_code("DG")
    if points <= LOW:
        reply = Reply(turn.say("feedback.rated_low", number=points), (button(turn, "write_feedback", "#gop_y"),))
    else:
        reply = Reply(turn.say("feedback.rated", number=points), (menu_button(turn),))
    return reply, OpenTicket(code, "rating", "", rating=points)
