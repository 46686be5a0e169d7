"""The chat page, its JSON, settings from the environment, and life under a prefix."""

from __future__ import annotations

import re

import pytest
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from bot.simulator import SimulatorConfig
from tests.simulator.conftest import LAI, SimulatorFixture


def test_a_talk_through_the_pages_own_urls(world: SimulatorFixture) -> None:
    path = f"/api/people/{LAI}"
    cursor = world.http.get(f"{path}/talk").get_json()["cursor"]
    assert world.http.post(f"{path}/say", json={"text": "Làm khai sinh cần gì?"}).status_code == 200
    world.consult(
        LAI,
        {
            "attachment": {
                "type": "template",
                "payload": {
                    "template_type": "button",
                    "text": "Cần ba giấy tờ",
                    "buttons": [{"type": "oa.query.show", "title": "Lệ phí", "payload": "#phi"}],
                },
            }
        },
    )
    fresh = world.http.get(f"{path}/talk?since={cursor}").get_json()
    assert [message["text"] for message in fresh["messages"]] == ["Làm khai sinh cần gì?", "Cần ba giấy tờ"]
    pressed = {"message_id": fresh["messages"][1]["message_id"], "button": 0}
    assert world.http.post(f"{path}/press", json=pressed).get_json()["payload"] == "#phi"
    assert world.http.post(f"{path}/send", json={"kind": "sticker"}).status_code == 200
    latest = world.http.get(f"{path}/talk?since={fresh['cursor']}").get_json()["messages"]
    assert [(message["kind"], message["text"]) for message in latest] == [("text", "#phi"), ("sticker", "")]


def test_looking_marks_messages_seen_and_empties_the_counter(world: SimulatorFixture) -> None:
    world.consult(LAI, {"text": "a"})

    def unseen() -> int:
        return next(p["unseen"] for p in world.http.get("/api/people").get_json() if p["id"] == LAI)

    assert unseen() == 1
    assert world.http.post(f"/api/people/{LAI}/look", json={}).status_code == 200
    assert unseen() == 0
    assert world.names()[-1] == "user_seen_message"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people/1/say", {"text": "a"}, 404),
        (f"people/{LAI}/press", {"message_id": "none", "button": 0}, 404),
        (f"people/{LAI}/send", {"kind": "elephant"}, 400),
        (f"people/{LAI}/send", {"kind": "image", "colour": "red"}, 400),
        (f"people/{LAI}/react", {"message_id": "none", "icon": "/-heart"}, 404),
        (f"people/{LAI}/dance", {}, 404),
        ("people", {"count": -1}, 400),
        ("people", [], 400),
    ],
)
def test_wrong_acts_are_refused(world: SimulatorFixture, path: str, body: object, status: int) -> None:
    assert world.http.post(f"/api/{path}", json=body).status_code == status


def test_a_talk_can_be_cleared(world: SimulatorFixture) -> None:
    world.http.post(f"/api/people/{LAI}/forget", json={})
    assert world.http.get(f"/api/people/{LAI}/talk").get_json()["messages"] == []


def test_a_shell_user_gets_tokens_people_calls_and_deliveries(world: SimulatorFixture) -> None:
    world.token = world.http.post("/api/tokens", json={}).get_json()["access_token"]
    [person] = world.http.post("/api/people", json={"count": 1}).get_json()["ids"]
    assert world.consult(person, {"text": "a"})["error"] == 0
    assert world.http.get("/api/calls").get_json()[-1]["path"] == "/v3.0/oa/message/cs"
    world.names()
    assert world.http.get("/api/deliveries").get_json()[-1]["event"] == "user_received_message"
    world.http.post("/api/calls/clear", json={})
    assert world.http.get("/api/calls").get_json() == []
    assert {"code": -230, "name": "user has not interacted with OA in the last 7 days"} in (
        world.http.get("/api/errors").get_json()
    )


@pytest.mark.parametrize("path", ["", "developer"])
def test_the_page_works_under_a_prefix_without_inline_code_or_other_hosts(world: SimulatorFixture, path: str) -> None:
    client = Client(DispatcherMiddleware(lambda environ, start: [], {"/simulator": world.app.wsgi_app}))
    page = client.get(f"/simulator/{path}")
    addresses = re.findall(r'(?:href|src|data-base|data-static)="([^"]*)"', page.text)
    assert addresses and all(address.startswith("/simulator/") for address in addresses)
    assert not re.search(r"<script(?![^>]* src=)|<style|style=|\son\w+=", page.text)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    for address in addresses:
        if not address.endswith("/static/"):
            with client.get(address) as answer:
                assert answer.status_code == 200, address
    answer = client.get("/simulator/v2.0/oa/getoa", headers={"access_token": world.token})
    assert answer.json is not None and answer.json["error"] == 0


@pytest.mark.parametrize("path", ["/", "/developer"])
def test_every_label_names_a_control(world: SimulatorFixture, path: str) -> None:
    page = world.http.get(path).text
    for name in re.findall(r'<label[^>]* for="([^"]+)"', page):
        assert f'id="{name}"' in page


def test_a_missing_upload_is_not_found(world: SimulatorFixture) -> None:
    assert world.http.get("/media/none").status_code == 404


def test_settings_come_from_the_environment_or_have_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WEBHOOK_URL", "APP_ID", "TIME_SCALE", "RATE_PER_SECOND", "NEW_APP"):
        monkeypatch.delenv(f"SIMULATOR_{name}", raising=False)
    usual = SimulatorConfig.from_environment()
    assert usual.webhook_url == "http://127.0.0.1:8000/webhook" and usual.app_id == SimulatorConfig().app_id
    monkeypatch.setenv("SIMULATOR_WEBHOOK_URL", "off")
    monkeypatch.setenv("SIMULATOR_APP_ID", "42")
    monkeypatch.setenv("SIMULATOR_TIME_SCALE", "0.5")
    monkeypatch.setenv("SIMULATOR_RATE_PER_SECOND", "20")
    monkeypatch.setenv("SIMULATOR_NEW_APP", "yes")
    chosen = SimulatorConfig.from_environment()
    assert (usual.is_new_app, chosen.is_new_app) == (False, True)
    assert (chosen.webhook_url, chosen.app_id, chosen.time_scale, chosen.rate_per_second) == (None, "42", 0.5, 20)
