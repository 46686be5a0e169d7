from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understanding.evidence import Candidate
from bot.understanding.knowledge import Target
from bot.understanding.ranking import TargetMatch
from bot.understanding.reader import Reader
from bot.understanding.scoring import score_candidates
from tests.understanding.small_ward import KNOWLEDGE

READER = Reader(KNOWLEDGE)


def _candidate(code: str, **evidence: float) -> Candidate:
    return Candidate(TargetMatch(Target(code, "procedure", "procedure", code), 1.0, 1.0, 1.0), evidence)


def test_the_likelihoods_are_ordered_and_make_up_a_whole() -> None:
    scored = score_candidates(
        [_candidate("1", score=0.2), _candidate("2", score=0.9), Candidate(None, {})], {"score": 2.0}
    )
    assert [one.match and one.match.target.id for one in scored] == ["2", "1", None]
    assert sum(one.likelihood for one in scored) == pytest.approx(1)


def test_evidence_without_a_weight_changes_nothing() -> None:
    first, second = score_candidates([_candidate("1", strange=9.0), _candidate("2")], {"score": 2.0})
    assert first.likelihood == second.likelihood == pytest.approx(0.5)


def test_no_likelihood_is_certainty() -> None:
    assert score_candidates([_candidate("1", score=100.0), _candidate("2")], {"score": 9.0})[0].likelihood < 1


def test_that_nothing_known_is_meant_is_always_thought_of() -> None:
    _, candidates = READER.collect_evidence("làm hộ khẩu")
    assert [one.match for one in candidates].count(None) == 1


def test_a_variant_whose_words_were_said_is_evidence_for_it_and_against_its_plain_case() -> None:
    _, candidates = READER.collect_evidence("kết hôn với người hàn quốc")
    evidence = {one.match.target.id: one.evidence for one in candidates if one.match}
    assert evidence["2.000806"]["variant said"] == 1
    assert evidence["1.000894"]["passed over"] == 1


def test_what_is_known_by_name_only_is_told_apart() -> None:
    bare = replace(KNOWLEDGE.targets[0], id="9.999999", name="Thủ tục cấp phép thả diều", says=())
    reader = Reader(replace(KNOWLEDGE, targets=(*KNOWLEDGE.targets, bare)))
    _, candidates = reader.collect_evidence("cấp phép thả diều")
    named = {one.match.target.id: one.evidence for one in candidates if one.match}
    assert "known by name" in named["9.999999"]
