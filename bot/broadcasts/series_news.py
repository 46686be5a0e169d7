"""What a series of news says: articles that no run of it has sent, in pieces that fit one message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.broadcasts.kinds import find_kind
from bot.broadcasts.message import Message
from bot.broadcasts.timing import WEEK_MS
from bot.lib import personal_words
from bot.store import Store, broadcasts, series_memory
from bot.zalo import limits

MOST_LISTED = 10
"""Articles in one message; more of them nobody reads."""
LONGEST_INTRO = 1500
"""Characters of the words before the list, so that there is room for at least one article."""


@dataclass(frozen=True, slots=True)
class RunNews:
    """The message of one run, and the numbers of the articles it sends."""

    message: Message
    article_ids: tuple[int, ...]


class SeriesNews:
    """Knows for each series what is new."""

    def __init__(self, store: Store, newest_shown: Callable[[int, int], int | None]) -> None:
        """`newest_shown` gives the newest own article on Zalo since a moment (ms) that a series has not sent."""
        self._store, self._newest_shown = store, newest_shown

    def of_run(
        self, series_id: int, kind: str, message: Message, fire_at: int, following: int | None
    ) -> RunNews | None:
        """What the run at `fire_at` (ms) says; None when there is nothing new. `following`: when the next one comes."""
        since = self._since(series_id, fire_at, following)
        if find_kind(kind).sends_article:
            article_id = self._newest_shown(since, series_id)
            return RunNews(replace(message, article_id=article_id, mode="fixed"), (article_id,)) if article_id else None
        rows = series_memory.unsent_news(self._store, series_id, since)
        if not rows:
            return None
        text, count = newest_text(message.text, [(row.title, row.zalo_link or row.url) for row in rows])
        return RunNews(replace(message, text=text, mode="fixed"), tuple(row.id for row in rows[:count]))

    def _since(self, series_id: int, fire_at: int, following: int | None) -> int:
        """How far back is looked: a week, or the gap to the next run; later as far as the first run, for what did not fit."""
        first = broadcasts.first_run_at(self._store, series_id) or fire_at
        return min(first, fire_at) - max(WEEK_MS, (following or fire_at) - fire_at)


def newest_text(intro: str, articles: Sequence[tuple[str, str | None]]) -> tuple[str, int]:
    """(the words, how many of the articles they name) for (title, address) of articles, the oldest first.

    The oldest are named, the newest of them on top; what does not fit one message of Zalo is left to the next run and said.
    """
    for count in range(min(len(articles), MOST_LISTED), 0, -1):
        text = _list_words(intro, articles[:count], len(articles) - count)
        if personal_words.longest(text) <= limits.TEXT:
            return text, count
    title = articles[0][0]
    without_address = _list_words(intro, [(title, None)], len(articles) - 1)
    fits = personal_words.longest(without_address) <= limits.TEXT
    return (without_address if fits else _list_words("", [(title, None)], len(articles) - 1)), 1


def _list_words(intro: str, articles: Sequence[tuple[str, str | None]], remaining: int) -> str:
    lines = [f"📌 {_plain(title)}" + (f"\n{_plain(url)}" if url else "") for title, url in reversed(articles)]
    more = f"Còn {remaining} bài nữa, phường gửi ở kỳ sau." if remaining else ""
    return "\n\n".join(filter(None, [intro.strip(), *lines, more]))


def _plain(text: str) -> str:
    """Somebody else's words hold no personal words of ours (bot.lib.personal_words)."""
    return text.replace("{", "(").replace("}", ")")
