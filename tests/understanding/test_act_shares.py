"""What a message does is also known in words that no list has, learned from messages whose act is known."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from bot.understanding.act_classifier import FEEDBACK, ActClassifier
from tests.questions import own
from tests.support.app import live_content

LISTS = {
    side: [
        json.loads(line)
        for line in (Path(own.__file__).parent / f"acts_{side}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for side in ("learn", "unread")
}
MOST_MISSED = MOST_FALSE = 0.03


def intent_of(text: str) -> str:
    return live_content()().reader.read_all(text)[0].intent


@pytest.mark.parametrize(
    "text",
    [
        "tủ lạnh nổ cái đùng, màn cửa bén lửa rồi",
        "nó đè em tui xuống đất bóp họng, mặt con nhỏ tím rịm",
        "em dọn hết đồ rồi, viết thư cho má xong, tối nay em đi luôn",
        "cháu 10 tuổi, ông hàng xóm hay kéo cháu vô kho rờ người",
        "bà cụ lẫn mặc áo bà ba nâu ra khỏi nhà từ sáng, nhà kiếm khắp không gặp",
    ],
)
def test_a_cry_is_heard_in_words_no_rule_has(text: str) -> None:
    assert intent_of(text).startswith("emergency")


@pytest.mark.parametrize(
    "text",
    [
        "tui mê phim trinh thám, đâm chém quá trời",
        "xe cứu hỏa mua ở đâu cho công ty",
        "năm 2019 nhà tui cháy, giấy tờ làm lại hết rồi",
        "phi nop giay hom qua la bao nhieu nhi",
    ],
)
def test_what_only_sounds_like_a_cry_is_none(text: str) -> None:
    assert not intent_of(text).startswith("emergency")


@pytest.mark.parametrize(
    "text",
    [
        "hàng xóm nuôi chó có phải đăng ký không",
        "xả nước thải ra mương bị phạt bao nhiêu",
        "cán bộ nghỉ phép thì ai ký thay",
    ],
)
def test_a_question_about_what_others_complain_of_is_no_complaint(text: str) -> None:
    assert intent_of(text) not in FEEDBACK


@pytest.mark.parametrize("about", ["cries", "complaints"])
def test_messages_that_were_learned_from_are_known(about: str) -> None:
    rows = [(row, intent_of(row["question"])) for row in LISTS["learn"] if row["about"] == about]
    deeds = [(row, intent) for row, intent in rows if row["act"]]
    misses = [row["id"] for row, intent in deeds if _kind(row["act"]) != _kind(intent)]
    wrong = [row["id"] for row, intent in rows if not row["act"] and _kind(intent) in ("cry", "feedback")]
    assert len(deeds) >= 80
    assert len(misses) <= MOST_MISSED * len(deeds), misses
    assert len(wrong) <= MOST_FALSE * len(rows), wrong


def _kind(intent: str) -> str:
    return "cry" if intent.startswith("emergency") else "feedback" if intent in FEEDBACK else "other"


def test_lines_lie_in_the_list_their_hash_names_and_none_stands_twice() -> None:
    for side, rows in LISTS.items():
        hashes = [sha256(row["question"].encode()).hexdigest() for row in rows]
        assert [one for one in hashes if ("learn" if int(one, 16) % 10 < 7 else "unread") != side] == []
        assert [row["id"] for row in rows] == [f"a-{one[:10]}" for one in hashes]
    assert len({row["question"] for rows in LISTS.values() for row in rows}) == sum(map(len, LISTS.values()))


def test_without_messages_nothing_is_learned_and_nothing_weighed() -> None:
    assert ActClassifier(()).likelihoods({"word": 1.0}) == {}


def test_learning_is_repeatable() -> None:
    examples = [("complaint", {"rác": 1.0}), ("other", {"giấy": 1.0})] * 3
    one, other = ActClassifier(examples), ActClassifier(examples)
    assert one.likelihoods({"rác": 1.0}) == other.likelihoods({"rác": 1.0})
    assert one.likelihoods({"rác": 1.0})["complaint"] > one.likelihoods({"giấy": 1.0})["complaint"]
