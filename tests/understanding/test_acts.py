"""What a clause does: asks, wishes, tells, urges, greets; where a clause ends without punctuation."""

import pytest

from bot.understanding.acts import ActReader, SpeechAct
from bot.understanding.clauses import LONGEST
from bot.understanding.knowledge import Lexicon

READER = ActReader(Lexicon(teencode={"ko": "không", "dc": "được"}))


def acts_of(text: str) -> list[SpeechAct]:
    return [speech.act for speech in READER.read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh cần giấy gì",
        "nộp ở đâu vậy em",
        "khai sinh cho con được không ạ",
        "lam giay doc than o dau",
        "mần răng chừ",
        "sửa sao chị",
        "làm ở phường hay trên tỉnh",
        "cho em hỏi về đất",
        "đăng ký dc ko",
        "Tạm trú?",
    ],
)
def test_a_question_asks_with_or_without_a_question_mark_accents_or_dialect(text: str) -> None:
    assert acts_of(text) == [SpeechAct.ASKS]


@pytest.mark.parametrize(
    "text",
    [
        "xin 5 bản sao",
        "em chưa được đồng nào",
        "không ai nghe máy",
        "hẻm nào cũng ngập",
        "mẹ tôi không biết chữ",
        "mấy bữa nay mưa hoài",
        "em ly hôn năm 2019",
        "con tôi kết hôn",
    ],
)
def test_copies_nobody_everything_and_facts_ask_nothing(text: str) -> None:
    assert SpeechAct.ASKS not in acts_of(text)


def test_a_wish_is_no_question_and_a_refused_wish_is_a_fact() -> None:
    assert acts_of("tôi muốn đổi họ cho con") == [SpeechAct.WISHES]
    assert acts_of("chồng em không muốn ký") == [SpeechAct.TELLS]


@pytest.mark.parametrize(
    "text", ["kính mong phường xem xét", "đề nghị phường xử lý", "nhờ cán bộ giúp", "mong sớm trả lời"]
)
def test_a_polite_ending_only_urges(text: str) -> None:
    assert acts_of(text) == [SpeechAct.URGES]


@pytest.mark.parametrize("text", ["Dạ chào ad", "xin cảm ơn", "cháu ơi", "Kính gửi UBND phường"])
def test_a_greeting_only_greets(text: str) -> None:
    assert acts_of(text) == [SpeechAct.GREETS]


def test_a_voice_message_without_punctuation_is_parted_where_it_turns_to_ask() -> None:
    text = "ông nhà bà mới mất hôm mùng ba con cái ở xa hết giờ bà phải đi khai cái gì trước hả cháu"
    assert acts_of(text) == [SpeechAct.TELLS, SpeechAct.ASKS]


def test_a_question_ends_before_what_is_told_behind_it() -> None:
    text = "khai sinh cần giấy gì vậy ba nó đi biển tháng sau mới về tới nhà"
    assert acts_of(text) == [SpeechAct.ASKS, SpeechAct.TELLS]


def test_numbers_with_points_are_one_word_of_a_clause() -> None:
    assert len(READER.read("làm thủ tục 1.001193 tốn 8.000 đồng hả")) == 1


def test_only_the_first_characters_of_a_very_long_message_are_read() -> None:
    speeches = READER.read("tôi kể chuyện nhà tôi. " * 1000)
    assert sum(len(speech.text) for speech in speeches) <= LONGEST
