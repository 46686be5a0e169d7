"""Which notices a person wants, by topic. Nothing chosen means all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from bot.content.subscriptions import Subscription
from bot.reply import Button, ChooseTopics, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers import articles
from handlers.speech import fold_text, join_lines, make_button, menu_button

group = HandlerGroup("interests")

PAGE = 3
"""Topics on a page: two buttons stay for the other pages and for all topics."""


@group.intent("choose_topics")
def answer_topics(turn: Turn) -> HandlerResult:
    """All topics, the ones that are named (only these, these too, or not these), else a choice.

    Who names a topic without a wish ("có tin gì về y tế") wants to read about it.
    """
    if _mentions_any(turn, turn.content.variants("interests.all_words")):
        return choose_all_topics(turn)
    topics_named = [interest.id for interest in _subscriptions(turn) if _mentions_any(turn, interest.says)]
    if not topics_named:
        return ask_topics(turn)
    if not _mentions_any(turn, turn.content.variants("interests.wish_words")):
        return articles.show_articles(turn)
    if _mentions_any(turn, turn.content.variants("interests.drop_words")):
        wanted_topics = turn.person.topics or tuple(interest.id for interest in _subscriptions(turn))
        return _save_topics(turn, tuple(topic_id for topic_id in wanted_topics if topic_id not in topics_named))
    topics_before = () if _mentions_any(turn, turn.content.variants("interests.only_words")) else turn.person.topics
    return _save_topics(
        turn, (*topics_before, *(topic_id for topic_id in topics_named if topic_id not in topics_before))
    )


@group.command("chu_de")
def ask_topics(turn: Turn) -> Reply:
    """ "#chu_de PAGE": the topics to press, the chosen ones marked."""
    if not _subscriptions(turn):
        return Reply(turn.say("interests.none_listed"), (menu_button(turn),))
    text = turn.say("interests.now", list=topic_labels(turn)) if turn.person.topics else turn.say("interests.choose")
    return Reply(text, _page_buttons(turn, turn.person.topics, int(turn.argument) if turn.argument.isdecimal() else 0))


@group.command("doi_chu_de")
def toggle_topic(turn: Turn) -> HandlerResult:
    """ "#doi_chu_de ID": choose it, or no longer."""
    current, topic_ids = turn.person.topics, [interest.id for interest in _subscriptions(turn)]
    if turn.argument not in topic_ids:
        return Reply(turn.say("common.expired_button"), (choose_button(turn), menu_button(turn)))
    if turn.argument not in current:
        return _save_topics(turn, (*current, turn.argument))
    remaining = tuple(topic_id for topic_id in current if topic_id != turn.argument)
    return _save_topics(turn, remaining) if remaining else choose_all_topics(turn)


@group.command("moi_chu_de")
def choose_all_topics(turn: Turn) -> HandlerResult:
    """Notices of every topic again."""
    key = "interests.all" if turn.person.topics else "interests.all_already"
    reply = Reply(_with_stopped(turn, turn.say(key)), (*_start_again(turn), choose_button(turn), menu_button(turn)))
    return (reply, ChooseTopics(())) if turn.person.topics else reply


def _save_topics(turn: Turn, topic_ids: tuple[str, ...]) -> HandlerResult:
    """Keep exactly these, in the order of the content; none left is asked about, for it would mean all."""
    all_ids = [interest.id for interest in _subscriptions(turn)]
    selection = tuple(topic_id for topic_id in all_ids if topic_id in topic_ids)
    if not selection:
        stop = make_button(turn, "stop_broadcasts", "#dung_tin")
        return Reply(turn.say("interests.last_one"), (stop, _all_button(turn), choose_button(turn)))
    if len(selection) == len(all_ids):
        return choose_all_topics(turn)
    text = _with_stopped(turn, turn.say("interests.chosen", list=topic_labels(turn, selection)))
    topic_shown = turn.argument if turn.argument in all_ids else selection[-1]
    buttons = _page_buttons(turn, selection, all_ids.index(topic_shown) // PAGE)
    return Reply(text, (*_start_again(turn), *buttons)[:5]), ChooseTopics(selection)


def topic_labels(turn: Turn, selection: tuple[str, ...] | None = None) -> str:
    """The names of the chosen topics, one after the other."""
    topic_ids = turn.person.topics if selection is None else selection
    return ", ".join(interest.label for interest in _subscriptions(turn) if interest.id in topic_ids)


def describe_wishes(turn: Turn) -> str:
    """What the person told us about their wishes, in lines; empty when nothing."""
    topics = turn.say("interests.wishes_topics", list=topic_labels(turn)) if topic_labels(turn) else ""
    place = turn.person.neighbourhood
    return join_lines(topics, turn.say("interests.wishes_neighbourhood", name=place) if place else "")


def _page_buttons(turn: Turn, selection: tuple[str, ...], page: int) -> tuple[Button, ...]:
    """Some topics, the way to the next ones, and all of them."""
    interests = _subscriptions(turn)
    pages = -(-len(interests) // PAGE)
    page %= pages
    topic_buttons = [
        Button(
            turn.say("interests.mark", label=interest.label) if interest.id in selection else interest.label,
            say=f"#doi_chu_de {interest.id}",
        )
        for interest in interests[page * PAGE : (page + 1) * PAGE]
    ]
    next_page = (_next_page_button(turn, (page + 1) % pages),) if pages > 1 else ()
    return (*topic_buttons, *next_page, _all_button(turn) if selection else menu_button(turn))


def _next_page_button(turn: Turn, page: int) -> Button:
    """The way to another page of topics (from 0)."""
    return Button(turn.say("interests.page"), say=f"#chu_de {page}", words=turn.say("pressed.chu_de", number=page + 1))


def _subscriptions(turn: Turn) -> tuple[Subscription, ...]:
    return tuple(turn.content.subscriptions.values())


def _mentions_any(turn: Turn, phrases: Iterable[str]) -> bool:
    """Whether the message has one of these phrases as whole words; accents count ("chị" is not "chỉ") if it has any."""
    folded_text = fold_text(turn.text)
    words_typed = "".join(letter if letter.isalnum() else " " for letter in _compose_accents(turn.text))
    if folded_text == " ".join(words_typed.split()):
        return any(f" {fold_text(phrase)} " in f" {folded_text} " for phrase in phrases)
    return any(f" {_compose_accents(phrase)} " in f" {' '.join(words_typed.split())} " for phrase in phrases)


def _compose_accents(text: str) -> str:
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
    return (make_button(turn, "start_broadcasts", "#nhan_tin"),) if turn.person.opted_out else ()
