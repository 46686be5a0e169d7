"""One message of every kind that a resident may send, against the content of the repository."""

from __future__ import annotations

import pytest

from bot.understanding.result import Previous, Understanding
from tests.support.app import live_content

BIRTH, MARRIAGE, STAY, CARD, COPY = "1.001193", "1.000894", "1.004194", "1.116410", "2.000815"
PROCEDURES = {
    "dangkyketthon": MARRIAGE,
    "đăng kí kết hônn": MARRIAGE,
    "đăngký tạmtrú": STAY,
    "la2m ca8n cu7o71c": CARD,
    "lafm giaays khai sinh": BIRTH,
    "làm giấy khai sinh": BIRTH,
    "gia61y khai sinh cho con": BIRTH,
    "ad oi lm cccd het bn tien z": CARD,
    "thuý muốn làm giấy xác nhận độc thân": "1.004873",
    "thúy muốn làm giấy xác nhận độc thân": "1.004873",
    "THỦ TỤC TẠM TRÚ": STAY,
    "cắt khẩu": "1.003197",
    "đóng tiệm": "1.001266",
    "giải thể hộ kinh doanh": "1.001266",
    "khoan giếng": "1.001662",
    "đăng ký kết hôn với người Mỹ": "2.000806",
    "em lấy chồng Hàn Quốc đăng ký kết hôn sao": "2.000806",
    "mat cmnd phai lam sao": CARD,
    "1.001193": BIRTH,
}
ASKED_BACK = [
    "khai sinh",
    "hỏi về khai sinh",
    "giám hộ",
    "hộ kinh doanh",
    "giấy phép kinh doanh",
    "giấy phép xây dựng",
    "giấy phép lao động",
    "cấp phép lao động",
    "nộp hồ sơ",
    "gia hạn giấy phép",
    "sổ đỏ",
    "vu thuong tru",
    "lệ phí",
]
CHAT = {
    "chào em": "greeting",
    "cảm ơn nhiều nha": "thanks",
    "tạm biệt": "bye",
    "tôi muốn phản ánh rác đổ đầy đường": "complaint",
    "cán bộ dễ thương lắm": "praise",
    "chấm 5 sao": "rating",
    "cho tôi gặp người thật": "talk_to_a_person",
    "đừng gửi tin nữa": "stop_broadcasts",
    "nhận tin lại": "start_broadcasts",
    "xóa dữ liệu của tôi": "delete_my_data",
    "test": "test",
    "mày là máy hả": "are_you_a_bot",
    "đồ ngu": "insult",
}
OUTSIDE = [
    "nấu phở sao cho ngon",
    "viết bài thơ tình",
    "dịch sang tiếng anh giúp em",
    "nạp tiền điện thoại",
    "ai thắng trận tối qua",
    "mai có mưa không",
]
OTHER_OFFICE = {
    "mở công ty": "dang_ky_doanh_nghiep",
    "làm hộ chiếu": "ho_chieu",
    "đổi bằng lái xe": "giay_phep_lai_xe",
    "ly hôn ở đâu": "ly_hon",
    "nộp tiền điện": "dien_luc",
}
EMERGENCIES = {
    "rớt biển rồi cứu với": "drowning",
    "có người té xỉu ngoài chợ": "accident",
    "chồng tôi bạo hành tôi": "violence",
    "hàng xóm đang cầm dao chém vợ": "violence",
    "chay nha roi": "fire",
    "em chán sống quá": "suicide",
    "có ông già dụ dỗ sờ mó con nít trong xóm": "child",
}
NO_EMERGENCIES = [
    "bị tai nạn trong xưởng lần đầu hưởng chế độ gì",
    "đi cấp cứu tự trả tiền, giờ xin thanh toán lại bhyt",
    "chân tui bị cụt do tai nạn, muốn giám định mức khuyết tật ở phường",
]
AFTER_BIRTH = {
    "còn lệ phí?": (BIRTH, "fee"),
    "thế làm online được không": (BIRTH, "online"),
    "bao lâu có": (BIRTH, "time"),
    "không có giấy kết hôn có sao không": (BIRTH, "papers"),
    "không, ý mình là kết hôn": (MARRIAGE, "papers"),
    "đăng ký tạm trú cần gì": (STAY, "papers"),
    "vậy căn cước thì cần gì": (CARD, "papers"),
}


def read(text: str, previous: Previous | None = None) -> list[Understanding]:
    return live_content()().reader.read_all(text, previous)


@pytest.mark.parametrize("text", PROCEDURES)
def test_however_it_is_written_the_procedure_is_found(text: str) -> None:
    assert [reading.procedure for reading in read(text)] == [PROCEDURES[text]]


@pytest.mark.parametrize("text", ASKED_BACK)
def test_what_names_only_a_field_is_asked_back(text: str) -> None:
    assert [reading.outcome for reading in read(text)] == ["clarify"]


@pytest.mark.parametrize("text", CHAT)
def test_every_kind_of_talk_has_its_name(text: str) -> None:
    assert [reading.intent for reading in read(text)] == [CHAT[text]]


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_is_outside_government_is_declined_kindly(text: str) -> None:
    assert [(reading.outcome, reading.intent) for reading in read(text)] == [("decline", "out_of_government")]


@pytest.mark.parametrize("text", OTHER_OFFICE)
def test_the_door_of_another_office_is_named(text: str) -> None:
    assert [(reading.outcome, reading.topic) for reading in read(text)] == [("decline", OTHER_OFFICE[text])]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_calls_for_help_come_first(text: str) -> None:
    assert read(text)[0].intent == f"emergency_{EMERGENCIES[text]}"


@pytest.mark.parametrize("text", NO_EMERGENCIES)
def test_money_and_papers_after_an_accident_are_no_call_for_help(text: str) -> None:
    assert not read(text)[0].intent.startswith("emergency")


@pytest.mark.parametrize("text", AFTER_BIRTH)
def test_a_talk_goes_on_is_put_right_or_turns_to_something_new(text: str) -> None:
    readings = read(text, Previous(BIRTH, "papers"))
    assert [(one.procedure, one.section) for one in readings] == [AFTER_BIRTH[text]]


def test_several_questions_are_answered_in_order() -> None:
    readings = read("khai sinh cần giấy gì? lệ phí bao nhiêu? làm ở đâu?")
    assert [(one.procedure, one.section) for one in readings] == [(BIRTH, "papers"), (BIRTH, "fee"), (BIRTH, "where")]
    assert [one.procedure for one in read("làm căn cước và đăng ký thường trú")] == [CARD, "1.004222"]
    assert [one.procedure or one.intent for one in read("sao y bằng cấp bao nhiêu tiền, mấy giờ phường làm việc")] == [
        COPY,
        "hours",
    ]


def test_what_was_not_done_is_told_and_not_asked() -> None:
    readings = read("e mún lm gks cho con, ba nó hok có đăng ký kết hôn thì sao")
    assert [one.procedure for one in readings] == [BIRTH]
