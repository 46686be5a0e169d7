"""From likelihoods to an outcome: the plain case, asking back below the floor, what a weak guide offers beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understanding.decision import decide_outcome
from bot.understanding.knowledge import Target
from bot.understanding.parsing import ParsedMessage
from bot.understanding.ranking import TargetMatch
from bot.understanding.reader import Reader
from bot.understanding.result import Understanding
from bot.understanding.scoring import ScoredCandidate
from tests.understanding.small_ward import KNOWLEDGE, PROCEDURES, TOPICS

BIRTH, COPY, CARD = PROCEDURES[0], PROCEDURES[1], PROCEDURES[15]
POSTAL, PASSPORT = TOPICS[0], TOPICS[4]
BACK = Target("giay_to", "clarify", "clarify", "giay to", ("giấy tờ",), choices=(CARD.id, COPY.id))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(KNOWLEDGE)


def decide(reader: Reader, text: str, *likely: tuple[Target, float, float]) -> Understanding:
    """The outcome for targets with these scores and likelihoods."""
    message: ParsedMessage = reader.collect_evidence(text)[0]
    matches = [TargetMatch(target, score, 0.5, 0.5) for target, score, _ in likely]
    scored = [ScoredCandidate(match, one[2]) for match, one in zip(matches, likely, strict=True)]
    matters = [match for match in matches if match.target.kind in ("procedure", "decline", "clarify")]
    return decide_outcome(message, scored, matters, [])


@pytest.mark.parametrize(
    ("text", "target", "score", "outcome"),
    [
        ("làm thẻ cho con lệ phí bao nhiêu", CARD, 0.75, "answer"),  # a part clearly asked for, the first choice fits
        ("làm thẻ cho con", CARD, 0.75, "clarify"),  # no part is asked for
        ("làm thẻ cho con thế nào", CARD, 0.75, "clarify"),  # "how" is no clear part
        ("làm thẻ cho con lệ phí bao nhiêu", COPY, 0.75, "clarify"),  # not the first choice
        ("làm thẻ cho con lệ phí bao nhiêu", CARD, 0.6, "clarify"),  # the question fits clearly better
    ],
)
def test_the_plain_case_is_answered_when_a_part_of_it_is_clearly_asked_for(
    reader: Reader, text: str, target: Target, score: float, outcome: str
) -> None:
    understood = decide(reader, text, (BACK, 0.8, 0.5), (target, score, 0.4))
    assert (understood.outcome, understood.procedure) == (outcome, target.id if outcome == "answer" else None)


def test_below_the_floor_a_procedure_is_asked_back_with_a_second_one() -> None:
    reader = Reader(KNOWLEDGE)
    weak = decide(reader, "làm thẻ cho con", (CARD, 0.6, 0.25), (COPY, 0.5, 0.04))
    assert (weak.outcome, weak.candidates) == ("clarify", (CARD.id, COPY.id))
    stated = decide(reader, "làm thẻ cho con", (CARD, 0.6, 0.6), (COPY, 0.5, 0.3))
    assert (stated.outcome, stated.procedure) == ("answer", CARD.id)


@pytest.mark.parametrize("topic", [POSTAL, PASSPORT])
def test_a_weak_guide_brings_the_procedures_that_may_be_meant_and_a_sure_one_does_not(
    reader: Reader, topic: Target
) -> None:
    weak = decide(reader, "làm thẻ cho con", (topic, 0.6, 0.4), (CARD, 0.6, 0.3), (COPY, 0.5, 0.01))
    assert (weak.topic, weak.candidates) == (topic.id, (CARD.id,))
    assert decide(reader, "làm thẻ cho con", (topic, 0.9, 0.95), (CARD, 0.6, 0.04)).candidates == ()


def test_what_no_office_answers_is_only_said_when_it_is_likely(reader: Reader) -> None:
    outside = replace(PASSPORT, id="ngoai_viec", intent="out_of_government")
    assert decide(reader, "con mèo leo cây", (outside, 0.5, 0.25)).outcome == "fallback"
    assert decide(reader, "con mèo leo cây", (outside, 0.5, 0.45)).outcome == "decline"
