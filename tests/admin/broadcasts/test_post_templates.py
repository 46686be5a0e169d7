"""A post is saved as a template, a new one begins from it without times or article; templates are listed and removed."""

from __future__ import annotations

import pytest

from bot.broadcasts.lifecycle import BroadcastDraft
from bot.reply import Button
from tests.admin.broadcast_office import Office
from tests.admin.form_fields import fields_in
from tests.admin.installation import new_official

LIST = "/admin/broadcasts/templates"


@pytest.fixture
def office(app, runtime) -> Office:
    office = Office(app, runtime)
    office.followers("Chị Sáu")
    return office


def saves(office: Office, name: str = "Lịch tiêm hằng tháng", **rest) -> int:
    broadcast_id = office.draft(
        "Chào {tên}, {phường} tiêm chủng.", buttons=(Button("Hỏi lịch", say="lịch tiêm"),), topic="y_te", **rest
    )
    answer = office.author.press(f"/admin/broadcasts/{broadcast_id}/template", template_name=name)
    assert answer.status_code == 303, answer.text
    return broadcast_id


def test_a_new_post_begins_from_a_template_without_its_times(office, runtime):
    saves(office, send_at=runtime.clock() + 86_400_000)
    page = office.author.page(LIST)
    assert "Lịch tiêm hằng tháng" in page and "1 nút" in page
    [template] = runtime.broadcasts.templates.list_all()
    fields = fields_in(office.author.page(f"/admin/broadcasts/new?template={template.id}"))
    assert fields["text"] == ["Chào {tên}, {phường} tiêm chủng."] and fields["b1_label"] == ["Hỏi lịch"]
    assert fields["send_at"] == [""] and fields.get("article_id", [""]) == [""]
    answer = office.author.client.post("/admin/broadcasts/new", data=fields | {"act": "save"})
    assert answer.status_code == 303
    assert runtime.broadcasts.results.search({})[0] == 2


def test_an_article_of_its_own_is_written_anew(office, runtime):
    body = "Bài dài của phường. " * 10
    first = office.room.with_article(
        office.room.lifecycle.draft_of(office.room.lifecycle.get(office.draft(body, kind="article"))).message,
        office.lan,
    )
    runtime.broadcasts.templates.save("Bài mẫu", BroadcastDraft("article", first), office.lan.id)
    [template] = runtime.broadcasts.templates.list_all()
    assert first.article_id and template.message.article_id is None and template.message.text == first.text


def test_a_name_is_wanted_and_equal_names_are_refused(office):
    broadcast_id = saves(office)
    for name, reason in (
        (" ", "Hãy đặt tên mẫu"),
        ("x" * 81, "Hãy đặt tên mẫu"),
        ("LỊCH tiêm  hằng tháng", "Đã có mẫu tên"),
    ):
        refused = office.author.press(f"/admin/broadcasts/{broadcast_id}/template", template_name=name)
        assert refused.status_code == 422 and reason in refused.text, name


def test_removing_is_written_down_and_leaves_posts_alone(office, runtime):
    saves(office)
    [template] = runtime.broadcasts.templates.list_all()
    assert office.author.press(f"{LIST}/{template.id}/remove").status_code == 303
    assert office.author.press(f"{LIST}/{template.id}/remove").status_code == 303, "twice does no harm"
    assert "Chưa có mẫu nào" in office.author.page(LIST)
    assert runtime.broadcasts.results.search({})[0] == 1
    acts = [
        row["action"]
        for row in runtime.store.rows("SELECT action FROM audit WHERE action LIKE 'template%' ORDER BY id")
    ]
    assert acts == ["template_save", "template_remove"]
    assert office.author.page(f"/admin/broadcasts/new?template={template.id}"), (
        "a link to what is gone is an empty form"
    )


def test_who_does_not_write_only_looks(office, app, runtime):
    broadcast_id = saves(office)
    viewer = new_official(app, runtime, "viewer")
    assert "Soạn từ mẫu này" not in viewer.page(LIST)
    assert viewer.press(f"/admin/broadcasts/{broadcast_id}/template", template_name="x").status_code == 403
    assert viewer.press(f"{LIST}/1/remove").status_code == 403


def test_templates_are_searched_by_name_and_words(office):
    for number in range(6):
        saves(office, f"Mẫu số {number}")
    assert "Mẫu số 3" in office.author.page(f"{LIST}?q=mau+so+3")
    assert "Không có mẫu nào khớp" in office.author.page(f"{LIST}?q=khong+co")
