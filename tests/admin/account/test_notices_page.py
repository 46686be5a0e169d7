"""Báo tin: choices, devices, what was told to whom, the page of the app."""

from __future__ import annotations

import json

import pytest

from bot.clock import HOUR
from bot.operations import notice_matters
from bot.store import notices
from tests.admin.installation import PERSON, complains, new_official, wants_an_official

CHOICES, TOLD = "/admin/account/notices", "/admin/notices"
OWN_HOURS = {
    "hours": "own",
    "start": "22:00",
    "end": "06:00",
    "day": "7",
    "way": "push",
    "kind": "waiting",
    "sound": "yes",
}


@pytest.fixture
def answerer(app, runtime):
    return new_official(app, runtime, "answerer")


def id_of(runtime, official):
    return runtime.officials.find(official.email).id


def test_an_official_chooses_among_matters_of_the_own_role(runtime, answerer):
    page = answerer.page(CHOICES)
    assert "Người dân chờ gặp cán bộ" in page and "Bản tin chờ duyệt" not in page
    assert answerer.press(CHOICES, **OWN_HOURS).status_code == 303
    choices = runtime.notices.choices_of(id_of(runtime, answerer))
    assert (choices.hours, choices.start, choices.end, choices.days, choices.ways) == (
        "own",
        "22:00",
        "06:00",
        (7,),
        ("push",),
    )
    assert "ticket" in choices.off and "waiting" not in choices.off
    page = answerer.page(CHOICES)
    assert 'value="22:00"' in page and 'id="hours-own" name="hours" value="own" checked' in page


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"start": "7 giờ"}, "07:30"),
        ({"end": "22:00"}, "phải khác nhau"),
        ({"hours": "x"}, "Hãy chọn giờ"),
        ({"day": "9"}, "một ngày trực"),
    ],
)
def test_wrong_hours_are_refused_in_words(runtime, answerer, changed, reason):
    response = answerer.press(CHOICES, **(OWN_HOURS | changed))
    assert response.status_code == 422 and reason in response.text


def test_a_page_without_sound_says_so_to_its_script(answerer):
    assert 'data-sound="1"' in answerer.page("/admin/")
    answerer.press(CHOICES, **{**OWN_HOURS, "sound": ""})
    assert 'data-sound=""' in answerer.page("/admin/")


def test_a_browser_that_is_none_is_refused_in_words(answerer):
    response = answerer.press(f"{CHOICES}/devices", endpoint="https://push.example.net/x", p256dh="x", auth="y")
    assert response.status_code == 422 and "Trình duyệt này không cho địa chỉ" in response.text


def test_one_cannot_turn_off_the_device_of_another(runtime, answerer, manager):
    key = runtime.notices.ways.push.public_key()  # any point of the curve
    device = {"endpoint": "https://push.example.net/x", "p256dh": key, "auth": "MDEyMzQ1Njc4OWFiY2RlZg"}
    assert answerer.press(f"{CHOICES}/devices", **device).status_code == 303
    [kept] = runtime.notices.ways.devices(id_of(runtime, answerer))
    assert manager.press(f"{CHOICES}/devices/{kept.id}/remove").status_code == 404
    assert answerer.press(f"{CHOICES}/devices/{kept.id}/remove").status_code == 303
    assert runtime.notices.ways.devices(kept.official_id) == []


def test_a_trial_says_when_nothing_would_reach_the_official(answerer):
    response = answerer.press(f"{CHOICES}/try")
    assert response.status_code == 303 and "tried_none" in response.location
    assert "Không có cách nào" in answerer.page(response.location)


def test_everybody_reads_what_was_told_to_whom(clock, runtime, answerer, manager):
    clock.forward(3 * HOUR)
    answerer.client.get("/admin/live")
    wants_an_official(runtime, name="Nguyễn Thị Sáu")
    complains(runtime)
    notice_matters.tell(runtime)
    page = manager.page(TOLD)
    assert page.count("Cán bộ answerer") == 2 and "trang đang mở" in page and "Sáu" not in page
    assert "Cán bộ answerer" not in manager.page(f"{TOLD}?who=me")
    assert answerer.client.get("/admin/live").json["told"] > 0


def test_the_address_of_a_notice_leads_to_its_matter(clock, runtime, answerer):
    clock.forward(3 * HOUR)
    wants_an_official(runtime)
    notice_matters.tell(runtime)
    response = answerer.client.get(f"{TOLD}/1")
    assert response.status_code == 303 and response.location.endswith(f"/admin/inbox/{PERSON}")
    assert answerer.client.get(f"{TOLD}/99").status_code == 404


@pytest.mark.parametrize(
    ("kind", "subject", "path"),
    [
        ("finished", "7", "/admin/broadcasts/7"),
        ("review", "", "/admin/content?order=review"),
        ("token", "", "/admin/zalo/connect"),
        ("webhook", "", "/admin/"),
    ],
)
def test_notices_of_other_kinds_lead_to_their_pages(runtime, manager, kind, subject, path):
    with runtime.store.write() as db:
        notices.add(db, kind, kind, subject, "…", runtime.clock())
    assert manager.client.get(f"{TOLD}/1").location.endswith(path)


@pytest.mark.parametrize(("minutes", "status"), [("5", 303), ("0", 303), ("-1", 422), ("x", 422), ("9999", 422)])
def test_the_manager_says_after_how_many_minutes(runtime, manager, minutes, status):
    assert manager.press(f"{TOLD}/escalation", minutes=minutes).status_code == status
    assert runtime.notices.escalation_minutes() == (int(minutes) if status == 303 else 30)


def test_others_only_read_after_how_many_minutes(answerer):
    assert "Sau 30 phút" in answerer.page(TOLD)
    assert answerer.press(f"{TOLD}/escalation", minutes="5").status_code == 403


def test_the_app_can_be_installed_before_anybody_signs_in(app):
    client = app.test_client()
    manifest = json.loads(client.get("/admin/app.webmanifest").data)
    assert manifest["display"] == "standalone" and manifest["start_url"] == "/admin/"
    for icon in manifest["icons"]:
        assert client.get(icon["src"], buffered=True).status_code == 200
    worker = client.get("/admin/worker.js", buffered=True)
    assert worker.mimetype == "text/javascript" and "default-src 'self'" in worker.headers["Content-Security-Policy"]
    offline = client.get("/admin/offline")
    assert offline.status_code == 200 and "Chưa có mạng" in offline.text and "<form" not in offline.text
