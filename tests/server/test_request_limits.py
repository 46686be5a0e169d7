"""One address may try a password, a code, a link or a page so often in a minute; events of Zalo are never limited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.server.request_limits import LIMITS
from tests.admin.installation import csrf_in
from tests.support.app import AppFixture, event_body

HERE, THERE = "203.0.113.7", "203.0.113.8"


def limit_of(endpoint: str) -> int:
    return LIMITS[endpoint].amount


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    app = AppFixture(tmp_path_factory.mktemp("proxied"), TRUSTED_PROXIES="1")
    yield app
    app.close()


@pytest.fixture
def undeclared_proxy(tmp_path: Path) -> Iterator[AppFixture]:
    app = AppFixture(tmp_path)
    yield app
    app.close()


class Browser:
    """A browser whose requests come through proxies that name these addresses."""

    def __init__(self, app: AppFixture, forwarded: str | None) -> None:
        self._url, self._session = app.url, requests.Session()
        if forwarded:
            self._session.headers["X-Forwarded-For"] = forwarded

    def get(self, path: str) -> requests.Response:
        return self._session.get(self._url + path, timeout=10, allow_redirects=False)

    def try_password(self, token: str, email: str = "ai@phuong.example.vn") -> requests.Response:
        form = {"csrf": token, "email": email, "password": "sai"}
        return self._session.post(f"{self._url}/admin/sign-in", data=form, timeout=10)

    def form_token(self) -> str:
        return csrf_in(self.get("/admin/sign-in").text)


def test_an_address_may_try_so_many_passwords_and_another_goes_on(behind_a_proxy: AppFixture) -> None:
    browser, other = Browser(behind_a_proxy, HERE), Browser(behind_a_proxy, THERE)
    token = browser.form_token()
    tries = [
        browser.try_password(token, f"{number}@phuong.example.vn")
        for number in range(limit_of("admin.sign_in_check") + 1)
    ]
    assert [response.status_code for response in tries] == [422] * (len(tries) - 1) + [429]
    refused = tries[-1]
    assert "Thử đăng nhập quá nhiều lần" in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert refused.headers["Content-Security-Policy"]
    assert browser.get("/admin/sign-in").status_code == 200, "the form itself stays open"
    assert other.try_password(other.form_token()).status_code == 422


def test_what_a_browser_claims_itself_does_not_count(behind_a_proxy: AppFixture) -> None:
    """The proxy appends the address it saw; what stood before it may be invented."""
    statuses = [
        Browser(behind_a_proxy, f"198.51.100.{number}, 203.0.113.20").get("/qr.svg").status_code
        for number in range(limit_of("pages.code") + 1)
    ]
    assert statuses.count(429) == 1


def test_devices_of_one_ipv6_connection_count_together(behind_a_proxy: AppFixture) -> None:
    statuses = [
        Browser(behind_a_proxy, f"2001:db8:0:7::{number:x}").get("/thong-bao.xml").status_code
        for number in range(1, limit_of("pages.feed") + 2)
    ]
    assert statuses[-1] == 429 and 429 not in statuses[:-1]
    assert Browser(behind_a_proxy, "2001:db8:0:8::1").get("/thong-bao.xml").status_code == 200


def test_pages_and_links_are_limited_and_the_page_says_so_kindly(behind_a_proxy: AppFixture) -> None:
    browser = Browser(behind_a_proxy, "203.0.113.30")
    pages = [browser.get("/") for _ in range(limit_of("pages.home") + 1)]
    assert pages[-2].status_code == 200 and pages[-1].status_code == 429
    assert "Xin anh/chị đợi một phút rồi mở lại" in pages[-1].text
    assert browser.get("/quyen-rieng-tu").status_code == 200, "each page has its own count"
    links = [browser.get("/l/khong-co").status_code for _ in range(limit_of("pages.follow_link") + 1)]
    assert links[-2:] == [404, 429]


def test_events_health_and_figures_are_never_limited(behind_a_proxy: AppFixture) -> None:
    event = {"event_name": "anonymous_send_text", "sender": {"id": "a1"}, "recipient": {"id": "2"}, "timestamp": "1"}
    body, headers = event_body(event)
    headers["X-Forwarded-For"] = "203.0.113.40"
    most = max(limit_of(endpoint) for endpoint in LIMITS)
    with requests.Session() as zalo:
        answers = [
            zalo.post(f"{behind_a_proxy.url}/webhook", data=body, headers=headers, timeout=10) for _ in range(most + 1)
        ]
        assert {answer.status_code for answer in answers} == {200}
        figures = {zalo.get(f"{behind_a_proxy.url}/metrics", timeout=10).status_code for _ in range(most // 2)}
    assert figures == {200}


def test_nobody_is_limited_through_a_proxy_that_is_not_declared(undeclared_proxy: AppFixture) -> None:
    """All residents would be one address, and one of them could shut the page for all."""
    browser = Browser(undeclared_proxy, HERE)
    assert {browser.get("/qr.svg").status_code for _ in range(limit_of("pages.code") + 1)} == {200}
    direct = Browser(undeclared_proxy, None)
    assert [direct.get("/qr.svg").status_code for _ in range(limit_of("pages.code") + 1)][-1] == 429
