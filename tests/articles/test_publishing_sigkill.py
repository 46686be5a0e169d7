"""A real process killed while Zalo is creating its article: the next one finds that article and makes no other."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask import Flask

from bot.simulator import SimulatorConfig, create_app
from tests.support.app import wait_until
from tests.support.processes import ROOT, ServedZalo, clean_environment
from tests.support.publishing import CREATE

PUBLISH = """
import sys
from pathlib import Path
from bot.clock import system_clock
from bot.lib.process_lock import Owner
from bot.articles.publishing import ArticlePublishing
from bot.store import Store
from bot.zalo.client import ZaloClient
from bot.zalo.http import Http
from tests.support.publishing import LAN, WHOLE, HeldToken

path, url, token, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
client = ZaloClient(Http(), HeldToken(token), openapi_url=url)
desk = ArticlePublishing(Store(path), client, system_clock, Owner(path), may_act=lambda: True,
                  ward_name=lambda: "Phường", cover="https://phuong.vn/a.png")
if words:
    desk.publish(desk.create(WHOLE, LAN), LAN)
while desk.state(1).state != "hidden":
    desk.advance()
"""


def run(path: Path, url: str, token: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(path), url, token, *words], cwd=ROOT, env=clean_environment()
    )


def note_arrivals(app: Flask) -> list[str]:
    """The paths of calls as they come in, before they are carried out."""
    arrived: list[str] = []
    inner = app.wsgi_app

    def noting(environ: Any, start_response: Any) -> Any:
        arrived.append(environ["PATH_INFO"])
        return inner(environ, start_response)

    app.wsgi_app = noting  # type: ignore[method-assign]
    return arrived


def test_a_kill_during_create_leaves_one_article(tmp_path: Path) -> None:
    simulator = create_app(SimulatorConfig(article_seconds=0.1))
    zalo, served, path = simulator.extensions["simulator"], ServedZalo(simulator), tmp_path / "ward.db"
    token = zalo.issue_tokens()[0]
    arrived = note_arrivals(simulator)
    zalo.faults.slow_ms = 700
    first = run(path, served.url, token, "new")
    wait_until(lambda: CREATE in arrived)
    first.send_signal(signal.SIGKILL)
    first.wait()
    zalo.faults.slow_ms = 0
    second = run(path, served.url, token)
    assert second.wait(timeout=30) == 0
    calls = [call["path"] for call in zalo.calls]
    assert (calls.count(CREATE), len(zalo.zalo.articles.list_articles("normal"))) == (1, 1)
    served.close()
    zalo.close()
