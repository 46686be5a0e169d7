"""How likely a match is right, so that 0.8 means: at least 95 of 100 such answers are."""

from __future__ import annotations

from math import exp

from bot.understanding.ranking import Ranked

_BASE, _LEAD, _COVERED, _PHRASE = -4.85, 3.3, 4.05, 3.9
"""A logistic curve, fitted on questions with known answers, on noisy phrases and on matters of other levels."""
_MOST_LEAD = 0.4
_HIGHEST = 0.99


def confidence(first: Ranked, ranked: list[Ranked]) -> float:
    """The likelihood (0..1) that `first` is meant.

    It grows with the lead over the best one that is not of the same family, with the part of the question's words it
    knows, and with the part of its phrase that was said.
    """
    others = [found for found in ranked if found is not first and not (found.family and found.family == first.family)]
    second = max((found.score for found in others), default=0.0)
    lead = min(_MOST_LEAD, max(0.0, first.score - second) / max(first.score, 1e-9))
    value = _BASE + _LEAD * lead + _COVERED * first.covered + _PHRASE * min(1.0, first.of_phrase)
    return round(min(_HIGHEST, 1 / (1 + exp(-value))), 3)
