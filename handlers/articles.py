"""Recent articles with links, pinned ones first; samples are marked as samples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.reply import Button, Card, Reply
from bot.router import HandlerGroup, NewsItem, Turn
from handlers.speech import as_day, fold_text, mentions_name, person_button

group = HandlerGroup("articles")

MOST = 4
SHORTEST = 3
"""Letters of the shortest word worth a search."""

SUBTITLE = 200
"""Characters of a card's second line; Zalo cuts longer ones."""


@group.intent("articles")
@group.command("tin_tuc")
def show_articles(turn: Turn) -> Reply:
    """Articles about what was asked, else the newest; without any from the feed, the samples of content/articles."""
    query = turn.argument or ("" if turn.text.startswith("#") else _find_subject(turn))
    matches = turn.news(query)
    items = matches or turn.news("") or _sample_items(turn)
    if not items:
        return Reply(turn.say("articles.none"), _page_buttons(turn))
    newest = "articles.latest" if matches else "articles.others"
    key = "articles.samples" if any(item.sample for item in items) else newest
    items_shown = items[:MOST]
    return Reply(turn.say(key), _page_buttons(turn), tuple(_make_card(turn, item) for item in items_shown))


def _find_subject(turn: Turn) -> str:
    """What the news should be about: the words that do not merely ask for news ("tin mới"), nor fill ("về", "ở").

    What stands behind "về" in a phrase of the intent ("bài về papi") is an example of a subject.
    """
    intent = turn.content.intents.get("articles")
    asking = {word for phrase in (intent.says if intent else ()) for word in fold_text(phrase).split(" ve ")[0].split()}
    words = turn.text.split()
    return " ".join(word for word in words if len(fold_text(word)) >= SHORTEST and fold_text(word) not in asking)


def _sample_items(turn: Turn) -> Sequence[NewsItem]:
    return [
        NewsItem(row.title, row.summary, row.url, datetime.combine(row.published, time()), row.image, sample=True)
        for row in turn.content.samples
    ]


def _make_card(turn: Turn, item: NewsItem) -> Card:
    text = item.summary
    if item.published:
        text = turn.say("articles.dated", date=as_day(item.published.date()), text=text)
    if item.sample and not mentions_name(item.title, turn.say("articles.sample")):
        text = turn.say("articles.sample_mark", text=text)
    return Card(item.title, text[:SUBTITLE], item.url, item.image)


def _page_buttons(turn: Turn) -> tuple[Button, ...]:
    website = turn.content.ward.website
    link = (Button(turn.say("buttons.website"), url=website),) if website else ()
    return (*link, person_button(turn))
