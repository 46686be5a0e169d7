"""The form of an urgent broadcast: one page, an article beside it, first on the approver's page, and the news that it is over."""

from __future__ import annotations

import pytest

from tests.admin.broadcast_office import Office, number_in
from tests.admin.form_fields import fields_in

WORDS = {"title": "Cúp nước", "text": "Cúp nước từ 14 giờ.", "urgent_reason": "Vỡ ống chính", "public_hours": "6"}


@pytest.fixture
def office(app, runtime) -> Office:
    office = Office(app, runtime)
    office.followers("Chị Sáu")
    return office


def test_direct_message_and_article_are_submitted_in_one_press_and_stand_first(office, runtime):
    office.submitted("Tin thường.")
    page = office.author.page("/admin/broadcasts/new?khan=1")
    fields = fields_in(page) | {name: [value] for name, value in WORDS.items()}
    assert fields["kind"] == ["urgent"]
    answer = office.author.client.post("/admin/broadcasts/new", data=fields | {"act": "submit", "with_article": "yes"})
    urgent = number_in(answer.location)
    _, rows = office.room.results.search({"state": "submitted"})
    assert {row.kind for row in rows} == {"consultation", "urgent", "article"}
    waiting = office.approver.page("/admin/broadcasts/waiting")
    assert waiting.index("Vỡ ống chính") < waiting.index("Tin thường.")
    office.room.lifecycle.approve(urgent, office.hoa)
    page = office.author.page(f"/admin/broadcasts/{urgent}")
    assert "Soạn tin “đã hết”" in page and "Đang hiện, tới" in page
    follow_up = fields_in(office.author.page(f"/admin/broadcasts/new?ends={urgent}"))
    assert follow_up["title"] == ["Đã hết: Cúp nước"] and follow_up["ends_notice"] == [str(urgent)]
    answer = office.author.client.post(
        "/admin/broadcasts/new", data=follow_up | {"text": "Đã có nước.", "act": "submit"}
    )
    ended = number_in(answer.location)
    assert [one.broadcast_id for one in runtime.broadcasts.urgent_notices()] == [urgent]
    office.room.lifecycle.approve(ended, office.hoa)
    assert [one.broadcast_id for one in runtime.broadcasts.urgent_notices()] == [ended]


def test_a_reason_is_wanted_and_nothing_typed_is_lost(office):
    fields = {**WORDS, "urgent_reason": " ", "kind": "urgent", "to": "all", "act": "submit"}
    refused = office.author.press("/admin/broadcasts/new", **fields)
    assert refused.status_code == 422 and "cần ghi lý do" in refused.text and "Cúp nước từ 14 giờ." in refused.text
