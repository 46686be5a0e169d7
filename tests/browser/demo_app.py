"""The demo in this process: the product, its clock and the simulated phones on one port, and officials at their browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

import handlers
from app import create_app
from bot import settings
from bot.admin.cookies import COOKIE_PATH, SESSION_COOKIE
from bot.runtime import Runtime
from bot.server.demo_headers import ZaloHeaderChannel
from bot.zalo.oauth import TokenPair
from scheduler import start_clock
from tests.support.app import Served, free_port, live_content, wait_until

PASSWORD = "một câu rất dễ nhớ"


class DemoApp:
    """Quiet hours are off, so that it sends at any time of a test's day."""

    def __init__(self, folder: Path, **environment: str) -> None:
        port = free_port()
        found = {
            "WARD_MODE": "demo",
            "DATABASE_PATH": str(folder / "ward.db"),
            "PORT": str(port),
            "QUIET_HOURS": "00:00-00:00",
            "BROADCASTS_PER_PERSON_PER_WEEK": "0",
        }
        self.runtime = Runtime(
            settings.load(found | environment), handlers.make_router(), quiet_ms=(0,), live_content=live_content()
        )
        self.app = create_app(self.runtime)
        self.zalo = self.app.extensions["simulator"]
        access, refresh = self.zalo.issue_tokens()
        self.runtime.tokens.accept(TokenPair(access, refresh, 90_000))
        self._served = Served(self.app, port, channel=ZaloHeaderChannel)
        self.url = self._served.url
        self.runtime.start()
        self._clock = start_clock(self.runtime)

    def residents(self, count: int) -> list[str]:
        """Followers who wrote just now, at both ends."""
        ids: list[str] = [person["id"] for person in self.zalo.people() if not person["anonymous"]][:count]
        ids += self.zalo.add_people(count - len(ids)) if count > len(ids) else []
        for person_id in ids:
            self.zalo.follow(person_id)
            self.zalo.person_says(person_id, "chào phường")
        wait_until(lambda: all(self._wrote(person_id) for person_id in ids), 30)
        self.runtime.people_sync.begin()
        self.runtime.people_sync.run(most=20)
        return ids

    def _wrote(self, person_id: str) -> bool:
        row = self.runtime.helpdesk.person(person_id)
        return (
            row is not None
            and row.last_message_at is not None
            and any(message["who"] == "oa" for message in self.zalo.talk(person_id))
        )

    def official(self, browser: Browser, role: str, *, width: int = 1280, **context: Any) -> BrowserContext:
        """A browser in which an official of this role has signed in."""
        email = f"{role}.{free_port()}@phuong.example.vn"
        officials = self.runtime.officials
        first = officials.add(email, {"author": "Chị Lan", "approver": "Anh Hòa"}.get(role, "Cô Mai"), role)
        cookie = officials.sign_in(email, first)
        found = officials.of_cookie(cookie)
        assert cookie and found
        officials.change_password(found, first, PASSWORD)
        opened = browser.new_context(viewport={"width": width, "height": 900}, base_url=self.url, **context)
        opened.add_cookies([{"name": SESSION_COOKIE, "value": cookie, "url": f"{self.url}{COOKIE_PATH}"}])
        return opened

    def heard(self, person_id: str) -> list[str]:
        """What the OA said to somebody, oldest first."""
        return [message["text"] for message in self.zalo.talk(person_id) if message["who"] == "oa"]

    def close(self) -> None:
        self._clock.shutdown()
        self.zalo.close()
        self._served.close()
        self.runtime.close()
