"""Groups with a name: made, looked at, renamed, changed, deleted."""

from __future__ import annotations

import pytest

from bot.store import audit
from tests.admin.followers import known, person_id
from tests.admin.installation import new_official

LIST, NEW = "/admin/segments", "/admin/segments/new"


@pytest.fixture
def ward_app(runtime):
    known(runtime, 1, "Nguyễn Thị Đào", topics=["dat-dai"], neighbourhood="Khu phố 3")
    known(runtime, 2, "Trần Văn Ưng", topics=["y-te"], neighbourhood="Khu phố 3")
    runtime.labels.give([person_id(2)], "tổ trưởng", None)
    return runtime


@pytest.fixture
def author(app, ward_app):
    return new_official(app, ward_app, "author")


def test_the_empty_page_says_what_to_do_first(author):
    assert "Tạo nhóm đầu tiên" in author.page(LIST)


def test_looking_counts_and_names_people_and_keeps_nothing(ward_app, author):
    page = author.press(NEW, act="look", name="Đất đai", topics="dat-dai").text
    assert "1 người" in page and "Nguyễn Thị Đào" in page and 'value="Đất đai"' in page and "Trần Văn" not in page
    assert 'value="dat-dai" checked' in page and ward_app.segments.listing() == []


def test_it_is_made_changed_and_deleted_and_each_act_is_written_down(ward_app, author):
    author.press(NEW, act="save", name="Khu 3", neighbourhoods="Khu phố 3")
    page = author.page(LIST)
    assert "Khu 3" in page and "2 người" in page and "ở Khu phố 3" in page
    (segment,) = ward_app.segments.listing()
    path = f"{LIST}/{segment.id}"
    assert "checked" in author.page(path) and "Trần Văn Ưng" in author.page(path)
    author.press(path, act="save", name="Tổ trưởng khu 3", neighbourhoods="Khu phố 3", tags="tổ trưởng")
    (segment,) = ward_app.segments.listing()
    assert segment.name == "Tổ trưởng khu 3" and segment.audience.tags == ("tổ trưởng",)
    assert author.press(f"{path}/remove").location == f"{LIST}?done=segment_removed"
    assert author.client.get(path).status_code == 404
    acts = [row.action for row in audit.of_subject(ward_app.store, str(segment.id)) if row.action.startswith("segment")]
    assert acts == ["segment_add", "segment_rename", "segment_change", "segment_remove"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "", "topics": "y-te"}, "Tên nhóm phải có"),
        ({"name": "Khu 3"}, "Chưa chọn điều kiện nào"),
        ({"name": "Lạ", "topics": "la-lung"}, "Không có chủ đề"),
        ({"name": "Cũ", "active_days": "nhiều"}, "số ngày"),
        ({"name": "có sẵn", "topics": "y-te"}, "Đã có nhóm tên"),
    ],
)
def test_what_cannot_be_kept_says_why_and_keeps_what_was_typed(ward_app, author, fields, why):
    author.press(NEW, act="save", name="Có sẵn", topics="dat-dai")
    response = author.press(NEW, act="save", window_open="yes" if "tags" in fields else "", **fields)
    assert response.status_code == 422 and why in response.text and f'value="{fields["name"]}"' in response.text
    assert len(ward_app.segments.listing()) == 1


def test_a_label_leads_to_a_form_that_already_has_it(author):
    assert 'value="tổ trưởng" checked' in author.page(f"{NEW}?tag=tổ trưởng")


def test_a_label_nobody_has_any_more_stays_ticked(ward_app, author):
    author.press(NEW, act="save", name="Cũ", tags="không còn")
    (segment,) = ward_app.segments.listing()
    assert 'value="không còn" checked' in author.page(f"{LIST}/{segment.id}")


def test_who_answers_sees_groups_and_changes_none(app, ward_app):
    answerer = new_official(app, ward_app, "answerer")
    assert "Tạo nhóm</a>" not in answerer.page(LIST)
    assert answerer.press(NEW, act="save", name="x", topics="y-te").status_code == 403
