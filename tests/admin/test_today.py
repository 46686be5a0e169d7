"""Hôm nay: what waits, what is stuck, whether the machine is well, and the buttons that mend it."""

from __future__ import annotations

import pytest

from bot.clock import HOUR, MINUTE
from bot.store import outbox
from bot.zalo.errors import Outcome
from bot.zalo.oauth import TokenPair
from tests.admin.installation import (
    PERSON,
    complains,
    dies,
    is_stuck,
    make_app,
    make_runtime,
    new_official,
    wants_an_official,
)


def test_it_counts_who_waits_and_open_tickets(clock, runtime, manager):
    wants_an_official(runtime)
    clock.forward(40 * MINUTE)
    complains(runtime)
    page = manager.page("/admin/")
    assert "<b>1</b> người chờ gặp cán bộ" in page and "lâu nhất 40 phút" in page
    assert "<b>1</b> phiếu chưa xong" in page


def test_a_dead_event_is_shown_with_its_error_and_can_be_tried_again(runtime, manager):
    event_id = dies(runtime, "KeyError: <fee>")
    assert "KeyError: &lt;fee&gt;" in manager.page("/admin/")
    assert manager.press(f"/admin/events/{event_id}/retry").status_code == 303
    assert runtime.desk.trouble()[0] == []
    again = manager.press(f"/admin/events/{event_id}/retry")
    assert again.status_code == 409 and "không còn ở mục lỗi" in again.text


@pytest.mark.parametrize("state", ["unknown", "failed"])
def test_a_stuck_message_can_be_sent_again(runtime, manager, state):
    message_id = is_stuck(runtime, state, "unknown" if state == "unknown" else "window_closed")
    assert f"/admin/messages/{message_id}/resend" in manager.page("/admin/")
    assert manager.press(f"/admin/messages/{message_id}/resend").status_code == 303
    assert runtime.desk.talk(PERSON)[-1].state == "queued"
    assert manager.press(f"/admin/messages/{message_id}/resend").status_code == 409


def test_sending_an_unknown_message_again_warns_that_it_may_come_twice(runtime, manager):
    is_stuck(runtime, "unknown", "unknown")
    assert "sẽ nhận hai lần" in manager.page("/admin/")


@pytest.mark.parametrize("outcome", [*Outcome, "not_found", "interrupted", "stale"])
def test_every_outcome_has_a_sentence_of_its_own(runtime, outcome):
    content = runtime.brain.content
    sentence = content.say(f"outcomes.{outcome}")
    assert [key for key in content.keys("outcomes") if content.say(f"outcomes.{key}") == sentence] == [str(outcome)]


@pytest.mark.parametrize(
    ("outcome", "note", "key"),
    [
        ("quota_oa", "daily limit", "quota_oa"),
        ("unknown", "not_found", "not_found"),
        ("unknown", "interrupted", "interrupted"),
        ("from a newer version", None, "unknown"),
    ],
)
def test_the_reason_of_a_stuck_message_is_a_sentence(runtime, manager, outcome, note, key):
    is_stuck(runtime, "failed", outcome, note)
    assert runtime.brain.content.say(f"outcomes.{key}") in manager.page("/admin/")


def test_a_message_whose_words_were_deleted_is_not_offered_again(runtime, manager):
    message_id = is_stuck(runtime, "failed", "night")
    with runtime.store.write() as db:
        outbox.forget_person(db, PERSON)
    page = manager.page("/admin/")
    assert "Nội dung đã xóa" in page and f"/admin/messages/{message_id}/resend" not in page


def test_a_viewer_sees_trouble_without_buttons(app, runtime):
    is_stuck(runtime, "failed", "night")
    dies(runtime)
    page = new_official(app, runtime, "viewer").page("/admin/")
    assert "Không gửi được" in page and "KeyError" in page and "/resend" not in page and "/retry" not in page


def test_a_lost_chain_is_a_banner_with_the_way_to_mend_it(runtime, manager):
    assert "Mất kết nối với Zalo" not in manager.page("/admin/")
    runtime.store.row("UPDATE tokens SET lost_reason = 'refresh_token_dead' RETURNING id")
    page = manager.page("/admin/")
    assert '<div class="note bad wide" role="alert">' in page and "Mất kết nối với Zalo" in page
    assert 'class="button" href="/admin/zalo/connect"' in page


def test_an_expiring_token_is_a_warning(clock, runtime, manager):
    runtime.keeper.accept(TokenPair("access", "refresh", 2 * 3600))
    assert '<div class="note warn wide"' in manager.page("/admin/")


def test_a_stopped_clock_and_a_full_queue_are_said_with_what_to_do(clock, runtime, manager):
    wants_an_official(runtime)
    runtime.store.row("UPDATE inbox SET state = 'new' RETURNING id")
    clock.forward(30 * 1000)
    young = manager.page("/admin/")
    assert "1 tin chờ máy xử lý, lâu nhất dưới 1 phút" in young and "Máy đang chậm" not in young
    clock.forward(1 * HOUR)
    page = manager.page("/admin/")
    assert "Đã ngừng" in page and "1 tin chờ máy xử lý, lâu nhất 1 giờ" in page and "báo kỹ thuật" in page
    runtime.health.beat()
    assert "Đang chạy" in manager.page("/admin/")


def test_demo_leads_to_the_simulator_and_live_does_not(words, tmp_path, clock, manager):
    assert "/simulator/" in manager.page("/admin/")
    live = dict.fromkeys(("ZALO_APP_ID", "ZALO_OA_ID"), "4318") | {"ZALO_APP_SECRET": "s", "ZALO_OA_SECRET": "s"}
    runtime = make_runtime(words, tmp_path / "live", clock, WARD_MODE="live", **live)
    page = new_official(make_app(runtime), runtime, "viewer").page("/admin/")
    runtime.close()
    assert "simulator" not in page
