from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.folding import fold
from bot.understanding.ranking import phrases_of_target
from bot.understanding.reader import MOST_QUESTIONS, Reader
from bot.understanding.result import NOTHING, OUTCOMES, SECTIONS
from tests.understanding.small_ward import KNOWLEDGE

READER = Reader(KNOWLEDGE)
EVERY_PHRASE = [(target, phrase) for target in KNOWLEDGE.targets for phrase in phrases_of_target(target)]
CODES = {target.id for target in KNOWLEDGE.targets if target.kind == "procedure"}


@pytest.mark.parametrize(
    ("text", "code", "section"),
    [
        ("đăng ký khai sinh cần giấy tờ gì", "1.001193", "papers"),
        ("lam giay khai sinh can gi", "1.001193", "papers"),
        ("e mún làm gks cho con, hết bao nhiêu tiền", "1.001193", "fee"),
        ("tụi em sắp lấy vợ, ra phường làm giấy kết hôn ở đâu ạ", "1.000894", "where"),
        ("xin giấy độc thân mất mấy ngày", "1.004873", "time"),
        ("dang ky ket hon onliine duoc khong", "1.000894", "online"),
        ("tôi muốn cắt khẩu", "1.003197", None),
        ("ba toi vua mat", "1.000656", None),
        ("mất cccd làm lại ở đâu", "1.116410", "where"),
        ("thủ tục 1.014064 lệ phí bao nhiêu", "1.116410", "fee"),
        ("tạm chú cho người ở trọ", "1.004194", None),
    ],
)
def test_a_question_gets_its_procedure_and_section(text: str, code: str, section: str | None) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.procedure, understood.section) == ("answer", code, section)


def test_the_plain_case_is_meant_unless_words_say_otherwise() -> None:
    assert READER.read("đăng ký kết hôn").procedure == "1.000894"
    assert READER.read("đăng ký kết hôn với người nước ngoài").procedure == "2.000806"
    assert READER.read("em lấy chồng Hàn Quốc đăng ký kết hôn sao").procedure == "2.000806"


@pytest.mark.parametrize(
    ("text", "topic"),
    [("đất đai", "dat_dai"), ("hỏi về đất ạ", "dat_dai"), ("chứng thực giấy tờ giúp em với", "chung_thuc")],
)
def test_words_that_fit_several_are_asked_back(text: str, topic: str) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.topic) == ("clarify", topic)
    assert 2 <= len(understood.candidates) <= 4


def test_an_unmistakable_question_is_never_asked_back() -> None:
    assert READER.read("giấy khai sinh cần giấy tờ gì").outcome == "answer"
    assert READER.read("chứng thực chữ ký").procedure == "2.000884"


def test_a_section_without_a_subject_is_asked_back() -> None:
    understood = READER.read("phí bao nhiêu")
    assert (understood.outcome, understood.section, understood.candidates) == ("clarify", "fee", ())


@pytest.mark.parametrize("text", ["gia hạn hộ chiếu", "lam phieu ly lich tu phap", "tôi muốn ly hôn"])
def test_another_offices_matter_is_declined(text: str) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.intent, understood.procedure) == ("decline", "other_office", None)


@pytest.mark.parametrize(
    ("text", "outcome", "intent"),
    [
        ("gửi hồ sơ qua bưu điện", "answer", "postal"),
        ("Hồ sơ có mã hồ sơ 000.00.04.H51-200221-0001 như thế nào", "answer", "tracking"),
        ("thu bay co lam khong", "answer", "hours"),
        ("chào ad", "chat", "greeting"),
        ("cam on nhieu nha", "chat", "thanks"),
        ("🙏🙏🙏", "chat", "thanks"),
        ("bạn là người hay máy vậy", "chat", "are_you_a_bot"),
    ],
)
def test_topics_and_small_talk_are_told_apart(text: str, outcome: str, intent: str) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.intent, understood.procedure) == (outcome, intent, None)


@pytest.mark.parametrize(
    "text",
    ["Tối qua đội tuyển đá thế nào?", "thời tiết ngày mai", "xyz qwerty", "giá vàng", "cấp phép tần số vô tuyến điện"],
)
def test_what_fits_nothing_is_not_answered_with_a_procedure(text: str) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.procedure) == ("fallback", None)
    assert understood.confidence < 0.5


@pytest.mark.parametrize(
    "text", ["cháy nhà cứu với", "chay nha", "nhà tôi đang cháy", "tôi không muốn sống nữa", "muon chet qua"]
)
def test_an_emergency_comes_first(text: str) -> None:
    assert READER.read(text).intent == "emergency"


@pytest.mark.parametrize(
    "text", ["giấy tờ bị cháy rồi", "thủ tục phòng cháy chữa cháy", "nắng nóng mệt muốn chết", "em chạy qua nhà bạn"]
)
def test_what_only_looks_like_an_emergency_is_none(text: str) -> None:
    assert READER.read(text).intent != "emergency"


def test_an_emergency_is_found_among_other_questions() -> None:
    assert [reading.intent for reading in READER.read_all("khai sinh cần gì? nhà tôi đang cháy")] == ["emergency"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "\u200b"])
def test_a_message_without_words_is_nothing(text: str) -> None:
    assert READER.read(text) == NOTHING
    assert READER.read_all(text) == [NOTHING]


def test_nearest_names_useful_topics_for_words_not_understood() -> None:
    nearest = READER.nearest("giấy kết hôn bị ướt", 3)
    assert 1 <= len(nearest) <= 3
    assert nearest[0].id == "1.000894"
    assert {target.kind for target in nearest} <= {"procedure", "guide", "decline"}


@pytest.mark.parametrize(("target", "phrase"), EVERY_PHRASE, ids=[phrase for _, phrase in EVERY_PHRASE])
def test_removing_accents_never_changes_who_wins(target: object, phrase: str) -> None:
    with_accents, without = READER.read(phrase), READER.read(fold(phrase))
    assert (with_accents.outcome, with_accents.procedure, with_accents.topic) == (
        without.outcome,
        without.procedure,
        without.topic,
    )


@pytest.mark.parametrize(("target", "phrase"), [pair for pair in EVERY_PHRASE if pair[0].kind == "procedure"])
def test_every_phrase_of_a_procedure_leads_to_it(target: object, phrase: str) -> None:
    assert READER.read(phrase).procedure == target.id  # type: ignore[attr-defined]


def test_the_form_of_unicode_does_not_matter() -> None:
    text = "đăng ký kết hôn cần giấy tờ gì"
    assert READER.read(unicodedata.normalize("NFD", text)) == READER.read(text)


WORDS = st.lists(
    st.sampled_from(
        [
            *[
                "khai",
                "sinh",
                "kết",
                "hôn",
                "k",
                "ko",
                "đất",
                "giấy",
                "ngu",
                "cháy",
                "và",
                "còn",
                "lệ",
                "phí",
                "giaays",
            ],
            "1.001193",
            "0912345678",
            "?",
            ".",
            ",",
            "😀",
        ]
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=5000), WORDS.map(" ".join)))
def test_any_text_gets_an_outcome(text: str) -> None:
    readings = READER.read_all(text)
    assert 1 <= len(readings) <= MOST_QUESTIONS
    for understood in (*readings, READER.read(text)):
        assert understood.outcome in OUTCOMES
        assert 0 <= understood.confidence <= 1
        assert understood.section is None or understood.section in SECTIONS
        assert understood.procedure is None or (understood.procedure in CODES and understood.outcome == "answer")
