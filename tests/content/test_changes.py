"""A change known beforehand: told in the 60 days before its day, in force by itself from that day on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import handlers
from bot.content import Content
from bot.event import Event, Kind
from bot.turn import ConversationState, Turn
from tests.content import small

STAY = "procedures/dang-ky-tam-tru.yaml"
NEW = date(2027, 3, 1)
DAY = timedelta(days=1)
SOON = "Từ 01/3/2027 đăng ký tạm trú là 99.000 đồng."
CHANGE = f"""\
changes:
  - from: 2027-03-01
    text: {SOON}
    source: Thông tư mới
    time: {{text: 9 ngày làm việc.}}
    fee:
      kind: amount
      source: Thông tư mới
      amounts: [{{label: Mọi cách nộp, amount: 99000}}]
"""
ROUTER = handlers.make_router()


@pytest.fixture
def content(tmp_path: Path) -> Content:
    root = small.copy(tmp_path)
    with (root / STAY).open("a", encoding="utf-8") as file:
        file.write(CHANGE)
    for file in (small.CONTENT / "sentences").glob("*.yaml"):
        (root / "sentences" / file.name).write_bytes(file.read_bytes())
    return Content.load(root)


def answer(content: Content, command: str, day: date) -> str:
    event = Event(key="", name="ask", kind=Kind.TEXT, person_id=None, received_at=0, text=f"#{command} 1.004194")
    morning = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    turn = Turn(event=event, state=ConversationState(), content=content.valid_on(day), now=morning)
    return "\n".join(reply.text for reply in ROUTER.route(turn).replies)


def test_fee_and_time_change_on_their_day_by_themselves(content: Content) -> None:
    before, after = (answer(content, "le_phi", day) for day in (NEW - DAY, NEW))
    assert "7.000 đồng" in before and "99.000 đồng" in after and "7.000 đồng" not in after
    assert "9 ngày làm việc" not in answer(content, "thoi_gian", NEW - DAY)
    assert "9 ngày làm việc" in answer(content, "thoi_gian", NEW)


def test_who_asks_about_a_part_that_changes_soon_is_told(content: Content) -> None:
    assert SOON in answer(content, "le_phi", NEW - 60 * DAY)
    assert SOON not in answer(content, "le_phi", NEW - 61 * DAY)
    assert SOON not in answer(content, "noi_nop", NEW - DAY)
    assert SOON not in answer(content, "le_phi", NEW)
    assert SOON in answer(content, "thu_tuc", NEW - DAY)


def test_parts_that_do_not_change_stay(content: Content) -> None:
    before, after = (content.valid_on(day).procedures["1.004194"] for day in (NEW - DAY, NEW))
    assert (before.papers, before.where, before.law) == (after.papers, after.where, after.law)
    assert after.changes == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [(CHANGE[CHANGE.index("    time") :], ""), ("kind: amount", "kind: free"), ("\n      source: Thông tư mới", "")],
)
def test_a_change_of_nothing_and_sums_without_their_law_are_errors(tmp_path: Path, old: str, new: str) -> None:
    root = small.copy(tmp_path)
    with (root / STAY).open("a", encoding="utf-8") as file:
        file.write(CHANGE.replace(old, new))
    problems = [problem for problem in Content.check(root, NEW) if problem.level == "error"]
    assert [problem.file for problem in problems] == [STAY]


def test_births_are_registered_anywhere_from_march_2027() -> None:
    content = Content.load(small.CONTENT)
    before, after = (content.valid_on(day).procedures["1.001193"] for day in (NEW - DAY, NEW))
    assert "cư trú" in before.where and "nào cũng được" in after.where
    assert before.coming_changes(NEW - DAY, "where") and "60/2014/QH13" not in " ".join(after.law)
