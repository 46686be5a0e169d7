"""Zalo's console: what has to be entered before anything works, and in which order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bot.simulator.tokens import challenge_of
from tests.simulator.conftest import LAI, SimulatorFixture
from tests.simulator.test_oauth import VERIFIER, ask, new_code, trade


class Program(ThreadingHTTPServer):
    """A program at a webhook address: what came to it, and the status it answers."""

    def __init__(self) -> None:
        self.status = 200
        self.received: list[tuple[str, bytes, str | None]] = []
        self.pages: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        Thread(target=self.serve_forever, daemon=True).start()


class Answers(BaseHTTPRequestHandler):
    server: Program

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        self._answer(200 if page else 404, (page or "").encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, body, self.headers["X-ZEvent-Signature"]))
        self._answer(self.server.status, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture
def program() -> Iterator[Program]:
    served = Program()
    yield served
    served.shutdown()
    served.server_close()


class NewApp(SimulatorFixture):
    """An app for which nothing is entered in the console yet."""

    def __init__(self) -> None:
        super().__init__(is_new_app=True, deliver=None, time_scale=0.001)

    def enter(self, **fields: Any) -> dict[str, Any]:
        return self.ask("", **fields)

    def ask(self, path: str, **fields: Any) -> dict[str, Any]:
        return self.http.post(f"/api/developer{path}", json=fields).get_json()

    def shown(self) -> dict[str, Any]:
        return self.http.get("/api/developer").get_json()


@pytest.fixture
def app() -> Iterator[NewApp]:
    fixture = NewApp()
    yield fixture
    fixture.sim.close()


def prove(app: NewApp, program: Program) -> None:
    code = app.shown()["verifier_code"]
    program.pages[f"/zalo_verifier{code}.html"] = f'<meta content="{code}">'
    assert app.ask("/domain", url=program.url) == {"status": 200, "verified": True}


def test_the_address_is_saved_only_for_a_proven_domain(app: NewApp, program: Program) -> None:
    assert "not proven" in app.ask("/webhook", url=f"{program.url}/webhook")["error"]
    assert app.ask("/domain", url=program.url) == {"status": 404, "verified": False}
    prove(app, program)
    assert app.ask("/webhook", url=f"{program.url}/webhook")["saved"]


def test_the_console_probes_unsigned_and_shows_the_secret_only_after_a_200(app: NewApp, program: Program) -> None:
    prove(app, program)
    program.status = 403
    assert app.ask("/webhook", url=f"{program.url}/webhook") == {"status": 403, "saved": False}
    assert (app.shown()["webhook_url"], app.shown()["oa_secret"]) == (None, None)
    program.status = 200
    assert app.ask("/webhook", url=f"{program.url}/webhook") == {"status": 200, "saved": True}
    assert program.received == [("/webhook", b"{}", None)] * 2
    assert app.shown()["webhook_url"] == f"{program.url}/webhook"
    assert app.shown()["oa_secret"] == app.config.oa_secret


def test_nobody_at_the_address_saves_nothing(app: NewApp, program: Program) -> None:
    prove(app, program)
    program.shutdown()
    program.server_close()
    assert app.ask("/webhook", url=f"{program.url}/webhook") == {"status": 0, "saved": False}


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1/x", "https://example.com/webhook", "http://10.0.0.1/"])
def test_it_calls_no_other_machine(app: NewApp, url: str) -> None:
    for path in ("/domain", "/webhook"):
        assert app.http.post(f"/api/developer{path}", json={"url": url}).status_code == 400


def test_each_missing_piece_has_its_error(app: NewApp) -> None:
    codes = [app.consult(LAI, {"text": "a"})["error"]]
    for switch in ("active", "official_account_api", "permissions"):
        app.enter(**{switch: True})
        codes.append(app.consult(LAI, {"text": "a"})["error"])
    assert codes == [-209, -212, -223, -232]


def test_the_permission_page_wants_an_active_app_and_the_callback_of_the_console(app: NewApp) -> None:
    assert "-14002" in ask(app).text
    app.enter(active=True)
    assert "-14003" in ask(app).text
    app.enter(callback_url="http://127.0.0.1:1/back")
    assert "-14003" in ask(app).text
    assert "Đồng ý cấp quyền" in ask(app, redirect_uri="http://127.0.0.1:1/back").text
    assert ask(app, redirect_uri="http://127.0.0.1:1/back", allow="yes").location.startswith("http://127.0.0.1:1/back?")


def test_a_challenge_of_its_own_fails_where_the_console_holds_a_fixed_one(app: NewApp) -> None:
    app.enter(active=True, callback_url=app.config.redirect_uri, code_challenge=challenge_of("y" * 43))
    assert trade(app, new_code(app))["error_name"] == "Invalid code verifier"
    app.enter(code_challenge=challenge_of(VERIFIER))
    assert "access_token" in trade(app, new_code(app))


def test_no_event_comes_before_it_is_ticked_and_the_oa_has_granted_the_app(app: NewApp, program: Program) -> None:
    app.sim.zalo.tokens.is_granted = False
    prove(app, program)
    app.ask("/webhook", url=f"{program.url}/webhook")
    program.received.clear()
    app.sim.person_says(LAI, "một")
    app.enter(events=True)
    app.sim.person_says(LAI, "hai")
    app.sim.issue_tokens()
    app.sim.person_says(LAI, "ba")
    assert app.sim.wait_idle(5)
    assert [json.loads(body)["message"]["text"] for _, body, _ in program.received] == ["ba"]


@pytest.mark.parametrize(("has_retry", "times"), [(False, 1), (True, 6)])
def test_a_refused_event_is_sent_again_only_with_the_switch_on(
    app: NewApp, program: Program, has_retry: bool, times: int
) -> None:
    prove(app, program)
    app.ask("/webhook", url=f"{program.url}/webhook")
    app.enter(events=True, webhook_retry=has_retry)
    program.received.clear()
    program.status = 503
    app.sim.person_says(LAI, "một")
    assert app.sim.wait_idle(30)
    assert len(program.received) == times
    assert app.sim.state()["webhook"]["on"] is not has_retry


def test_the_sample_has_made_up_ids_and_is_signed(app: NewApp, program: Program) -> None:
    assert "no webhook address" in app.ask("/test", event="user_send_text")["error"]
    prove(app, program)
    app.ask("/webhook", url=f"{program.url}/webhook")
    assert app.ask("/test", event="user_send_text") == {"status": 200}
    event, signature = json.loads(program.received[-1][1]), program.received[-1][2]
    assert (event["message"]["msg_id"], event["sender"]["id"]) == ("This is message id", "1" * 19)
    assert signature is not None
    assert "error" in app.ask("/test", event="elephant")


@pytest.mark.parametrize("fields", [{"active": "yes"}, {"colour": True}, {"callback_url": 1}])
def test_wrong_fields_are_refused(app: NewApp, fields: dict[str, Any]) -> None:
    assert app.http.post("/api/developer", json=fields).status_code == 400


def test_an_app_that_is_complete_from_the_start_shows_its_secret_after_saving_again(
    world: SimulatorFixture, program: Program
) -> None:
    assert world.http.get("/api/developer").get_json()["oa_secret"] is None
    answer = world.http.post("/api/developer/webhook", json={"url": f"{program.url}/webhook"}).get_json()
    assert answer["saved"]
    assert world.http.get("/api/developer").get_json()["oa_secret"] == world.config.oa_secret
