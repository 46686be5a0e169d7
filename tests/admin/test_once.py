"""A form sent twice is done once: the second press lands where the first did, whatever the form makes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.admin.cookies import COOKIE_PATH
from bot.admin.routes import ROUTES
from bot.clock import DAY
from bot.operations.jobs import forget_old
from tests.admin.broadcast_office import FORM, Office, number_in
from tests.admin.installation import PERSON, OfficialAtWork, csrf_in, new_official, wants_an_official

NEW = "/admin/broadcasts/new"
ARTICLE = {
    "title": "Lịch tiêm chủng",
    "author": "UBND phường",
    "summary": "Ba ngày.",
    "image": "",
    "body": "Trẻ từ 2 tháng.",
}
ACTIVITY = {"day": "2026-11-05", "kind": "meeting", "place": "Hội trường", "events": "1", "people": "40", "note": ""}

CREATES = [
    ("manager", NEW, NEW, {**FORM, "act": "save"}, "broadcasts"),
    ("manager", NEW, NEW, {**FORM, "act": "submit"}, "broadcasts"),
    ("manager", "/admin/articles/new", "/admin/articles/new", ARTICLE, "articles"),
    ("manager", "/admin/reports/activities/new", "/admin/reports/activities", ACTIVITY, "activities"),
    ("manager", "/admin/segments/new", "/admin/segments/new", {"name": "Mới nhắn", "active_days": "30"}, "segments"),
    ("answerer", "/admin/canned", "/admin/canned", {"title": "Chào", "text": "Chào {tên}"}, "canned_answers"),
    ("answerer", f"/admin/inbox/{PERSON}", f"/admin/inbox/{PERSON}/note", {"note": "Đã gọi"}, "talk_notes"),
    (
        "manager",
        "/admin/settings/officials",
        "/admin/settings/officials",
        {"email": "moi@phuong.example.vn", "name": "Cán bộ mới", "role": "author"},
        "officials",
    ),
    ("manager", "/admin/settings/backups", "/admin/settings/backups", {}, "audit"),
]
"""(who, the page with the form, where it goes, what is typed, the table it adds a row to)."""


def form_of(official: OfficialAtWork, page: str) -> dict[str, str]:
    """The token of the session and one of once, as a form on the page carries them."""
    text = official.page(page)
    return {"csrf": csrf_in(text), "once": once_in(text)}


def once_in(page: str) -> str:
    matches = re.findall(r'name="once" value="([^"]+)"', page)
    assert matches, "no form of the page can be sent only once"
    return str(matches[-1])


def count(runtime: Any, table: str) -> int:
    return int(runtime.store.row(f"SELECT count(*) AS n FROM {table}")["n"])


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


@pytest.mark.parametrize(
    ("role", "page", "path", "text", "table"), CREATES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_two_presses_make_one(app, runtime, role, page, path, text, table):
    wants_an_official(runtime)
    official = new_official(app, runtime, role)
    form = {**form_of(official, page), **text}
    before = count(runtime, table)
    first = official.client.post(path, data=form)
    assert first.status_code in (200, 303), first.text
    made = count(runtime, table)
    second = official.client.post(path, data=form)
    assert (made - before, count(runtime, table)) == (1, made)
    assert second.status_code == 303
    if first.status_code == 303:
        assert second.location == first.location
    assert official.client.get(second.location).status_code == 200


def test_two_presses_at_the_same_moment_make_one(office, app, runtime):
    form = {**form_of(office.author, NEW), **FORM, "act": "submit"}
    cookies = office.author.client.get_cookie("ward_session", path="/admin")
    assert cookies is not None

    def press(_: int) -> str:
        client = app.test_client()
        client.set_cookie("ward_session", cookies.value, path="/admin")
        return str(client.post(NEW, data=form).location)

    with ThreadPoolExecutor(4) as pool:
        locations = set(pool.map(press, range(4)))
    assert len(locations) == 1
    assert count(runtime, "broadcasts") == 1
    assert office.state(number_in(locations.pop())) == "submitted"


def test_copying_twice_makes_one_copy(office, runtime):
    broadcast_id = office.draft()
    form = form_of(office.author, f"/admin/broadcasts/{broadcast_id}")
    places = {office.author.client.post(f"/admin/broadcasts/{broadcast_id}/copy", data=form).location for _ in range(2)}
    assert len(places) == 1
    assert count(runtime, "broadcasts") == 2


def test_a_refused_submit_leaves_one_draft_and_the_second_press_reads_the_reasons(office, runtime):
    form = {**form_of(office.author, NEW), **FORM, "text": "", "act": "submit"}
    first = office.author.client.post(NEW, data=form)
    assert first.status_code == 422
    second = office.author.client.post(NEW, data=form, follow_redirects=True)
    assert count(runtime, "broadcasts") == 1
    for answer in (first, second):
        assert "Bản nháp đã được lưu" in answer.text
        assert "Chưa có nội dung." in answer.text


def test_what_was_refused_may_be_mended_and_sent_again(office, runtime):
    form = {**form_of(office.author, NEW), **FORM, "act": "save"}
    assert office.author.client.post(NEW, data={**form, "to": "segment"}).status_code == 422
    assert office.author.client.post(NEW, data={**form, "act": "look"}).status_code == 200
    assert office.author.client.post(NEW, data=form).status_code == 303
    assert count(runtime, "broadcasts") == 1


def test_other_words_in_a_form_sent_before_are_not_lost_without_a_word(office, runtime):
    form = {**form_of(office.author, NEW), **FORM, "act": "save"}
    first = office.author.client.post(NEW, data=form)
    again = office.author.client.post(NEW, data={**form, "text": "Chữ khác"})
    assert again.status_code == 409
    assert "gửi đi một lần rồi" in again.text
    assert first.location.split("?")[0] in again.text
    assert count(runtime, "broadcasts") == 1


def test_a_token_of_another_official_leads_nowhere(office, runtime):
    form = {**form_of(office.author, NEW), **FORM, "act": "save"}
    first = office.author.client.post(NEW, data=form)
    stolen = {**form, "csrf": csrf_in(office.approver.page("/admin/password"))}
    answer = office.approver.client.post(NEW, data=stolen)
    assert answer.status_code == 409
    assert first.location.split("?")[0] not in answer.text


def test_the_tokens_are_forgotten_after_a_day(office, runtime, clock):
    office.author.client.post(NEW, data={**form_of(office.author, NEW), **FORM, "act": "save"})
    assert count(runtime, "presses") == 1
    clock.forward(DAY + 1000)
    forget_old(runtime)
    assert count(runtime, "presses") == 0


def test_every_form_of_every_page_carries_a_token_of_its_own(app, runtime, manager):
    wants_an_official(runtime)
    office = Office(app, runtime)
    made = str(office.draft())
    seen: list[str] = []
    for route in ROUTES:
        path = COOKIE_PATH + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda blank: {"person_id": PERSON}.get(blank[1], made), route.path
        )
        if route.method != "GET" or route.endpoint in ("sign_in", "second_step"):
            continue
        answer = manager.client.get(path, buffered=True)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for form in re.findall(r'<form method="post".*?</form>', answer.text, re.DOTALL):
            assert once_in(form) not in seen, path
            seen.append(once_in(form))
    assert len(seen) > 60
