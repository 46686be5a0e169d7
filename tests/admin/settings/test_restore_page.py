"""A manager brings a backup back at the desk: a forecast first, then the program starts anew and has done it."""

from __future__ import annotations

import re

import pytest

from bot.clock import HOUR, MINUTE
from bot.operations import backups, restore_plan
from bot.people.erasure import erase_person
from bot.store import key_values
from tests.admin.installation import complains, make_app, make_runtime, new_official, says

ERASED = "7219000000000000009"


@pytest.fixture
def backup(runtime, clock):
    """A backup, and three hours and twelve minutes after it."""
    says(runtime, "xin chào", ERASED, "Chị Tư")
    key_values.put(runtime.store, "said", "before")
    copy, _ = backups.make_backup(runtime, None)
    clock.forward(3 * HOUR + 12 * MINUTE)
    key_values.put(runtime.store, "said", "after")
    says(runtime, "hôm nay mở cửa không", "7219000000000000001")
    complains(runtime)
    with runtime.store.write() as db:
        erase_person(db, ERASED, clock())
    return copy.name


def forecast_of(official, name):
    return official.client.get("/admin/settings/backups/restore", query_string={"name": name})


def order(official, name, typed="khôi phục"):
    return official.press("/admin/settings/backups/restore", name=name, typed=typed)


def started_anew(runtime, words, tmp_path, clock):
    """The program as the new start finds it."""
    runtime.close()
    return restore_plan.carry_out(lambda: make_runtime(words, tmp_path, clock))


def test_the_forecast_says_what_is_lost_and_what_is_done_again(manager, backup):
    page = forecast_of(manager, backup).text
    assert "mất 3 giờ 12 phút tin nhắn" in page and "1 người đã xóa dữ liệu sẽ được xóa lại" in page
    assert "1 phiếu mở từ lúc đó" in page
    assert f"name={backup}" in manager.page("/admin/settings/backups")


def test_only_a_manager_who_types_the_word_restores(runtime, manager, backup):
    editor = new_official(make_app(runtime), runtime, "editor")
    assert forecast_of(editor, backup).status_code == 403 and order(editor, backup).status_code == 403
    wished = []
    runtime.restart.connect(lambda: wished.append(1))
    assert order(manager, backup, "có").status_code == 409 and not runtime.restart.is_wanted
    assert order(manager, "ward-sao-luu-20200101-000000.zip").status_code == 404


def test_the_new_start_has_done_it_and_rests(runtime, manager, backup, words, tmp_path, clock):
    runtime.restart.connect(lambda: None)
    page = order(manager, backup, "KHOI PHUC")
    assert page.status_code == 200 and "khởi động lại" in page.text and runtime.restart.is_wanted
    again = started_anew(runtime, words, tmp_path, clock)
    assert key_values.get(again.store, "said") == "before" and again.restore_guard.is_restored()
    assert again.store.row("SELECT name FROM people WHERE id = ?", [ERASED])["name"] is None
    acts = [row["action"] for row in again.store.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 1")]
    assert acts == ["restore"]
    again.close()
    later = restore_plan.carry_out(lambda: make_runtime(words, tmp_path, clock))
    assert later.store.row("SELECT count(*) AS n FROM audit WHERE action = 'restore'")["n"] == 1, "done once"
    later.close()


def test_a_restore_that_fails_changes_nothing_and_says_why(runtime, manager, backup, words, tmp_path, clock):
    runtime.restart.connect(lambda: None)
    order(manager, backup)
    path = runtime.settings.backup_folder / backup
    path.write_bytes(b"no backup at all " * 100)
    again = started_anew(runtime, words, tmp_path, clock)
    assert key_values.get(again.store, "said") == "after" and not again.restore_guard.is_restored()
    assert "không phải cơ sở dữ liệu" in restore_plan.last_failure(again)
    again.close()


def test_a_damaged_backup_gets_no_form(runtime, manager, backup):
    path = runtime.settings.backup_folder / backup
    path.write_bytes(b"no backup at all " * 100)
    page = forecast_of(manager, backup).text
    assert "không phải" in page or "Không dùng được" in page
    assert not re.search(r'id="typed"', page)


def test_where_the_program_cannot_start_anew_nothing_is_ordered(runtime, manager, backup, words, tmp_path, clock):
    answer = order(manager, backup)
    assert answer.status_code == 409 and "bằng lệnh trên máy chủ" in answer.text
    again = started_anew(runtime, words, tmp_path, clock)
    assert key_values.get(again.store, "said") == "after"
    again.close()
