"""Nobody can be found again in what is kept of a question."""

from __future__ import annotations

import pytest

from bot.unanswered.masking import LONGEST, mask_question, question_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sđt 0912 345 678 muốn làm khai sinh", "sđt muốn làm khai sinh"),
        ("hồ sơ H37.12.34-251101-0001 tới đâu rồi", "hồ sơ tới đâu rồi"),
        ("gửi về hoa.le@gmail.com nhé", "gửi về nhé"),
        ("căn cước 079123456789 của tôi hết hạn", "căn cước của tôi hết hạn"),
        ("em tên là Nguyễn Văn An, muốn làm khai sinh", "em tên là …, muốn làm khai sinh"),
        ("chị Lan ơi cho hỏi kết hôn", "chị … ơi cho hỏi kết hôn"),
        ("chi lan oi cho hoi ket hon", "chi … oi cho hoi ket hon"),
        ("giấy của nguyễn thị kim hoa sai", "giấy của … sai"),
        ("phiếu PA-7K3F9 sao rồi", "phiếu … sao rồi"),
        ("xe 86B1-12345 mất giấy", "xe … mất giấy"),
        ("nhà ở 12/3 bị ngập", "nhà ở … bị ngập"),
    ],
)
def test_phones_codes_numbers_and_names_are_taken_out(text: str, expected: str) -> None:
    assert mask_question(text) == expected


@pytest.mark.parametrize(
    "text",
    ["đổi tên cho con thì sao", "MUỐN LÀM CĂN CƯỚC Ở ĐÂU", "phường Phan Thiết làm sổ đỏ", "em ơi cho hỏi 2 việc"],
)
def test_words_that_are_nobodys_name_stay(text: str) -> None:
    assert mask_question(text, ["Phan Thiết"]) == text


def test_a_long_story_is_cut() -> None:
    assert len(mask_question("kể chuyện dài " * 100)) <= LONGEST + 1


def test_equal_questions_are_equal_without_accents_and_signs() -> None:
    assert question_key("Cho mướn  loa kẹo kéo không?") == question_key("cho muon loa keo keo khong")
