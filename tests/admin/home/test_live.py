"""What pages ask by themselves: counters for this official, whether something changed, what is unread."""

from __future__ import annotations

import re

import pytest

from bot.accounts.sign_in import SESSION_IDLE_MS
from bot.clock import MINUTE
from tests.admin.broadcast_office import Office
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

TALK = f"/admin/inbox/{PERSON}"


@pytest.fixture
def answerer(app, runtime):
    return new_official(app, runtime, "answerer")


def live(official):
    return official.client.get("/admin/live").json


def test_the_navigation_counts_what_waits_for_this_official(app, runtime, manager, answerer):
    wants_an_official(runtime)
    complains(runtime)
    assert live(answerer)["counts"]["inbox"] == 2
    assert '<b class="badge" data-work="inbox">2<' in answerer.page("/admin/account")
    editor = new_official(app, runtime, "editor")
    assert live(editor)["counts"]["inbox"] == 0
    assert 'data-work="inbox"' not in editor.page("/admin/account"), "talks are no business of an editor"


def test_an_approver_is_shown_what_others_submitted(app, runtime):
    office = Office(app, runtime)
    office.submitted()
    assert [live(who)["counts"]["broadcasts"] for who in (office.approver, office.author)] == [1, 0]


def test_the_stamp_stays_while_nothing_happens_and_changes_with_everything_a_list_shows(clock, runtime, answerer):
    stamps = [live(answerer)["stamp"], live(answerer)["stamp"]]
    assert len(set(stamps)) == 1
    wants_an_official(runtime)
    stamps.append(live(answerer)["stamp"])
    answerer.press(f"{TALK}/note", note="hẹn chiều")
    stamps.append(live(answerer)["stamp"])
    clock.forward(MINUTE)
    stamps.append(live(answerer)["stamp"])
    assert len(set(stamps)) == 4


def test_a_page_carries_the_stamp_it_was_made_with(runtime, answerer):
    wants_an_official(runtime)
    for path in ("/admin/", "/admin/inbox", "/admin/broadcasts"):
        assert f'data-stamp="{live(answerer)["stamp"]}"' in answerer.page(path), path
    watched = answerer.client.get(f"{TALK}/watch").json["stamp"]
    assert f'data-stamp="{watched}"' in answerer.page(TALK)
    says(runtime, "alo")
    assert answerer.client.get(f"{TALK}/watch").json["stamp"] != watched


def test_a_talk_is_unread_until_this_official_looks_at_it_and_again_when_the_person_writes(
    clock, runtime, manager, answerer
):
    wants_an_official(runtime)
    assert "chưa đọc" in answerer.page("/admin/inbox") and "chưa đọc" in manager.page("/admin/inbox")
    answerer.page(TALK)
    assert "chưa đọc" not in answerer.page("/admin/inbox"), "read by opening it"
    assert "chưa đọc" in manager.page("/admin/inbox"), "the marks of one official are not another's"
    clock.forward(MINUTE)
    says(runtime, "alo")
    assert "chưa đọc" in answerer.page("/admin/inbox")
    answerer.client.get(f"{TALK}/watch?hidden=1")
    assert "chưa đọc" in answerer.page("/admin/inbox"), "a page in the background is not read"
    answerer.client.get(f"{TALK}/watch")
    assert "chưa đọc" not in answerer.page("/admin/inbox"), "an open page shows the new words"


@pytest.mark.parametrize(("headers", "status"), [({}, 200), ({"X-Asks-By-Itself": "1"}, 303)])
def test_a_session_that_nobody_uses_ends_though_its_page_asks_on(clock, answerer, headers, status):
    for _ in range(2):
        clock.forward(SESSION_IDLE_MS * 2 // 3)
        response = answerer.client.get("/admin/live", headers=headers)
    assert response.status_code == status


def test_only_parts_with_a_name_of_their_own_are_replaced(runtime, answerer):
    wants_an_official(runtime)
    for path in ("/admin/", "/admin/inbox", "/admin/broadcasts", TALK):
        parts = re.findall(r'id="([^"]*)"[^>]* data-part', answerer.page(path))
        assert parts and len(set(parts)) == len(parts), path
    assert "data-part" not in answerer.page(TALK).partition('id="tra-loi"')[2], "the answer box is left alone"
