from __future__ import annotations

import pytest

from bot.understanding.reader import Reader
from bot.understanding.result import Previous
from tests.understanding.small_ward import KNOWLEDGE

READER = Reader(KNOWLEDGE)
BIRTH = Previous(procedure="1.001193", section="papers")
MARRIAGE = Previous(procedure="1.000894", section="fee")


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("còn lệ phí?", "fee"),
        ("bao nhiêu tiền", "fee"),
        ("thế làm online được không", "online"),
        ("mất mấy ngày vậy ad", "time"),
        ("nộp ở đâu ạ", "where"),
        ("gửi bưu điện được không", "post"),
        ("cho em xin mẫu đơn", "form"),
    ],
)
def test_a_section_alone_means_what_was_just_talked_about(text: str, section: str) -> None:
    understood = READER.read(text, BIRTH)
    assert (understood.procedure, understood.section) == ("1.001193", section)


def test_a_clear_new_question_wins_over_the_old_subject() -> None:
    understood = READER.read("đăng ký tạm trú bao nhiêu tiền", BIRTH)
    assert (understood.procedure, understood.section) == ("1.004194", "fee")


@pytest.mark.parametrize(
    ("text", "code"), [("vậy của con nuôi thì sao", "2.001263"), ("không, ý mình là kết hôn", "1.000894")]
)
def test_another_procedure_inherits_the_section_when_the_message_points_back(text: str, code: str) -> None:
    understood = READER.read(text, BIRTH)
    assert (understood.procedure, understood.section) == (code, "papers")


def test_a_variant_of_the_old_subject_needs_only_its_own_words() -> None:
    understood = READER.read("vậy người nước ngoài thì sao", MARRIAGE)
    assert (understood.procedure, understood.section) == ("2.000806", "fee")


@pytest.mark.parametrize(
    ("text", "intent"), [("cảm ơn nha", "thanks"), ("thứ bảy có làm không", "hours"), ("ngu quá", "insult")]
)
def test_talk_between_questions_stays_talk(text: str, intent: str) -> None:
    assert READER.read(text, BIRTH).intent == intent


def test_a_choice_that_was_offered_is_enough_to_be_named() -> None:
    offered = Previous(section="papers", candidates=("2.000815", "2.000884"))
    understood = READER.read("chữ ký", offered)
    assert (understood.procedure, understood.section) == ("2.000884", "papers")


def test_a_section_alone_stays_with_the_topic_that_was_talked_about() -> None:
    understood = READER.read("bao nhiêu tiền", Previous(topic="Gửi_hồ_sơ_qua_bưu_điện"))
    assert (understood.intent, understood.topic) == ("postal", "Tiền_gửi_bưu_điện")


@pytest.mark.parametrize("text", ["có cần giấy chứng sinh không", "phải có sổ hộ khẩu không"])
def test_asking_whether_something_is_needed_asks_for_the_papers(text: str) -> None:
    understood = READER.read(text, BIRTH)
    assert (understood.procedure, understood.section) == ("1.001193", "papers")


def test_procedures_named_side_by_side_are_answered_each() -> None:
    readings = READER.read_all("làm căn cước cho con và nhập hộ khẩu cho vợ")
    assert [part.procedure for part in readings] == ["1.116410", "1.004222"]


def test_several_questions_are_answered_in_order() -> None:
    readings = READER.read_all("đăng ký khai sinh cần giấy tờ gì? kết hôn bao nhiêu tiền?")
    assert [(part.procedure, part.section) for part in readings] == [("1.001193", "papers"), ("1.000894", "fee")]


def test_several_sections_of_one_procedure_are_answered_each() -> None:
    readings = READER.read_all("khai sinh cần giấy tờ gì, mất bao lâu, phí bao nhiêu")
    assert [(part.procedure, part.section) for part in readings] == [
        ("1.001193", "papers"),
        ("1.001193", "time"),
        ("1.001193", "fee"),
    ]


def test_no_more_than_three_questions_are_answered() -> None:
    readings = READER.read_all(
        "khai sinh cần gì? kết hôn cần gì? khai tử cần gì? tạm trú cần gì? chứng thực chữ ký ở đâu?"
    )
    assert len(readings) == 3


def test_later_questions_lean_on_earlier_ones() -> None:
    readings = READER.read_all("Em mới sinh con. Làm giấy khai sinh cho con ở đâu ạ? Bao nhiêu tiền?")
    assert [(part.procedure, part.section) for part in readings] == [("1.001193", "where"), ("1.001193", "fee")]


def test_a_greeting_before_a_question_is_not_a_question() -> None:
    readings = READER.read_all("Chào ad. Cho em hỏi đăng ký tạm trú cần gì?")
    assert [(part.procedure, part.section) for part in readings] == [("1.004194", "papers")]


def test_a_story_stays_one_question() -> None:
    readings = READER.read_all("vợ em ở quê, em làm trong này, giờ muốn đăng ký kết hôn")
    assert [part.procedure for part in readings] == ["1.000894"]


def test_a_question_after_thanks_is_the_question() -> None:
    readings = READER.read_all("cảm ơn nhiều, mà lệ phí bao nhiêu", BIRTH)
    assert [(part.procedure, part.section) for part in readings] == [("1.001193", "fee")]


def test_two_questions_joined_by_and_are_both_answered() -> None:
    readings = READER.read_all("đăng ký kết hôn cần gì và mấy giờ phường làm việc")
    assert [part.procedure or part.intent for part in readings] == ["1.000894", "hours"]
