"""One box over people, talks by their words, tickets, posts, articles and content; only what the role may read."""

from __future__ import annotations

import pytest

from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import DAY
from bot.operations.jobs import KEEP_MS, forget_old
from tests.admin.installation import PERSON, complains, new_official, says

SEARCH = "/admin/search?q="


@pytest.fixture
def filled(runtime):
    says(runtime, "Nhà tôi ngập nước từ tối qua", PERSON, "Nguyễn Thị Sáu")
    complains(runtime, text="Ngập nước ở hẻm 45")
    runtime.helpdesk.search.advance()
    message = Message("Lịch cúp nước khu phố 3", "Bà con trữ nước.")
    runtime.broadcasts.lifecycle.create(BroadcastDraft("consultation", message), Actor(1, frozenset({"author"})))
    return runtime


def test_everything_is_found_without_accents_and_leads_there(filled, manager):
    page = manager.page(f"{SEARCH}ngap+nuoc")
    assert "Cuộc trò chuyện có những chữ này" in page and f"/admin/inbox/{PERSON}?before=" in page
    assert "PA-7K3F9" in page and f"/admin/inbox/{PERSON}#phieu-PA-7K3F9" in page
    hit = page.split("?before=")[1].split('"')[0]
    assert "ngập nước từ tối qua" in manager.page(f"/admin/inbox/{PERSON}?before={hit}")
    assert "Nguyễn Thị Sáu" in manager.page(f"{SEARCH}nguyen+sau") and "PA-7K3F9" in manager.page(f"{SEARCH}7k3f9")
    assert "Lịch cúp nước khu phố 3" in manager.page(f"{SEARCH}cup+nuoc")
    assert "/admin/content/entry/" in manager.page(f"{SEARCH}phuong")
    assert "Không thấy gì khớp" in manager.page(f"{SEARCH}xyzxyz") and "ít nhất 2 ký tự" in manager.page(f"{SEARCH}x")
    assert 'href="/admin/search"' in manager.page("/admin/")


def test_a_role_finds_only_what_it_may_read(app, filled):
    author, viewer = (new_official(app, filled, role) for role in ("author", "viewer"))
    for official in (author, viewer):
        page = official.page(f"{SEARCH}ngap+nuoc")
        assert "PA-7K3F9" not in page and "Cuộc trò chuyện có những chữ" not in page
    assert "Nguyễn Thị Sáu" in author.page(f"{SEARCH}nguyen") and "Nguyễn Thị Sáu" not in viewer.page(f"{SEARCH}nguyen")
    assert "Lịch cúp nước" in viewer.page(f"{SEARCH}cup+nuoc")


def test_words_go_with_the_messages_and_with_the_person(filled, clock):
    search = filled.helpdesk.search
    assert [row.person_id for row in search.find_talks("NGẬP nước", 5)] == [PERSON]
    assert search.find_talks("%", 5) == [] == search.find_talks("ngập 3", 5)
    filled.person_profiles.erase_person(PERSON, PERSON[-4:], None)
    assert search.find_talks("ngap", 5) == []
    says(filled, "lại ngập rồi")
    search.advance()
    assert search.find_talks("ngap", 5)
    clock.forward(KEEP_MS + DAY)
    forget_old(filled)
    assert search.find_talks("ngap", 5) == []
