"""Where a person lives, for notices of one neighbourhood only. Telling it is free, and taken back at any time."""

from __future__ import annotations

import re

from bot.reply import Button, Reply, SetNeighbourhood
from bot.router import Handler, Said, Topic, Turn
from handlers.interests import choose_button
from handlers.speech import fold, menu_button

topic = Topic("neighbourhood")

OPEN = "khu_pho"
"""The open question."""

_NAMED = re.compile(r"\b(?:khu pho|kp)\s*(?:so\s*)?0*([1-9]\d?)\b")
_ALONE = re.compile(r"(?:so\s*)?0*([1-9]\d?)(?: (?:a|da|nha|nhe))?")


def hearing(topic: Topic) -> Topic:
    """The topic, which first hears a message that only says where the person lives.

    More than that ("khu phố 3 ngập nước") is about something else; so is the answer to an open question.
    """
    for table in (topic.intents, topic.outcomes):
        for name, handler in table.items():
            table[name] = _after_hearing(handler)
    return topic


def _after_hearing(handler: Handler) -> Handler:
    def handle(turn: Turn) -> Said:
        number = _only_lives(turn)
        return _live(turn, number) if number else handler(turn)

    return handle


def _only_lives(turn: Turn) -> int | None:
    """The number in "tôi ở khu phố 3", when nothing else is said."""
    said = fold(turn.text)
    found = _NAMED.search(said)
    if found is None:
        return None
    rest = f"{said[: found.start()]} {said[found.end() :]}".split()
    around = {fold(word) for word in turn.words.variants("interests.living_words")}
    return int(found[1]) if rest and around.issuperset(rest) else None


@topic.command("khu_pho")
def ask(turn: Turn) -> Reply:
    """Ask where the person lives; they may decline. What is known is said."""
    turn.state.ask(OPEN)
    known = turn.person.neighbourhood
    text = turn.say("interests.neighbourhood_now", name=known) if known else turn.say("interests.ask_neighbourhood")
    return Reply(text, (_rather_not(turn), menu_button(turn)))


@topic.question(OPEN)
def answered(turn: Turn) -> Said:
    """A number answers; "no" too; anything else is a question of its own."""
    said = fold(turn.text)
    found = _ALONE.fullmatch(said) or _NAMED.search(said)
    if found:
        return _live(turn, int(found[1]))
    return forget(turn) if turn.understanding.intent in ("no", "cancel") else None


@topic.command("khong_khu_pho")
def forget(turn: Turn) -> Said:
    """It is not kept."""
    return Reply(turn.say("interests.neighbourhood_forgotten"), (menu_button(turn),)), SetNeighbourhood(None)


def _live(turn: Turn, number: int) -> Said:
    name = turn.say("interests.neighbourhood_name", number=number)
    change = Button(turn.say("interests.other_neighbourhood"), say="#khu_pho")
    buttons = (choose_button(turn), change, _rather_not(turn), menu_button(turn))
    return Reply(turn.say("interests.neighbourhood", name=name), buttons), SetNeighbourhood(name)


def _rather_not(turn: Turn) -> Button:
    return Button(turn.say("interests.no_neighbourhood"), say="#khong_khu_pho")
