"""When the OA may send: windows, night, caps, quotas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.conftest import LAI, THU, SimulatorFixture

PROMOTION = {
    "attachment": {
        "type": "template",
        "payload": {
            "template_type": "promotion",
            "language": "VI",
            "elements": [{"type": "header", "content": "Tiêm chủng"}, {"type": "text", "content": "Ngày 5"}],
        },
    }
}
OA_QUOTA = {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"}


def promote(world: SimulatorFixture, person_id: str) -> int:
    body = {"recipient": {"user_id": person_id}, "message": PROMOTION}
    return world.post("/v3.0/oa/message/promotion", body)["error"]


@pytest.mark.parametrize(("hours", "code", "paid"), [(47, 0, False), (49, 0, True), (167, 0, True), (169, -230, False)])
def test_a_consultation_is_free_for_two_days_and_possible_for_seven(
    world: SimulatorFixture, hours: int, code: int, paid: bool
) -> None:
    world.sim.advance(hours - 1 if hours < 24 else hours)
    world.token, _ = world.sim.issue_tokens()
    answer = world.consult(LAI, {"text": "a"})
    assert answer["error"] == code
    assert ("quota" in answer.get("data", {})) is paid


def test_who_never_interacted_gets_nothing(world: SimulatorFixture) -> None:
    assert world.consult(THU, {"text": "a"})["error"] == -232


@pytest.mark.parametrize("act", ["follow", "open_chat"])
def test_following_and_opening_the_chat_open_the_window(world: SimulatorFixture, act: str) -> None:
    getattr(world.sim.phones, act)(THU)
    assert world.consult(THU, {"text": "a"})["error"] == 0


def test_looking_does_not_open_the_window(world: SimulatorFixture) -> None:
    world.sim.advance(169)
    world.token, _ = world.sim.issue_tokens()
    world.sim.phones.look(LAI)
    assert world.consult(LAI, {"text": "a"})["error"] == -230


def test_paid_messages_use_the_package_up(world: SimulatorFixture) -> None:
    before = world.post("/v3.0/oa/quota/message", OA_QUOTA)["data"][0]
    world.sim.advance(50)
    world.token, _ = world.sim.issue_tokens()
    world.consult(LAI, {"text": "a"})
    after = world.post("/v3.0/oa/quota/message", OA_QUOTA)["data"][0]
    assert int(before["remain"]) - int(after["remain"]) == 1


def test_promotion_goes_once_a_day_and_only_to_followers(world: SimulatorFixture) -> None:
    assert promote(world, LAI) == 0
    assert promote(world, LAI) == -218
    assert promote(world, THU) == -213
    promotion_quota = world.post("/v3.0/oa/quota/message", {"user_id": LAI})["data"]["promotion"]
    assert promotion_quota == {"daily_total": 1, "daily_remain": 0}


def test_promotion_has_a_cap_for_the_whole_oa(world: SimulatorFixture) -> None:
    people = world.sim.add_people(501)
    assert [promote(world, person) for person in people].count(-211) == 1


@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (3, True), (6, False)])
def test_night_begins_at_ten_and_ends_at_six_in_vietnam(world: SimulatorFixture, hour: int, night: bool) -> None:
    world.sim.advance((hour - 12) % 24)
    assert promote(world, LAI) == (-234 if night else 0)
    assert world.consult(LAI, {"text": "a"})["error"] == 0


def test_night_can_be_forced(world: SimulatorFixture) -> None:
    world.break_it(night=True)
    assert promote(world, LAI) == -234
    world.break_it(night=None)
    assert promote(world, LAI) == 0


def article(world: SimulatorFixture, **changes: Any) -> str:
    body = {
        "type": "normal",
        "title": "Lịch tiêm chủng",
        "author": "UBND",
        "status": "show",
        "comment": "hide",
        "cover": {"cover_type": "photo", "photo_url": "https://example.vn/a.jpg", "status": "show"},
        "description": "Tháng 12",
        "body": [{"type": "text", "content": "<p>Ngày 5</p>"}],
    }
    token = world.post("/v2.0/article/create", body | changes)["data"]["token"]
    world.now += 3
    return world.post("/v2.0/article/verify", {"token": token})["data"]["id"]


def broadcast(world: SimulatorFixture, article_id: str, target: dict[str, str]) -> int:
    payload = {"template_type": "media", "elements": [{"media_type": "article", "attachment_id": article_id}]}
    message = {"attachment": {"type": "template", "payload": payload}}
    return world.post("/v2.0/oa/message", {"recipient": {"target": target}, "message": message})["error"]


def test_a_broadcast_reaches_every_follower_and_nobody_else(world: SimulatorFixture) -> None:
    assert broadcast(world, article(world), {}) == 0
    reached = {p["id"] for p in world.sim.people() if any(m["via"] == "broadcast" for m in world.sim.talk(p["id"]))}
    assert reached == {p["id"] for p in world.sim.people() if p["follows"]}


def test_a_broadcast_can_be_narrowed_to_women(world: SimulatorFixture) -> None:
    assert broadcast(world, article(world), {"gender": "2"}) == 0
    assert world.sim.talk(LAI)[-1]["via"] == "broadcast"
    assert not any(m["via"] for p in world.sim.people() if "Anh " in p["name"] for m in world.sim.talk(p["id"]))


@pytest.mark.parametrize("target", [{"genders": "1"}, {"gender": True}, {"gender": -1}, {"gender": ["1"]}])
def test_a_misspelt_target_is_refused(world: SimulatorFixture, target: Any) -> None:
    assert broadcast(world, article(world), target) == -201


def test_hidden_articles_night_and_the_monthly_quota_stop_broadcasts(world: SimulatorFixture) -> None:
    article_id = article(world)
    assert broadcast(world, article(world, status="hide"), {}) == -201
    world.sim.set_night(True)
    assert broadcast(world, article_id, {}) == -234
    world.sim.set_night(None)
    assert [broadcast(world, article_id, {}) for _ in range(5)] == [0, 0, 0, 0, -211]


def test_a_used_up_quota_stops_everything(world: SimulatorFixture) -> None:
    world.break_it(quota_used_up=True)
    assert world.consult(LAI, {"text": "a"})["error"] == -211
    assert promote(world, LAI) == -211
    assert world.post("/v3.0/oa/quota/message", OA_QUOTA)["data"][0]["remain"] == "0"
