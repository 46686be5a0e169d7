"""A printing press for tests: publishing over a real store and a simulated Zalo whose clock stands still until it is moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import NewConnectionError

from bot.article_checks import Writing
from bot.broadcasts.service import Actor
from bot.ownership import Owner
from bot.publishing import Publishing
from bot.simulator import SimulatorConfig, create_app
from bot.store import Store
from bot.zalo.client import ZaloClient
from bot.zalo.http import Http
from tests.in_process import InProcess

NOON = 1_795_410_000
CREATE, VERIFY, UPDATE, LIST, REMOVE = (
    f"/v2.0/article/{name}" for name in ("create", "verify", "update", "getslice", "remove")
)

LAN, HOA, MAI = Actor(1, "author"), Actor(2, "approver"), Actor(3, "viewer")
WHOLE = Writing(
    "Lịch tiêm chủng tháng 12", "UBND phường", "Trạm y tế mở cửa ba ngày.", "https://phuong.example.vn/bia.jpg",
    "Trẻ từ **2 tháng tuổi**.\n\n- ngày 5\n- ngày 12",
)  # fmt: skip


class HeldToken:
    """An access token that is always there."""

    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        return self._token

    def renew(self, refused: str) -> str:
        return self._token


class Line(InProcess):
    """The way to Zalo, which can break: `cut` loses that many answers of a path after the call was carried out,
    `lost` calls never arrive (nor does their answer), `refused` ones fail before a byte is sent, `deadly` kills."""

    def __init__(self, application: Any) -> None:
        super().__init__(application)
        self.cut: dict[str, int] = {}
        self.lost: dict[str, int] = {}
        self.refused: dict[str, int] = {}
        self.deadly: str | None = None

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        path = urlsplit(request.url or "").path
        if _use_up(self.refused, path):
            raise requests.ConnectionError(NewConnectionError(None, "refused"))  # type: ignore[arg-type]
        if _use_up(self.lost, path):
            raise requests.ConnectionError("lost")
        answer = super().send(request, *args, **kwargs)
        if self.deadly == path:
            raise KeyboardInterrupt
        if _use_up(self.cut, path):
            raise requests.ConnectionError("cut off")
        return answer


def _use_up(faults: dict[str, int], path: str) -> bool:
    left = faults.get(path, 0)
    faults[path] = max(0, left - 1)
    return left > 0


class Press:
    """One database and one Zalo, looked at by as many clocks as a test wants."""

    def __init__(self, folder: Path, article_seconds: float = 2.0) -> None:
        self.now_s = float(NOON)
        config = SimulatorConfig(clock=lambda: self.now_s, article_seconds=article_seconds)
        self.simulator = create_app(config)
        self.zalo = self.simulator.extensions["simulator"]
        self.store = Store(folder / "ward.db")
        self.may_act = True
        self._token = self.zalo.issue_tokens()[0]
        self._owners: list[Owner] = []
        self.line = Line(self.simulator.wsgi_app)
        self.desk = self.another()

    def another(self) -> Publishing:
        """Publishing as one more process would have it."""
        self._owners.append(Owner(self.store.path))
        client = ZaloClient(Http(mount=self.line), HeldToken(self._token), openapi_url="http://127.0.0.1:1")
        return Publishing(
            self.store, client, lambda: int(self.now_s * 1000), self._owners[-1], may_act=lambda: self.may_act,
            ward_name=lambda: "Phường Bình Hưng", cover="https://phuong.example.vn/bia-chung.png",
        )  # fmt: skip

    def die(self) -> None:
        """The process that `desk` belongs to is gone, without a goodbye; another one takes its place."""
        self._owners.pop().close()
        self.line.deadly = None
        self.desk = self.another()

    def pass_time(self, seconds: float, *desks: Publishing) -> None:
        """Let the clocks tick for so long, as often as something is due."""
        end = self.now_s + seconds
        while self.now_s < end:
            for desk in desks or (self.desk,):
                desk.advance()
            self.now_s += min(1.0, end - self.now_s)

    def state(self, article_id: int) -> str:
        """How far the article is."""
        found = self.desk.state(article_id)
        assert found is not None
        return found.state

    def calls(self, path: str) -> list[dict[str, Any]]:
        """Calls of this path so far."""
        return [call for call in self.zalo.calls if call["path"] == path]

    def on_zalo(self) -> list[Any]:
        """The articles Zalo has, newest first."""
        return list(self.zalo.zalo.articles.listed("normal"))

    def close(self) -> None:
        """End everything."""
        self.zalo.close()
        self.store.close()
        for owner in self._owners:
            owner.close()
