"""The propaganda calendar: a year of drafts that fit Zalo, the calendar and the ward's way of speaking."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.content import Content
from bot.content.blanks import BLANK
from bot.content.propaganda import TEXT_LENGTH, TITLE_LENGTH, PropagandaDraft, adopt_text, drafts_for
from bot.lib import personal_words
from tests.content import small

MONTH = """\
month: 3
checked: 2026-11-23
review_due: 2027-05-23
drafts:
  - id: mot
    day: 31
    kind: consultation
    form: lời nhắc
    audience: {topics: [y-te]}
    topic: y-te
    title: Nhắc một
    text: Chào {tên|anh/chị}, mời tới {trung_tam}.
    buttons:
      - {label: Góp ý, say: góp ý}
    source: Luật thử
  - {id: hai, day: first-workday, kind: article, form: bài viết, topic: dat-dai, title: Hai, text: Chữ., source: Luật}
  - {id: ba, day: last-workday, kind: consultation, form: câu đố, topic: an-ninh, title: Ba, text: Chữ., source: Luật}
"""


@pytest.fixture(scope="module")
def content() -> Content:
    return Content.load(small.CONTENT)


def all_drafts(content: Content) -> list[PropagandaDraft]:
    return [draft for drafts in content.propaganda.values() for draft in drafts]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    (root / "propaganda").mkdir()
    (root / "propaganda/03.yaml").write_text(MONTH, encoding="utf-8")
    return root


# The calendar we ship


def test_every_month_has_its_drafts(content: Content) -> None:
    assert sorted(content.propaganda) == list(range(13))
    assert all(3 <= len(drafts) <= 5 for month, drafts in content.propaganda.items() if month)


def test_every_adopted_text_can_be_sent_as_it_is(content: Content) -> None:
    for draft in all_drafts(content):
        title, text = adopt_text(content, draft)
        assert personal_words.problems(title) == personal_words.problems(text) == [], draft.id
        assert personal_words.longest(text) <= TEXT_LENGTH and personal_words.longest(title) <= TITLE_LENGTH, draft.id
        for name in ("Lan", None):
            assert "{" not in personal_words.fill(text, name, content.ward.name), draft.id


def test_every_button_asks_something_the_bot_knows(content: Content) -> None:
    kinds = (content.procedures, content.guides, content.intents, content.life_events, content.quizzes)
    phrases = {phrase for kind in kinds for entry in kind.values() for phrase in entry.says}
    says = {button.say for draft in all_drafts(content) for button in draft.buttons if button.say}
    assert says - phrases == set()


def test_sentences_are_short_and_pictures_few(content: Content) -> None:
    for draft in all_drafts(content):
        text = adopt_text(content, draft)[1]
        for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
            assert len(sentence.split()) <= 20, (draft.id, sentence)
        assert len(re.findall("[📌✅☎⏰📍🏠🐟📱]", text)) <= 3, draft.id


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2032])
def test_every_draft_falls_on_a_working_day_of_its_month_and_none_on_the_same(content: Content, year: int) -> None:
    for month in range(1, 13):
        drafts = drafts_for(content, year, month)
        days = [day for _, day in drafts]
        names = {draft.id for draft, _ in drafts}
        assert len(names) == len(drafts) and names >= {draft.id for draft in content.propaganda[month]}
        assert len(drafts) == 12 or year == 2027
        assert days == sorted(set(days))
        for day in days:
            office = content.office_on(day)
            assert (day.year, day.month) == (year, month)
            assert office.spans and office.certain


def test_a_month_has_three_posts_a_week_in_many_forms_for_many_readers(content: Content) -> None:
    drafts = [draft for draft, _ in drafts_for(content, 2026, 12)]
    assert len(drafts) == 12 and len({draft.form for draft in drafts}) >= 6
    readers = {draft.readers for draft in content.propaganda[0]}
    assert readers == {"mọi người", "tiểu thương", "ngư dân", "cha mẹ", "người cao tuổi", "thanh niên", "cán bộ"}


def test_a_waiver_that_soon_ends_is_proposed_every_month_until_it_has_ended(content: Content) -> None:
    for month in (12, 1, 2):
        names = [draft.id for draft, _ in drafts_for(content, 2026 if month == 12 else 2027, month)]
        assert {"q_mien_phi_cu_tru", "q_mien_phi_can_cuoc"} <= {*names}
    for month in range(3, 13):
        assert "q_mien_phi_cu_tru" not in [draft.id for draft, _ in drafts_for(content, 2027, month)]


def test_every_picture_is_there_and_small(content: Content) -> None:
    folder = small.CONTENT / "pictures"
    for draft in all_drafts(content):
        assert not draft.picture or (folder / f"{draft.picture}.png").is_file(), draft.id
    pictures = [*folder.glob("*.png")]
    assert len(pictures) >= 24 and all(path.stat().st_size <= 300_000 for path in pictures)


# How days are chosen


def day_of(content: Content, year: int, month: int, name: str) -> date:
    return next(day for draft, day in drafts_for(content, year, month) if draft.id == name)


def test_a_day_on_a_weekend_moves_to_the_friday_before(root: Path) -> None:
    """31/3/2030 is a Sunday; the last working day then is the 29th, and the draft of that day leaves it free."""
    content = Content.load(root)
    days = {draft.id: day for draft, day in drafts_for(content, 2030, 3)}
    assert days["hai"] == date(2030, 3, 1)
    assert sorted((days["mot"], days["ba"])) == [date(2030, 3, 28), date(2030, 3, 29)]


def test_a_month_begins_with_its_first_working_day(root: Path) -> None:
    assert day_of(Content.load(root), 2026, 3, "hai") == date(2026, 3, 2)


def test_a_month_without_drafts_has_none(root: Path) -> None:
    assert drafts_for(Content.load(root), 2026, 4) == []


# Adopting


def test_adopting_fills_the_ward_and_leaves_the_person(root: Path) -> None:
    content = Content.load(root)
    draft = content.propaganda[3][0]
    assert adopt_text(content, draft) == ("Nhắc một", f"Chào {{tên|anh/chị}}, mời tới {content.ward.counter.name}.")
    assert draft.audience == {"topics": ("y-te",)}
    assert draft.buttons[0].say == "góp ý"
    assert draft.origin.source == "Luật thử" and draft.origin.file == "propaganda/03.yaml"


# What the check finds


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("month: 3", "month: 4", "đúng với tên tệp"),
        ("day: 31", "day: 32", "ngày trong tháng («day») phải là số"),
        ("day: 31", "day: cuối tháng", "ngày trong tháng («day») phải là số"),
        ("kind: consultation", "kind: promotion", "phải là một trong"),
        ("form: lời nhắc", "form: kịch", "phải là một trong"),
        ("[y-te]", "[y-tế]", "phải là một trong"),
        ("topic: y-te", "topic: khac", "phải là một trong"),
        ("title: Nhắc một", f"title: {'a' * 151}", "tên ngắn («title») dài 151"),
        ("text: Chào", f"text: {'a' * 900}", "tối đa 900"),
        ("say: góp ý", "say: góp ý, url: 'https://a.vn'", "đúng một trong: câu được nhắn khi bấm («say»)"),
        ("say: góp ý", "url: 'http://a.vn'", "phải bắt đầu bằng https://"),
        ("label: Góp ý", f"label: {'a' * 31}", "chữ trên nút dài quá 30"),
        ("{tên|anh/chị}", "{ten}", "không có chỗ trống nào tên {ten}"),
        ("source: Luật thử", "source: ''", "đang để trống"),
        ("id: hai", "id: mot", "đã có ở"),
        ("kind: article", "kind: article, audience: {topics: [y-te]}", "không chọn nhóm được"),
        ("title: Hai, text: Chữ.", "title: Hai, text: 'Chào {tên}'", "không dùng {tên}"),
        ("review_due: 2027-05-23", "review_due: 2026-05-23", "phải sau ngày so với nguồn («checked»)"),
    ],
)
def test_a_fault_is_named_with_its_line(root: Path, old: str, new: str, sentence: str) -> None:
    line = small.plant(root, "propaganda/03.yaml", old, new)
    problems = [problem for problem in Content.check(root, date(2026, 11, 23)) if problem.file == "propaganda/03.yaml"]
    assert any(sentence in problem.message_vi and abs(problem.line - line) <= 1 for problem in problems), problems


def test_the_29th_of_february_is_no_day_of_every_year(root: Path) -> None:
    text = MONTH.replace("month: 3", "month: 2").replace("day: 31", "day: 29")
    (root / "propaganda/02.yaml").write_text(text, encoding="utf-8")
    assert any("không phải năm nào cũng có ngày 29" in str(problem) for problem in Content.check(root))


def test_an_overdue_month_and_hard_words_are_remarked(root: Path) -> None:
    (root / "lexicon/plain-words.yaml").write_text("quán triệt: nắm rõ\n", encoding="utf-8")
    small.plant(root, "propaganda/03.yaml", "mời tới", "quán triệt ở")
    problems = [str(problem) for problem in Content.check(root, date(2028, 1, 1)) if "propaganda" in problem.file]
    assert any("quá hạn xem lại" in problem for problem in problems)
    assert any("quán triệt" in problem for problem in problems)


def test_personal_words_stay_out_of_other_files(root: Path) -> None:
    small.plant(root, "postal/buu-dien-la-gi.yaml", "text: |\n", "text: |\n  Chào {tên}.\n")
    assert any("{tên}" in str(problem) for problem in Content.check(root))


def test_every_blank_of_the_calendar_is_filled_by_somebody(content: Content) -> None:
    left = {inside for draft in all_drafts(content) for inside in BLANK.findall(adopt_text(content, draft)[1])}
    assert left <= {"tên|anh/chị", "tên|Anh/chị", "phường", "Phường"}
