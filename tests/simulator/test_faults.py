"""What somebody breaks on purpose."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.simulator.errors import MESSAGES
from tests.simulator.conftest import LAI, SimulatorFixture

CS = "/v3.0/oa/message/cs"
SMS = {"text": "a"}


def raw_call(world: SimulatorFixture) -> tuple[str, dict[str, str], bytes]:
    """One consultation call as a server makes it: status, headers, body as it was sent."""
    body = json.dumps({"recipient": {"user_id": LAI}, "message": SMS}).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": CS,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/json",
        "HTTP_ACCESS_TOKEN": world.token,
        "wsgi.input": io.BytesIO(body),
    }
    answers: list[Any] = []
    answer = b"".join(world.app.wsgi_app(environ, lambda status, headers: answers.extend((status, dict(headers)))))
    return answers[0], answers[1], answer


@pytest.mark.parametrize("code", [code for code in MESSAGES if code > -14000])
def test_every_error_number_can_be_chosen(world: SimulatorFixture, code: int) -> None:
    world.break_it(error={"code": code, "times": 2})
    assert [world.consult(LAI, SMS)["error"] for _ in range(3)] == [code, code, 0]


def test_an_error_can_be_kept_to_one_kind_of_call(world: SimulatorFixture) -> None:
    world.break_it(error={"code": -32, "path": "/v3.0/oa/user/"})
    assert world.consult(LAI, SMS)["error"] == 0
    assert world.get("/v3.0/oa/user/detail", {"user_id": LAI})["error"] == -32
    assert world.get("/v3.0/oa/user/detail", {"user_id": LAI})["error"] == 0


def test_an_oauth_error_strikes_only_the_token_call(world: SimulatorFixture) -> None:
    world.break_it(error={"code": -14014})
    assert world.consult(LAI, SMS)["error"] == 0
    assert world.http.post("/v4/oa/access_token", data={}).get_json()["error"] == -14014


def buttons(**words: str) -> dict[str, Any]:
    """A message with a button, its words in the payload when they are given as `text`."""
    pressed = [{"type": "oa.query.show", "title": "Lệ phí", "payload": "Lệ phí bao nhiêu?"}]
    shape = {"template_type": "button"} if words else {}
    return {"attachment": {"type": "template", "payload": {**shape, **words, "buttons": pressed}}}


CARDS = {"attachment": {"type": "template", "payload": {"template_type": "list", "elements": [{"title": "Tin"}]}}}
SHAPES = {"message": {"text": "Hỏi gì?"} | buttons(), "payload": buttons(text="Hỏi gì?"), "list": CARDS}


@pytest.mark.parametrize("refused", SHAPES)
@pytest.mark.parametrize("code", [-201, -210, -233, -240])
def test_a_shape_of_message_can_be_refused_and_the_others_go(world: SimulatorFixture, refused: str, code: int) -> None:
    assert {world.consult(LAI, message)["error"] for message in SHAPES.values()} == {0}
    assert world.break_it(**{f"refuse_{refused}": code})["faults"][f"refuse_{refused}"] == code
    errors = {shape: world.consult(LAI, message)["error"] for shape, message in SHAPES.items()}
    assert errors == {shape: code if shape == refused else 0 for shape in SHAPES}
    assert world.consult(LAI, SMS)["error"] == 0
    world.break_it(**{f"refuse_{refused}": 0})
    assert world.consult(LAI, SHAPES[refused])["error"] == 0


def test_a_file_can_be_refused(world: SimulatorFixture) -> None:
    token = world.upload("file", b"%PDF-1.7", "to-khai.pdf")["data"]["token"]
    file = {"attachment": {"type": "file", "payload": {"token": token}}}
    world.break_it(refuse_file=-233)
    assert world.consult(LAI, file)["error"] == -233
    world.break_it(refuse_file=0)
    assert world.consult(LAI, file)["error"] == 0


def test_a_server_error_means_that_nothing_was_sent(world: SimulatorFixture) -> None:
    world.break_it(server_errors=1)
    status, headers, _ = raw_call(world)
    assert status.startswith("500") and headers["Content-Type"] == "text/html"
    assert world.names() == []
    assert world.consult(LAI, SMS)["error"] == 0


def test_a_dropped_answer_means_that_the_message_was_sent(world: SimulatorFixture) -> None:
    world.break_it(drops=1)
    _, headers, body = raw_call(world)
    assert int(headers["Content-Length"]) > len(body) == 0
    assert world.names() == ["oa_send_text", "user_received_message"]
    assert world.sim.calls[-1]["fault"] == "drop"


def test_receipts_can_be_kept_back(world: SimulatorFixture) -> None:
    world.break_it(receipts=False)
    assert world.consult(LAI, SMS)["error"] == 0
    world.sim.phones.look(LAI)
    assert world.names() == []


def test_too_many_calls_in_a_second_are_refused(world: SimulatorFixture) -> None:
    world.break_it(rate_per_second=3)
    assert [world.consult(LAI, SMS)["error"] for _ in range(4)] == [0, 0, 0, -32]
    world.now += 1
    assert world.consult(LAI, SMS)["error"] == 0


def test_events_can_be_repeated(world: SimulatorFixture) -> None:
    world.break_it(repeat=3)
    world.sim.person_says(LAI, "Một câu")
    assert world.names() == ["user_send_text"] * 3
    assert world.events[0] == world.events[1] == world.events[2]


def test_slow_answers_are_answers_all_the_same(world: SimulatorFixture) -> None:
    world.break_it(slow_ms=20)
    assert world.consult(LAI, SMS)["error"] == 0
    assert world.sim.calls[-1]["milliseconds"] >= 20


def test_everything_can_be_mended_at_once(world: SimulatorFixture) -> None:
    usual = world.http.get("/api/state").get_json()
    world.break_it(slow_ms=1, drops=1, repeat=2, night=True, advance_hours=200, error={"code": -230, "times": 9})
    assert world.break_it(clear=True) == usual


@pytest.mark.parametrize(
    "fault",
    [
        {"slow_ms": -1},
        {"slow_ms": "300"},
        {"repeat": 0},
        {"error": {"code": -9}},
        {"error": {"code": "-230"}},
        {"night": "yes"},
        {"nonsense": 1},
        {"clear": False},
        {"quota_used_up": 1},
        {"refuse_message": -9},
        {"refuse_payload": True},
        {"refuse_cards": -201},
    ],
)
def test_nonsense_faults_are_refused(world: SimulatorFixture, fault: dict[str, Any]) -> None:
    assert world.http.post("/api/faults", json=fault).status_code == 400


def test_faults_cannot_be_set_by_a_form_of_another_site(world: SimulatorFixture) -> None:
    assert world.http.post("/api/faults", data='{"clear": true}').status_code == 415
