"""Complaints, proposals and praise are read by what they do."""

import pytest

from tests.support.app import live_content

COMPLAINTS = (
    "quán nhậu mở nhạc tới 1h sáng cả xóm mất ngủ",
    "nhà kế bên xây lấn ra hẻm",
    "ai đó đổ xà bần ngay miệng cống",
    "cây trước nhà sắp ngã",
    "trụ điện nghiêng sắp đổ",
    "đá gà ăn tiền mỗi chiều ở bãi đất trống",
    "hẹn ngày 20 lấy giấy mà lên không có",
    "nộp tiền mà không cho biên lai",
    "đèn đường hẻm 12 tắt cả tháng tối thui",
    "xe rác mấy bữa nay không vô hẻm, rác chất đống",
    "chó thả rông cắn người hoài",
    "cán bộ quát dân, chờ cả buổi không ai giải thích",
)
ENDINGS = (
    "",
    ", đề nghị phường xử lý",
    ". Kính mong UBND phường xem xét",
    ", mong phường giải quyết sớm",
    ", nhờ phường can thiệp",
    ". Xin cảm ơn",
)
BEGINNINGS = ("", "Tôi là người dân khu phố 3, phường Bình Hưng. ", "chào phường, tui tên Sáu ở tổ 5. ")
LEAST_RIGHT = 0.93


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_complaint_stays_one_with_any_polite_ending_and_introduction(beginning: str, ending: str) -> None:
    texts = [beginning + complaint + ending for complaint in COMPLAINTS]
    listed_texts = [text for text in texts if live_content()().reader.read_all(text)[0].intent != "complaint"]
    assert len(listed_texts) <= (1 - LEAST_RIGHT) * len(texts) + 1, listed_texts


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("phường nên gắn thêm đèn ở công viên cho bà con đi bộ", "proposal"),
        ("tui hiến kế gắn camera chỗ hay đổ rác trộm", "proposal"),
        ("cô cán bộ ở quầy hộ tịch nhiệt tình, làm nhanh lắm, đáng khen", "praise"),
        ("gia đình tôi cảm ơn công an phường xuống nhắc quán karaoke, cả xóm ngủ ngon", "praise"),
    ],
)
def test_a_proposal_and_praise_are_told_from_a_complaint(text: str, intent: str) -> None:
    assert live_content()().reader.read_all(text)[0].intent == intent


@pytest.mark.parametrize(
    "text",
    [
        "mở quán karaoke cần giấy phép gì",
        "xây nhà không phép bị phạt bao nhiêu",
        "nhà tui muốn hiến đất mở rộng đường hẻm",
        "đăng ký bán hàng trên vỉa hè ở đâu",
    ],
)
def test_a_question_about_such_a_matter_is_no_complaint(text: str) -> None:
    assert live_content()().reader.read_all(text)[0].intent not in ("complaint", "proposal", "praise")
