"""A flood of sign-ins takes its own threads only: events of Zalo and the pages are answered meanwhile."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.accounts import password_hashing
from bot.accounts.password_hashing import PLACES, QUEUE
from tests.accounts.test_password_hashing import SlowHasher
from tests.admin.installation import csrf_in
from tests.support.app import AppFixture, wait_until

CALLERS = 120


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowHasher]:
    slow = SlowHasher()
    monkeypatch.setattr(password_hashing, "PasswordHasher", lambda: slow)
    yield slow
    slow.finish.set()


@pytest.fixture
def flooded(tmp_path: Path, hasher: SlowHasher) -> Iterator[AppFixture]:
    app = AppFixture(tmp_path, TRUSTED_PROXIES="1")
    yield app
    hasher.finish.set()
    app.close()


class Flood:
    """Callers from as many addresses who all try a password at once."""

    def __init__(self, app: AppFixture) -> None:
        self.statuses: Counter[int] = Counter()
        self.refusals: list[requests.Response] = []
        self._url, self._threads = f"{app.url}/admin/sign-in", []
        for number in range(CALLERS):
            self._threads.append(threading.Thread(target=self._try_password, args=(number,)))
            self._threads[-1].start()

    def _try_password(self, number: int) -> None:
        with requests.Session() as browser:
            browser.headers["X-Forwarded-For"] = f"198.51.100.{number}"
            token = csrf_in(browser.get(self._url, timeout=60).text)
            form = {"csrf": token, "email": f"{number}@phuong.example.vn", "password": "sai"}
            answer = browser.post(self._url, data=form, timeout=60)
        self.statuses[answer.status_code] += 1
        if answer.status_code == 429:
            self.refusals.append(answer)

    def join(self) -> None:
        """Wait until every caller has an answer."""
        for thread in self._threads:
            thread.join(60)


def test_events_and_pages_are_answered_while_both_places_and_the_queue_are_full(
    flooded: AppFixture, hasher: SlowHasher
) -> None:
    flood = Flood(flooded)
    wait_until(lambda: flood.statuses[429] >= CALLERS - PLACES - QUEUE)
    assert hasher.under_way == PLACES and flood.statuses == Counter({429: CALLERS - PLACES - QUEUE})
    event = {"event_name": "anonymous_send_text", "sender": {"id": "a1"}, "recipient": {"id": "2"}}
    for moment in range(40):
        assert flooded.post({**event, "timestamp": str(moment)}).status_code == 200
    assert requests.get(f"{flooded.url}/quyen-rieng-tu", timeout=10).status_code == 200
    refusal = flood.refusals[0]
    assert "Nhiều người đang đăng nhập cùng lúc" in refusal.text and int(refusal.headers["Retry-After"]) > 0
    hasher.finish.set()
    flood.join()
    assert flood.statuses == Counter({429: CALLERS - PLACES - QUEUE, 422: PLACES + QUEUE})


def test_the_webhook_has_threads_that_no_page_can_take(tmp_path: Path) -> None:
    """Each thread of the pages waits inside a view; an event is answered nonetheless."""
    app, release, inside = AppFixture(tmp_path), threading.Event(), threading.Semaphore(0)

    def wait_inside() -> str:
        inside.release()
        release.wait(30)
        return ""

    app.app.add_url_rule("/slow", "slow", wait_inside)
    callers = [threading.Thread(target=requests.get, args=(f"{app.url}/slow",)) for _ in range(16)]
    for caller in callers:
        caller.start()
    for _ in range(12):
        assert inside.acquire(timeout=10)
    try:
        assert requests.get(f"{app.url}/webhook", timeout=10).status_code == 200
        assert requests.get(f"{app.url}/webhook/", timeout=10).status_code == 200
    finally:
        release.set()
        for caller in callers:
            caller.join(10)
        app.close()
