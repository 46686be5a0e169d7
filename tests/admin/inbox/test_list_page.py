"""The list: who waits, tickets by code, tabs, search, pages."""

from __future__ import annotations

import pytest

from bot.clock import DAY, HOUR, MINUTE
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

OTHER = "7219000000000009917"
TALK = f"/admin/inbox/{PERSON}"


def test_who_waits_longest_comes_first_talks_and_tickets_together(clock, runtime, manager):
    wants_an_official(runtime, OTHER, "Anh Bảy")
    clock.forward(12 * MINUTE)
    complains(runtime, "PA-7K3F9", "Đèn đường hẻm 45 hư cả tuần")
    clock.forward(3 * MINUTE)
    wants_an_official(runtime, PERSON, "Chị Sáu")
    page = manager.page("/admin/inbox")
    assert page.index("Anh Bảy") < page.index("PA-7K3F9") < page.index("GC-3")
    assert "chờ 15 phút" in page and "từ 23/11/2026 12:00" in page and "Chờ trả lời (3)" in page


def test_a_talk_shows_what_the_resident_wrote_last_and_a_ticket_its_words(clock, runtime, manager):
    wants_an_official(runtime)
    clock.forward(MINUTE)
    says(runtime, "sổ hồng nhà tôi sai tên đường", PERSON, "Chị Sáu")
    says(runtime, "#phieu", PERSON, "Chị Sáu")
    complains(runtime, "PA-7K3F9", "Đèn đường hư", OTHER)
    page = manager.page("/admin/inbox")
    assert "sổ hồng nhà tôi sai tên đường" in page and "#phieu" not in page
    assert all(words in page for words in ("phản ánh", "Đèn đường hư", "gặp cán bộ", "Người dân chưa rõ tên", "…9917"))


def test_an_empty_tab_says_what_will_come(manager):
    sentences = {
        "waiting": "Không có ai chờ",
        "mine": "chưa nhận việc nào",
        "answered": "Không có cuộc nào đã trả lời",
        "tickets": "Không có phiếu nào",
        "closed": "Chưa đóng cuộc hay phiếu nào",
    }
    for tab, sentence in sentences.items():
        assert sentence in manager.page(f"/admin/inbox?tab={tab}"), tab


def test_an_item_moves_from_tab_to_tab(clock, runtime, manager):
    wants_an_official(runtime)
    assert "GC-1" in manager.page("/admin/inbox") and "GC-1" not in manager.page("/admin/inbox?tab=mine")
    manager.press(f"{TALK}/answer", text="Chào chị")
    assert "GC-1" not in manager.page("/admin/inbox")
    assert "GC-1" in manager.page("/admin/inbox?tab=mine") and "GC-1" in manager.page("/admin/inbox?tab=answered")
    clock.forward(MINUTE)
    says(runtime, "dạ còn việc này nữa", PERSON, "Chị Sáu")
    assert "chờ dưới 1 phút" in manager.page("/admin/inbox")
    manager.press("/admin/tickets/GC-1/close")
    assert "GC-1" not in manager.page("/admin/inbox") and "cán bộ đóng lúc" in manager.page("/admin/inbox?tab=closed")


def test_whoever_was_not_answered_before_the_machine_came_back_still_waits(clock, app, runtime):
    wants_an_official(runtime)
    clock.forward(15 * HOUR)
    assert "chờ 15 giờ" in new_official(app, runtime, "answerer").page("/admin/inbox")
    assert not runtime.helpdesk.waiting()[0].answered


@pytest.mark.parametrize("question", ["pa-7k3", "Bảy", "9917", "bay", "ANH BAY", "bảy anh", "7219000000000009917"])
def test_one_finds_by_code_name_or_number(runtime, manager, question):
    says(runtime, "chào", OTHER, "Anh Bảy")
    complains(runtime, "PA-7K3F9", "Đèn hư", OTHER)
    complains(runtime, "GY-22222", "Thêm ghế đá")
    page = manager.page(f"/admin/inbox?q={question}")
    assert "PA-7K3F9" in page and "GY-22222" not in page


@pytest.mark.parametrize("question", ["bay sau", "ay", "99170", "Bẩy Tám", "\u0301"])
def test_what_fits_neither_code_nor_name_nor_number_finds_nothing(runtime, manager, question):
    says(runtime, "chào", OTHER, "Anh Bảy")
    complains(runtime, "PA-7K3F9", "Đèn hư", OTHER)
    assert "Không có gì khớp" in manager.page(f"/admin/inbox?q={question}")


def test_what_is_searched_for_stays_words(runtime, manager):
    complains(runtime)
    assert "Không có gì khớp" in manager.page("/admin/inbox?q=%25")
    assert '<b>"' not in manager.page("/admin/inbox?q=<b>%22")


def test_the_list_has_pages_and_no_end(clock, runtime, manager):
    for number in range(130):
        clock.forward(MINUTE)
        complains(runtime, f"PA-{number:05}", "Đèn hư", PERSON)
    first, last = manager.page("/admin/inbox"), manager.page("/admin/inbox?page=7")
    assert "Trang 1 trên 7" in first and "PA-00000" in first and "PA-00020" not in first
    assert "PA-00129" in last and "PA-00119" not in last
    turned = manager.page("/admin/inbox?tab=tickets&order=reversed")
    assert "PA-00129" in turned and "PA-00000" not in turned
    assert "page=2" in turned and "order=reversed" in turned


def test_a_kind_is_filtered(runtime, manager):
    wants_an_official(runtime)
    complains(runtime, "GY-22222")
    page = manager.page("/admin/inbox?kind=handover")
    assert "GC-1" in page and "GY-22222" not in page


@pytest.mark.parametrize("query", ["tab=x", "page=x", "page=-4", "page=99999999999999", "kind=x", "order=x"])
def test_a_wrong_address_shows_the_list(runtime, manager, query):
    assert "Hộp thư" in manager.page(f"/admin/inbox?{query}")


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (3 * HOUR, "Trả lời được tới 25/11/2026 11:50 (còn 44 giờ), thường không tính phí"),
        (3 * DAY, "còn trả lời được tới 30/11/2026 11:50 (còn 3 ngày), Zalo có thể tính phí"),
        (8 * DAY, "Đã quá 7 ngày từ lần nhắn cuối"),
    ],
)
def test_list_and_talk_say_how_long_one_may_still_answer(clock, app, runtime, later, sentence):
    wants_an_official(runtime)
    clock.forward(later)
    answerer = new_official(app, runtime, "answerer")
    assert sentence in answerer.page("/admin/inbox") and sentence in answerer.page(TALK)
