from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.content.models import Channel, Fee
from bot.content.procedure_details import Benefit, BenefitAmount, FilingDeadline, SpecialCase
from bot.content.validity import Validity
from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, turn, understood, with_procedure, words

BIRTH, STAY = "1.001193", "1.004194"


def asked(code: str, section: str | None = None, **changes: Any) -> Any:
    return ask("…", understood("procedure", "answer", procedure=code, section=section), **changes)


def test_the_answer_in_brief_starts_with_the_papers_and_ends_with_the_source() -> None:
    text = text_of(asked(BIRTH))
    assert text.startswith("Đăng ký khai sinh: giấy tờ cần có")
    assert text.index("Giấy chứng sinh") < text.index("Làm trong") < text.index("Phí") < text.index("Nộp:")
    assert "mang thai hộ" not in text and len(text) < 600
    assert "Nguồn: Cổng Dịch vụ công quốc gia, mã 1.001193" in text


def test_rare_papers_stand_behind_a_button_whole() -> None:
    assert payloads(asked(BIRTH))[0] == f"#truong_hop {BIRTH}"
    text = text_of(ask(f"#truong_hop {BIRTH}"))
    assert "bị bỏ rơi" in text and "mang thai hộ" in text and "người làm chứng" in text
    assert f"mã {BIRTH}" in text


def test_it_offers_four_other_parts_and_a_person() -> None:
    assert payloads(asked(BIRTH, "papers")) == [
        "#truong_hop 1.001193",
        "#mau_don 1.001193",
        "#le_phi 1.001193",
        "#thoi_gian 1.001193",
        "#gap_can_bo",
    ]


def test_everything_on_one_page_is_offered_where_the_page_can_be_reached() -> None:
    page = f"https://phuong.example/thu-tuc/{BIRTH}"
    for section in (None, "papers", "form"):
        offered = payloads(asked(BIRTH, section, site="https://phuong.example"))
        assert page in offered and len(offered) <= 5
    assert not [payload for payload in payloads(asked(BIRTH)) if "/thu-tuc/" in payload]


def test_special_cases_are_behind_a_button() -> None:
    content = with_procedure(BIRTH, cases=(SpecialCase("Bé bị bỏ rơi", "Cần biên bản."),))
    routed = asked(BIRTH, "papers", content=content)
    assert f"#truong_hop {BIRTH}" in payloads(routed) and "Cần biên bản" not in text_of(routed)
    assert "• Bé bị bỏ rơi: Cần biên bản." in text_of(ask(f"#truong_hop {BIRTH}", content=content))


def test_deadline_and_benefit_are_told_in_brief_and_alone() -> None:
    amounts = (BenefitAmount("Người từ đủ 75 tuổi", 540000, "tháng", law="Nghị định 335/2026/NĐ-CP"),)
    content = with_procedure(BIRTH, deadline=FilingDeadline("Trong 60 ngày."), benefit=Benefit("", amounts))
    brief = text_of(asked(BIRTH, content=content))
    assert "Hạn phải làm: Trong 60 ngày." in brief and "540.000 đồng/tháng" in brief
    text = text_of(ask(f"#duoc_nhan {BIRTH}", content=content))
    assert "540.000 đồng/tháng" in text and "Theo Nghị định 335/2026/NĐ-CP." in text
    assert "Trong 60 ngày." in text_of(ask(f"#han_lam {BIRTH}", content=content))


@pytest.mark.parametrize(
    ("last", "brief"),
    [
        (BenefitAmount("Nặng", 810000, "tháng"), "Được nhận: từ 540.000 đồng tới 810.000 đồng/tháng, tùy trường hợp."),
        (BenefitAmount("Một lần", 2000000, "con"), "Được nhận: Nhẹ: 540.000 đồng/tháng."),
    ],
)
def test_one_of_several_sums_is_never_told_as_the_only_one(last: BenefitAmount, brief: str) -> None:
    amounts = (BenefitAmount("Nhẹ", 540000, "tháng"), last)
    assert brief in text_of(asked(BIRTH, content=with_procedure(BIRTH, benefit=Benefit("", amounts))))


def test_amounts_have_dots_and_a_source() -> None:
    text = text_of(asked(STAY, "fee"))
    assert "7.000 đồng" in text and "Theo Thông tư 75/2022/TT-BTC." in text


def test_it_remembers_the_procedure_for_the_next_question() -> None:
    state = ConversationState()
    asked(BIRTH, "papers", state=state)
    assert (state.procedure, state.section) == (BIRTH, "papers")
    assert text_of(ask("#le_phi", state=state)).startswith("Đăng ký khai sinh: tốn bao nhiêu tiền")


FEES = {
    "holds": (Validity(None, date(2026, 12, 31)), "", "7.000 đồng"),
    "over, and what follows is known": (Validity(None, date(2026, 11, 22)), "Từ nay miễn giảm hết.", "Từ nay miễn"),
    "over": (Validity(None, date(2026, 11, 22)), "", "chưa có con số chắc chắn"),
    "not yet": (Validity(date(2026, 11, 24), None), "Sau này khác.", "chưa có con số chắc chắn"),
}


@pytest.mark.parametrize(("validity", "after", "sentence"), FEES.values(), ids=FEES)
def test_amounts_are_shown_only_in_their_time(validity: Validity, after: str, sentence: str) -> None:
    fee = replace(words().procedures[STAY].fee, validity=validity, after=after)
    answer = text_of(asked(STAY, "fee", content=with_procedure(STAY, fee=fee)))
    assert sentence in answer
    assert ("7.000" in answer) == (sentence == "7.000 đồng")


def test_what_cannot_be_done_is_not_offered() -> None:
    procedure = words().procedures[BIRTH]
    nothing = with_procedure(
        BIRTH, online=replace(procedure.online, level="no"), post=replace(procedure.post, level="no")
    )
    offered = payloads(asked(BIRTH, content=nothing))
    assert f"#truc_tuyen {BIRTH}" not in offered and f"#buu_dien {BIRTH}" not in offered
    assert f"#truc_tuyen {BIRTH}" in payloads(asked(BIRTH))


def test_where_only_the_result_travels_by_post_the_button_says_so() -> None:
    post = replace(words().procedures[BIRTH].post, level="result_only")
    content = with_procedure(BIRTH, post=post)
    labels = {button.label: button.say for reply in asked(BIRTH, content=content).replies for button in reply.buttons}
    assert labels["Nhận giấy tại nhà"] == f"#buu_dien {BIRTH}" and "Gửi qua bưu điện" not in labels
    assert "#huong_dan nhan_ket_qua_tai_nha" in payloads(asked(BIRTH, "post", content=content))


def test_it_says_until_when_a_fee_holds() -> None:
    fee = replace(words().procedures[STAY].fee, validity=Validity(None, date(2026, 12, 31)))
    assert "tới hết ngày 31/12/2026" in text_of(asked(STAY, "fee", content=with_procedure(STAY, fee=fee)))


def test_a_fee_of_the_province_sends_to_the_counter() -> None:
    text = text_of(asked(BIRTH, "fee", content=with_procedure(BIRTH, fee=Fee("province"))))
    assert "HĐND tỉnh Lâm Đồng quy định" in text and "miễn phí" not in text


def test_what_another_office_does_is_said_so() -> None:
    text = text_of(asked(STAY, "where"))
    assert "Công an phường" in text and "không phải quầy của phường" in text
    assert "không phải quầy" not in text_of(asked(BIRTH, "where"))


def test_an_unknown_part_is_said_to_be_unknown() -> None:
    text = text_of(asked(BIRTH, "time", content=with_procedure(BIRTH, time="")))
    assert "chưa có thông tin chắc chắn" in text and "Trung tâm Phục vụ hành chính công" in text


def test_a_partial_entry_says_so() -> None:
    text = text_of(asked(BIRTH, content=with_procedure(BIRTH, partial=True)))
    assert "mới có một phần" in text


def test_online_opens_the_page_of_this_very_procedure() -> None:
    page = f"https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/{BIRTH}/nop-ho-so"
    routed = asked(BIRTH, "online")
    assert payloads(routed)[0] == page and page in text_of(routed)


def test_what_is_not_filed_online_opens_the_page_that_describes_it() -> None:
    page = f"https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/{BIRTH}"
    routed = asked(BIRTH, "online", content=with_procedure(BIRTH, online=Channel("no")))
    assert payloads(routed)[0] == page and "nop-ho-so" not in text_of(routed)


def test_post_shows_how() -> None:
    assert payloads(asked(BIRTH, "post"))[0] == f"#gui_buu_dien {BIRTH}"
    assert "không nhận hồ sơ qua bưu điện" in text_of(asked(STAY, "post"))


def test_a_part_asked_before_the_procedure_is_kept() -> None:
    state = ConversationState()
    ask("phí bao nhiêu", understood("procedure", "clarify", section="fee"), state=state)
    text = text_of(ask("khai sinh", understood("procedure", "answer", procedure=BIRTH), state=state))
    assert text.startswith("Đăng ký khai sinh: tốn bao nhiêu tiền")


def test_another_question_after_which_one_is_a_new_question() -> None:
    state = ConversationState()
    ask("phí bao nhiêu", understood("procedure", "clarify", section="fee"), state=state)
    assert "làm việc" in text_of(ask("mấy giờ làm", understood("hours"), state=state))


def test_somebody_who_lives_in_another_ward_is_told_so_first() -> None:
    reading = understood("procedure", "answer", procedure=BIRTH)
    routed = ask("tôi ở Hàm Tiến muốn làm khai sinh", reading)
    assert "phường Mũi Né" in routed.replies[0].text
    assert "Giấy chứng sinh" in text_of(routed)
    assert text_of(ask("tôi ở Bình Thuận muốn làm khai sinh", reading)).startswith("Đăng ký khai sinh")
    assert text_of(ask("tôi ở phường Bình Thuận muốn làm khai sinh", reading)).startswith("Đó là phường Bình Thuận")
    assert "phường Phú Thủy" not in text_of(ask("khai sinh cho con Nguyễn Thanh Hải", reading))


def test_an_unknown_code_is_said_so() -> None:
    assert "chưa có nội dung" in text_of(ask("#thu_tuc 9.999999"))
    assert turn().state.procedure is None


def test_a_denunciation_is_not_to_be_written_into_the_chat() -> None:
    reading = understood("procedure", "answer", procedure="2.002396")
    routed = ask("tôi muốn tố cáo chủ tịch", reading)
    assert "đừng gửi nội dung khiếu nại, tố cáo qua Zalo" in routed.replies[0].text
    assert "Tố cáo" in routed.replies[1].text


def test_a_list_that_one_bubble_does_not_hold_comes_in_several() -> None:
    procedure = words().procedures[BIRTH]
    notes = tuple(f"Lời dặn thứ {number}: {'nhớ mang theo bản chính ' * 20}" for number in range(2))
    routed = ask(f"#truong_hop {BIRTH}", content=with_procedure(BIRTH, notes=notes, papers=procedure.papers))
    assert len(routed.replies) > 1 and [bool(reply.buttons) for reply in routed.replies][-2:] == [False, True]
