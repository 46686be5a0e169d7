from __future__ import annotations

from dataclasses import replace

from bot.content import Content
from bot.content.catalogue import ListedProcedure
from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, understood, words

CIRCUS = ListedProcedure("9.000001", "Thủ tục cho phép biểu diễn xiếc lưu động", "Văn hóa", "ubnd_xa")
FAIR = ListedProcedure("9.000002", "Mở hội chợ", "Công thương")
SEA = ListedProcedure("9.000003", "Giao vùng biển xa", "Biển", "khac")


def content() -> Content:
    return replace(words(), listed={one.code: one for one in (CIRCUS, FAIR, SEA)})


def test_a_procedure_known_by_name_is_told_honestly() -> None:
    state = ConversationState()
    reading = understood("procedure", "answer", procedure=CIRCUS.code, section="fee")
    routed = ask("…", reading, content=content(), state=state)
    text = text_of(routed)
    assert "“Cho phép biểu diễn xiếc lưu động”" in text and "9.000001" in text
    assert words().ward.counter.name in text and "Cổng Dịch vụ công" in text
    assert payloads(routed)[:2] == [f"https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/{CIRCUS.code}", "#gap_can_bo"]
    assert state.procedure == CIRCUS.code


def test_without_an_office_nobody_is_named_as_doing_it() -> None:
    text = text_of(ask(f"#thu_tuc {FAIR.code}", content=content()))
    assert "chưa có thông tin chắc chắn" in text


def test_what_a_higher_office_decides_is_said_not_to_be_the_wards() -> None:
    text = text_of(ask(f"#thu_tuc {SEA.code}", content=content()))
    assert "cơ quan cấp trên" in text and "không phải phường" in text


def test_it_is_offered_where_fewer_than_two_others_would_be_left() -> None:
    reading = understood("clarify", "clarify", candidates=(CIRCUS.code, "1.001193"))
    offered = payloads(ask("…", reading, content=content()))
    assert offered[:2] == [f"#thu_tuc {CIRCUS.code}", "#thu_tuc 1.001193"]
    reading = understood("clarify", "clarify", candidates=(CIRCUS.code, "1.001193", "1.000894"))
    offered = payloads(ask("…", reading, content=content()))
    assert offered[:2] == ["#thu_tuc 1.001193", "#thu_tuc 1.000894"]
