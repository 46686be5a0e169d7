"""Cries for help by meaning, and what only sounds like one."""

import json
from pathlib import Path

import pytest

from bot.understanding.acts import ActReader
from bot.understanding.danger import RULES, Danger
from bot.understanding.danger_words import GROUPS
from bot.understanding.knowledge import Lexicon
from tests.questions import own
from tests.support.app import live_content

MOST_MISSED = MOST_FALSE = 0.03
CRIES = [
    json.loads(line) for line in (Path(own.__file__).parent / "cries.jsonl").read_text(encoding="utf-8").splitlines()
]


def reads_alarm(text: str) -> bool:
    return live_content()().reader.read_all(text)[0].intent.startswith("emergency")


def test_own_cries_are_heard_and_look_alikes_are_not() -> None:
    cries = [row["question"] for row in CRIES if row["emergency"]]
    others = [row["question"] for row in CRIES if not row["emergency"]]
    assert min(len(cries), len(others)) >= 60
    missed, false_alarms = [text for text in cries if not reads_alarm(text)], list(filter(reads_alarm, others))
    assert len(missed) <= MOST_MISSED * len(cries), missed
    assert len(false_alarms) <= MOST_FALSE * len(others), false_alarms


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("con tui bị ba nó đánh bầm mình", "emergency_child"),
        ("hôm qua ổng đánh con tui sưng mặt", "emergency_child"),
        ("ổng đang đánh mẹ tôi", "emergency_violence"),
        ("có người chết đuối ngoài biển", "emergency_drowning"),
        ("nước lên tới nóc nhà rồi", "emergency_rescue"),
        ("ghe tui chết máy ngoài khơi sóng lớn", "emergency_rescue"),
        ("dây điện đứt rớt xuống đường", "emergency_hazard"),
        ("có xác chết trôi vô bờ", "emergency_disorder"),
        ("mất tích mẹ già lẫn", "emergency_missing"),
        ("con em nuốt đồng xu tím tái", "emergency_accident"),
        ("muốn chết quá ad ơi, em bế tắc rồi", "emergency_suicide"),
        ("co nguoi duoi nuoc o bai doi duong", "emergency_drowning"),
        ("bình gas nhà hàng xóm xì nồng nặc", "emergency_fire"),
    ],
)
def test_harm_victim_and_now_say_which_help_is_needed(text: str, intent: str) -> None:
    assert live_content()().reader.read_all(text)[0].intent == intent


@pytest.mark.parametrize(
    "text",
    [
        "rớt căn cước xuống sông",
        "bão lũ cuốn trôi mất sổ đỏ",
        "bị cướp mất căn cước tuần trước làm lại",
        "tai nạn giao thông giờ xin giấy xác nhận",
        "hỗ trợ gia đình bị cháy nhà",
        "cháy túi rồi có được miễn lệ phí không",
        "nóng muốn chết",
        "bé sáu tuổi sắp vô lớp 1 mà chưa có khai sinh, cứu em với",
        "mất sổ đỏ rồi cứu tôi với, làm lại sao",
        "cứ mưa là hẻm 18 ngập tới đầu gối xe chết máy",
        "quán nhậu hay đánh nhau ồn ào, mong phường xử lý",
    ],
)
def test_lost_papers_the_past_grants_and_figures_of_speech_are_no_cry(text: str) -> None:
    assert not reads_alarm(text)


def test_what_happens_now_is_a_cry_although_papers_are_named() -> None:
    assert reads_alarm("ba nó đang đánh con tui, giấy tờ cháu ổng xé hết")
    assert reads_alarm("cháy nhà rồi, giấy tờ kẹt trong đó, cứu tụi em với")


def test_a_cry_at_the_end_of_a_long_story_is_heard() -> None:
    assert reads_alarm("tôi ở khu phố 3. " * 150 + "nhà tôi đang cháy lớn cứu với")


def test_every_rule_names_lexicons_there_are_and_an_emergency_of_the_content() -> None:
    intents = {target.intent for target in live_content()().content.intents.values() if target.kind == "emergency"}
    assert {rule.intent for rule in RULES} <= intents
    assert {name for rule in RULES for name in (*rule.needs, *rule.without)} <= GROUPS.keys()


def test_an_empty_message_is_no_cry() -> None:
    assert Danger().look(ActReader(Lexicon()).read("")).intent is None


@pytest.mark.parametrize(
    ("text", "is_cry"),
    [
        ("ghe úp rồi mấy anh em đang bám can nhựa ngoài khơi", True),
        ("tụi đòi nợ kéo tới đập cửa nhà tui", True),
        ("chờ muốn chết mà chưa tới lượt", False),
        ("khỏi gửi", False),
        ("ghe tui muốn sang tên cho con thì làm ở đâu", False),
    ],
)
def test_what_is_like_the_cries_people_told_is_a_cry_without_a_listed_word(text: str, is_cry: bool) -> None:
    assert live_content()().reader.read_all(text)[0].intent.startswith("emergency") is is_cry


@pytest.mark.parametrize(
    "text",
    [
        "tủ lạnh hư mà cửa hàng không chịu bảo hành",
        "mua máy giặt mới ba tháng mà hãng nói hết bảo hành",
        "dien thoai con bao hanh ma tiem khong sua",
        "bên tiệm từ chối bảo hành xe điện của con trai tôi",
    ],
)
def test_a_warranty_is_no_violence_although_the_tones_are_confused(text: str) -> None:
    assert not reads_alarm(text)


def test_violence_in_a_family_is_heard_beside_the_word_for_a_warranty() -> None:
    reader = live_content()().reader
    for text in ("chồng tôi bạo hành tôi mỗi lần nhậu", "chong toi bao hanh toi", "chị tôi bị chồng bạo hành"):
        assert reader.read_all(text)[0].intent == "emergency_violence", text


@pytest.mark.parametrize("text", ["nước máy yếu quá", "điện chập chờn quá", "căn cướt cho trẻ dưới 6 tuổi"])
def test_a_few_words_without_a_harm_are_no_cry_by_likeness_alone(text: str) -> None:
    assert not reads_alarm(text)


def test_a_letter_or_two_are_no_complaint() -> None:
    assert live_content()().reader.read_all("a")[0].intent == "unknown"
