"""The officials' work in figures, for reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from statistics import median_low

from bot.store import Store, helpdesk_figures
from bot.store.helpdesk_figures import OfficialFigures

SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class HelpdeskFigures:
    """What happened at the desk between two moments.

    `handed_over` people asked for an official in the period, `answered` of them got an answer, `median_first_answer_ms`
    after this long (nights and week-ends count; None when nobody was answered). `tickets` are reports and proposals taken
    down, with how many of them were answered and closed by now. Ratings are {score: how many} with all of 1 to 5:
    `ratings` of officials' work by the day of the rating, `bot_ratings` of the bot.
    """

    handed_over: int
    answered: int
    median_first_answer_ms: int | None
    tickets: int
    tickets_answered: int
    tickets_closed: int
    ratings: dict[int, int]
    bot_ratings: dict[int, int]
    by_official: tuple[OfficialFigures, ...]


def work_figures(store: Store, since_ms: int, until_ms: int) -> HelpdeskFigures:
    """The figures from `since_ms` up to, without, `until_ms`."""
    counts = helpdesk_figures.counts(store, since_ms, until_ms)
    waits = helpdesk_figures.first_answers(store, since_ms, until_ms)
    return HelpdeskFigures(
        **asdict(counts),
        median_first_answer_ms=median_low(waits) if waits else None,
        ratings=_by_score(helpdesk_figures.ratings(store, since_ms, until_ms)),
        bot_ratings=_by_score(helpdesk_figures.bot_ratings(store, since_ms, until_ms)),
        by_official=tuple(helpdesk_figures.officials(store, since_ms, until_ms)),
    )


def _by_score(counts: Mapping[int, int]) -> dict[int, int]:
    return {score: counts.get(score, 0) for score in SCORES}
