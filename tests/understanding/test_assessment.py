"""An asking clause is weighed together with the message it stands in: what is told decides what it leaves open."""

from __future__ import annotations

from bot.understanding.assessment import blend_candidates
from bot.understanding.ranking import TargetMatch
from bot.understanding.scoring import ScoredCandidate
from tests.understanding.small_ward import PROCEDURES, TOPICS

BIRTH, COPY, CARD = PROCEDURES[0], PROCEDURES[1], PROCEDURES[15]
FIRE = TOPICS[-2]


def scored(**likelihoods: float) -> list[ScoredCandidate]:
    targets = {"birth": BIRTH, "copy": COPY, "card": CARD, "fire": FIRE}
    matches = {name: TargetMatch(targets[name], value, 1.0, 1.0) for name, value in likelihoods.items()}
    return [ScoredCandidate(matches[name], value) for name, value in likelihoods.items()]


def likeliest(blended: list[ScoredCandidate]) -> str:
    match = blended[0].match
    return match.target.id if match else ""


def test_a_clause_that_names_its_procedure_leads_whatever_is_told_beside_it() -> None:
    assert likeliest(blend_candidates(scored(card=0.9), scored(birth=0.85, card=0.1))) == CARD.id


def test_a_clause_that_names_nothing_is_decided_by_what_is_told() -> None:
    assert likeliest(blend_candidates(scored(copy=0.3, birth=0.2), scored(birth=0.7, copy=0.1))) == BIRTH.id


def test_no_part_of_a_message_is_an_emergency_and_the_likelihoods_sum_up_to_one() -> None:
    blended = blend_candidates(scored(fire=0.9, birth=0.05), scored(birth=0.4, card=0.2))
    assert FIRE not in [one.match.target for one in blended if one.match]
    assert abs(sum(one.likelihood for one in blended) - 1) < 0.02
