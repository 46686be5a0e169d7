"""What holds from a day or until a day changes on that day by itself: nobody has to press anything."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import handlers
from bot.content import Content
from bot.content.live import LiveContent
from bot.content.models import Procedure
from bot.content.validity import Validity
from bot.event import Event, Kind
from bot.turn import ConversationState, Turn
from handlers.sections import COMMANDS
from tests.content import small
from tests.handlers.factories import words as everything
from tests.support.app import CONTENT

ROUTER = handlers.make_router()
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
UNTIL = re.compile(r"(?i)\b(?:đến|tới)(?: hết)?(?: ngày)? (\d{1,2})/(\d{1,2})/(\d{4})")
WRITTEN = date(2026, 11, 23)
"""The content was written by this day: what ended before is told as history."""


@cache
def content_on(day: date) -> Content:
    return everything().valid_on(day)


def said(command: str, day: date) -> str:
    """What a pressed button leads to on the morning of `day`."""
    event = Event(key="", name="ask", kind=Kind.TEXT, person_id=None, received_at=0, text=command)
    morning = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    turn = Turn(event=event, state=ConversationState(), content=content_on(day), now=morning)
    return "\n".join(reply.text for reply in ROUTER.route(turn).replies)


def dated_fees() -> Iterator[Procedure]:
    for procedure in everything().procedures.values():
        if procedure.fee.validity.end:
            yield procedure


def dated_entries() -> dict[str, Validity]:
    content = everything()
    found = {code: procedure.validity for code, procedure in content.procedures.items()}
    found |= {name: entry.validity for name, entry in content.guides.items()}
    return {name: validity for name, validity in found.items() if validity.start or validity.end}


def ends() -> list[date]:
    """Every day up to which something is said to hold, in the future of what was written."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in CONTENT.rglob("*.yaml"))
    days = {date(int(year), int(month), int(day)) for day, month, year in UNTIL.findall(text)}
    days |= {procedure.fee.validity.end for procedure in dated_fees() if procedure.fee.validity.end}
    days |= {validity.end for validity in dated_entries().values() if validity.end}
    return sorted(day for day in days if day >= WRITTEN)


def test_each_fee_with_an_end_changes_on_the_day_after_it() -> None:
    fees = list(dated_fees())
    assert "1.116410" in {procedure.code for procedure in fees}
    for procedure in fees:
        end = procedure.fee.validity.end
        assert end
        last, after = (said(f"#le_phi {procedure.code}", day) for day in (end, end + DAY))
        assert f"{end:%d/%m/%Y}" in last, procedure.origin.file
        assert f"{end:%d/%m/%Y}" not in after, procedure.origin.file
        assert procedure.fee.after and procedure.fee.after in after, procedure.origin.file


def test_the_halved_identity_card_fee_is_not_shown_any_more_when_it_is_over() -> None:
    before, after = (said("#le_phi 1.116410", day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert "25.000 đồng" in before and "35.000 đồng" in before
    assert "25.000 đồng" not in after and "35.000 đồng" not in after
    assert "50.000 đồng" in after and "nếu không có quy định mới" in after
    assert "15.000 đồng" in before and "30.000 đồng" in after and "công dân số" in after
    assert "công dân số" not in said("#le_phi 1.116410", date(2027, 3, 1))


def test_the_waiver_for_copies_of_civil_status_papers_is_gone_from_march_2027() -> None:
    before, after = (said("#le_phi 2.000635", day) for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert "được miễn" in before
    assert "được miễn" not in after
    assert "8.000 đồng" in after


@pytest.mark.parametrize("day", ends(), ids=str)
def test_nothing_that_is_over_is_still_offered(day: date) -> None:
    content, tomorrow = content_on(day + DAY), day + DAY
    parts = ("thu_tuc", *COMMANDS.values())
    commands = [f"#{part} {code}" for code in content.procedures for part in parts]
    commands += [f"#huong_dan {name}" for name in content.guides]
    commands += [f"#viec_doi {name}" for name in content.life_events]
    late = [
        f"{command}: {match[0]}"
        for command in commands
        for match in UNTIL.finditer(said(command, tomorrow))
        if date(int(match[3]), int(match[2]), int(match[1])) == day
    ]
    late += [
        f"{code}: {question.answer}"
        for code, procedure in content.procedures.items()
        for question in procedure.questions
        for match in UNTIL.finditer(question.answer)
        if date(int(match[3]), int(match[2]), int(match[1])) == day
    ]
    assert not late, "\n".join(late)


def test_an_answer_that_ends_gives_way_to_the_one_after_it() -> None:
    asked = "đăng ký tạm trú trực tiếp hết bao nhiêu tiền"
    before, after = (
        next(row.answer for row in content_on(day).procedures["1.004194"].questions if asked in row.asks)
        for day in (date(2027, 2, 28), date(2027, 3, 1))
    )
    assert "công dân số" in before and "công dân số" not in after and "15.000 đồng" in after


def test_a_temporary_line_of_an_answer_is_there_while_it_holds() -> None:
    before, after = (said("#huong_dan ho_chieu", day) for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert "công dân số" in before and "công dân số" not in after and "Phòng Quản lý xuất nhập cảnh" in after


def test_each_dated_entry_is_there_on_its_first_and_last_day_only() -> None:
    entries = dated_entries()
    assert {"cong_dan_so", "chi_dang_nhap_vneid"} <= entries.keys()
    for name, validity in entries.items():
        inside = [day for day in (validity.start, validity.end) if day]
        outside = [validity.start - DAY] if validity.start else []
        outside += [validity.end + DAY] if validity.end else []
        assert all(_is_there(name, day) for day in inside), name
        assert not any(_is_there(name, day) for day in outside), name


def _is_there(name: str, day: date) -> bool:
    content = content_on(day)
    return name in content.guides or name in content.procedures


def test_at_midnight_the_understanding_follows_the_calendar(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    (root / "online").mkdir()
    shutil.copy(CONTENT / "online/cong-dan-so.yaml", root / "online")
    today = [date(2027, 2, 28)]
    keeper = LiveContent(root, lambda: today[0])
    before = keeper().reader.read("công dân số là gì")
    today[0] = date(2027, 3, 1)
    assert keeper.refresh()
    after = keeper().reader.read("công dân số là gì")
    assert before.topic == "cong_dan_so"
    assert after.topic != "cong_dan_so"


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 11, 23), date(2027, 6, 1)], ids=str)
def test_since_2026_a_wedding_of_two_vietnamese_needs_no_single_status_paper(day: date) -> None:
    assert "không phải nộp giấy xác nhận tình trạng hôn nhân" in said("#giay_to 1.000894", day)
    assert "từ 01/01/2026 không cần giấy này" in said("#giay_to 1.004873", day)


def test_before_the_new_law_civil_status_is_told_as_bound_to_where_one_lives() -> None:
    text = said("#huong_dan luat_ho_tich_moi", WRITTEN)
    assert "Trước ngày 01/3/2027" in text
    assert "dự kiến" in text
    assert "nên hỏi lại" in text
