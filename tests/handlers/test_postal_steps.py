"""Filing by post as a guided talk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content import Content
from bot.content.postal_steps import STEPS, can_be_posted
from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, understood, words

COPY, STAY, COMPLAINT = "2.000635", "1.004194", "complaint"


def talk_at(number: int = 1) -> ConversationState:
    state = ConversationState()
    ask(f"#gui_buu_dien {COPY} {number}", state=state)
    return state


def with_contact() -> Content:
    counter = replace(words().ward.counter, address="5 Đường Thử", phone="02521234567")
    return replace(words(), ward=replace(words().ward, counter=counter))


def test_next_goes_through_all_steps_and_ends() -> None:
    state = talk_at()
    for number in range(2, len(STEPS) + 1):
        routed = ask("tiếp", state=state)
        assert f"Bước {number}/{len(STEPS)}" in text_of(routed)
    assert "Hết các bước rồi" in text_of(routed)
    assert "Bước" not in text_of(ask("tiếp", state=state))


def test_the_envelope_has_the_address_and_phone_once_the_ward_filled_them_in() -> None:
    text = text_of(ask(f"#gui_buu_dien {COPY} 3", content=with_contact()))
    assert "5 Đường Thử" in text and "02521234567" in text and "chưa cập nhật" not in text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("phải chứng thực căn cước luôn hả", "Bản sao có chứng thực"),
        ("to khai lay o dau", "Điền tờ khai"),
        ("gửi tới địa chỉ nào", "Nơi nhận"),
        ("bỏ tiền mặt vô được hông", "Đừng bỏ tiền mặt"),
        ("nhờ chị tui nhận giùm được không", "Nhờ người nhà nhận giùm"),
        ("sao biết thư tới chưa", "Mã vận đơn"),
        ("bị trả lại thì sao", "Thiếu giấy"),
    ],
)
def test_a_question_in_between_is_answered_from_its_step(question: str, answer: str) -> None:
    state = talk_at(2)
    assert answer in text_of(ask(question, state=state))
    assert "Bước 3/" in text_of(ask("tiếp", state=state)), "the talk goes on where it was"


def test_another_procedure_by_name_and_a_complaint_leave_the_talk() -> None:
    other = understood("procedure", "answer", procedure=STAY, section="fee")
    assert "Bước" not in text_of(ask("lệ phí đăng ký tạm trú", other, state=talk_at()))
    grievance = understood(COMPLAINT, "chat")
    assert "Bước" not in text_of(ask("phản ánh bưu cục nào cũng thu tiền sai", grievance, state=talk_at()))


def test_what_is_not_taken_by_post_has_no_steps() -> None:
    assert "không nhận hồ sơ qua bưu điện" in text_of(ask(f"#gui_buu_dien {STAY}"))


@pytest.mark.parametrize("number", ["0", "99", "abc", "-1"])
def test_a_number_beyond_the_steps_does_no_harm(number: str) -> None:
    assert "Bước" in text_of(ask(f"#gui_buu_dien {COPY} {number}"))


def test_every_step_of_every_procedure_has_no_open_blank() -> None:
    posted = [one.code for one in words().procedures.values() if can_be_posted(one) and one.field_name == "Hộ tịch"]
    assert len(posted) > 20
    for code in posted:
        for number in range(1, len(STEPS) + 1):
            routed = ask(f"#gui_buu_dien {code} {number}", site="https://phuong.example")
            assert "{" not in text_of(routed) and len(payloads(routed)) <= 5
