"""How likely a match is right, so that 0.8 means: at least 95 of 100 such answers are."""

from __future__ import annotations

from math import exp

from bot.understanding.ranking import Ranked

_BASE, _LEAD, _COVERED, _PHRASE = -4.85, 3.3, 4.05, 3.9
"""A logistic curve, fitted on questions with known answers, on noisy phrases and on matters of other levels."""
_T_BASE, _T_LEAD, _T_COVERED, _T_PHRASE, _T_SCORE, _T_RIVAL, _T_WORD = -0.94, 1.57, 1.5, 0.96, 0.91, -2.06, 0.084
"""A second curve, fitted on what is answered only; its base is set so that 0.8 keeps the promise."""
_MOST_LEAD, _LEAST_LEAD, _MOST_RIVAL, _MOST_WORDS = 0.4, -0.2, 1.3, 20
_HIGHEST = 0.99


def confidence(first: Ranked, ranked: list[Ranked]) -> float:
    """The likelihood (0..1) that `first` is meant.

    It grows with the lead over the best one that is not of the same family, with the part of the question's words it
    knows, and with the part of its phrase that was said.
    """
    lead = max(0.0, _lead(first, ranked))
    value = _BASE + _LEAD * lead + _COVERED * first.covered + _PHRASE * min(1.0, first.of_phrase)
    return round(min(_HIGHEST, 1 / (1 + exp(-value))), 3)


def stated(first: Ranked, ranked: list[Ranked], others: list[Ranked], words: int) -> float:
    """The likelihood (0..1) that is reported for an answer.

    Beside what `confidence` looks at, it falls when a target of the other ranking fits nearly as well, and rises with
    the number of `words` that were there to go by. What is not stated as an answer keeps its confidence.
    """
    if first.target.kind not in ("procedure", "guide"):
        return confidence(first, ranked)
    rival = min(_MOST_RIVAL, others[0].score / max(first.score, 1e-9)) if others else 0.0
    length = min(_MOST_WORDS, words)
    said = _T_LEAD * _lead(first, ranked) + _T_COVERED * first.covered + _T_PHRASE * min(1.0, first.of_phrase)
    value = _T_BASE + said + _T_SCORE * first.score + _T_RIVAL * rival + _T_WORD * length
    return round(min(_HIGHEST, 1 / (1 + exp(-value))), 3)


def _lead(first: Ranked, ranked: list[Ranked]) -> float:
    """What `first` is ahead of the best one that is not of its family, as a part of its score; may be negative."""
    others = (found for found in ranked if found is not first and not (found.family and found.family == first.family))
    second = max((found.score for found in others), default=0.0)
    return max(_LEAST_LEAD, min(_MOST_LEAD, (first.score - second) / max(first.score, 1e-9)))
