"""What a message rules out is out of the race: "không phải X mà Y", "Y chứ không phải X", "X à không Y"."""

import pytest

from bot.understanding.contrast import resolve_contrast
from bot.understanding.result import Previous
from tests.questions.own import today_code
from tests.support.app import live_content


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("không phải khai sinh mà khai tử cần giấy gì", "khai tử cần giấy gì"),
        ("hong phai tam tru ma la tam vang", "tam vang"),
        ("em hỏi tạm vắng chứ không phải tạm trú, cần gì", "em hỏi tạm vắng, cần gì"),
        ("làm căn cước chứ hông phải hộ chiếu ở đâu", "làm căn cước ở đâu"),
        ("tôi muốn làm khai sinh à không kết hôn cần gì", "kết hôn cần gì"),
        ("đăng ký kết hôn, nhầm, ly hôn nộp ở đâu", "ly hôn nộp ở đâu"),
        ("trích lục khai sinh đừng nhầm với đăng ký lại thì bao nhiêu tiền", "trích lục khai sinh thì bao nhiêu tiền"),
        ("không phải, ý tôi là tạm vắng", "ý tôi là tạm vắng"),
    ],
)
def test_what_is_ruled_out_is_taken_out(text: str, rest: str) -> None:
    assert resolve_contrast(text).text == rest


@pytest.mark.parametrize(
    "text",
    [
        "có phải chạy về từng nơi xin không",
        "không phải nộp phí hả",
        "sao không phải đóng tiền mà giờ đòi",
        "cán bộ ghi nhầm tên con tôi, sửa ở đâu",
        "mở lớn quán cà phê",
        "làm khai sinh cần gì",
    ],
)
def test_what_rules_out_nothing_stays_as_it_is(text: str) -> None:
    assert resolve_contrast(text).text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("không phải khai sinh mà khai tử cần giấy gì", "1.000656"),
        ("em hỏi tạm vắng chứ không phải tạm trú, cần gì", "1.003677"),
        ("đăng ký tạm trú à không tạm vắng cần giấy gì", "1.003677"),
    ],
)
def test_the_other_matter_is_answered(text: str, code: str) -> None:
    assert live_content()().reader.read_all(text)[0].procedure == today_code(code)


def test_over_turns_the_rejected_procedure_is_not_answered_again() -> None:
    readings = live_content()().reader.read_all("không phải cái đó, làm giấy khai sinh", Previous(procedure="1.001193"))
    assert all(reading.procedure != "1.001193" for reading in readings)
