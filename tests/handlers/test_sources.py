"""The line below an answer: the source, the day of comparing, and a word once the review is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.content import Content
from tests.handlers.factories import ask, text_of, understood, words

BIRTH = "1.001193"
TODAY = date(2026, 11, 23)
"""The day of tests.handlers.factories."""


def birth_with(checked: date | None, review_due: date) -> Content:
    birth = words().procedures[BIRTH]
    changed = replace(birth, origin=replace(birth.origin, checked=checked, review_due=review_due))
    return replace(words(), procedures={**words().procedures, BIRTH: changed})


def last_line(content: Content) -> str:
    routed = ask("…", understood("procedure", "answer", procedure=BIRTH, section="fee"), content=content)
    return text_of(routed).splitlines()[-1]


def test_the_day_told_is_the_day_of_comparing() -> None:
    assert last_line(birth_with(date(2026, 8, 23), TODAY)).endswith("· cập nhật: 23/08/2026")


def test_what_was_never_compared_says_so() -> None:
    line = last_line(birth_with(None, TODAY))
    assert line.endswith("· chưa có ngày so với nguồn") and "cập nhật" not in line


def test_past_its_review_an_answer_may_have_changed_and_shows_the_page() -> None:
    line = last_line(birth_with(date(2026, 8, 23), date(2026, 11, 22)))
    assert "có thể đã đổi" in line and line.endswith(f"dichvucong.gov.vn/dich-vu-cong-truc-tuyen/{BIRTH}")


def test_an_overdue_guide_without_a_page_sends_to_the_counter() -> None:
    guide = words().guides["tra_cuu_ho_so"]
    late = replace(guide, origin=replace(guide.origin, review_due=date(2026, 11, 22)))
    routed = ask("#huong_dan tra_cuu_ho_so", content=replace(words(), guides={guide.id: late}))
    assert "có thể đã đổi" in text_of(routed) and words().ward.counter.name in text_of(routed)
