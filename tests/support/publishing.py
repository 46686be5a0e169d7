"""PublishingFixture: article publishing over a real store and a simulated Zalo with a clock that tests advance."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import NewConnectionError

from bot.articles.publishing import ArticlePublishing
from bot.articles.validation import ArticleDraft
from bot.broadcasts.lifecycle import Actor
from bot.lib.process_lock import Owner
from bot.simulator import SimulatorConfig, create_app
from bot.store import Store
from bot.zalo.client import ZaloClient
from bot.zalo.http import Http
from tests.support.in_process import InProcess

NOON = 1_795_410_000
CREATE, VERIFY, UPDATE, LIST, REMOVE = (
    f"/v2.0/article/{name}" for name in ("create", "verify", "update", "getslice", "remove")
)

LAN, HOA, MAI = (Actor(number, frozenset({role})) for number, role in ((1, "author"), (2, "approver"), (3, "viewer")))
WHOLE = ArticleDraft(
    "Lịch tiêm chủng tháng 12",
    "UBND phường",
    "Trạm y tế mở cửa ba ngày.",
    "https://phuong.example.vn/bia.jpg",
    "Trẻ từ **2 tháng tuổi**.\n\n- ngày 5\n- ngày 12",
)


class HeldToken:
    """A token source with one token that never changes."""

    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        return self._token

    def renew(self, refused: str) -> str:
        return self._token

    def reject(self, fresh: str) -> None:
        pass

    def confirm(self, token: str) -> None:
        pass


class FaultyZaloAdapter(InProcess):
    """An adapter that injects faults by path: `cut` drops that many answers after the call was carried out, `lost` drops
    calls, `refused` refuses connections, `deadly` raises KeyboardInterrupt after the call."""

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
    remaining = faults.get(path, 0)
    faults[path] = max(0, remaining - 1)
    return remaining > 0


class PublishingFixture:
    """One database and one simulated Zalo for any number of publishing services."""

    def __init__(self, folder: Path, article_seconds: float = 2.0) -> None:
        self.now_s = float(NOON)
        config = SimulatorConfig(clock=lambda: self.now_s, article_seconds=article_seconds)
        self.simulator = create_app(config)
        self.zalo = self.simulator.extensions["simulator"]
        self.store = Store(folder / "ward.db")
        self.may_act = True
        self._token = self.zalo.issue_tokens()[0]
        self._owners: list[Owner] = []
        self.line = FaultyZaloAdapter(self.simulator.wsgi_app)
        self.desk = self.another()

    def another(self) -> ArticlePublishing:
        """A publishing service as another process would have it."""
        self._owners.append(Owner(self.store.path))
        client = ZaloClient(Http(mount=self.line), HeldToken(self._token), openapi_url="http://127.0.0.1:1")
        return ArticlePublishing(
            self.store,
            client,
            lambda: int(self.now_s * 1000),
            self._owners[-1],
            may_act=lambda: self.may_act,
            ward_name=lambda: "Phường Bình Hưng",
            cover="https://phuong.example.vn/bia-chung.png",
        )

    def die(self) -> None:
        """End the process of `desk` without cleanup and start another one."""
        self._owners.pop().close()
        self.line.deadly = None
        self.desk = self.another()

    def pass_time(self, seconds: float, *desks: ArticlePublishing) -> None:
        """Advance the time by `seconds` and run every due step."""
        end = self.now_s + seconds
        while self.now_s < end:
            for desk in desks or (self.desk,):
                desk.advance()
            self.now_s += min(1.0, end - self.now_s)

    def state(self, article_id: int) -> str:
        """The state of the article."""
        article = self.desk.state(article_id)
        assert article is not None
        return article.state

    def calls(self, path: str) -> list[dict[str, Any]]:
        """The calls of this path so far."""
        return [call for call in self.zalo.calls if call["path"] == path]

    def on_zalo(self) -> list[Any]:
        """The articles at Zalo, newest first."""
        return list(self.zalo.zalo.articles.list_articles("normal"))

    def close(self) -> None:
        """Close the simulator, the store and the locks."""
        self.zalo.close()
        self.store.close()
        for owner in self._owners:
            owner.close()
