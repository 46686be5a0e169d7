"""What makes a side effect happen, and what does not: phrases in our own words, as residents type them."""

from __future__ import annotations

from functools import cache

import pytest

from bot.content.snapshot import ContentSnapshot
from bot.understanding.clear_words import command_for_number
from bot.understanding.result import Understanding
from tests.support import app

ACTS = frozenset(
    {
        "stop_broadcasts",
        "start_broadcasts",
        "talk_to_a_person",
        "back_to_bot",
        "no_official",
        "delete_my_data",
        "rating",
    }
)
"""Intents whose handlers do something, or ask right away whether to do it."""


@cache
def live_content() -> ContentSnapshot:
    return app.live_content()()


def settle_text(text: str, question: str | None = None, has_draft: bool = False) -> list[Understanding]:
    read = live_content().reader.read_all
    return live_content().clear.settle(text, read(text), read, question, has_draft)


def acts_of(text: str, question: str | None = None) -> set[str]:
    return {reading.intent for reading in settle_text(text, question)} & ACTS


WISHES = {
    "stop_broadcasts": """
        dừng nhận tin | ngưng gửi tin cho tôi đi | đừng gửi nữa nha | thôi đừng nhắn nữa phiền quá | dung gui tin nua
        cho tui ngừng nhận thông báo nghen | tắt thông báo giùm cô | khỏi nhận tin nữa | hok nhận tin nữa đâu nha, phiền lắm
        ko nhan tin nua | đừng có nhắn nữa | huỷ nhận tin | làm ơn dừng gửi tin cho bác | toi khong muon nhan thong bao nua
        chặn tin đi | STOP | đừng gửi tin rác nữa | ngung nhan tin tu phuong | hết muốn nhận tin rồi | đừng gửi nữa được không
        vui lòng cho tôi ra khỏi danh sách nhận tin | từ nay đừng gửi tin cho tôi nữa | đủ rồi đừng gửi nữa
        hủy hết tin tuyên truyền giùm tôi | dẹp mấy cái tin này giùm cái | thôi khỏi gởi tin cho cô nghe con | k nhận tb nx""",
    "start_broadcasts": """
        nhận tin lại | cho em nhận tin lại nha | bật lại thông báo giùm | mo lai thong bao cho toi | tôi muốn nhận tin lại
        đăng ký nhận tin | dang ky nhan lai tin | gửi tin lại cho chú đi | đổi ý rồi, cho tui nhận lại tin | start""",
    "talk_to_a_person": """
        cho tui gặp người thật | gặp cán bộ | cho em nói chuyện với cán bộ với ạ | gap can bo gium | toi can gap can bo gap
        chuyển cho cán bộ giùm cô | tôi muốn gặp người chứ không phải máy | nhờ cán bộ trả lời giúp | cho gặp cb đi
        em muốn trao đổi với cán bộ được không ạ | kết nối cán bộ giúp tôi
        cho gặp ai có trách nhiệm | kêu cán bộ ra nói chuyện | cần nói chuyện trực tiếp với người phụ trách hộ tịch""",
    "back_to_bot": """
        hỏi máy | thôi hỏi máy cũng được | quay lại trợ lý | hỏi trợ lý tiếp | hoi may cung dc | thôi để máy trả lời đi
        quay lai tro ly | cho tui hỏi trợ lý | bật lại trợ lý giùm | về lại trợ lý nha
        cho nói chuyện với máy lại | gặp trợ lý
        khỏi người thật, bot được rồi | thôi em hỏi con bot cũng được | cho máy làm tiếp đi | trợ lý đâu rồi ra trả lời đi""",
    "no_official": """
        thôi không cần cán bộ nữa | khỏi gặp cán bộ nữa | khong can can bo nua | thôi khỏi chờ cán bộ | hủy gặp cán bộ
        không đợi cán bộ nữa đâu | máy trả lời đi, không chờ nữa | không cần gặp cán bộ nữa nha""",
    "delete_my_data": """
        xóa dữ liệu của tôi | xóa hết tin nhắn giùm | xoa thong tin ca nhan cua toi | tôi muốn xóa hết dữ liệu
        rút lại đồng ý | xóa lịch sử chat | xóa hết mọi thứ về tôi đi | xoá thông tin của em trên hệ thống này giúp em""",
}

OTHER_MESSAGES = """
    sao tôi vẫn nhận tin | sao vẫn nhận tin hoài vậy | tôi có đang nhận tin không | toi co dang nhan tin ko
    đã nói không nhận tin mà | đã nhắn dừng rồi sao còn gửi | tui biểu dừng rồi mà | ủa sao còn gửi tin | đã dừng nhận tin chưa
    hôm trước tôi tắt thông báo rồi mà | sao hok thấy nhận tin nữa | bữa trước kêu ngưng nhận tin rồi mà sao vẫn nhận
    tôi đăng ký nhận tin chưa | em có đăng ký nhận tin đâu | ai cho gửi tin | nhận tin này là tin gì | khi nào thì nhận được tin
    không quan tâm nữa | nhận tin trúng thưởng có phải lừa đảo không | nhận được thông báo thuế thì làm gì | làm sao để nhận tin
    hồ sơ của tôi đã có thông báo chưa | chưa nhận được tin nhắn hẹn trả kết quả | có gì báo em với | thông báo tuyển quân gửi khi nào
    xin 5 bản sao | sao 5 bản | tôi lấy 2 sao | 5 sao y | cho 3 bản sao khai sinh | làm 4 bộ sao y | sao y 2 bản bằng cấp 3
    cho tôi 3 sao căn cước | photo 5 tờ | lay 1 ban sao | chứng thực 5 bản | cần 2 bản trích lục | 3 bổn khai sinh | 4 | 5
    cán bộ bảo về làm lại ba lần rồi | cán bộ hẹn thứ sáu mà chưa xong | hôm qua gặp cán bộ rồi | cán bộ nào làm khai sinh
    cán bộ phường tên gì | chừng nào cán bộ đi làm | can bo noi thieu giay | nói chuyện với cán bộ xong rồi
    cán bộ có làm thứ bảy không
    máy hỏi gì kỳ vậy | hỏi máy photo ở đâu | máy tính hư rồi | trợ lý là ai | máy này ai làm | tôi hỏi rồi mà
    xóa thường trú | xóa đăng ký tạm trú làm sao | xóa án tích ở đâu | bị xóa hộ khẩu rồi | xóa thế chấp sổ đỏ | xóa nợ thuế
    có bị xóa dữ liệu không | dữ liệu xóa rồi có lấy lại được không | hủy kết hôn | hủy hồ sơ đã nộp | đóng mã số thuế | đóng cửa hàng
    thôi việc có được trợ cấp không | dừng hoạt động hộ kinh doanh | tạm ngừng kinh doanh | ngừng cấp nước mấy giờ | tắt điện hả
    a | bn | ờ | e | z | rồi | ok | ừ | dạ | thôi | không | được | hả | gì | là sao
    tôi gặp cán bộ ở phòng mấy | lên gặp cán bộ có cần hẹn trước không | xin đừng gửi tin nhắn cho tôi vào ban đêm | tôi không tin đâu
    sao tắt rồi mà nó cứ báo hoài | gặp cán bộ mấy lần rồi không xong | phòng trọ 5 sao ở đâu | lấy giùm 5 sao
    dữ liệu của tôi bị xóa chưa | cán bộ trả lời rồi thì máy đừng trả lời | nhận tin thì có mất tiền không
        đừng tin người lạ | muốn nhận tin thì làm sao | có tin tiêm chủng thì gửi cho em
    nói với máy chán quá | nói chuyện với máy chán lắm""".replace("\n", " | ")


def split(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.replace("\n", " | ").split("|") if phrase.strip()]


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text) for intent, all_of in WISHES.items() for text in split(all_of)]
)
def test_clear_words_do_what_they_say(intent: str, text: str) -> None:
    assert {reading.intent for reading in settle_text(text)} == {intent}


@pytest.mark.parametrize("text", split(OTHER_MESSAGES))
def test_other_words_do_nothing(text: str) -> None:
    assert acts_of(text) == set()


SENDS = """gửi đi em | ừ gửi đi | gửi giúp tôi | gửi giùm cô nha | rồi | gửi liền giùm | gui di | ok gửi đi | dạ gửi giúp con
    chuyển cho cán bộ đi | đúng rồi gửi đi | ừa | uh gửi dùm tui | y vậy gửi luôn đi | được rồi gửi đi ạ
    gởi giùm bác nghen | ừ gửi lẹ giùm cái | ừ đó, gửi đi nha em"""
KEEPS = """thôi | đừng gửi | khỏi gửi | thôi khỏi | không gửi nữa | chưa gửi | hủy đi | dạ thôi | ko gui | thôi đừng gửi nữa
    hông gửi đâu | để mai gửi"""
NEITHER = (
    "gửi rồi hả | gửi chưa | gửi cho ai | gửi lúc nào có kết quả | gửi qua bưu điện được không | làm khai sinh cần gì"
)


@pytest.mark.parametrize("text", split(SENDS))
def test_a_natural_yes_sends_the_report(text: str) -> None:
    assert [reading.intent for reading in settle_text(text, "xac_nhan_phan_anh")] == ["yes"]


@pytest.mark.parametrize("text", split(KEEPS))
def test_a_plain_no_sends_nothing(text: str) -> None:
    assert [reading.intent for reading in settle_text(text, "xac_nhan_phan_anh")] == ["no"]


@pytest.mark.parametrize("text", split(NEITHER))
def test_other_words_are_no_answer(text: str) -> None:
    assert not {reading.intent for reading in settle_text(text, "xac_nhan_phan_anh")} & {"yes", "no", "cancel"}


@pytest.mark.parametrize("text", split("rồi | gửi đi | làm đi | hay đó | chắc vậy quá | xóa hộ khẩu | a"))
def test_erasing_wants_a_plain_yes(text: str) -> None:
    assert "yes" not in {reading.intent for reading in settle_text(text, "xoa_du_lieu")}


@pytest.mark.parametrize("text", split("đồng ý | xóa đi | ừ xóa hết đi | có | dạ xóa giúp con"))
def test_a_plain_yes_erases(text: str) -> None:
    assert [reading.intent for reading in settle_text(text, "xoa_du_lieu")] == ["yes"]


def test_a_draft_whose_question_is_past_is_still_sent_by_its_own_words() -> None:
    assert [reading.intent for reading in settle_text("gửi đi em", has_draft=True)] == ["send_draft"]
    assert "send_draft" not in {reading.intent for reading in settle_text("ok", has_draft=True)}


@pytest.mark.parametrize(
    ("command", "question", "expected"),
    [
        ("#gap_can_bo", None, "#hoi_gap_can_bo"),
        ("#nhan_tin", None, "#tin_bao"),
        ("#xoa_that", "xoa_du_lieu", "#xoa_du_lieu"),
        ("#tro_ly", None, None),
        ("#danh_gia 4", "cham_diem", "#danh_gia 4"),
        ("#danh_gia 4", None, None),
        ("#cham_diem GC-1 4", "cham_viec", "#cham_diem GC-1 4"),
        ("#gui_phan_anh", None, None),
        ("#le_phi 1.001193", None, "#le_phi 1.001193"),
    ],
)
def test_a_bare_number_does_nothing_that_was_not_just_asked(
    command: str, question: str | None, expected: str | None
) -> None:
    assert command_for_number(command, question) == expected


def test_a_call_for_help_is_never_taken_for_a_wish() -> None:
    assert settle_text("cháy nhà rồi gặp cán bộ")[0].intent.startswith("emergency")


ASKED_OR_TOLD = """
    bên phường hết gửi tin rồi hả | sao dạo này phường ngừng gửi tin vậy | phường ngưng nhắn tin rồi phải không
    tin của phường dừng rồi sao | tôi đã tắt thông báo | tắt tin rồi đó em | hủy nhận thông báo rồi nha | tui ngưng nhận tin rồi nghen
    chặn thông báo được không | tắt thông báo được không ạ | dừng nhận tin được không? | phường ngừng gửi thông báo rồi nhỉ
    phường dừng thông báo hở | từ chối nhận tin rồi đúng không | cắt tin rồi hay sao | không nhận tin nữa à em
    ngung gui tin roi ha | dung nhan tin roi a | huy nhan tin chua | phường không gửi thông báo nữa hả chị
    tắt thông báo chưa vậy | không gửi tin nữa? | ngừng gửi tin à | dừng tin hả anh | stop rồi à | unsubscribe rồi
    bật thông báo hả | bật lại tin rồi à | mở lại thông báo à em | nhận tin lại rồi nhỉ | đăng ký nhận tin rồi | nhận lại tin chưa
    gửi tin lại rồi hả | bật tin được không | mở thông báo rồi đó | bat thong bao a | mo tin ha | nhận tin à?
    tiếp tục gửi tin hả | đồng ý nhận tin rồi à | bot trả lời hả | trợ lý trả lời à em | máy trả lời phải không
    máy trả lời rồi | để máy trả lời à | quay lại trợ lý rồi hả | bật lại máy rồi à | người thật trả lời hả | cán bộ tư vấn à
    phường cần cán bộ à | gặp cán bộ rồi | gọi cán bộ rồi à | chuyển cán bộ rồi hả em | kết nối cán bộ chưa
    không cần cán bộ à | hủy gặp cán bộ rồi hả | xóa dữ liệu rồi à | xóa hết tin nhắn rồi hả | xóa thông tin chưa
    phường có 2 điểm tiêm chủng | cho xin 4 điểm phát quà | đánh giá hộ cận nghèo 2 người | 3 điểm tiếp dân à | điểm bầu cử số 4 hả"""
STILL_WISHES = {
    "stop_broadcasts": """
        dừng gửi tin giúp tôi với ạ | ngừng nhận tin nha | cho tôi ngừng nhận tin được không ạ? | tắt thông báo giúp em nhé
        đừng nhắn tin nữa được không ạ | làm ơn dừng gửi tin giùm bác với | tôi không muốn nhận tin nữa rồi
        dung gui tin giup toi voi a | phiền quá rồi, đừng gửi nữa | xin đừng gửi tin nữa ạ | ngừng gửi tin đi ạ
        phường làm ơn tắt thông báo giúp tôi | hủy nhận tin giùm""",
    "start_broadcasts": "cho tôi nhận tin lại ạ | mở lại thông báo giúp em với | bật thông báo nha",
    "talk_to_a_person": """
        gặp cán bộ được không ạ | cho tôi gặp người thật được không? | em muốn nói chuyện với cán bộ ạ
        nhờ chuyển cho cán bộ giúp""",
    "back_to_bot": "hỏi máy được không | để máy trả lời giúp tôi ạ | cho tôi hỏi trợ lý nhé",
    "no_official": "không cần cán bộ nữa ạ | thôi khỏi chờ cán bộ nha",
    "delete_my_data": "xóa dữ liệu của tôi giúp với ạ | nhờ xóa hết tin nhắn của em",
    "rating": "cho 4 điểm nha | chấm phường 3 điểm | tôi chấm 5 điểm ạ | tôi muốn chấm điểm | đánh giá 5 sao",
}


@pytest.mark.parametrize("text", split(ASKED_OR_TOLD))
def test_a_question_or_a_told_fact_changes_nothing(text: str) -> None:
    assert acts_of(text) == set()


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text) for intent, all_of in STILL_WISHES.items() for text in split(all_of)]
)
def test_a_polite_wish_still_acts(intent: str, text: str) -> None:
    assert acts_of(text) == {intent}


@pytest.mark.parametrize(
    "text",
    split(
        """Phường không gửi tin nữa à? | Dạo này phường không gửi tin nữa ạ? | ngừng nhận tin rồi à?
        phường dừng gửi tin rồi à? | hủy nhận tin rồi hả
        Phường không nhận tin nhắn qua Zalo à? | chặn tin rác được không | tôi tắt thông báo rồi
        bật thông báo à | mở tin à"""
    ),
)
def test_a_question_about_notices_gets_the_state(text: str) -> None:
    assert {reading.intent for reading in settle_text(text)} == {"notices"}


@pytest.mark.parametrize(
    "text", split("làm sao chặn tin nhắn rác | cách nào chặn tin quảng cáo | chặn tin người lạ làm sao")
)
def test_blocking_spam_is_no_question_about_notices(text: str) -> None:
    assert "notices" not in {reading.intent for reading in settle_text(text)}


@pytest.mark.parametrize("text", split("gửi cho cán bộ à | gửi rồi à | báo phường hả | không gửi à"))
def test_a_question_does_not_answer_the_open_question(text: str) -> None:
    assert not {reading.intent for reading in settle_text(text, "xac_nhan_phan_anh")} & {"yes", "no", "cancel"}
