"""Recent articles with links, pinned ones first; samples are marked as samples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.reply import Button, Card, Reply
from bot.router import NewsItem, Topic, Turn
from handlers.speech import as_day, fold, mentions, person_button

topic = Topic("articles")

MOST = 4
SHORTEST = 3
"""Letters of the shortest word worth a search."""

SUBTITLE = 200
"""Characters of a card's second line; Zalo cuts longer ones."""


@topic.intent("articles")
@topic.command("tin_tuc")
def latest(turn: Turn) -> Reply:
    """Articles about what was asked, else the newest; without any from the feed, the samples of content/articles."""
    asked = turn.argument or ("" if turn.text.startswith("#") else _subject(turn))
    about = turn.news(asked)
    items = about or turn.news("") or _samples(turn)
    if not items:
        return Reply(turn.say("articles.none"), _buttons(turn))
    newest = "articles.latest" if about else "articles.others"
    key = "articles.samples" if any(item.sample for item in items) else newest
    shown = items[:MOST]
    return Reply(turn.say(key), _buttons(turn), tuple(_card(turn, item) for item in shown))


def _subject(turn: Turn) -> str:
    """What the news should be about: the words that do not merely ask for news ("tin mới"), nor fill ("về", "ở").

    What stands behind "về" in a phrase of the intent ("bài về papi") is an example of a subject.
    """
    intent = turn.words.intents.get("articles")
    asking = {word for phrase in (intent.says if intent else ()) for word in fold(phrase).split(" ve ")[0].split()}
    words = turn.text.split()
    return " ".join(word for word in words if len(fold(word)) >= SHORTEST and fold(word) not in asking)


def _samples(turn: Turn) -> Sequence[NewsItem]:
    return [
        NewsItem(row.title, row.summary, row.url, datetime.combine(row.published, time()), row.image, sample=True)
        for row in turn.words.samples
    ]


def _card(turn: Turn, item: NewsItem) -> Card:
    text = item.summary
    if item.published:
        text = turn.say("articles.dated", date=as_day(item.published.date()), text=text)
    if item.sample and not mentions(item.title, turn.say("articles.sample")):
        text = turn.say("articles.sample_mark", text=text)
    return Card(item.title, text[:SUBTITLE], item.url, item.image)


def _buttons(turn: Turn) -> tuple[Button, ...]:
    website = turn.words.ward.website
    link = (Button(turn.say("buttons.website"), url=website),) if website else ()
    return (*link, person_button(turn))
