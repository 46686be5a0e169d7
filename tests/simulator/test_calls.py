"""Uploads, people, labels, the OA, articles, template messages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.conftest import JPEG, LAI, THU, SimulatorFixture

PHONE = "84900000101"


@pytest.mark.parametrize(
    ("kind", "content", "name", "code"),
    [
        ("image", JPEG, "a.jpg", 0),
        ("image", b"\x89PNG\r\n\x1a\n", "a.png", 0),
        ("image", b"GIF89a", "a.jpg", -201),
        ("image", JPEG, "a.webp", -201),
        ("image", JPEG, "ảnh.jpg", -201),
        ("image", b"", "a.jpg", -201),
        ("image", JPEG.ljust(1_000_001, b"x"), "a.jpg", -210),
        ("gif", b"GIF89a", "a.gif", 0),
        ("gif", b"GIF89a".ljust(5_000_001, b"x"), "a.gif", -210),
        ("file", b"%PDF", "a.pdf", 0),
        ("file", b"ma,ten", "a.csv", 0),
        ("file", b"MZ", "a.exe", -201),
    ],
)
def test_uploads_are_checked_for_kind_and_size(
    world: SimulatorFixture, kind: str, content: bytes, name: str, code: int
) -> None:
    assert world.upload(kind, content, name)["error"] == code


def test_an_upload_needs_one_part_called_file(world: SimulatorFixture) -> None:
    path, headers = "/v2.0/oa/upload/image", {"access_token": world.token}
    assert world.http.post(path, headers=headers).get_json()["error"] == -201


def test_uploads_die_after_seven_days(world: SimulatorFixture) -> None:
    picture = world.upload("image", JPEG, "a.jpg")["data"]["attachment_id"]
    world.sim.advance(24 * 7)
    world.sim.person_says(LAI, "Còn đó không?")
    world.token, _ = world.sim.issue_tokens()
    payload = {"template_type": "media", "elements": [{"media_type": "image", "attachment_id": picture}]}
    assert world.consult(LAI, {"attachment": {"type": "template", "payload": payload}})["error"] == -100


def test_the_list_of_people_comes_in_pages(world: SimulatorFixture) -> None:
    added = world.sim.add_people(120)
    listed_ids: list[str] = []
    while len(listed_ids) < 200:
        data = {"offset": len(listed_ids), "count": 50, "is_follower": True}
        page = world.get("/v3.0/oa/user/getlist", data)["data"]
        listed_ids += [user["user_id"] for user in page["users"]]
        if len(listed_ids) >= page["total"]:
            break
    assert set(added) <= set(listed_ids)
    assert THU not in listed_ids and len(listed_ids) == len(set(listed_ids)) == 123


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"offset": 0, "count": 51}, -210),
        ({"offset": 0, "count": "50"}, -201),
        ({"offset": 0}, -201),
        ({"offset": 0, "count": 5, "follower": True}, -201),
        ({"offset": 0, "count": 5, "last_interaction_period": "L8D"}, -201),
    ],
)
def test_the_list_of_people_is_strict(world: SimulatorFixture, data: Any, code: int) -> None:
    assert world.get("/v3.0/oa/user/getlist", data)["error"] == code


@pytest.mark.parametrize(
    ("period", "listed"),
    [
        ("TODAY", True),
        ("L7D", True),
        ("YESTERDAY", False),
        ("2026_11_20:2026_11_23", True),
        ("2026_11_20:2026_11_22", False),
    ],
)
def test_people_are_found_by_their_last_interaction(world: SimulatorFixture, period: str, listed: bool) -> None:
    data = {"offset": 0, "count": 50, "last_interaction_period": period}
    users = world.get("/v3.0/oa/user/getlist", data)["data"]["users"]
    assert ({"user_id": LAI} in users) is listed


def test_a_person_in_detail_with_shared_particulars(world: SimulatorFixture) -> None:
    before = world.get("/v3.0/oa/user/detail", {"user_id": LAI})["data"]
    assert before["display_name"] == "Cô Nguyễn Thị Lài" and before["user_is_follower"] is True
    assert before["user_last_interaction_date"] == "23/11/2026" and "shared_info" not in before
    world.sim.phones.submit_info(LAI)
    assert world.get("/v3.0/oa/user/detail", {"user_id": LAI})["data"]["shared_info"]["phone"] == PHONE
    assert world.names() == ["user_submit_info"]
    assert world.get("/v3.0/oa/user/detail", {"user_id": "1"})["error"] == -201


def test_particulars_can_be_edited(world: SimulatorFixture) -> None:
    assert world.post("/v2.0/oa/updatefollowerinfo", {"user_id": LAI, "address": "Tổ 9"})["error"] == 0
    assert world.get("/v3.0/oa/user/detail", {"user_id": LAI})["data"]["shared_info"] == {"address": "Tổ 9"}


def test_labels_are_given_listed_and_taken_away(world: SimulatorFixture) -> None:
    label = {"user_id": LAI, "tag_name": "to-4"}
    assert world.post("/v2.0/oa/tag/tagfollower", label)["error"] == 0
    assert world.get("/v2.0/oa/tag/gettagsofoa")["data"] == ["to-4"]
    tagged = world.get("/v3.0/oa/user/getlist", {"offset": 0, "count": 5, "tag_name": "to-4"})["data"]["users"]
    assert tagged == [{"user_id": LAI}]
    assert world.post("/v2.0/oa/tag/rmfollowerfromtag", label)["error"] == 0
    assert world.post("/v2.0/oa/tag/rmfollowerfromtag", label)["error"] == -201
    assert world.post("/v2.0/oa/tag/rmtag", {"tag_name": "to-4"})["error"] == 0
    assert world.get("/v2.0/oa/tag/gettagsofoa")["data"] == []
    assert sorted(world.names()) == ["add_user_to_tag", "remove_tag", "remove_user_from_tag"]


def test_the_oa_and_its_conversations(world: SimulatorFixture) -> None:
    world.consult(LAI, {"text": "Dạ"})
    assert world.get("/v2.0/oa/getoa")["data"]["oa_id"] == world.config.oa_id
    data = {"user_id": LAI, "offset": 0, "count": 10}
    talk = world.get("/v2.0/oa/conversation", data)["data"]
    assert [(message["src"], message["message"]) for message in talk] == [(0, "Dạ"), (1, "Chào phường")]
    assert world.get("/v2.0/oa/listrecentchat", {"offset": 0, "count": 5})["data"] == talk[:1]
    assert world.get("/v2.0/oa/conversation", data | {"count": 11})["error"] == -210


ARTICLE = {
    "type": "normal",
    "title": "Lịch tiêm chủng",
    "author": "UBND",
    "status": "hide",
    "comment": "hide",
    "cover": {"cover_type": "photo", "photo_url": "https://example.vn/a.jpg", "status": "show"},
    "description": "Tháng 12",
    "body": [{"type": "text", "content": "<p>Ngày 5</p>"}],
}


def test_an_article_lives_from_create_to_remove(world: SimulatorFixture) -> None:
    token = world.post("/v2.0/article/create", ARTICLE)["data"]["token"]
    assert world.post("/v2.0/article/verify", {"token": token})["error"] == -214
    world.now += 3
    article_id = world.post("/v2.0/article/verify", {"token": token})["data"]["id"]
    assert world.post("/v2.0/article/verify", {"token": token})["data"]["id"] == article_id
    changed = ARTICLE | {"id": article_id, "title": "Lịch mới", "status": "show"}
    token = world.post("/v2.0/article/update", changed)["data"]["token"]
    world.now += 3
    assert world.post("/v2.0/article/verify", {"token": token})["data"]["id"] == article_id
    assert world.get("/v2.0/article/getdetail", id=article_id)["data"]["title"] == "Lịch mới"
    listed = world.get("/v2.0/article/getslice", offset="0", limit="10", type="normal")["data"]
    assert (listed["total"], listed["medias"][0]["id"], listed["medias"][0]["status"]) == (1, article_id, "show")
    assert world.post("/v2.0/article/remove", {"id": article_id})["error"] == 0
    assert world.get("/v2.0/article/getdetail", id=article_id)["error"] == -201


def test_an_article_is_there_even_if_nobody_asks_with_its_token(world: SimulatorFixture) -> None:
    world.post("/v2.0/article/create", ARTICLE)
    query = {"offset": "0", "limit": "10", "type": "normal"}
    assert world.get("/v2.0/article/getslice", **query)["data"]["medias"] == []
    world.now += 3
    assert [item["title"] for item in world.get("/v2.0/article/getslice", **query)["data"]["medias"]] == [
        "Lịch tiêm chủng"
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "a" * 151}, -210),
        ({"author": "a" * 51}, -210),
        ({"description": "a" * 301}, -210),
        ({"body": []}, -201),
        ({"body": [{"type": "text", "content": "a" * 10_001}]}, -210),
        ({"body": [{"type": "table"}]}, -201),
        ({"cover": {"cover_type": "photo"}}, -201),
        ({"status": "draft"}, -201),
        ({"type": "poll"}, -201),
        ({"video_id": "1"}, -201),
    ],
)
def test_articles_are_checked(world: SimulatorFixture, changes: dict[str, Any], code: int) -> None:
    assert world.post("/v2.0/article/create", ARTICLE | changes)["error"] == code


def test_an_article_list_has_at_most_ten(world: SimulatorFixture) -> None:
    assert world.get("/v2.0/article/getslice", offset="0", limit="11", type="normal")["error"] == -210


RESULT = {"template_id": "300001", "template_data": {"ho_ten": "Lài", "ma_ho_so": "H26-001"}}


def test_a_template_by_telephone_is_received_by_number(world: SimulatorFixture) -> None:
    answer = world.post("/message/template", RESULT | {"phone": PHONE, "tracking_id": "hs-1"})
    assert answer["error"] == 0
    assert world.names() == ["user_received_message"]
    event = world.events[0]
    assert event["recipient"] == {"id": PHONE} and event["message"]["tracking_id"] == "hs-1"
    message_id = answer["data"]["msg_id"]
    assert world.get("/message/status", message_id=message_id)["data"]["status"] == 1
    assert world.get("/message/status", message_id="none")["error"] == -107
    assert world.get("/message/quota")["data"] == {"dailyQuota": "500", "remainingQuota": "499"}


def test_a_template_by_user_id_needs_no_window(world: SimulatorFixture) -> None:
    assert world.post("/v3.0/oa/message/template", RESULT | {"user_id": THU})["error"] == 0
    assert world.sim.talk(THU)[-1]["text"] == "Hồ sơ H26-001 của Lài đã có kết quả."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phone": "0900000101"}, -108),
        ({"phone": "84999999999"}, -118),
        ({"tracking_id": ""}, -132),
        ({"template_id": "1"}, -109),
        ({"template_id": "300009", "template_data": {}}, -131),
        ({"template_data": {"ho_ten": "Lài"}}, -1122),
        ({"template_data": {"ho_ten": "Lài", "ma_ho_so": "x" * 401}}, -1121),
    ],
)
def test_template_calls_have_errors_of_their_own(world: SimulatorFixture, changes: dict[str, Any], code: int) -> None:
    body = RESULT | {"phone": PHONE, "tracking_id": "hs-1"} | changes
    assert world.post("/message/template", body)["error"] == code


def test_tag_three_templates_wait_for_the_morning(world: SimulatorFixture) -> None:
    world.sim.set_night(True)
    body = {"user_id": LAI, "template_id": "300003", "template_data": {"ho_ten": "Lài"}}
    assert world.post("/v3.0/oa/message/template", body)["error"] == -133
