"""What did not arrive can be dealt with: put aside one by one or all at once, or known to have arrived."""

from __future__ import annotations

import re

from bot.clock import HOUR
from tests.admin.broadcast_office import Office
from tests.admin.installation import is_stuck, make_app, new_official

LIST = "/admin/trouble"


def test_a_message_that_was_dealt_with_leaves_list_and_figure(runtime, manager):
    first, second = is_stuck(runtime, "failed", "night", text="Tin một"), is_stuck(runtime, "failed", "night")
    assert manager.press(f"/admin/messages/{first}/aside").status_code == 303
    page = manager.page("/admin/")
    assert "<b>1</b> tin gửi chưa tới" in page and "Tin một" not in manager.page(LIST)
    again = manager.press(f"/admin/messages/{first}/aside")
    assert again.status_code == 409 and "không còn ở danh sách" in again.text
    assert manager.press(f"/admin/messages/{second}/aside?back=trouble&tab=messages").location.startswith(LIST)
    assert "<b>0</b> tin gửi chưa tới" in manager.page("/admin/")


def test_all_that_failed_is_known_at_once_but_not_what_came_later_nor_the_unknown(runtime, manager, clock):
    is_stuck(runtime, "failed", "night", text="Tin cũ")
    is_stuck(runtime, "unknown", "unknown", text="Tin chưa rõ")
    before = re.search(r'name="before" value="(\d+)"', manager.page(LIST))[1]
    clock.forward(HOUR)
    is_stuck(runtime, "failed", "night", text="Tin mới")
    assert manager.press("/admin/messages/aside", before=before).status_code == 303
    page = manager.page(LIST)
    assert "Tin cũ" not in page and "Tin chưa rõ" in page and "Tin mới" in page


def test_an_unknown_message_of_a_broadcast_is_marked_as_arrived_and_counts(app, runtime):
    office = Office(app, runtime)
    office.followers("Chị Sáu")
    broadcast_id = office.begun()
    with runtime.store.write() as db:
        db.conn.execute("UPDATE outbox SET state = 'unknown', outcome = 'unknown', settled_at = 1")
    message_id = runtime.store.row("SELECT id FROM outbox")["id"]
    manager = new_official(app, runtime, "manager")
    assert manager.press(f"/admin/messages/{message_id}/arrived").status_code == 303
    assert office.room.results.counts(broadcast_id).by_state == {"delivered": 1}
    assert manager.press(f"/admin/messages/{message_id}/arrived").status_code == 409


def test_what_cannot_work_again_offers_no_button_for_it(runtime, manager, clock):
    is_stuck(runtime, "failed", "window_closed")
    assert "/resend" in manager.page(LIST)  # the person wrote just now
    clock.forward(8 * 24 * HOUR)
    manager = new_official(make_app(runtime), runtime, "answerer")
    page = manager.page(LIST)
    assert "/resend" not in page and "/aside" in page
