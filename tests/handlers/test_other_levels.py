"""Procedures of other levels: who carries them out, at which level, and where they are filed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content import Content
from bot.content.directory import OtherProcedure
from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, understood, words

QUARRY = OtherProcedure("9.000001", "Cấp giấy phép khai thác đá", "Khoáng sản", "province", "Sở Đá", "")
SHIP = OtherProcedure("9.000002", "Thông quan tàu", "Hải quan", "branch", "hải quan khu vực", "chi cục hải quan")
NOBODY = OtherProcedure("9.000003", "Việc lạ", "Khác", "", "", "")


def content() -> Content:
    return replace(words(), other_levels={one.code: one for one in (QUARRY, SHIP, NOBODY)})


@pytest.mark.parametrize(
    ("entry", "office", "place"),
    [
        (QUARRY, "Sở Đá, ở cấp tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"),
        (SHIP, "hải quan khu vực, cơ quan ngành dọc", "chi cục hải quan"),
        (NOBODY, "chưa có thông tin chắc chắn", "mục cơ quan thực hiện"),
    ],
)
def test_it_says_who_does_it_at_which_level_and_where_it_is_filed(
    entry: OtherProcedure, office: str, place: str
) -> None:
    state = ConversationState(procedure="1.001193")
    meaning = replace(understood("other_office", "decline", topic=entry.code), candidates=(entry.code,))
    routed = ask("…", meaning, content=content(), state=state)
    text = text_of(routed)
    assert f"“{entry.name}”" in text and entry.code in text
    assert office in text and place in text
    assert payloads(routed) == [f"https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/{entry.code}", "#gap_can_bo"]
    assert (state.procedure, state.topic) == (None, entry.code)


def test_the_next_likely_ones_are_buttons() -> None:
    meaning = understood("other_office", "decline", topic=QUARRY.code)
    routed = ask("…", replace(meaning, candidates=(QUARRY.code, SHIP.code)), content=content())
    assert payloads(routed)[0] == f"#noi_khac {SHIP.code}"
    assert SHIP.name in text_of(ask(f"#noi_khac {SHIP.code}", content=content()))
    assert "Chưa" in text_of(ask("#noi_khac 1", content=content())) or payloads(ask("#noi_khac 1", content=content()))
