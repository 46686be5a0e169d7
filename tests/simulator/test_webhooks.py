"""Events on their way: shapes, signature, order, repeats, and a real socket."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from bot.simulator.delivery import RETRY_SECONDS
from bot.simulator.events import sign_event
from tests.simulator.conftest import LAI, THU, SimulatorFixture


def test_the_signature_is_the_one_of_zalos_example() -> None:
    body = (
        b'{"app_id":"2837645190283746519","event_name":"follow","oa_id":"4318657068771012646",'
        b'"follower":{"id":"7219430518264093157"},"timestamp":1731399900127}'
    )
    expected = "6a8ccf9676dd9b1b9b6a5ae5614bcc9ae4ca0985ae7e103c3e612abe34a12073"
    assert sign_event("2837645190283746519", body, "1731399900127", "9fK2mQ7xTr4VbN8sYc1Z") == f"mac={expected}"


ATTACHMENTS = {
    "image": ("user_send_image", "image", {"thumbnail", "url"}),
    "gif": ("user_send_gif", "gif", {"thumbnail", "url"}),
    "link": ("user_send_link", "link", {"thumbnail", "description", "url"}),
    "voice": ("user_send_audio", "audio", {"url"}),
    "video": ("user_send_video", "video", {"url", "thumbnail", "description"}),
    "sticker": ("user_send_sticker", "sticker", {"id", "url"}),
    "location": ("user_send_location", "location", {"coordinates"}),
    "file": ("user_send_file", "file", {"url", "size", "name", "checksum", "type"}),
    "contact": ("user_send_business_card", "link", {"thumbnail", "description", "url"}),
}


@pytest.mark.parametrize("kind", ATTACHMENTS)
def test_what_people_send_has_zalos_shape(world: SimulatorFixture, kind: str) -> None:
    name, attachment, keys = ATTACHMENTS[kind]
    message_id = world.sim.person_sends(LAI, kind)
    assert world.names() == [name]
    event = world.events[0]
    assert set(event) == {"app_id", "user_id_by_app", "event_name", "sender", "recipient", "message", "timestamp"}
    assert (event["sender"], event["message"]["msg_id"]) == ({"id": LAI}, message_id)
    [sent] = event["message"]["attachments"]
    assert sent["type"] == attachment and set(sent["payload"]) == keys
    assert all(isinstance(value, str) for value in _leaves(event))


def _leaves(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if inner is None:
        yield value
        return
    for part in inner:
        yield from _leaves(part)


def test_a_business_card_hides_its_phone_in_a_json_text(world: SimulatorFixture) -> None:
    world.sim.person_sends(LAI, "contact", phone="84911222333")
    world.names()
    payload = world.events[0]["message"]["attachments"][0]["payload"]
    assert json.loads(payload["description"])["phone"] == "84911222333"


def test_a_location_and_a_caption_can_be_given(world: SimulatorFixture) -> None:
    world.sim.person_sends(LAI, "location", latitude="10.5", longitude="108.25")
    world.sim.person_sends(LAI, "image", text="Cột đèn hỏng")
    world.names()
    coordinates = world.events[0]["message"]["attachments"][0]["payload"]["coordinates"]
    assert coordinates == {"latitude": "10.5", "longitude": "108.25"}
    assert world.events[1]["message"]["text"] == "Cột đèn hỏng"


def test_other_acts_have_zalos_shape(world: SimulatorFixture) -> None:
    world.sim.follow(THU)
    world.sim.unfollow(THU)
    world.sim.phones.open_chat(THU)
    world.sim.phones.withdraw(THU)
    message_id = world.sim.talk(LAI)[0]["message_id"]
    world.sim.person_says(LAI, "Ý này", quote=message_id)
    sent = world.consult(LAI, {"text": "a"})["data"]["message_id"]
    world.sim.phones.react(LAI, sent, "/-heart")
    assert world.sim.phones.look(LAI) == 1
    world.names()
    events = {event["event_name"]: event for event in world.events}
    assert events["follow"]["follower"] == {"id": THU} and events["follow"]["oa_id"] == world.config.oa_id
    assert events["unfollow"]["follower"] == {"id": THU}
    assert events["user_click_chatnow"]["user_id"] == events["user_withdraw"]["user_id"] == THU
    assert "user_id_by_app" not in events["follow"]
    assert events["user_send_text"]["message"]["quote_msg_id"] == message_id
    assert events["user_reacted_message"]["message"] == {"msg_id": sent, "react_icon": "/-heart"}
    assert events["user_seen_message"]["message"] == {"msg_ids": [sent]}
    assert events["user_seen_message"]["recipient"] == {"id": LAI}


def test_a_person_without_an_account_cannot_follow(world: SimulatorFixture) -> None:
    visitor = next(person for person in world.sim.people() if person["anonymous"])["id"]
    with pytest.raises(ValueError, match="account"):
        world.sim.follow(visitor)


def test_an_event_without_200_is_repeated_unchanged_and_others_go_on() -> None:
    tries: list[tuple[str, bytes, str | None, str]] = []

    def refuse_the_first_twice(body: bytes, headers: Any) -> int:
        text = json.loads(body)["message"]["text"]
        tries.append((text, body, headers.get("num_retry"), headers["X-ZEvent-Signature"]))
        return 503 if text == "một" and sum(1 for tried in tries if tried[0] == "một") < 3 else 200

    world = SimulatorFixture(deliver=refuse_the_first_twice, time_scale=0.001)
    world.sim.person_says(LAI, "một")
    world.sim.person_says(LAI, "hai")
    assert world.sim.wait_idle(10)
    first = [tried for tried in tries if tried[0] == "một"]
    assert [tried[2] for tried in first] == [None, "1", "2"]
    assert len({(tried[1], tried[3]) for tried in first}) == 1
    assert tries[1][0] == "hai"
    world.sim.close()


def test_after_the_last_try_the_webhook_is_switched_off() -> None:
    tries: list[bytes] = []

    def refuse(body: bytes, headers: Any) -> int:
        tries.append(body)
        raise ConnectionRefusedError

    world = SimulatorFixture(deliver=refuse, time_scale=0.000001)
    world.sim.person_says(LAI, "Có ai không?")
    assert world.sim.wait_idle(10)
    assert len(tries) == 1 + len(RETRY_SECONDS)
    assert world.sim.state()["webhook"]["on"] is False
    world.sim.person_says(LAI, "Còn đó không?")
    assert world.sim.wait_idle(10) and len(tries) == 6
    world.break_it(webhook_on=True)
    world.sim.person_says(LAI, "Alo?")
    assert world.sim.wait_idle(10) and len(tries) == 12
    world.sim.close()


def test_without_a_webhook_nothing_is_delivered() -> None:
    world = SimulatorFixture(deliver=None)
    world.sim.person_says(LAI, "Chào")
    assert world.sim.wait_idle(0)
    assert world.sim.deliveries == [] and world.consult(LAI, {"text": "a"})["error"] == 0
    world.sim.close()


class Receiver(ThreadingHTTPServer):
    """A webhook on a real socket that keeps what it gets."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _WebhookHandler)
        self.got: list[tuple[bytes, dict[str, str]]] = []
        self.connections = 0
        self.hangs_up = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/webhook"

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


class _WebhookHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((body, dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = self.server.hangs_up

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


def test_signed_events_arrive_in_each_persons_order_over_few_connections(receiver: Receiver) -> None:
    world = SimulatorFixture(deliver=None, webhook_url=receiver.url, delivery_threads=2)
    people = world.sim.add_people(5)
    for number in range(20):
        for person in people:
            world.sim.person_says(person, str(number))
    assert world.sim.wait_idle(10)
    world.sim.close()
    texts: dict[str, list[str]] = {}
    for body, headers in receiver.got:
        event = json.loads(body)
        text = world.config.app_id.encode() + body + event["timestamp"].encode() + world.config.oa_secret.encode()
        assert headers["X-ZEvent-Signature"] == f"mac={hashlib.sha256(text).hexdigest()}"
        texts.setdefault(event["sender"]["id"], []).append(event["message"]["text"])
    assert texts == {person: [str(number) for number in range(20)] for person in people}
    assert receiver.connections <= 2


def test_a_connection_closed_while_idle_is_simply_opened_again(receiver: Receiver) -> None:
    receiver.hangs_up = True
    world = SimulatorFixture(deliver=None, webhook_url=receiver.url, delivery_threads=1)
    for _ in range(2):
        world.sim.person_says(LAI, "Chào")
        assert world.sim.wait_idle(10)
    assert [entry["outcome"] for entry in world.sim.deliveries] == ["200", "200"]
    assert (len(receiver.got), receiver.connections) == (2, 2)
    world.sim.close()


def test_zalos_headers_arrive_through_the_server_of_flask_run(world: SimulatorFixture) -> None:
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    answer = requests.get(
        f"http://127.0.0.1:{server.port}/v2.0/oa/getoa", headers={"access_token": world.token}, timeout=5
    )
    server.shutdown()
    server.server_close()
    assert answer.json()["error"] == 0


def test_an_administrator_who_writes_in_zalos_own_page_is_named_in_the_event(world: SimulatorFixture) -> None:
    answer = world.http.post(f"/api/people/{LAI}/answer", json={"text": "Chào bác"})
    assert answer.status_code == 200
    world.sim.wait_idle()
    [event] = [json.loads(entry["body"]) for entry in world.sim.deliveries if entry["event"] == "oa_send_text"]
    assert event["sender"]["admin_id"] and event["recipient"] == {"id": LAI}
    assert event["message"] == {"msg_id": answer.get_json()["message_id"], "text": "Chào bác"}
    assert world.http.post("/api/people/nobody/answer", json={"text": "x"}).status_code == 404
