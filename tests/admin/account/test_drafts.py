"""What officials type is kept: while they type, with every form of a page, and over an ended session."""

from __future__ import annotations

import html
import json
import re

import pytest

from bot.accounts.drafts import KEEP_MS
from bot.accounts.sign_in import SESSION_IDLE_MS
from bot.clock import MINUTE
from bot.operations.jobs import forget_old
from bot.people.erasure import erase_person
from tests.admin.installation import (
    PASSWORD,
    PERSON,
    complains,
    csrf_in,
    new_official,
    says,
    sign_in,
    wants_an_official,
)

TALK = f"/admin/inbox/{PERSON}"
ANSWER = f"{TALK}/answer"
WORDS = "Dạ chào bác, hồ sơ của bác còn thiếu giấy chứng sinh."


def draft(address: str = ANSWER, page: str = TALK, **fields: str) -> str:
    """Drafts as static/drafts.js sends them."""
    return json.dumps([{"address": address, "page": page, "fields": {name: [text] for name, text in fields.items()}}])


def test_a_draft_is_offered_on_its_page_with_its_age(runtime, manager, clock):
    wants_an_official(runtime)
    assert manager.press("/admin/drafts", drafts=draft(text=WORDS)).status_code == 204
    clock.forward(12 * MINUTE)
    page = manager.page(TALK)
    assert WORDS in page and "viết dở 12 phút trước" in page
    assert WORDS not in manager.page("/admin/inbox"), "only where its form stands"


def test_a_note_keeps_the_answer_that_is_being_written(runtime, manager):
    wants_an_official(runtime)
    manager.press(f"{TALK}/note", note="Bác hỏi lần hai.", drafts=draft(text=WORDS))
    page = manager.page(TALK)
    assert "Bác hỏi lần hai." in page and WORDS in page


def test_the_page_of_a_refused_form_offers_the_words_of_the_others(runtime, manager):
    wants_an_official(runtime)
    token = csrf_in(manager.page("/admin/password"))
    data = {"csrf": token, "note": " ", "drafts": draft(text=WORDS)}
    response = manager.client.post(f"{TALK}/note", data=data, headers={"Referer": f"http://localhost{TALK}"})
    assert response.status_code == 422 and WORDS in response.text


def test_sent_or_dropped_or_emptied_it_is_gone(runtime, manager):
    wants_an_official(runtime)
    manager.press("/admin/drafts", drafts=draft(text=WORDS))
    manager.press(ANSWER, text=WORDS, drafts=draft(text=WORDS))
    assert "data-draft=" not in manager.page(TALK)
    manager.press("/admin/drafts", drafts=draft(text="Câu thứ hai của tôi"))
    assert manager.press("/admin/drafts/drop", address=ANSWER, page=TALK).location == TALK
    assert "data-draft=" not in manager.page(TALK)
    manager.press("/admin/drafts", drafts=draft(text="Câu thứ ba của tôi"))
    manager.press("/admin/drafts", drafts=json.dumps([{"address": ANSWER, "page": TALK, "fields": {}}]))
    assert "data-draft=" not in manager.page(TALK)


def test_a_form_that_was_refused_keeps_its_draft(runtime, manager):
    wants_an_official(runtime)
    manager.press(ANSWER, text="x" * 2001, drafts=draft(text=WORDS))
    assert WORDS in manager.page(TALK)


def test_it_is_the_officials_own(app, runtime, manager):
    wants_an_official(runtime)
    manager.press("/admin/drafts", drafts=draft(text=WORDS))
    assert WORDS not in new_official(app, runtime, "answerer").page(TALK)


@pytest.mark.parametrize("end", ["by time", "in another tab"])
def test_the_words_of_an_ended_session_come_back_after_signing_in_and_are_not_sent(runtime, manager, clock, end):
    wants_an_official(runtime)
    token = csrf_in(manager.page(TALK))
    if end == "by time":
        clock.forward(SESSION_IDLE_MS + 1)
    else:
        manager.press("/admin/sign-out")
    data = {"csrf": token, "seen": "0", "text": WORDS, "drafts": draft(f"{TALK}/note", note="Nhớ hỏi anh Hòa việc này")}
    response = manager.client.post(ANSWER, data=data, headers={"Referer": f"http://localhost{TALK}"})
    assert response.status_code == 303 and "/sign-in?" in response.location
    page = manager.page(response.location)
    assert "Phiên đăng nhập đã hết" in page and WORDS not in page, "whoever reads the sign-in page reads no talk"
    way_back = html.unescape(re.findall(r'name="next" value="([^"]+)"', page)[0])
    signed_in = sign_in(manager.client, manager.email, PASSWORD, next=way_back)
    assert signed_in.location.startswith(f"{TALK}?draft=")
    page = manager.page(signed_in.location)
    assert WORDS in page and "Nhớ hỏi anh Hòa việc này" in page
    assert not runtime.store.rows("SELECT 1 FROM outbox WHERE official_id IS NOT NULL"), "nothing was sent by itself"


def test_a_page_that_saves_by_itself_is_told_that_the_session_ended(runtime, manager, clock):
    token = csrf_in(manager.page("/admin/password"))
    wants_an_official(runtime)
    clock.forward(SESSION_IDLE_MS + 1)
    answer = manager.client.post("/admin/drafts", data={"csrf": token, "drafts": draft(text=WORDS)})
    assert answer.status_code == 303 and "/sign-in" in answer.location
    sign_in(manager.client, manager.email, PASSWORD)
    assert WORDS in manager.page(TALK), "kept all the same"


def test_a_form_of_an_older_session_is_carried_by_the_page_that_refuses_it(runtime, manager):
    wants_an_official(runtime)
    data = {"csrf": "an older one", "text": WORDS}
    response = manager.client.post(ANSWER, data=data, headers={"Referer": f"http://localhost{TALK}"})
    assert response.status_code == 403 and WORDS not in manager.page(TALK)
    form = response.text.split("<main")[1].split("Mở lại")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    opened = manager.client.post("/admin/drafts", data={name: html.unescape(value) for name, value in hidden.items()})
    assert opened.status_code == 303 and WORDS in manager.page(opened.location)


def test_a_stranger_with_an_old_cookie_keeps_nothing(runtime, manager, clock):
    wants_an_official(runtime)
    clock.forward(SESSION_IDLE_MS + 1)
    response = manager.client.post(ANSWER, data={"csrf": "a guess", "text": WORDS})
    assert response.status_code == 303 and runtime.store.rows("SELECT 1 FROM form_drafts") == []


@pytest.mark.parametrize(
    "address", ["/admin/password", "/admin/sign-in", "/webhook", "/admin/nowhere", "https://x.vn/"]
)
def test_passwords_and_foreign_forms_are_never_kept(manager, runtime, address):
    manager.press("/admin/drafts", drafts=draft(address, text=WORDS))
    assert runtime.store.rows("SELECT 1 FROM form_drafts") == []


@pytest.mark.parametrize(
    "broken", ["", "[", "[1, null, {}]", '{"a": 1}', '[{"address": 1, "page": 2, "fields": 3}]', "[" * 9999]
)
def test_broken_drafts_are_no_error(manager, broken):
    assert manager.press("/admin/drafts", drafts=broken).status_code == 204


def test_it_goes_with_the_person_or_after_thirty_days(runtime, manager, clock):
    wants_an_official(runtime)
    complains(runtime)
    manager.press("/admin/drafts", drafts=draft(text=WORDS))
    manager.press("/admin/drafts", drafts=draft("/admin/tickets/PA-7K3F9/close", result="Đã thay bóng đèn mới."))
    with runtime.store.write() as db:
        erase_person(db, PERSON, clock())
    assert runtime.store.rows("SELECT 1 FROM form_drafts") == []
    manager.press("/admin/drafts", drafts=draft("/admin/canned", "/admin/canned", text=WORDS))
    clock.forward(KEEP_MS + 1)
    forget_old(runtime)
    assert runtime.store.rows("SELECT 1 FROM form_drafts") == []


def test_a_draft_as_long_as_an_article_travels_with_any_form(runtime, manager):
    says(runtime, "chào")
    body = "Phường thông báo. " * 2750
    manager.press(f"{TALK}/note", note="x", drafts=draft("/admin/articles/new", "/admin/articles/new", body=body))
    assert body.strip() in manager.page("/admin/articles/new")
