"""The list of people: searched, filtered, sorted, in pages; labels for some and for all; the list at Zalo."""

from __future__ import annotations

import re

import pytest

from bot.clock import DAY, HOUR
from bot.store import people, tags
from tests.admin.followers import known, person_id
from tests.admin.installation import make_app, make_runtime, new_official, wants_an_official

LIST = "/admin/people"


@pytest.fixture
def ward_app(runtime):
    """Four people who differ in everything one can filter by."""
    now = runtime.clock()
    known(runtime, 1, "Nguyễn Thị Đào", wrote=now - HOUR, topics=["dat-dai"], neighbourhood="Khu phố 3")
    known(runtime, 2, "Trần Văn Ưng", wrote=now - 3 * DAY, opted_out=True)
    known(runtime, 3, "Lê Hữu Phước", wrote=now - 30 * DAY, follows=False)
    known(runtime, 4, None, neighbourhood="Khu phố 1")
    runtime.labels.give([person_id(1), person_id(2)], "tổ trưởng", None)
    return runtime


def shown(page):
    """The ends of the ids in the list, in order."""
    return re.findall(r'name="person" value="\d+(\d{4})"', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["0001", "0002", "0003", "0004"]),
        ("q=dao", ["0001"]),
        ("q=NGUYEN+dao", ["0001"]),
        ("q=%C4%91%C3%A0o", ["0001"]),
        ("q=u", ["0002"]),
        ("q=0003", ["0003"]),
        ("q=0000000003", ["0003"]),
        ("q=9990003", []),
        ("follows=no", ["0003"]),
        ("follows=yes", ["0001", "0002", "0004"]),
        ("window=free", ["0001"]),
        ("window=paid", ["0002"]),
        ("window=closed", ["0003", "0004"]),
        ("tag=tổ+trưởng", ["0001", "0002"]),
        ("topic=dat-dai", ["0001"]),
        ("neighbourhood=Khu+phố+1", ["0004"]),
        ("state=opted_out", ["0002"]),
        ("tag=tổ+trưởng&state=opted_out", ["0002"]),
        ("order=name", ["0003", "0001", "0002", "0004"]),
        ("window=nonsense&order=nonsense&page=nonsense", ["0001", "0002", "0003", "0004"]),
    ],
)
def test_it_shows_who_is_asked_for(ward_app, manager, query, expected):
    assert shown(manager.page(f"{LIST}?{query}")) == expected


def test_who_talks_with_an_official_is_found(ward_app, manager):
    wants_an_official(ward_app, person_id(4), "Chị Sáu")
    assert shown(manager.page(f"{LIST}?state=handed_over")) == ["0004"]


def test_a_name_that_changes_or_goes_is_found_no_more(ward_app, manager):
    with ward_app.store.write() as db:
        people.sync(db, [(person_id(1), "Hồ Thị Mận", True)], ward_app.clock())
        people.erase(db, person_id(2), ward_app.clock())
    assert shown(manager.page(f"{LIST}?q=dao")) == shown(manager.page(f"{LIST}?q=ung")) == []
    assert shown(manager.page(f"{LIST}?q=man")) == ["0001"]


def test_an_empty_list_says_what_to_do_first(runtime, manager):
    assert "Bấm “Lấy danh sách từ Zalo” ở trên" in manager.page(LIST)
    assert "Bỏ lọc" in manager.page(f"{LIST}?q=ai")


def test_many_people_come_in_pages(runtime, manager):
    for number in range(51):
        known(runtime, number, f"Người {number:02}")
    first, second = manager.page(f"{LIST}?order=name"), manager.page(f"{LIST}?order=name&page=2")
    assert len(shown(first)) == 50 and shown(second) == ["0050"]
    assert "Trang 1 trên 2" in first and "order=name&amp;page=2" in first


def test_names_are_for_who_answers_or_writes_and_cards_for_who_answers(app, ward_app):
    author, answerer = new_official(app, ward_app, "author"), new_official(app, ward_app, "answerer")
    assert "Nguyễn Thị Đào" in author.page(LIST) and f"{LIST}/{person_id(1)}" not in author.page(LIST)
    assert f"{LIST}/{person_id(1)}" in answerer.page(LIST)
    assert shown(answerer.page(LIST)) == [] and "Làm</button>" not in answerer.page(LIST)
    for role in ("viewer", "editor"):
        assert new_official(app, ward_app, role).client.get(LIST).status_code == 403


def test_a_label_goes_to_those_who_are_ticked_and_off_again(ward_app, manager):
    fields = {"act": "give", "tag_name": " hội  viên ", "person": person_id(3), "q": "le"}
    response = manager.press("/admin/people/labels", **fields)
    assert response.location == f"{LIST}?q=le&done=label_given"
    assert ward_app.labels.of_person(person_id(3)) == ["hội viên"]
    assert manager.press("/admin/people/labels", **fields).location.endswith("label_same")
    manager.press("/admin/people/labels", **(fields | {"act": "take"}))
    assert ward_app.labels.of_person(person_id(3)) == []


def test_a_label_for_everybody_listed_is_asked_about_first(ward_app, manager):
    fields = {"act": "give", "tag_name": "mới", "scope": "all", "follows": "yes"}
    asked = manager.press("/admin/people/labels", **fields)
    assert "Gắn nhãn “mới” cho 3 người?" in asked.text and ward_app.labels.of_person(person_id(1)) == ["tổ trưởng"]
    manager.press("/admin/people/labels", sure="yes", **fields)
    assert dict(ward_app.labels.counts())["mới"] == 3 and "mới" not in ward_app.labels.of_person(person_id(3))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"act": "give", "tag_name": "", "person": person_id(1)}, "Hãy ghi tên nhãn"),
        ({"act": "give", "tag_name": "x" * 51, "person": person_id(1)}, "Hãy ghi tên nhãn"),
        ({"act": "give", "tag_name": "mới"}, "Chưa chọn ai"),
        ({"act": "give", "tag_name": "mới", "person": "nobody"}, "Không có người nào mang mã nobody"),
    ],
)
def test_a_label_that_cannot_be_given_says_why_and_keeps_the_words(ward_app, manager, fields, why):
    response = manager.press("/admin/people/labels", q="dao", **fields)
    assert response.status_code == 422 and why in response.text
    assert f'value="{fields["tag_name"]}"' in response.text and 'value="dao"' in response.text
    assert dict(ward_app.labels.counts()) == {"tổ trưởng": 2}


def test_labels_topics_and_neighbourhoods_are_counted(ward_app, manager):
    page = " ".join(manager.page("/admin/people/labels").split())
    for name, people_count in (("tổ trưởng", 2), ("Khu phố 3", 1), ("Khu phố 1", 1)):
        assert f'{name}</a> <span class="count">{people_count} người' in page
    assert "topic=dat-dai" in page and "2 thay đổi nhãn đang chờ" in page


def test_a_label_zalo_refused_is_named_with_the_reason(ward_app, manager):
    change = min(tags.due(ward_app.store, ward_app.clock(), 100), key=lambda change: change.id)
    with ward_app.store.write() as db:
        tags.refuse(db, change, "not_follower", "-213")
    page = manager.page("/admin/people/labels")
    assert "Nhãn Zalo không nhận" in page and "không theo dõi trang nên Zalo không nhận nhãn" in page and "-213" in page


def test_the_list_at_zalo_is_begun_and_its_progress_shown(runtime, manager):
    assert "Chưa lấy danh sách người theo dõi từ Zalo lần nào" in manager.page(LIST)
    assert manager.press("/admin/people/sync").location == f"{LIST}?done=sync_begun"
    page = manager.page(f"{LIST}?done=sync_begun")
    assert "Đang lấy danh sách từ Zalo: 0 người." in page
    assert "Xem lại tiến độ" in page and "Máy đọc dần ở phía sau" in page


def test_without_zalo_the_list_says_so(words, tmp_path, clock):
    runtime = make_runtime(words, tmp_path / "cut", clock)
    official = new_official(make_app(runtime), runtime, "manager")
    assert "Chưa nối được với Zalo" in official.page(LIST)
    runtime.close()
