"""The short lists (ready answers, groups, labels, officials, copies, holidays) are searched, filtered, sorted and paged."""

from __future__ import annotations

import os
import re

import pytest

from bot.admin.content import hours_page
from bot.admin.inbox import canned_page
from bot.admin.people import labels_page, segments_page
from bot.admin.settings import officials_page, settings_page
from bot.clock import DAY
from bot.helpdesk.canned import CannedWords
from bot.people.audience import Audience
from bot.store import tags
from tests.admin.followers import known, person_id

CANNED, GROUPS, LABELS = "/admin/canned", "/admin/segments", "/admin/people/labels"
OFFICIALS, COPIES, HOURS = "/admin/settings/officials", "/admin/settings/backups", "/admin/settings/hours"


def names_in(page: str) -> list[str]:
    """What stands in the rows of a list, in order."""
    return [
        " ".join(re.sub("<[^>]+>", " ", name).split()) for name in re.findall(r'class="name"[^>]*>(.*?)</[pa]>', page)
    ]


@pytest.fixture
def answers(runtime, clock):
    for title, text in (("Giờ tiếp dân", "Sáng thứ Hai."), ("Chào", "Chào {tên}."), ("Địa chỉ", "Số 1 đường Hoa Sen.")):
        runtime.helpdesk.canned.save_answer(None, CannedWords(title, text), None)
        clock.forward(1000)


def test_ready_answers_are_found_by_name_or_words_without_accents(answers, manager):
    assert names_in(manager.page(f"{CANNED}?q=tiep dan")) == ["Giờ tiếp dân"]
    page = manager.page(f"{CANNED}?q=hoa+sen")
    assert names_in(page) == ["Địa chỉ"] and 'value="hoa sen"' in page


def test_ready_answers_are_sorted_by_name_or_by_the_last_change(answers, manager):
    assert names_in(manager.page(CANNED)) == ["Chào", "Địa chỉ", "Giờ tiếp dân"]
    assert names_in(manager.page(f"{CANNED}?order=newest")) == ["Địa chỉ", "Chào", "Giờ tiếp dân"]
    assert names_in(manager.page(f"{CANNED}?order=oldest")) == ["Giờ tiếp dân", "Chào", "Địa chỉ"]


def test_ready_answers_are_narrowed_to_who_wrote_them(answers, manager, runtime):
    manager.press(CANNED, title="Của tôi", text="Dạ.")
    mine = runtime.officials.find(manager.email).name
    assert names_in(manager.page(f"{CANNED}?who={mine}")) == ["Của tôi"]


def test_nothing_found_says_how_to_see_all_ready_answers(answers, manager):
    page = manager.page(f"{CANNED}?q=khong+co")
    assert "Không có câu nào khớp" in page and f'href="{CANNED}"' in page


def test_ready_answers_come_in_pages_that_keep_what_was_asked(manager, runtime):
    for number in range(canned_page.PAGE + 1):
        runtime.helpdesk.canned.save_answer(None, CannedWords(f"Câu {number:02}", "Dạ."), None)
    page = manager.page(f"{CANNED}?q=cau")
    assert len(names_in(page)) == canned_page.PAGE and "Trang 1 trên 2" in page and "q=cau&amp;page=2" in page
    assert names_in(manager.page(f"{CANNED}?q=cau&page=2")) == [f"Câu {canned_page.PAGE:02}"]


def test_changing_a_ready_answer_does_not_lose_the_search(answers, manager, runtime):
    chosen = next(row.id for row in runtime.helpdesk.canned.list_answers() if row.title == "Chào")
    page = manager.page(f"{CANNED}?q=chao")
    assert f"q=chao&amp;id={chosen}" in page
    page = manager.page(f"{CANNED}?q=chao&id={chosen}")
    assert "Sửa câu mẫu" in page and 'value="chao"' in page and names_in(page) == ["Chào"]


@pytest.fixture
def groups(runtime, clock):
    for name, rule in (
        ("Khu 3", {"neighbourhoods": ["Khu phố 3"]}),
        ("Đất đai", {"topics": ["dat-dai"]}),
        ("Tổ trưởng", {"tags": ["tổ trưởng"]}),
    ):
        runtime.segments.add(name, Audience.from_dict(rule), None)
        clock.forward(1000)


def test_groups_are_found_by_name_or_by_whom_they_mean(groups, manager):
    assert names_in(manager.page(f"{GROUPS}?q=to truong")) == ["Tổ trưởng 0 người"]
    assert names_in(manager.page(f"{GROUPS}?q=khu pho 3")) == ["Khu 3 0 người"]


def test_groups_are_narrowed_and_sorted(groups, manager):
    assert names_in(manager.page(f"{GROUPS}?by=topics")) == ["Đất đai 0 người"]
    assert names_in(manager.page(GROUPS)) == ["Đất đai 0 người", "Khu 3 0 người", "Tổ trưởng 0 người"]
    assert names_in(manager.page(f"{GROUPS}?order=newest"))[0] == "Tổ trưởng 0 người"
    assert names_in(manager.page(f"{GROUPS}?order=oldest"))[0] == "Khu 3 0 người"


def test_numbers_in_names_are_sorted_as_numbers(manager, runtime):
    for name in ("Khu phố 10", "Khu phố 2", "Đất đai", "Khu phố"):
        runtime.segments.add(name, Audience.from_dict({"topics": ["y-te"]}), None)
    sizes = [f"{name} 0 người" for name in ("Đất đai", "Khu phố", "Khu phố 2", "Khu phố 10")]
    assert names_in(manager.page(GROUPS)) == sizes


def test_no_group_found_says_how_to_see_all(groups, manager):
    page = manager.page(f"{GROUPS}?q=zzz")
    assert "Không có nhóm nào khớp" in page and 'value="zzz"' in page and "Tạo nhóm đầu tiên" not in page


def test_groups_come_in_pages(manager, runtime):
    for number in range(segments_page.PAGE + 1):
        runtime.segments.add(f"Nhóm {number:02}", Audience.from_dict({"topics": ["y-te"]}), None)
    assert len(names_in(manager.page(GROUPS))) == segments_page.PAGE
    assert names_in(manager.page(f"{GROUPS}?page=2")) == [f"Nhóm {segments_page.PAGE:02} 0 người"]


@pytest.fixture
def labels(runtime):
    for number in range(3):
        known(runtime, number, f"Người {number}", neighbourhood="Khu phố 3")
    runtime.labels.give([person_id(0), person_id(1)], "cựu chiến binh", None)
    runtime.labels.give([person_id(2)], "bí thư", None)
    return runtime


def labels_in(page: str) -> list[str]:
    return re.findall(r'class="name" href="/admin/people\?[^"]+">([^<]+)</a>', page)


def test_labels_are_found_sorted_and_narrowed_to_one_kind(labels, manager):
    assert labels_in(manager.page(f"{LABELS}?what=tag")) == ["cựu chiến binh", "bí thư"]
    assert labels_in(manager.page(f"{LABELS}?what=tag&order=name")) == ["bí thư", "cựu chiến binh"]
    assert labels_in(manager.page(f"{LABELS}?q=chien")) == ["cựu chiến binh"]
    page = manager.page(f"{LABELS}?q=zzz")
    assert labels_in(page) == [] and "Bỏ lọc" in page and 'value="zzz"' in page


def test_one_kind_of_labels_comes_in_pages_and_the_overview_leads_to_all_of_it(labels, manager):
    for number in range(labels_page.PAGE):
        labels.labels.give([person_id(0)], f"nhãn {number:02}", None)
    page = manager.page(LABELS)
    assert f"Xem cả {labels_page.PAGE + 2}" in page and "what=tag" in page
    page = manager.page(f"{LABELS}?what=tag")
    assert len(labels_in(page)) == labels_page.PAGE and "Trang 1 trên 2" in page
    assert len(labels_in(manager.page(f"{LABELS}?what=tag&page=2"))) == 2


def test_what_zalo_refused_comes_in_pages_too(labels, manager):
    everybody = [person_id(number) for number in range(labels_page.PAGE + 1)]
    for number, _ in enumerate(everybody):
        known(labels, number, f"Người {number}")
    labels.labels.give(everybody, "chợ", None)
    with labels.store.write() as db:
        for change in tags.due(labels.store, labels.clock(), 1000):
            if change.tag == "chợ":
                tags.refuse(db, change, "not_follower", "-213")
    assert "what=refused" in manager.page(LABELS)
    page = manager.page(f"{LABELS}?what=refused")
    assert page.count("mã Zalo -213") == labels_page.PAGE and "Trang 1 trên 2" in page
    assert manager.page(f"{LABELS}?what=refused&q=nguoi+33").count("mã Zalo -213") == 1


def test_officials_come_in_pages_that_keep_what_was_asked(manager, runtime):
    for number in range(officials_page.PAGE):
        runtime.officials.add(f"o{number}@phuong.example.vn", f"Người {number:02}", "viewer")
    page = manager.page(f"{OFFICIALS}?order=role")
    assert "Trang 1 trên 2" in page and "order=role&amp;page=2" in page
    assert len(names_in(manager.page(f"{OFFICIALS}?order=role&page=2"))) == 1
    assert len(names_in(manager.page(f"{OFFICIALS}?role=viewer&q=nguoi+07"))) == 1


@pytest.fixture
def copies(runtime):
    """More copies than a page holds, one a day, the older the larger."""
    folder = runtime.settings.database_path.parent
    for number in range(settings_page.PAGE + 1):
        path = folder / f"ward-sao-luu-202611{number + 1:02}-010000.zip"
        path.write_bytes(b"x" * (100 - number))
        at = (runtime.clock() + (number - 100) * DAY) / 1000
        os.utime(path, (at, at))


def copies_in(page: str) -> list[str]:
    return re.findall(r'name="name" value="ward-sao-luu-202611(\d\d)', page)


def test_copies_are_sorted_and_come_in_pages(copies, manager):
    last = f"{settings_page.PAGE + 1:02}"
    page = manager.page(COPIES)
    assert copies_in(page)[0] == last and len(copies_in(page)) == settings_page.PAGE and "Trang 1 trên 2" in page
    assert copies_in(manager.page(f"{COPIES}?page=2")) == ["01"]
    assert copies_in(manager.page(f"{COPIES}?order=oldest"))[0] == "01"
    assert copies_in(manager.page(f"{COPIES}?order=largest"))[0] == "01"


def test_copies_are_found_by_the_day_or_the_name_and_an_empty_result_says_what_to_do(copies, manager):
    assert copies_in(manager.page(f"{COPIES}?q=20261103")) == ["03"]
    page = manager.page(f"{COPIES}?since=2030-01-01")
    assert copies_in(page) == [] and "Bỏ lọc" in page and 'value="2030-01-01"' in page
    assert copies_in(manager.page(f"{COPIES}?until=2026-08-16")) == ["02", "01"]
    assert copies_in(manager.page(f"{COPIES}?q=15/08/2026")) == ["01"]


def days_in(page: str) -> list[str]:
    return re.findall(r"<tr><td>[^,<]+, (\d\d/\d\d/\d{4})</td>", page)


def test_holidays_are_found_narrowed_and_sorted(manager):
    year = days_in(manager.page(f"{HOURS}?year=2026"))
    assert year == sorted(year, key=lambda day: day.split("/")[::-1]) and len(year) > 2
    assert days_in(manager.page(f"{HOURS}?year=2026&order=last")) == year[::-1]
    assert days_in(manager.page(f"{HOURS}?year=2026&q=quoc+khanh"))[-1].endswith("/09/2026")
    page = manager.page(f"{HOURS}?year=2026&q=zzz")
    assert days_in(page) == [] and "Bỏ lọc" in page and 'value="zzz"' in page


def test_holidays_come_in_pages(manager, monkeypatch):
    year = days_in(manager.page(f"{HOURS}?year=2026"))
    monkeypatch.setattr(hours_page, "PAGE", 2)
    assert days_in(manager.page(f"{HOURS}?year=2026&page=2")) == year[2:4]
