from __future__ import annotations

from datetime import date

import pytest

from bot.content.procedure_details import Benefit, BenefitAmount, CommonQuestion, FilingDeadline
from bot.content.validity import Validity
from bot.understanding.folding import folded_words
from bot.understanding.question_types import is_polar
from tests.handlers.factories import ask, text_of, understood, with_procedure

BIRTH = "1.001193"
QUESTIONS = (
    CommonQuestion(
        ("ông bà đi khai thay được không", "bà nội đi làm giùm được không"), "Được. Ông bà đi thay.", "Luật A"
    ),
    CommonQuestion(
        ("không có giấy chứng sinh làm được không", "mất giấy chứng sinh thì sao"), "Được, có người làm chứng."
    ),
    CommonQuestion(("con 5 tuổi mới khai sinh được không",), "Được, 5 tuổi vẫn khai."),
)
DEADLINE = FilingDeadline("Trong 60 ngày từ ngày bé sinh.", "Vẫn khai được, có lệ phí.", "Luật Hộ tịch 60/2014/QH13")
OLD = BenefitAmount("Mức cũ", 500000, "tháng", validity=Validity(None, date(2026, 6, 30)))
NEW = BenefitAmount("Từ đủ 75 tuổi", 540000, "tháng", law="Nghị định 335/2026/NĐ-CP")


def answer(text: str, section: str | None = None, **changes: object) -> str:
    row = folded_words(text)
    meaning = understood("procedure", "answer", procedure=BIRTH, section=section, words=row, polar=is_polar(row))
    return text_of(ask(text, meaning, content=with_procedure(BIRTH, **({"questions": QUESTIONS} | changes))))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bà ngoại đi khai sinh thay cho cháu được không", "Được. Ông bà đi thay."),
        ("mất giấy chứng sinh rồi có khai sinh được không ạ", "Được, có người làm chứng."),
        ("giấy chứng sinh không có, làm khai sinh được không", "Được, có người làm chứng."),
    ],
)
def test_a_question_of_the_content_is_answered_first(text: str, first: str) -> None:
    assert answer(text).startswith(first)


def test_the_answer_has_its_own_source_and_names_the_procedure() -> None:
    text = answer("bà nội đi làm khai sinh giùm được không")
    assert "Việc: Đăng ký khai sinh." in text and "Nguồn: Luật A" in text


def test_a_question_for_papers_gets_the_papers() -> None:
    assert answer("ông bà đi khai thay cần giấy gì", "papers").startswith("Đăng ký khai sinh: giấy tờ cần có")


def test_another_age_is_another_question() -> None:
    assert "5 tuổi vẫn khai" not in answer("con 16 tuổi mới khai sinh được không", who="Cha mẹ đi khai.")


def test_a_yes_no_question_without_an_answer_gets_the_condition() -> None:
    text = answer("tôi có phải tự đi không", who="Cha hoặc mẹ đi khai", questions=())
    assert text.startswith("Điều kiện: Cha hoặc mẹ đi khai.")


def test_a_duty_that_the_content_does_not_name_is_not_answered_with_the_condition() -> None:
    text = answer("có cần hẹn trước không", who="Cha hoặc mẹ đi khai", questions=())
    assert text.startswith("Điều này phường chưa có thông tin chắc chắn.") and "Điều kiện" not in text


RENAMING = (
    CommonQuestion(("đổi tên trong khai sinh mấy ngày xong", "sửa khai sinh bao lâu"), "3 ngày làm việc."),
    CommonQuestion(("giấy khai sinh dùng được bao lâu", "khai sinh có thời hạn mấy tháng"), "Không có hạn."),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("đổi tên trong khai sinh được không chú", "3 ngày"), ("khai sinh có mất tiền không", "Không có hạn")],
)
def test_a_yes_no_question_is_not_answered_with_a_time(text: str, wrong: str) -> None:
    assert wrong not in answer(text, questions=RENAMING, who="Cha hoặc mẹ đi khai")


def test_a_question_for_the_same_thing_in_other_words_is_the_same_question() -> None:
    assert "Không có hạn." in answer("tờ khai sinh của bé dùng được bao lâu", "result", questions=RENAMING)


def test_the_deadline_is_told_and_what_happens_later() -> None:
    text = answer("khai sinh phải làm trong mấy ngày", "deadline", deadline=DEADLINE)
    assert text.startswith("Trong 60 ngày") and "Vẫn khai được" in text
    assert "1 ngày làm việc" not in text


def test_a_question_for_a_fine_gets_what_happens_to_the_late_first() -> None:
    assert answer("trễ có bị phạt không", "deadline", deadline=DEADLINE).startswith("Vẫn khai được, có lệ phí.")
    assert answer("trễ có bị phạt không", "deadline", deadline=None).startswith("Có bị phạt hay không thì phường chưa")


@pytest.mark.parametrize("section", [None, "fee", "benefit"])
def test_the_amount_of_a_fine_is_never_the_fee_or_the_papers(section: str | None) -> None:
    text = answer("khai sinh trễ phạt bao nhiêu tiền", section, deadline=DEADLINE)
    assert text.startswith("Vẫn khai được, có lệ phí.")
    assert answer("không khai phạt bao nhiêu", section, deadline=None).startswith("Phạt bao nhiêu thì phường chưa")


@pytest.mark.parametrize("section", ["benefit", "fee"])
def test_what_is_received_is_never_the_fee(section: str) -> None:
    text = answer("được bao nhiêu tiền một tháng", section, benefit=Benefit("", (OLD, NEW)))
    assert "540.000 đồng/tháng" in text and "500.000" not in text and "phí" not in text


def test_a_law_behind_several_amounts_is_named_once() -> None:
    both = BenefitAmount("Trẻ em", 1080000, "tháng", law=f"{NEW.law}; Nghị định 20/2021/NĐ-CP")
    assert answer("được bao nhiêu tiền", "benefit", benefit=Benefit("", (NEW, both))).count("335/2026") == 1


def test_who_asks_what_to_pay_gets_the_fee() -> None:
    assert "tốn bao nhiêu tiền" in answer("nộp bao nhiêu tiền", "fee", benefit=Benefit("", (NEW,)))


def test_an_unknown_amount_is_said_to_be_unknown() -> None:
    text = answer("được bao nhiêu", "benefit", benefit=None)
    assert text.startswith("Được nhận bao nhiêu thì phường chưa có con số chắc chắn")
    assert answer("được bao nhiêu", "benefit", benefit=Benefit("", (OLD,))).startswith(
        "Được nhận bao nhiêu thì phường chưa"
    )


def test_a_question_only_like_one_of_the_content_is_answered_with_the_question_it_belongs_to() -> None:
    text = answer("bạn trai bỏ đi rồi, nhờ ông bạn thân đứng tên ba cho bé, đi khai sinh như vậy được không")
    assert text.startswith("Câu gần giống, “") and "?”: Được. Ông bà đi thay." in text


@pytest.mark.parametrize(("text", "is_card"), [("khai sinh cho cháu", True), ("khai sinh cho cháu ở đâu", False)])
def test_a_phrase_of_the_content_that_asks_nothing_gets_the_papers(text: str, is_card: bool) -> None:
    near = (CommonQuestion(("ông khai sinh cho cháu ở đâu", "bà khai sinh cho cháu"), "Được. Ông bà đi thay."),)
    reply = answer(text, says=("khai sinh cho cháu", "khai sinh cho cháu ở đâu"), questions=near)
    assert reply.startswith("Đăng ký khai sinh: giấy tờ cần có") == is_card
    assert ("Ông bà đi thay." in reply) != is_card
