"""Connecting the OA over a real socket with the simulator's sign-in page."""

from __future__ import annotations

import threading
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from werkzeug.serving import make_server

from bot.clock import MINUTE
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from tests.admin.installation import PASSWORD, make_app, make_runtime, new_official, sign_in

CALLBACK = "/admin/zalo/callback"
LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "1000000000000000001",
    "ZALO_APP_SECRET": "very-secret-app",
    "ZALO_OA_ID": "2000000000000000002",
    "ZALO_OA_SECRET": "very-secret-oa",
}


@pytest.fixture
def zalo():
    """A simulated Zalo on a port of its own."""
    simulator = create_simulator(
        SimulatorConfig(
            app_id=LIVE["ZALO_APP_ID"],
            app_secret=LIVE["ZALO_APP_SECRET"],
            oa_id=LIVE["ZALO_OA_ID"],
            oa_secret=LIVE["ZALO_OA_SECRET"],
            redirect_uri=f"http://127.0.0.1:8000{CALLBACK}",
        )
    )
    server = make_server("127.0.0.1", 0, simulator)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    simulator.extensions["simulator"].close()


@pytest.fixture
def runtime(words, tmp_path, clock, zalo):
    """Not connected yet."""
    runtime = make_runtime(words, tmp_path, clock, **LIVE, ZALO_OAUTH_URL=zalo)
    yield runtime
    runtime.close()


def permitted(manager):
    """Press the button, allow the app at Zalo; returns the address Zalo sends the official back to."""
    start = manager.press("/admin/zalo/connect")
    assert start.status_code == 303
    with requests.get(f"{start.location}&allow=yes", allow_redirects=False, timeout=10) as answer:
        back = answer.headers["Location"]
    assert urlsplit(back).path == CALLBACK
    return f"{CALLBACK}?{urlsplit(back).query}"


def test_an_official_connects_the_oa(runtime, manager):
    assert "Chưa kết nối với Zalo" in manager.page("/admin/zalo/connect")
    back = manager.client.get(permitted(manager))
    assert (back.status_code, back.location) == (303, "/admin/zalo/connect?done=connected"), "no code in the history"
    page = manager.page(back.location)
    assert "Đã kết nối với Zalo" in page and "Kết nối với Zalo đang tốt" in page
    token = runtime.tokens.access_token()
    assert token and token not in page


def test_a_way_back_works_once(manager):
    back = permitted(manager)
    manager.client.get(back)
    again = manager.client.get(back)
    assert again.status_code == 422 and "hết hạn" in again.text


def test_a_way_back_of_another_official_or_of_nobody_is_refused(app, runtime, manager):
    back = permitted(manager)
    runtime.officials.add("khac@phuong.example.vn", "Khác", "manager")
    other = app.test_client()
    first = runtime.officials.reset_password("khac@phuong.example.vn")
    sign_in(other, "khac@phuong.example.vn", first)
    assert other.get(back).location == "/admin/password"
    stranger = app.test_client().get(back)
    assert stranger.location == "/admin/sign-in?next=/admin/zalo/connect", "Zalo's code goes nowhere else"
    assert manager.client.get(f"{CALLBACK}?code=guess&state=guess").status_code == 422
    assert runtime.tokens.access_token() is None


def test_a_sign_in_at_zalo_that_took_too_long_is_refused(clock, manager):
    back = permitted(manager)
    clock.forward(11 * MINUTE)
    response = manager.client.get(back)
    assert response.status_code == 422 and "Hãy bấm Kết nối lại" in response.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"oa_id": "999"}, "không phải OA đã khai"),
        ({"code": ""}, "chưa cấp quyền"),
        ({"code": "made-up"}, "Zalo từ chối cấp quyền"),
    ],
)
def test_what_zalo_sends_back_is_checked_and_the_reason_said(manager, change, reason):
    query = dict(pair.split("=") for pair in permitted(manager).partition("?")[2].split("&"))
    response = manager.client.get(f"{CALLBACK}?{urlencode(query | change)}")
    assert response.status_code == 422 and reason in response.text
    assert "made-up" not in response.text


def test_others_than_managers_see_the_state_without_the_button(app, runtime):
    page = new_official(app, runtime, "answerer").page("/admin/zalo/connect")
    assert "Chưa kết nối với Zalo" in page and 'action="/admin/zalo/connect"' not in page


def test_no_secret_is_on_the_page(words, tmp_path, clock, zalo):
    runtime = make_runtime(words, tmp_path / "other", clock, **LIVE, ZALO_OAUTH_URL=zalo)
    manager = new_official(make_app(runtime), runtime, "manager")
    pages = manager.page("/admin/zalo/connect") + manager.page("/admin/")
    runtime.close()
    assert "very-secret" not in pages and PASSWORD not in pages


def test_the_page_that_leads_to_zalo_lets_its_form_leave(manager):
    assert "form-action" not in manager.client.get("/admin/zalo/connect").headers["Content-Security-Policy"]
    assert "form-action 'self'" in manager.client.get("/admin/").headers["Content-Security-Policy"]
