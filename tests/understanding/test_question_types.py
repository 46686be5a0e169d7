from __future__ import annotations

import pytest

from bot.understanding.folding import folded_words
from bot.understanding.question_types import is_polar


@pytest.mark.parametrize(
    "text",
    [
        "ở trọ 3 tháng có phải đăng ký tạm trú không",
        "nhờ em gái nhận giùm được không ạ",
        "con 13 tuổi có phải làm căn cước không vậy em",
        "khai sinh trễ có bị phạt không, cảm ơn",
        "đủ tuổi chưa",
        "như vậy là đúng không",
    ],
)
def test_a_yes_no_question_is_known_by_its_grammar(text: str) -> None:
    assert is_polar(folded_words(text))


@pytest.mark.parametrize(
    "text", ["khai sinh cần gì", "nhà không có sổ hồng", "không biết làm ở đâu", "lệ phí bao nhiêu"]
)
def test_a_denial_or_another_question_is_none(text: str) -> None:
    assert not is_polar(folded_words(text))
