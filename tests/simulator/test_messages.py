"""What the OA may send, and what is refused."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from tests.simulator.conftest import JPEG, LAI, SimulatorFixture

URL_BUTTON = {"type": "oa.open.url", "title": "Mở trang", "payload": {"url": "https://example.vn"}}


def template(kind: str, **payload: Any) -> dict[str, Any]:
    return {"attachment": {"type": "template", "payload": {"template_type": kind, **payload}}}


def test_a_text_reaches_the_phone_and_comes_back_as_echo_and_receipt(world: SimulatorFixture) -> None:
    answer = world.consult(LAI, {"text": "Chào cô Lài"})
    assert answer["error"] == 0
    message_id = answer["data"]["message_id"]
    message = world.sim.talk(LAI)[-1]
    assert (message["who"], message["text"], message["message_id"]) == ("oa", "Chào cô Lài", message_id)
    assert world.names() == ["oa_send_text", "user_received_message"]
    echo, receipt = world.events
    assert echo["message"] == {"msg_id": message_id, "text": "Chào cô Lài"}
    assert echo["recipient"] == {"id": LAI} and echo["sender"] == {"id": world.config.oa_id}
    assert receipt["message"]["msg_id"] == message_id and receipt["recipient"] == {"id": LAI}


def test_two_thousand_characters_are_counted_in_nfc(world: SimulatorFixture) -> None:
    two_thousand = unicodedata.normalize("NFD", "ệ" * 2000)
    assert len(two_thousand) > 2000
    assert world.consult(LAI, {"text": two_thousand})["error"] == 0
    assert world.consult(LAI, {"text": two_thousand + "a"})["error"] == -210


@pytest.mark.parametrize(
    "message",
    [
        template("button", text="Cần gì?", buttons=[URL_BUTTON] * 5),
        {"text": "Cần gì?", **template("button", buttons=[URL_BUTTON])},
        template("list", elements=[{"title": "Một", "image_url": "https://example.vn/a.jpg"}]),
        template("list", elements=[{"title": "Một", "default_action": {"type": "oa.open.url", "url": "https://a.vn"}}]),
        template("media", elements=[{"media_type": "image", "url": "https://example.vn/a.jpg"}]),
        {"text": "Đường đi", **template("media", elements=[{"media_type": "image", "url": "https://a.vn/a.jpg"}])},
        template("media", elements=[{"media_type": "sticker", "attachment_id": "bfe458bf64fa8da4d4eb"}]),
        template("request_user_info", elements=[{"title": "Xin thông tin", "subtitle": "Để liên hệ lại"}]),
    ],
    ids=["buttons", "text beside buttons", "list", "links", "picture", "caption", "sticker", "asks for contact"],
)
def test_it_takes_every_kind_of_message(world: SimulatorFixture, message: dict[str, Any]) -> None:
    assert world.consult(LAI, message)["error"] == 0


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({}, -201),
        ({"text": "  "}, -201),
        ({"text": 5}, -201),
        ({"text": "a", "buttons": []}, -201),
        (template("button", text="a", buttons=[URL_BUTTON] * 6), -210),
        (template("button", text="a", buttons=[]), -201),
        ({"text": "a", **template("button", text="a", buttons=[URL_BUTTON])}, -201),
        (template("button", text="a", buttons=[{**URL_BUTTON, "payload": "https://a.vn"}]), -201),
        (template("button", text="a", buttons=[{**URL_BUTTON, "payload": {"url": "javascript:x"}}]), -201),
        (template("button", text="a", buttons=[{"type": "oa.query.show", "title": "a", "payload": {}}]), -201),
        (template("button", text="a", buttons=[{**URL_BUTTON, "type": "oa.open"}]), -201),
        (template("list", elements=[{"title": "Một"}] * 6), -210),
        (template("list", elements=[{"title": "Một", "image": "https://a.vn/a.jpg"}]), -201),
        (template("media", elements=[{"media_type": "image", "attachment_id": "none"}]), -201),
        (template("media", elements=[{"media_type": "image", "url": "https://a.vn", "attachment_id": "b"}]), -201),
        (template("media", elements=[{"media_type": "gif", "url": "https://a.vn/a.gif"}]), -201),
        (template("media", elements=[{"media_type": "article", "attachment_id": "a"}]), -233),
        (template("carousel"), -233),
        ({"attachment": {"type": "file", "payload": {"token": "none"}}}, -201),
    ],
)
def test_it_refuses_malformed_messages(world: SimulatorFixture, message: dict[str, Any], code: int) -> None:
    assert world.consult(LAI, message)["error"] == code
    assert world.names() == []


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"recipient": {"user_id": int(LAI)}, "message": {"text": "a"}},
        {"recipient": {"user_id": "1"}, "message": {"text": "a"}},
        {"recipient": {"user_id": LAI, "message_id": "a"}, "message": {"text": "a"}},
        {"recipient": {"user_id": LAI}, "message": {"text": "a"}, "extra": 1},
        {"recipient": {"user_id": LAI}},
    ],
)
def test_it_refuses_malformed_bodies(world: SimulatorFixture, body: Any) -> None:
    assert world.post("/v3.0/oa/message/cs", body)["error"] == -201


def test_it_wants_json_declared_as_json(world: SimulatorFixture) -> None:
    answer = world.http.post("/v3.0/oa/message/cs", data="{}", headers={"access_token": world.token})
    assert answer.get_json()["error"] == -201


def test_an_answer_to_a_message_finds_its_writer(world: SimulatorFixture) -> None:
    message_id = world.sim.talk(LAI)[0]["message_id"]
    body = {"recipient": {"message_id": message_id}, "message": {"text": "Dạ", "quote_message_id": message_id}}
    assert world.post("/v3.0/oa/message/cs", body)["data"]["user_id"] == LAI
    assert world.sim.talk(LAI)[-1]["quote"] == message_id


def test_an_uploaded_picture_and_a_file_can_be_sent(world: SimulatorFixture) -> None:
    picture = world.upload("image", JPEG, "a.jpg")["data"]["attachment_id"]
    token = world.upload("file", b"%PDF-1.7", "mau.pdf")["data"]["token"]
    media = template("media", elements=[{"media_type": "image", "attachment_id": picture}])
    assert world.consult(LAI, media)["error"] == 0
    assert world.consult(LAI, {"attachment": {"type": "file", "payload": {"token": token}}})["error"] == 0
    assert [name for name in world.names() if name.startswith("oa_")] == ["oa_send_image", "oa_send_file"]
    assert world.events[2]["message"]["attachments"][0]["payload"]["name"] == "mau.pdf"
    assert world.http.get(f"/media/{picture}").data == JPEG


def test_a_pressed_button_comes_back_as_its_payload(world: SimulatorFixture) -> None:
    buttons = [
        {"type": "oa.query.show", "title": "Lệ phí", "payload": "#phi 1.001193"},
        {"type": "oa.query.hide", "title": "Nơi nộp", "payload": "#noi_nop 1.001193"},
        URL_BUTTON,
    ]
    sent = world.consult(LAI, template("button", text="Hỏi gì?", buttons=buttons))["data"]["message_id"]
    for index in range(3):
        world.sim.press(LAI, sent, index)
    world.names()
    assert [e["message"]["text"] for e in world.events if e["event_name"] == "user_send_text"] == [
        "#phi 1.001193",
        "#noi_nop 1.001193",
    ]
    assert [(message["who"], message["text"]) for message in world.sim.talk(LAI)[-2:]] == [
        ("person", "#phi 1.001193"),
        ("note", "Đã bấm “Nơi nộp”"),
    ]


def test_the_old_path_refuses_ordinary_messages(world: SimulatorFixture) -> None:
    body = {"recipient": {"user_id": LAI}, "message": {"text": "a"}}
    assert world.post("/v2.0/oa/message", body)["error"] == -240


def test_the_old_path_still_takes_reactions(world: SimulatorFixture) -> None:
    message_id = world.sim.talk(LAI)[0]["message_id"]
    action = {"react_icon": "/-heart", "react_message_id": message_id}
    assert world.post("/v2.0/oa/message", {"recipient": {"user_id": LAI}, "sender_action": action})["error"] == 0
    assert world.names() == ["oa_reacted_message"]
    assert world.sim.talk(LAI)[0]["oa_reaction"] == "❤️"


def test_an_anonymous_visitor_is_answered_by_conversation(world: SimulatorFixture) -> None:
    visitor = next(person for person in world.sim.people() if person["anonymous"])["id"]
    world.sim.person_says(visitor, "Cho hỏi")
    assert world.names() == ["anonymous_send_text"]
    conversation = world.events[0]["message"]["conversation_id"]
    recipient = {"anonymous_id": visitor, "conversation_id": conversation}
    assert world.post("/v2.0/oa/message", {"recipient": recipient, "message": {"text": "Dạ"}})["error"] == 0
    assert world.names()[-1] == "oa_send_anonymous_text"
    assert world.consult(visitor, {"text": "Dạ"})["error"] == -201


def test_unknown_paths_and_wrong_methods_are_no_api(world: SimulatorFixture) -> None:
    for answer in (world.post("/v3.0/oa/tag/tagfollower", {}), world.get("/v3.0/oa/message/cs")):
        assert answer["error"] != 0
        assert answer["message"] == "empty or invalid API"
