"""Which notices a person wants, by topic. Nothing chosen means all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from bot.reply import Button, ChooseTopics, Reply
from bot.router import Said, Topic, Turn
from handlers import articles
from handlers.speech import button, fold, lines, menu_button

topic = Topic("interests")

PAGE = 3
"""Topics on a page: two buttons stay for the other pages and for all topics."""


@topic.intent("choose_topics")
def understood(turn: Turn) -> Said:
    """All topics, the ones that are named (only these, these too, or not these), else a choice.

    Who names a topic without a wish ("có tin gì về y tế") wants to read about it.
    """
    if _says(turn, turn.words.variants("interests.all_words")):
        return everything(turn)
    named = [interest.id for interest in _interests(turn) if _says(turn, interest.says)]
    if not named:
        return choose(turn)
    if not _says(turn, turn.words.variants("interests.wish_words")):
        return articles.latest(turn)
    if _says(turn, turn.words.variants("interests.drop_words")):
        wanted = turn.person.topics or tuple(interest.id for interest in _interests(turn))
        return _keep(turn, tuple(topic_id for topic_id in wanted if topic_id not in named))
    before = () if _says(turn, turn.words.variants("interests.only_words")) else turn.person.topics
    return _keep(turn, (*before, *(topic_id for topic_id in named if topic_id not in before)))


@topic.command("chu_de")
def choose(turn: Turn) -> Reply:
    """ "#chu_de PAGE": the topics to press, the chosen ones marked."""
    if not _interests(turn):
        return Reply(turn.say("interests.none_listed"), (menu_button(turn),))
    text = turn.say("interests.now", list=labels(turn)) if turn.person.topics else turn.say("interests.choose")
    return Reply(text, _page(turn, turn.person.topics, int(turn.argument) if turn.argument.isdecimal() else 0))


@topic.command("doi_chu_de")
def toggle(turn: Turn) -> Said:
    """ "#doi_chu_de ID": choose it, or no longer."""
    chosen, known = turn.person.topics, [interest.id for interest in _interests(turn)]
    if turn.argument not in known:
        return Reply(turn.say("common.expired_button"), (choose_button(turn), menu_button(turn)))
    if turn.argument not in chosen:
        return _keep(turn, (*chosen, turn.argument))
    left = tuple(topic_id for topic_id in chosen if topic_id != turn.argument)
    return _keep(turn, left) if left else everything(turn)


@topic.command("moi_chu_de")
def everything(turn: Turn) -> Said:
    """Notices of every topic again."""
    key = "interests.all" if turn.person.topics else "interests.all_already"
    reply = Reply(_with_stopped(turn, turn.say(key)), (*_start_again(turn), choose_button(turn), menu_button(turn)))
    return (reply, ChooseTopics(())) if turn.person.topics else reply


def _keep(turn: Turn, wanted: tuple[str, ...]) -> Said:
    """Keep exactly these, in the order of the content; none left is asked about, for it would mean all."""
    known = [interest.id for interest in _interests(turn)]
    chosen = tuple(topic_id for topic_id in known if topic_id in wanted)
    if not chosen:
        stop = button(turn, "stop_broadcasts", "#dung_tin")
        return Reply(turn.say("interests.last_one"), (stop, _all_button(turn), choose_button(turn)))
    if len(chosen) == len(known):
        return everything(turn)
    text = _with_stopped(turn, turn.say("interests.chosen", list=labels(turn, chosen)))
    shown = turn.argument if turn.argument in known else chosen[-1]
    buttons = _page(turn, chosen, known.index(shown) // PAGE)
    return Reply(text, (*_start_again(turn), *buttons)[:5]), ChooseTopics(chosen)


def labels(turn: Turn, chosen: tuple[str, ...] | None = None) -> str:
    """The names of the chosen topics, one after the other."""
    wanted = turn.person.topics if chosen is None else chosen
    return ", ".join(interest.label for interest in _interests(turn) if interest.id in wanted)


def wishes(turn: Turn) -> str:
    """What the person told us about their wishes, in lines; empty when nothing."""
    topics = turn.say("interests.wishes_topics", list=labels(turn)) if labels(turn) else ""
    place = turn.person.neighbourhood
    return lines(topics, turn.say("interests.wishes_neighbourhood", name=place) if place else "")


def _page(turn: Turn, chosen: tuple[str, ...], page: int) -> tuple[Button, ...]:
    """Some topics, the way to the next ones, and all of them."""
    interests = _interests(turn)
    pages = -(-len(interests) // PAGE)
    page %= pages
    shown = [
        Button(
            turn.say("interests.mark", label=interest.label) if interest.id in chosen else interest.label,
            say=f"#doi_chu_de {interest.id}",
        )
        for interest in interests[page * PAGE : (page + 1) * PAGE]
    ]
    further = (Button(turn.say("interests.page"), say=f"#chu_de {(page + 1) % pages}"),) if pages > 1 else ()
    return (*shown, *further, _all_button(turn) if chosen else menu_button(turn))


def _interests(turn: Turn) -> tuple[Any, ...]:
    return tuple(turn.words.interests.values())


def _says(turn: Turn, phrases: Iterable[str]) -> bool:
    """Whether one of these stands in the message as whole words; with its accents ("chị" is not "chỉ") when it has any."""
    said = fold(turn.text)
    typed = "".join(letter if letter.isalnum() else " " for letter in _composed(turn.text))
    if said == " ".join(typed.split()):
        return any(f" {fold(phrase)} " in f" {said} " for phrase in phrases)
    return any(f" {_composed(phrase)} " in f" {' '.join(typed.split())} " for phrase in phrases)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def choose_button(turn: Turn) -> Button:
    """The way to the topics."""
    return Button(turn.say("interests.choose_button"), say="#chu_de")


def _all_button(turn: Turn) -> Button:
    return Button(turn.say("interests.everything"), say="#moi_chu_de")


def _with_stopped(turn: Turn, text: str) -> str:
    """Who stopped all notices is told that a choice alone does not bring them back."""
    return turn.say("interests.stopped") if turn.person.opted_out else text


def _start_again(turn: Turn) -> tuple[Button, ...]:
    return (button(turn, "start_broadcasts", "#nhan_tin"),) if turn.person.opted_out else ()
