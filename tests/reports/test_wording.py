"""Numbers and changes as papers write them."""

from __future__ import annotations

import pytest

from bot.reports.figures import CHANNELS
from bot.reports.texts import (
    ACTIVITIES,
    OUTCOME_NAMES,
    field_of_intent,
    format_count,
    format_difference,
    format_number,
    format_percent,
)
from bot.reports.totals import TOTALS
from bot.understanding.result import OUTCOMES


@pytest.mark.parametrize(
    ("value", "sentence"),
    [(0, "0"), (1284, "1.284"), (1234567, "1.234.567"), (4.5, "4,5"), (1234.5, "1.234,5"), (None, "……")],
)
def test_numbers(value: float | None, sentence: str) -> None:
    assert format_number(value) == sentence


@pytest.mark.parametrize(("value", "sentence"), [(0, "00"), (2, "02"), (10, "10"), (1200, "1.200")])
def test_small_counts_have_two_digits(value: int, sentence: str) -> None:
    assert format_count(value) == sentence


@pytest.mark.parametrize(
    ("now", "earlier", "sentence"),
    [
        (120, 100, "+20 (+20,0%)"),
        (75, 100, "−25 (−25,0%)"),
        (5, 1, "+4"),
        (0, 0, "không đổi"),
        (4.5, 4.2, "+0,3"),
        (None, 3, "–"),
        (3, None, "–"),
    ],
)
def test_a_change_has_a_share_only_of_enough(now: float | None, earlier: float | None, sentence: str) -> None:
    assert format_difference(now, earlier) == sentence


def test_a_share_of_nothing_is_none() -> None:
    assert (format_percent(1, 3), format_percent(0, 0)) == ("33,3%", "–")


def test_everything_has_a_name() -> None:
    assert set(OUTCOME_NAMES) == {*OUTCOMES, "thumbs_down"}
    assert set(ACTIVITIES) > CHANNELS
    assert len({total.label for total in TOTALS.values()}) == len(TOTALS)


@pytest.mark.parametrize(
    ("outcome", "intent", "field"),
    [
        ("fallback", "unknown", "Chưa hiểu"),
        ("decline", "other_office", "Việc của cơ quan khác"),
        ("answer", "postal", "Bưu chính công ích"),
        ("chat", "emergency_fire", "Việc khẩn cấp"),
        ("answer", "something_new", "Việc khác"),
        ("clarify", "procedure", "Hỏi chung chung, chưa rõ việc"),
    ],
)
def test_a_question_without_a_procedure_has_a_field(outcome: str, intent: str, field: str) -> None:
    assert field_of_intent(outcome, intent) == field
