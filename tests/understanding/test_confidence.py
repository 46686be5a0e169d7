from __future__ import annotations

from bot.understanding.confidence import confidence, stated
from bot.understanding.knowledge import Target
from bot.understanding.ranking import Ranked


def _found(code: str, score: float, covered: float = 1.0, of_phrase: float = 1.0, family: str = "") -> Ranked:
    return Ranked(Target(code, "procedure", "procedure", code), score, covered, of_phrase, family)


def test_a_full_match_far_ahead_is_nearly_sure() -> None:
    first = _found("1", 1.0)
    assert confidence(first, [first, _found("2", 0.5)]) > 0.95


def test_less_covered_less_said_or_less_ahead_means_less_sure() -> None:
    full = _found("1", 0.9)
    best = confidence(full, [full, _found("2", 0.5)])
    for less in (_found("1", 0.9, covered=0.4), _found("1", 0.9, of_phrase=0.4)):
        assert confidence(less, [less, _found("2", 0.5)]) < best
    assert confidence(full, [full, _found("2", 0.89)]) < best


def test_a_variant_of_the_same_procedure_is_no_rival() -> None:
    first = _found("1", 0.9, family="1")
    rival, sister = _found("2", 0.89, family="2"), _found("2", 0.89, family="1")
    assert confidence(first, [first, sister]) > confidence(first, [first, rival])


def test_a_rival_of_another_kind_makes_an_answer_less_sure() -> None:
    first = _found("1", 0.9)
    assert stated(first, [first], [_found("2", 0.2)], 8) > stated(first, [first], [_found("2", 0.89)], 8)


def test_a_longer_message_makes_an_answer_surer() -> None:
    first = _found("1", 0.9)
    assert stated(first, [first], [], 12) > stated(first, [first], [], 2)
