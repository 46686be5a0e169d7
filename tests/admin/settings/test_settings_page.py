"""Cài đặt: the go-live list, copies of the database, hours and holidays."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.admin.settings import texts
from bot.clock import DAY, MINUTE
from bot.content.editing import EditError
from bot.content.holiday_lines import drop_day, set_day
from bot.operations import backups, golive
from tests.admin.installation import PASSWORD, copy_words, csrf_in, make_app, make_runtime, new_official, says, sign_in
from tests.support.damage import damage

LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "4318",
    "ZALO_OA_ID": "4319",
    "ZALO_APP_SECRET": "s",
    "ZALO_OA_SECRET": "s",
    "PUBLIC_URL": "https://bot.phuong.example.vn",
    "ZALO_VERIFIER_CODE": "abc",
    "ZALO_OPENAPI_URL": "http://127.0.0.1:9",
}


def states(runtime):
    return {item.name: item.state for item in golive.list_items(runtime)}


def test_a_fresh_installation_says_what_is_open(runtime, manager):
    found = states(runtime)
    assert found["address"] == "local" and found["webhook"] == "never" and found["backup"] == "never"
    assert found["managers"] == "alone" and found["oa"] == "unasked" and found["factor"] == "some"
    page = manager.page("/admin/settings")
    assert "mục cần xem" in page and "PUBLIC_URL" in page and 'href="/admin/settings/backups"' in page


def test_a_ward_without_address_and_phone_of_its_counter_is_never_done(tmp_path, clock):
    """Nobody can address an envelope to it: the list says "Phải làm" until both are there."""
    words = copy_words(tmp_path / "content")
    for told, verdict in (("", "Phải làm"), ("address", "Phải làm"), ("phone", "Nên làm")):
        file = words / "ward/ward.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace(f"{told}: null", f'{told}: "0252 3811 222"', 1) if told else text, encoding="utf-8"
        )
        runtime = make_runtime(words, tmp_path / verdict / told, clock)
        page = new_official(make_app(runtime), runtime, "manager").page("/admin/settings")
        line = re.search(r"<b>Thông tin phường</b>.*?</li>", page, re.DOTALL)[0]
        assert verdict in line and ">Xong<" not in line, told
        runtime.close()


def test_items_turn_to_done_by_themselves(words, tmp_path, clock):
    runtime = make_runtime(words, tmp_path, clock, **LIVE)
    app = make_app(runtime)
    manager = new_official(app, runtime, "manager")
    says(runtime, "chào phường")
    manager.press("/admin/settings/backups")
    found = states(runtime)
    assert (found["address"], found["webhook"], found["backup"], found["verifier"]) == ("ok", "ok", "ok", "ok")
    clock.forward(3 * DAY)
    assert states(runtime)["webhook"] == "old"
    runtime.close()


def test_a_zalo_that_does_not_answer_is_said_and_no_error_page(words, tmp_path, clock):
    runtime = make_runtime(words, tmp_path, clock, **LIVE)
    manager = new_official(make_app(runtime), runtime, "manager")
    assert manager.press("/admin/settings/ask-zalo").status_code == 303
    assert states(runtime)["oa"] == "refused" and "Zalo không trả lời được" in manager.page("/admin/settings")
    runtime.close()


def test_every_item_has_words_for_every_state_it_can_be_in():
    facts = {
        "at": 0,
        "url": "u",
        "found": "f",
        "count": 1,
        "start": "a",
        "end": "b",
        "missing": ("phone",),
        "advice": "a",
    }
    for name, state in texts.TEXTS:
        line = texts.checklist_line(golive.GoLiveItem(name, state, "bad", tuple(facts.items())), "https://x", str)
        assert line.name and line.state and "{" not in line.state + line.advice
    source = Path(golive.__file__).read_text(encoding="utf-8")
    for name, words in re.findall(r'Item\("(\w+)", ((?:"\w+"(?: if \w+ else )?)+)', source):
        for state in re.findall(r'"(\w+)"', words):
            assert (name, state) in texts.TEXTS


def test_a_copy_is_made_listed_fetched_and_written_down(runtime, manager, tmp_path):
    assert "Chưa có bản nào" in manager.page("/admin/settings/backups")
    assert manager.press("/admin/settings/backups").status_code == 303
    name = re.search(r'name="name" value="([^"]+)"', manager.page("/admin/settings/backups"))[1]
    answer = manager.press("/admin/settings/backups/fetch", name=name)
    assert answer.status_code == 200 and name in answer.headers["Content-Disposition"]
    (tmp_path / "copy.zip").write_bytes(answer.data)
    answer.close()
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        archive.extract("ward.db", tmp_path / "laid out")
    copy = sqlite3.connect(tmp_path / "laid out" / "ward.db")
    assert copy.execute("SELECT count(*) FROM officials").fetchone() == (1,)
    copy.close()
    acts = [row["action"] for row in runtime.store.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 2")]
    assert acts == ["backup_fetch", "backup"]


def test_a_damaged_database_is_said_at_the_desk_and_the_list_is_not_green(words, tmp_path, clock):
    runtime = make_runtime(words, tmp_path / "data", clock)
    email = new_official(make_app(runtime), runtime, "manager").email
    backups.make_backup(runtime, None)
    assert states(runtime)["backup"] == "ok"
    runtime.close()
    damage(tmp_path / "data" / "ward.db")
    runtime = make_runtime(words, tmp_path / "data", clock)
    client = make_app(runtime).test_client()
    assert sign_in(client, email, PASSWORD).status_code == 303
    token = csrf_in(client.get("/admin/password").text)
    clock.forward(MINUTE)
    answer = client.post("/admin/settings/backups", data={"csrf": token})
    assert answer.status_code == 409 and "dữ liệu đang dùng bị hỏng" in answer.text
    assert len(list((tmp_path / "data" / "backups").glob("ward-sao-luu-*"))) == 1
    assert states(runtime)["backup"] == "failed" and "không thành" in client.get("/admin/settings").text
    runtime.close()


def test_copies_of_before_pictures_are_still_listed_and_handed_out(manager, tmp_path):
    (tmp_path / "ward-sao-luu-20260101-000000.db").write_bytes(b"SQLite format 3")
    assert "ward-sao-luu-20260101-000000.db" in manager.page("/admin/settings/backups")
    answer = manager.press("/admin/settings/backups/fetch", name="ward-sao-luu-20260101-000000.db")
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize("name", ["ward.db", "../ward.db", "", "ward-sao-luu-20260101-000000.db", "/etc/passwd"])
def test_nothing_but_a_copy_is_handed_out(manager, name):
    assert manager.press("/admin/settings/backups/fetch", name=name).status_code == 404


@pytest.fixture
def own_words(tmp_path):
    return copy_words(tmp_path / "content")


@pytest.fixture
def editor(own_words, tmp_path, clock):
    runtime = make_runtime(own_words, tmp_path, clock)
    official = new_official(make_app(runtime), runtime, "editor")
    official.runtime = runtime
    yield official
    runtime.close()


HOURS = {
    "day": ["1", "2", "3", "4", "5"],
    "morning_from": "07:00",
    "morning_to": "11:00",
    "afternoon_from": "13:00",
    "afternoon_to": "16:30",
    "saturday": "on",
    "confirmed": "on",
}


def test_other_hours_hold_at_once_and_only_they_change(editor, own_words):
    before = (own_words / "ward/ward.yaml").read_text()
    answer = editor.press("/admin/settings/hours", **HOURS)
    assert answer.status_code == 303, answer.text
    hours = editor.runtime.live_content.content.ward.hours
    assert (f"{hours.morning[0]:%H:%M}", hours.saturday_morning, hours.confirmed) == ("07:00", True, True)
    after = (own_words / "ward/ward.yaml").read_text()
    assert before.partition("hours:")[0] == after.partition("hours:")[0], "comments and all before stay"
    assert "source: Thông tin của phường" in after


@pytest.mark.parametrize(
    "wrong", [{"morning_to": "06:00"}, {"afternoon_from": "10:00"}, {"day": []}, {"morning_from": "bảy giờ"}]
)
def test_hours_that_cannot_be_are_refused_and_what_was_typed_stays(editor, own_words, wrong):
    before = (own_words / "ward/ward.yaml").read_bytes()
    answer = editor.press("/admin/settings/hours", **(HOURS | wrong))
    assert answer.status_code == 422 and 'value="16:30"' in answer.text
    assert (own_words / "ward/ward.yaml").read_bytes() == before


def test_a_day_off_is_added_changed_and_taken_away(editor):
    def named(day):
        return [holiday for holiday in editor.runtime.live_content.content.holidays if holiday.day == day]

    day = date(2026, 12, 12)
    assert (
        editor.press("/admin/settings/hours/day", date=f"{day}", name="Làm bù cuối năm", kind="makeup").status_code
        == 303
    )
    assert [(one.working, one.certain) for one in named(day)] == [(True, False)]
    editor.press("/admin/settings/hours/day", date=f"{day}", name="Nghỉ đột xuất", kind="off", certain="on")
    assert [(one.name, one.working, one.certain) for one in named(day)] == [("Nghỉ đột xuất", False, True)]
    assert "Nghỉ đột xuất" in editor.page("/admin/settings/hours")
    editor.press("/admin/settings/hours/day/remove", date=f"{day}")
    assert named(day) == []
    assert editor.press("/admin/settings/hours/day/remove", date=f"{day}").status_code == 409
    assert editor.press("/admin/settings/hours/day", date="", name="x").status_code == 422


def test_a_day_takes_its_place_in_order_and_nothing_else_moves():
    first, last = (f'- {{date: 2026-0{month}-01, name: "A", kind: "off", certain: true}}' for month in (1, 5))
    text = f"# đầu\n{first}\n\n# sau\n{last}\n"
    found = set_day(text, date(2026, 3, 1), 'C "x"', is_off=False, is_certain=False)
    assert found.splitlines()[2] == '- {date: 2026-03-01, name: "C \\"x\\"", kind: "makeup", certain: false}'
    assert drop_day(found, date(2026, 3, 1)) == text
    with pytest.raises(EditError):
        drop_day(text, date(2026, 3, 1))
    with pytest.raises(EditError):
        set_day("- date: 2026-03-01\n  name: dài\n", date(2026, 3, 1), "x", is_off=True, is_certain=True)
