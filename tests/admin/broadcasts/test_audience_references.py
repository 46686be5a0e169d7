"""Groups are references: who is in one is decided when it is sent; groups can be left out; who has not seen it is asked again."""

from __future__ import annotations

import pytest

from bot.people.audience import Audience, AudienceError
from bot.store import audiences, preferences
from tests.admin.broadcast_office import FORM, Office, number_in
from tests.admin.form_fields import fields_in


@pytest.fixture
def office(app, runtime) -> Office:
    return Office(app, runtime)


@pytest.fixture
def hoods(office, runtime) -> dict[str, str]:
    """Who lives where: An in KP 1, Bình in KP 2, Cúc nowhere we know."""
    an, binh, cuc = office.followers("An", "Bình", "Cúc")
    with runtime.store.write() as db:
        preferences.set_neighbourhood(db, an, "Khu phố 1")
        preferences.set_neighbourhood(db, binh, "Khu phố 2")
    return {"An": an, "Bình": binh, "Cúc": cuc}


def names_of(runtime, rule) -> list[str]:
    return sorted(name or "" for _, name in audiences.sample(runtime.store, rule, runtime.clock(), 10))


def test_a_later_edit_of_the_group_counts_for_what_was_approved_before(office, runtime, hoods):
    group = runtime.segments.add("Gần chợ", Audience(neighbourhoods=("Khu phố 1",)), None)
    response = office.author.press(
        "/admin/broadcasts/new", **{**FORM, "to": "segment", "segment": str(group.id), "act": "submit"}
    )
    broadcast_id = number_in(response.location)
    assert office.message(broadcast_id).audience == {"segment": group.id}
    assert "trong nhóm “Gần chợ” (người theo dõi ở khu phố 1)" in office.approver.page(
        f"/admin/broadcasts/{broadcast_id}"
    )
    runtime.segments.change(group.id, Audience(neighbourhoods=("Khu phố 2",)), None)
    office.room.lifecycle.approve(broadcast_id, office.hoa)
    office.room.feeder.tick()
    office.room.feeder.refill()
    assert [row.person_id for row in office.room.results.people(broadcast_id)] == [hoods["Bình"]]


def test_a_group_is_left_out_and_who_told_no_place_is_not(office, runtime, hoods):
    group = runtime.segments.add("Khu phố 1", Audience(neighbourhoods=("Khu phố 1",)), None)
    response = office.author.press("/admin/broadcasts/new", **{**FORM, "without": str(group.id), "act": "save"})
    broadcast_id = number_in(response.location)
    rule = office.message(broadcast_id).audience
    assert rule == {"without": [group.id]} and names_of(runtime, rule) == ["Bình", "Cúc"]
    page = office.author.page(f"/admin/broadcasts/{broadcast_id}")
    assert "Mọi người theo dõi, trừ nhóm “Khu phố 1”" in page and "Nhóm nhận có 2 người" in page
    fields = fields_in(office.author.page(f"/admin/broadcasts/{broadcast_id}/edit"))
    assert fields["without"] == [str(group.id)] and fields["to"] == ["all"]


def test_a_group_in_use_is_not_deleted_and_a_lost_one_means_nobody(office, runtime, hoods):
    group = runtime.segments.add("Khu phố 1", Audience(neighbourhoods=("Khu phố 1",)), None)
    broadcast_id = office.draft(audience={"segment": group.id})
    with pytest.raises(AudienceError, match="đang dùng cho 1 bản tin"):
        runtime.segments.remove(group.id, None)
    office.room.lifecycle.stop(broadcast_id, office.lan)
    runtime.segments.remove(group.id, None)
    assert names_of(runtime, {"segment": group.id}) == names_of(runtime, {"without": [group.id]}) == []


def test_who_has_not_seen_it_gets_a_reminder(office, runtime, hoods):
    broadcast_id = office.begun()
    with runtime.store.write() as db:
        db.conn.execute("UPDATE outbox SET state = 'delivered', outcome = 'sent', attempted_at = 1, settled_at = 1")
        db.conn.execute("UPDATE outbox SET state = 'seen' WHERE person_id = ?", [hoods["An"]])
    office.room.feeder.refill()
    assert office.state(broadcast_id) == "sent"
    assert "Soạn tin nhắc 2 người chưa xem" in office.author.page(f"/admin/broadcasts/{broadcast_id}")
    response = office.author.press(f"/admin/broadcasts/{broadcast_id}/copy", **{"as": "unseen"})
    reminder = number_in(response.location)
    assert names_of(runtime, office.message(reminder).audience) == ["Bình", "Cúc"]
    page = office.author.page(f"/admin/broadcasts/{reminder}/edit")
    answer = office.author.client.post(f"/admin/broadcasts/{reminder}/edit", data=fields_in(page) | {"act": "save"})
    assert answer.status_code == 303 and office.message(reminder).audience == {"unseen_of": broadcast_id}
    assert f"chưa xem bản tin số {broadcast_id}" in office.author.page(f"/admin/broadcasts/{reminder}")
