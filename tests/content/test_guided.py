"""Life events, quizzes and the catalogue of names: read, checked, and known to the understanding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.content import Content
from bot.content.problems import ERROR
from bot.understanding.reader import Reader
from tests.content import small

LIFE = """\
id: con_moi_sinh
title: Con mới sinh
says: [mới sinh con, nhà có em bé, vợ vừa đẻ, sinh bé xong làm gì, em bé mới chào đời, vừa sinh con đầu lòng]
intro: Chúc mừng {anh_chi}.
steps:
  - title: Khai sinh
    text: Trong 60 ngày.
    procedures: ["1.001193"]
  - {title: Nghỉ ngơi, text: Giữ sức khỏe.}
source: Luật Hộ tịch 60/2014/QH13
checked: 2026-11-23
review_due: 2027-05-23
"""
QUIZ = """\
id: quiz_thu
title: "Đố vui: thử"
says: [đố thử, quiz thử, trắc nghiệm thử]
intro: Ba câu.
questions:
  - {question: "Một?", options: ["1", "2"], right: 1, why: Vậy đó.}
  - {question: "Hai?", options: ["1", "2"], right: 2, why: Vậy đó.}
  - {question: "Ba?", options: ["1", "2", "3"], right: 3, why: Vậy đó.}
source: Sách thử
checked: 2026-11-23
review_due: 2027-05-23
"""
CATALOGUE = """\
- {code: "9.000001", name: "Thủ tục đăng ký khai sinh cho chim bồ câu", field: Thử, office: ubnd_xa}
- {code: "9.000002", name: Cho phép thả diều ban đêm, field: Thử}
- {code: "1.001193", name: Đăng ký khai sinh, field: Tư pháp}
"""
LIFE_FILE, QUIZ_FILE = "life_events/con-moi-sinh.yaml", "quizzes/thu.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    for file, text in ((LIFE_FILE, LIFE), (QUIZ_FILE, QUIZ), ("catalogue.yaml", CATALOGUE)):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return root


def errors(root: Path) -> list[str]:
    return [str(problem) for problem in Content.check(root, date(2026, 11, 23)) if problem.level == ERROR]


def test_they_are_read(root: Path) -> None:
    assert errors(root) == []
    content = Content.load(root)
    assert content.life_events["con_moi_sinh"].steps[0].procedures == ("1.001193",)
    assert [question.right for question in content.quizzes["quiz_thu"].questions] == [1, 2, 3]


FAULTS = {
    "unknown procedure": (LIFE_FILE, '"1.001193"', '"9.999999"', "mã 9.999999 chưa có tệp nào"),
    "long step": (LIFE_FILE, "Trong 60 ngày.", "Dài. " * 120, "chỉ nên tới 500"),
    "no such option": (QUIZ_FILE, "right: 2", "right: 3", "đáp án đúng («right») là số thứ tự"),
    "options alike": (QUIZ_FILE, '["1", "2", "3"]', '["1", "1", "3"]', "hai lựa chọn giống nhau"),
    "long question": (QUIZ_FILE, "Một?", "Một? " * 200, "dài quá 700"),
    "code twice": ("catalogue.yaml", "9.000002", "9.000001", "mã 9.000001 đã có"),
    "phrase of another": (QUIZ_FILE, "đố thử", "mới sinh con", "đã có ở"),
    "unknown blank": (LIFE_FILE, "{anh_chi}", "{ban}", "tên {ban}"),
}


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_are_named(root: Path, file: str, old: str, new: str, message: str) -> None:
    small.plant(root, file, old, new)
    assert any(message in error for error in errors(root)), errors(root)


def test_a_described_procedure_is_not_listed_by_name_too(root: Path) -> None:
    assert Content.load(root).listed.keys() == {"9.000001", "9.000002"}


def test_a_name_is_shown_without_the_word_procedure_and_cut_for_a_button(root: Path) -> None:
    listed = Content.load(root).listed["9.000001"]
    assert listed.plain_name == "đăng ký khai sinh cho chim bồ câu"
    assert listed.title == "Đăng ký khai sinh cho chim bồ câu"


def test_a_name_is_understood_but_the_described_procedure_wins_when_both_fit(root: Path) -> None:
    reader = Reader(Content.load(root).knowledge())
    assert reader.read("cho phép thả diều ban đêm").procedure == "9.000002"
    assert reader.read("đăng ký khai sinh cho chim bồ câu").procedure == "9.000001"
    for sentence in ("đăng ký khai sinh", "khai sinh cho con", "đăng ký khai sinh cho cháu"):
        assert reader.read(sentence).procedure == "1.001193"


def test_life_events_and_quizzes_are_understood(root: Path) -> None:
    reader = Reader(Content.load(root).knowledge())
    reading = [reader.read(sentence) for sentence in ("vợ vừa đẻ", "trắc nghiệm thử")]
    assert [(row.intent, row.topic) for row in reading] == [("life_event", "con_moi_sinh"), ("quiz", "quiz_thu")]
