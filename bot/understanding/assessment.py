"""A message with all that was found out about it, and the blend of a clause with the whole message it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from bot.understanding.parsing import ParsedMessage
from bot.understanding.ranking import TargetMatch
from bot.understanding.scoring import ScoredCandidate

_LEADS, _POINTS = 0.5, 0.2
"""The weight of an asking clause against its message: when it names a procedure itself, and when it does not."""
_NAMES = 0.4
"""An asking clause with a procedure of this likelihood names it itself."""
_FLOOR = 0.02
"""What one of both finds impossible still has this likelihood there, so that the other one can decide."""
_HIGHEST = 0.99

Rank = Callable[[ParsedMessage], list[TargetMatch]]
Score = Callable[[ParsedMessage, list[TargetMatch], list[TargetMatch]], list[ScoredCandidate]]


class Assessment:
    """A parsed message with its ranked matters and talks and its scored candidates, each made when first needed.

    `barred` are the ids of talks that the message cannot mean by what it does.
    """

    def __init__(
        self,
        message: ParsedMessage,
        rank_matters: Rank,
        rank_talks: Rank,
        score: Score,
        barred: frozenset[str] = frozenset(),
    ) -> None:
        self.message = message
        self._rank_matters, self._rank_talks, self._score, self._barred = rank_matters, rank_talks, score, barred

    @cached_property
    def matters(self) -> list[TargetMatch]:
        """Procedures, other offices and questions to ask back, the best first."""
        return self._rank_matters(self.message)

    @cached_property
    def talks(self) -> list[TargetMatch]:
        """Guides, chat and emergencies, the best first."""
        return [match for match in self._rank_talks(self.message) if match.target.id not in self._barred]

    @cached_property
    def scored(self) -> list[ScoredCandidate]:
        """The candidates with their likelihoods, the likeliest first."""
        return self.score_with(self.talks)

    def score_with(self, talks: list[TargetMatch]) -> list[ScoredCandidate]:
        """The candidates when only these talks are thinkable."""
        scored = self._score(self.message, self.matters, talks)
        return [one for one in scored if one.match is None or one.match.target.id not in self._barred]


def blend_candidates(clause: Sequence[ScoredCandidate], whole: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """The candidates of an asking clause, weighed by the message that it stands in, the likeliest first.

    The weighted geometric mean of both likelihoods: what is asked leads, and what is told decides among what the
    asking clause leaves open. Emergencies are no candidates: only a whole message is one.
    """
    weight = _LEADS if _names_procedure(clause) else _POINTS
    of_clause, of_whole = _by_target(clause), _by_target(whole)
    candidates = []
    for key in dict.fromkeys((*of_whole, *of_clause)):
        mine, all_of_it = of_clause.get(key), of_whole.get(key)
        likelihood = _share_of(mine, weight) * _share_of(all_of_it, 1 - weight) - _FLOOR
        one = all_of_it or mine
        if one is not None:
            candidates.append(ScoredCandidate(one.match, max(0.0, likelihood)))
    total = sum(one.likelihood for one in candidates) or 1.0
    shares = (ScoredCandidate(one.match, min(_HIGHEST, one.likelihood / total)) for one in candidates)
    return sorted(shares, key=lambda one: -one.likelihood)


def _share_of(one: ScoredCandidate | None, weight: float) -> float:
    return float(((one.likelihood if one else 0.0) + _FLOOR) ** weight)


def _names_procedure(scored: Sequence[ScoredCandidate]) -> bool:
    first = scored[0] if scored else None
    return bool(first and first.match and first.match.target.kind == "procedure" and first.likelihood >= _NAMES)


def _by_target(scored: Sequence[ScoredCandidate]) -> dict[str | None, ScoredCandidate]:
    candidates = {one.match.target.id if one.match else None: one for one in scored}
    return {key: one for key, one in candidates.items() if not (one.match and one.match.target.kind == "emergency")}
