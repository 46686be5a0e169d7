"""The officials' work in figures, for reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low

from bot.store import Store, answering_figures

SCORES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class OfficialFigures:
    """One official's share: items answered, ratings received, their mean (None without any)."""

    name: str
    answered: int
    rated: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class DeskFigures:
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


def figures(store: Store, since_ms: int, until_ms: int) -> DeskFigures:
    """The figures from `since_ms` up to, without, `until_ms`."""
    row = answering_figures.counts(store, since_ms, until_ms)
    waited = answering_figures.first_answers(store, since_ms, until_ms)
    return DeskFigures(
        **dict(row),
        median_first_answer_ms=median_low(waited) if waited else None,
        ratings=_by_score(answering_figures.ratings(store, since_ms, until_ms)),
        bot_ratings=_by_score(answering_figures.bot_ratings(store, since_ms, until_ms)),
        by_official=tuple(
            OfficialFigures(**dict(row)) for row in answering_figures.officials(store, since_ms, until_ms)
        ),
    )


def _by_score(rows: Iterable[sqlite3.Row]) -> dict[int, int]:
    found = {row["rating"]: row["count"] for row in rows}
    return {score: found.get(score, 0) for score in SCORES}
