from __future__ import annotations

import pytest

from bot.understanding.complaints import Complaints
from bot.understanding.knowledge import Knowledge, Target
from bot.understanding.reader import Reader
from tests.understanding.small_ward import KNOWLEDGE

COMPLAINT = Target("phan_anh", "chat", "complaint", "", says=("phản ánh", "em muốn phản ánh"))
READER = Reader(Knowledge((*KNOWLEDGE.targets, COMPLAINT), KNOWLEDGE.lexicon))


@pytest.mark.parametrize("text", ["tôi muốn phản ánh khai sinh làm chậm", "dạ em muốn phản ánh đường hư"])
def test_wanting_to_report_is_a_complaint_whatever_it_is_about(text: str) -> None:
    assert READER.read(text).intent == "complaint"


def test_a_question_is_no_complaint() -> None:
    assert READER.read("đăng ký khai sinh cần gì").procedure == "1.001193"


def test_an_emergency_comes_before_a_report() -> None:
    assert READER.read("tôi muốn phản ánh có đám cháy").intent == "emergency"


def test_without_a_complaint_target_nothing_is_one() -> None:
    assert Complaints(KNOWLEDGE.targets).find_complaint(READER._parser.parse("tôi muốn phản ánh")) is None
