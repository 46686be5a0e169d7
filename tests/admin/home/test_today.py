"""Hôm nay: what waits, what is stuck, whether the machine is well, and the buttons that mend it."""

from __future__ import annotations

import json

import pytest

from bot.accounts.roles import Official
from bot.broadcasts.texts import HOLDS, PAUSES
from bot.clock import DAY, HOUR, MINUTE
from bot.operations import golive
from bot.reports.dashboard import build_dashboard
from bot.store import broadcasts, delivery_hours, key_values, outbox, questions
from bot.zalo.errors import Outcome
from bot.zalo.incoming import parse_event
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
    assert runtime.failed_items.newest(50)[0] == []
    again = manager.press(f"/admin/events/{event_id}/retry")
    assert again.status_code == 409 and "không còn ở mục lỗi" in again.text


@pytest.mark.parametrize("state", ["unknown", "failed"])
def test_a_stuck_message_can_be_sent_again(runtime, manager, state):
    message_id = is_stuck(runtime, state, "unknown" if state == "unknown" else "window_closed")
    assert f"/admin/messages/{message_id}/resend" in manager.page("/admin/")
    assert manager.press(f"/admin/messages/{message_id}/resend").status_code == 303
    assert runtime.helpdesk.talk(PERSON)[-1].state == "queued"
    assert manager.press(f"/admin/messages/{message_id}/resend").status_code == 409


def test_sending_an_unknown_message_again_warns_that_it_may_come_twice(runtime, manager):
    is_stuck(runtime, "unknown", "unknown")
    assert "sẽ nhận hai lần" in manager.page("/admin/")


@pytest.mark.parametrize("outcome", [*Outcome, "not_found", "no_record", "interrupted", "stale"])
def test_every_outcome_has_a_sentence_of_its_own(runtime, outcome):
    content = runtime.live_content.content
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
    assert runtime.live_content.content.say(f"outcomes.{key}") in manager.page("/admin/")


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
    runtime.tokens.accept(TokenPair("access", "refresh", 2 * 3600))
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


def test_an_event_of_any_kind_that_waits_too_long_is_an_alarm_with_what_to_do(clock, runtime, manager):
    receipt = {
        "event_name": "user_seen_message",
        "sender": {"id": "2"},
        "recipient": {"id": PERSON},
        "message": {"msg_ids": ["m1"]},
        "timestamp": str(clock()),
    }
    raw = json.dumps(receipt).encode()
    runtime.inbox.record(parse_event(raw, clock()), raw)
    clock.forward(1 * MINUTE)
    assert "Không có phần nào của máy xử lý tin đến" not in manager.page("/admin/")
    clock.forward(5 * MINUTE)
    page = manager.page("/admin/")
    assert '<div class="note bad wide" role="alert"><p><b>Không có phần nào của máy xử lý tin đến' in page
    assert "1 tin chờ máy xử lý, lâu nhất 6 phút" in page and "khởi động lại" in page


def test_a_dead_receipt_says_that_nobody_waits(runtime, manager):
    event_id = dies(runtime)
    assert "tin báo của Zalo" not in manager.page("/admin/")
    runtime.store.row("UPDATE inbox SET kind = 'seen' WHERE id = ? RETURNING id", [event_id])
    assert "tin báo của Zalo" in manager.page("/admin/") and "tin báo của Zalo" in manager.page(
        "/admin/trouble?tab=events"
    )


def test_demo_leads_to_the_simulator_and_live_does_not(words, tmp_path, clock, manager):
    assert "/simulator/" in manager.page("/admin/")
    live = dict.fromkeys(("ZALO_APP_ID", "ZALO_OA_ID"), "4318") | {"ZALO_APP_SECRET": "s", "ZALO_OA_SECRET": "s"}
    runtime = make_runtime(words, tmp_path / "live", clock, WARD_MODE="live", **live)
    page = new_official(make_app(runtime), runtime, "viewer").page("/admin/")
    runtime.close()
    assert "simulator" not in page


def write_broadcast(runtime, title, state, author=1, **columns):
    """A broadcast as a row, in any state."""
    now = runtime.clock()
    with runtime.store.write() as db:
        return broadcasts.add_broadcast(
            db, now, kind="consultation", state=state, title=title, content="{}", author_id=author, **columns
        )


def test_who_approves_sees_what_others_wrote_and_who_writes_what_came_back(app, runtime, manager):
    author, approver = new_official(app, runtime, "author"), new_official(app, runtime, "approver")
    ids = {row.roles: row.id for row in runtime.officials.everyone()}
    write_broadcast(runtime, "Của người soạn", "submitted", ids["author"])
    write_broadcast(runtime, "Của người duyệt", "submitted", ids["approver"])
    write_broadcast(runtime, "Trả lại", "returned", ids["author"], reason="Ghi rõ giờ")
    page = approver.page("/admin/")
    assert "<b>1</b> bản tin chờ anh/chị duyệt" in page and "Của người soạn" in page and "Của người duyệt" not in page
    page = author.page("/admin/")
    assert "Trả lại" in page and "Ghi rõ giờ" in page and "chờ anh/chị duyệt" not in page
    assert "Ghi rõ giờ" not in manager.page("/admin/"), "it is not the manager's to mend"


def test_a_broadcast_that_stands_still_says_why_and_what_comes_next_says_when(runtime, clock, manager):
    write_broadcast(runtime, "Đứng lại", "paused", reason="failures")
    write_broadcast(runtime, "Quá hạn", "expired", reason="late")
    write_broadcast(runtime, "Sắp gửi", "scheduled", send_at=clock() + 3 * HOUR)
    write_broadcast(runtime, "Loạt", "scheduled", role="series", next_fire_at=clock() + HOUR)
    page = manager.page("/admin/")
    assert PAUSES["failures"] in page and HOLDS["late"] in page
    coming = page[page.index("<h2>Sắp gửi</h2>") :]
    assert coming.index("Loạt") < coming.index("Sắp gửi</a>") and "23/11/2026 15:00" in coming
    clock.forward(8 * DAY)
    assert [one.title for one in build_dashboard(runtime, official_of(runtime)).stopped] == ["Đứng lại"]


def official_of(runtime):
    row = runtime.officials.everyone()[0]
    return Official(row.id, row.email, row.name, row.role_ids, False, "", "")


def test_questions_of_today_and_of_thirty_days(runtime, manager):
    with runtime.store.write() as db:
        for day, outcome, times in (
            ("2026-11-23", "fallback", 2),
            ("2026-11-23", "answer", 5),
            ("2026-11-23", "thumbs_down", 4),
            ("2026-10-25", "answer", 7),
            ("2026-10-24", "answer", 900),
        ):
            for _ in range(times):
                questions.count_question(db, day, outcome, "fee")
    page = manager.page("/admin/")
    assert "<b>2</b> câu chưa hiểu hôm nay<small>trong 7 câu hỏi</small>" in page
    assert "Tổng 14, trong đó 2 chưa hiểu. Nhiều nhất 7, ngày 25/10/2026." in page
    assert 'role="img"' in page and "<title>23/11/2026: 5 máy hiểu được, 2 chưa hiểu</title>" in page


def by_hour(runtime):
    return {row.kind: row.count for row in delivery_hours.counts_between(runtime.store, 0, 2 * runtime.clock())}


def test_the_figures_of_deliveries_follow_every_row(runtime, clock, manager):
    broadcast_id = write_broadcast(runtime, "Tin", "sending")
    db = runtime.store.db
    for number in range(10):
        db.conn.execute(
            "INSERT INTO deliveries (broadcast_id, person_id, state) VALUES (?, ?, 'waiting')", [broadcast_id, number]
        )
    assert by_hour(runtime) == {}
    db.conn.execute("UPDATE deliveries SET state = 'sent', sent_at = ?, settled_at = ? WHERE id <= 8", [clock()] * 2)
    db.conn.execute("UPDATE deliveries SET state = 'failed', settled_at = ? WHERE id > 8", [clock()])
    assert by_hour(runtime) == {"reached": 8, "failed": 2}
    db.conn.execute("UPDATE deliveries SET state = 'seen', settled_at = ? WHERE id <= 4", [clock() + 3 * HOUR])
    db.conn.execute("UPDATE deliveries SET state = 'waiting', settled_at = NULL WHERE id = 10")
    db.conn.execute("UPDATE deliveries SET state = 'unknown' WHERE id = 5")
    assert by_hour(runtime) == {"reached": 7, "failed": 1}
    assert "Tổng 8, trong đó 1 không gửi được" in manager.page("/admin/")


def test_entries_past_their_review_are_counted_for_who_mends_them(app, runtime):
    editor = new_official(app, runtime, "editor")
    assert "<b>0</b> mục nội dung quá hạn xem lại" in editor.page("/admin/")
    assert "quá hạn xem lại" not in new_official(app, runtime, "viewer").page("/admin/")


def test_what_zalo_said_about_the_quota_is_shown_with_its_hour(runtime, clock, manager):
    assert "Chưa hỏi Zalo" in manager.page("/admin/")
    key_values.put(runtime.store, golive.OA_KEY, json.dumps({"at": clock(), "oa_id": "1", "name": "OA", "left": 42}))
    page = manager.page("/admin/")
    assert "42 tin trong gói (hỏi lúc 23/11/2026 12:00)" in page and "không nhận tin tính phí" in page
