from __future__ import annotations

import pytest

from bot.understanding.reader import Reader
from bot.understanding.result import Previous
from tests.understanding.small_ward import KNOWLEDGE

READER = Reader(KNOWLEDGE)
BIRTH = Previous(procedure="1.001193", section="fee")


@pytest.mark.parametrize(
    ("text", "code", "section"),
    [
        ("nhầm, em hỏi khai tử", "1.000656", "fee"),
        ("vậy tạm trú thì cần gì", "1.004194", "papers"),
        ("thế khai tử?", "1.000656", "fee"),
        ("không phải, em hỏi kết hôn", "1.000894", "fee"),
    ],
)
def test_a_short_name_is_enough_whatever_was_talked_about(text: str, code: str, section: str) -> None:
    understood = READER.read(text, BIRTH)
    assert (understood.outcome, understood.procedure, understood.section) == ("answer", code, section)


@pytest.mark.parametrize(
    ("text", "code"), [("làm khai tử cần gì", "1.000656"), ("khai tử nộp ở đâu", "1.000656"), ("khai tu?", "1.000656")]
)
def test_a_short_name_is_unmistakable(text: str, code: str) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.procedure) == ("answer", code)


def test_a_section_asked_before_is_kept_for_the_procedure_that_was_missing() -> None:
    reading = READER.read("phí bao nhiêu")
    understood = READER.read("kết hôn", Previous(section=reading.section))
    assert (understood.procedure, understood.section) == ("1.000894", "fee")
