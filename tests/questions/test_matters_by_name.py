"""Matters that people name in their own words: each finds its door, whatever the story around it.

The sentences are written for this file; the matters were the ones most often missed in people3_learn.jsonl.
"""

from __future__ import annotations

import pytest

from tests.questions.own import read_first

OTHER_DOORS = {
    "trả phòng rồi mà bà chủ trọ giữ luôn tiền cọc của em, thưa ở đâu": "kien_dan_su",
    "tòa gửi giấy triệu tập tới nhà, tôi phải tới đâu": "kien_dan_su",
    "bên bán nhà trở mặt, không bán mà giữ luôn tiền đặt cọc của tôi": "kien_dan_su",
    "ly hôn xong ba đứa nhỏ không chịu đưa tiền cấp dưỡng như tòa xử": "thi_hanh_an",
    "tòa xử tôi thắng mà bên kia không trả tiền, xin cưỡng chế ở đâu": "thi_hanh_an",
    "mới mua cái quạt bị lỗi mà tiệm không cho đổi trả": "quan_ly_thi_truong",
    "tủ lạnh hư mà cửa hàng không chịu bảo hành": "quan_ly_thi_truong",
    "em mượn tiền qua app giờ lãi đẻ lãi trả không nổi phải làm sao": "vay_nang_lai",
    "nick facebook bán hàng của em bị khóa quảng cáo": "out_of_government",
}
PROCEDURES = {
    "chiếc wave bán lâu rồi mà trên ứng dụng giao thông vẫn đứng tên tôi": "1.115971",
    "xe tôi đã bán cho tiệm mà còn đứng tên tôi, muốn rút tên": "1.115971",
    "nhà mua giấy tay chưa ra sổ thì có được nhập hộ khẩu không": "1.004222",
    "hồi xưa khai gian tuổi để đi bộ đội, giờ muốn lấy lại năm sinh thật": "1.004859",
    "chuyển cửa hàng sang số nhà khác trong phường thì có phải sửa giấy phép kinh doanh không": "2.000720",
}
FRAUDS = {
    "nhận tin nhắn xưng là phường mời nhận tiền hỗ trợ, bắt gửi hình căn cước, có phải thật không": "lua_dao_tien_bac",
    "cảnh sát khu vực gọi kêu bấm đường link không thì khóa định danh": "lua_dao_vneid",
}


@pytest.mark.parametrize("text", OTHER_DOORS)
def test_a_quarrel_over_money_is_shown_its_own_door(text: str) -> None:
    reading = read_first(text)
    assert (reading.outcome, reading.topic) == ("decline", OTHER_DOORS[text])


@pytest.mark.parametrize("text", PROCEDURES)
def test_a_matter_told_in_other_words_is_the_procedure(text: str) -> None:
    assert read_first(text).procedure == PROCEDURES[text]


@pytest.mark.parametrize("text", FRAUDS)
def test_a_stranger_who_speaks_for_the_ward_is_a_warning(text: str) -> None:
    assert read_first(text).topic == FRAUDS[text]
