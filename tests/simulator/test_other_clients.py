"""Bodies as other programs send them to Zalo: official SDKs and published clients differ from us, and both must pass."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.conftest import LAI, SimulatorFixture
from tests.simulator.test_windows import article, broadcast

TARGETS: dict[str, dict[str, Any]] = {
    "texts with commas": {"ages": "1,2,3", "gender": "1", "cities": "9"},
    "numbers, as in the official Java SDK": {"ages": 3, "gender": 1, "locations": 1, "cities": 9, "platform": 1},
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_the_target_of_a_broadcast_is_a_text_or_a_number(world: SimulatorFixture, target: dict[str, Any]) -> None:
    assert broadcast(world, article(world), target) == 0
    got_it = [person for person in world.sim.zalo.people.list_followers() if world.sim.talk(person.id)[-1:]]
    reached = {person.gender for person in got_it if world.sim.talk(person.id)[-1]["kind"] == "article"}
    assert reached == {1}


OWNERS = [
    {"quota_owner": "OA"},
    {"quota_owner": "OA", "product_type": "cs"},
    {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"},
    {"quota_owner": "App"},
]


@pytest.mark.parametrize("body", OWNERS)
def test_a_quota_is_asked_with_and_without_its_types(world: SimulatorFixture, body: dict[str, str]) -> None:
    answer = world.post("/v3.0/oa/quota/message", body)
    assert (answer["error"], [row["product_type"] for row in answer["data"]]) == (0, ["cs"])


@pytest.mark.parametrize("kind", ["reply", "welcome_msg", "purchase_quota", "reward_quota"])
def test_other_quotas_are_known_and_empty(world: SimulatorFixture, kind: str) -> None:
    answer = world.post("/v3.0/oa/quota/message", {"quota_owner": "OA", "product_type": "cs", "quota_type": kind})
    assert (answer["error"], answer["data"]) == (0, [])


@pytest.mark.parametrize("body", [{}, {"quota_owner": "oa"}, {"quota_owner": "OA", "product_type": "chat"}])
def test_a_misspelt_quota_is_refused(world: SimulatorFixture, body: dict[str, str]) -> None:
    assert world.post("/v3.0/oa/quota/message", body)["error"] == -201


def composed(kind: str, **more: Any) -> dict[str, Any]:
    elements = [{"type": "header", "content": "Lịch tiêm chủng"}, {"type": "text", "content": "Sáng thứ bảy"}]
    payload = {"template_type": kind, "elements": elements, **more}
    attachment = {"type": "template", "payload": payload}
    return {"recipient": {"user_id": LAI}, "message": {"attachment": attachment}}


@pytest.mark.parametrize("kind", ["promotion", "transaction_event"])
@pytest.mark.parametrize("more", [{}, {"language": "VI"}, {"buttons": []}])
def test_promotion_and_transaction_go_without_language_and_buttons(
    world: SimulatorFixture, kind: str, more: dict[str, Any]
) -> None:
    path = f"/v3.0/oa/message/{kind.partition('_')[0]}"
    assert world.post(path, composed(kind, **more))["error"] == 0


def test_a_language_zalo_does_not_have_is_still_refused(world: SimulatorFixture) -> None:
    assert world.post("/v3.0/oa/message/promotion", composed("promotion", language="FR"))["error"] == -201


def test_a_list_may_have_an_empty_list_of_buttons(world: SimulatorFixture) -> None:
    payload = {"template_type": "list", "elements": [{"title": "Giờ làm việc"}], "buttons": []}
    assert world.consult(LAI, {"attachment": {"type": "template", "payload": payload}})["error"] == 0
    wrong = {**payload, "buttons": {}}
    assert world.consult(LAI, {"attachment": {"type": "template", "payload": wrong}})["error"] == -201
