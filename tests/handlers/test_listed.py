from __future__ import annotations

from dataclasses import replace

from bot.content import Content
from bot.content.catalogue import Listed
from bot.turn import State
from tests.handlers.factories import ask, payloads, text_of, understood, words

CIRCUS = Listed("9.000001", "Thủ tục cho phép biểu diễn xiếc lưu động", "Văn hóa", "ubnd_xa")
FAIR = Listed("9.000002", "Mở hội chợ", "Công thương")


def content() -> Content:
    return replace(words(), listed={CIRCUS.code: CIRCUS, FAIR.code: FAIR})


def test_a_procedure_known_by_name_is_told_honestly() -> None:
    state = State()
    found = understood("procedure", "answer", procedure=CIRCUS.code, section="fee")
    routed = ask("…", found, words=content(), state=state)
    said = text_of(routed)
    assert "“Cho phép biểu diễn xiếc lưu động”" in said and "9.000001" in said
    assert words().ward.counter.name in said and "Cổng Dịch vụ công" in said
    assert payloads(routed)[:2] == ["https://dichvucong.gov.vn", "#gap_can_bo"]
    assert state.procedure == CIRCUS.code


def test_without_an_office_nobody_is_named_as_doing_it() -> None:
    said = text_of(ask(f"#thu_tuc {FAIR.code}", words=content()))
    assert "chưa có thông tin chắc chắn" in said


def test_it_is_offered_among_choices() -> None:
    found = understood("clarify", "clarify", candidates=(CIRCUS.code, "1.001193"))
    offered = payloads(ask("…", found, words=content()))
    assert offered[:2] == [f"#thu_tuc {CIRCUS.code}", "#thu_tuc 1.001193"]
