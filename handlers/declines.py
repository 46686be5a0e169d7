"""What the ward does not do: who does it, where, and how the ward can help."""

from __future__ import annotations

from bot.reply import Reply
from bot.router import Topic, Turn
from handlers.guides import show
from handlers.speech import guide_of, menu_button, person_button

topic = Topic("declines")


@topic.intent("other_office")
@topic.outcome("decline")
def decline(turn: Turn) -> Reply:
    """The entry of content/other_offices that matched; without one, a kind general word."""
    entry = guide_of(turn)
    if entry is None:
        return Reply(turn.say("guides.decline"), (person_button(turn), menu_button(turn)))
    return show(turn, entry)
