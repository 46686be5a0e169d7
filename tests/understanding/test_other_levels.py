"""Procedures of other levels are found by their names and codes, and claimed only above a floor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understanding.knowledge import OtherLevelName
from bot.understanding.reader import Reader
from tests.understanding.small_ward import KNOWLEDGE

NAMES = (
    OtherLevelName("9.000001", "Cấp giấy phép khai thác khoáng sản", "Khoáng sản"),
    OtherLevelName("9.000002", "Cấp lại giấy phép khai thác khoáng sản", "Khoáng sản"),
    OtherLevelName("9.000003", "Cấp chứng chỉ hành nghề môi giới bất động sản", "Bất động sản"),
    OtherLevelName("9.000004", "Công nhận giám định viên tư pháp", "Giám định tư pháp"),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(replace(KNOWLEDGE, other_levels=NAMES))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xin giấy phép khai thác khoáng sản ở đâu", "9.000001"),
        ("chung chi moi gioi bat dong san", "9.000003"),
        ("thủ tục 9.000004 nộp ở đâu", "9.000004"),
    ],
)
def test_it_is_found_by_words_and_by_code(reader: Reader, text: str, code: str) -> None:
    understood = reader.read(text)
    assert (understood.outcome, understood.intent, understood.topic) == ("decline", "other_office", code)


def test_alike_procedures_of_the_same_field_come_along(reader: Reader) -> None:
    assert set(reader.read("xin giấy phép khai thác khoáng sản").candidates) == {"9.000001", "9.000002"}


@pytest.mark.parametrize("text", ["bất động", "hôm nay trời đẹp quá", "làm khai sinh cho con", "giấy phép", "1.999999"])
def test_nothing_is_claimed_below_the_floor(reader: Reader, text: str) -> None:
    understood = reader.read(text)
    assert understood.topic not in {name.code for name in NAMES}


def test_a_word_with_other_accents_is_no_word_of_a_name() -> None:
    knowledge = replace(
        KNOWLEDGE, other_levels=(OtherLevelName("9.000009", "Cấp giấy phép dùng lái dắt", "Đường thủy"),)
    )
    reader = Reader(knowledge)
    assert reader.read("xin dùng lái dắt ở đâu").topic == "9.000009"
    assert reader.read("xin dừng lại dật ở đâu").topic != "9.000009"
