"""Tin bị trục trặc: all that did not arrive or could not be handled, searched, filtered, sorted and in pages."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.helpdesk.failures import PAGE
from bot.store import people
from tests.admin.installation import PERSON, dies, is_stuck, new_official

LIST = "/admin/trouble"


def named(runtime, name="Chị Sáu"):
    with runtime.store.write() as db:
        people.sync(db, [(PERSON, name, True)], runtime.clock())


def said(page):
    return re.findall(r'class="excerpt">([^<]+)<', page)


def die_again(runtime):
    """Every event that once died; `says` marks all there are as done."""
    runtime.store.rows("UPDATE inbox SET state = 'dead' WHERE error IS NOT NULL RETURNING id")


@pytest.fixture
def stuck(runtime, clock):
    for number, state in enumerate(("failed", "unknown", "failed")):
        is_stuck(runtime, state, "night" if state == "failed" else "unknown", text=f"Tin {number}")
        clock.forward(1000)
    named(runtime)


def test_today_leads_to_all_of_them(runtime, manager, clock):
    for number in range(11):
        is_stuck(runtime, "failed", "night", text=f"Tin {number}")
        dies(runtime)
        clock.forward(1000)
    die_again(runtime)
    page = manager.page("/admin/")
    assert f'href="{LIST}">Xem cả 11 tin' in page and f'href="{LIST}?tab=events">Xem cả 11 tin' in page
    assert len(said(manager.page(LIST))) == 11
    assert manager.page(f"{LIST}?tab=events").count("Xử lý lại</button>") == 11


def test_messages_are_found_by_whom_they_were_for_narrowed_and_sorted(stuck, manager):
    assert said(manager.page(LIST)) == ["Tin 2", "Tin 1", "Tin 0"]
    assert said(manager.page(f"{LIST}?order=oldest")) == ["Tin 0", "Tin 1", "Tin 2"]
    assert said(manager.page(f"{LIST}?state=unknown")) == ["Tin 1"]
    assert said(manager.page(f"{LIST}?q=sau&state=failed")) == ["Tin 2", "Tin 0"]
    assert len(said(manager.page(f"{LIST}?q={PERSON[-4:]}"))) == 3
    assert "Chị Sáu" in manager.page(LIST)
    page = manager.page(f"{LIST}?q=bay")
    assert said(page) == [] and "Bỏ lọc" in page and 'value="bay"' in page


def test_events_are_found_by_the_person_or_the_error(runtime, manager, clock):
    for error in ("KeyError: 'fee'", "ValueError: 100%"):
        dies(runtime, error)
        clock.forward(1000)
    die_again(runtime)
    named(runtime)
    events = f"{LIST}?tab=events"
    assert "KeyError" in manager.page(f"{events}&q=keyerr") and "ValueError" not in manager.page(f"{events}&q=keyerr")
    assert "ValueError" in manager.page(f"{events}&q=100%25") and "KeyError" not in manager.page(f"{events}&q=100%25")
    assert manager.page(f"{events}&q=sau").count("Xử lý lại</button>") == 2
    page = manager.page(f"{events}&order=oldest")
    assert page.index("KeyError") < page.index("ValueError")


def test_the_list_comes_in_pages_that_keep_what_was_asked(runtime, manager, clock):
    for number in range(PAGE + 1):
        is_stuck(runtime, "failed", "night", text=f"Tin {number}")
        clock.forward(1000)
    page = manager.page(f"{LIST}?order=oldest")
    assert len(said(page)) == PAGE and "Trang 1 trên 2" in page and "order=oldest&amp;page=2" in page
    assert said(manager.page(f"{LIST}?order=oldest&page=2")) == [f"Tin {PAGE}"]
    assert "Về trang đầu" in manager.page(f"{LIST}?page=9")


def test_an_empty_list_says_what_will_stand_there(manager):
    assert "Tin nào hỏng sẽ hiện ở đây" in manager.page(LIST)
    assert "Tin nào máy chưa xử lý được sẽ hiện ở đây" in manager.page(f"{LIST}?tab=events")


def test_what_is_mended_from_the_list_leads_back_to_it(stuck, runtime, manager):
    page = manager.page(f"{LIST}?order=oldest&q=sau")
    path = unescape(re.search(r'action="(/admin/messages/\d+/resend\?[^"]+)"', page)[1])
    assert manager.press(path).location == f"{LIST}?tab=messages&q=sau&order=oldest&done=resent"
    refused = manager.press(path)
    assert refused.status_code == 409 and "Tin này không còn" in refused.text and "Tin bị trục trặc" in refused.text
    event_id = dies(runtime)
    path = f"/admin/events/{event_id}/retry?back=trouble&tab=events"
    assert manager.press(path).location == f"{LIST}?tab=events&done=event_retried"
    assert "Máy đã xử lý hết tin đến" in manager.press(path).text


def test_a_viewer_sees_the_list_without_buttons(stuck, app, runtime):
    dies(runtime)
    viewer = new_official(app, runtime, "viewer")
    assert "/resend" not in viewer.page(LIST) and "/retry" not in viewer.page(f"{LIST}?tab=events")
