"""From the shell alone, with real processes: 1,000 followers, two officials, and SIGKILL in the middle."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import handlers
from app import create_app
from bot import settings
from bot.runtime import Runtime
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from bot.store import people
from tests.support.app import (
    APP_ID,
    APP_SECRET,
    OA_ID,
    OA_SECRET,
    free_port,
    live_content,
    live_environment,
    wait_until,
)
from tests.support.processes import ROOT, Product, ServedZalo, clean_environment

FOLLOWERS, FOLLOWERS_AT_A_KILL = 1000, 300
AUTHOR, APPROVER = "soan@phuong.example.vn", "duyet@phuong.example.vn"
TEXT = "Chào {tên}, mai phường làm việc cả ngày."

pytestmark = pytest.mark.xdist_group("processes")


class Ward:
    """A simulated Zalo on a socket, the product as a process, and a shell on the same database."""

    def __init__(self, folder: Path, followers: int) -> None:
        port = free_port()
        simulator = create_simulator(
            SimulatorConfig(
                app_id=APP_ID,
                app_secret=APP_SECRET,
                oa_id=OA_ID,
                oa_secret=OA_SECRET,
                time_scale=0.02,
                webhook_url=f"http://127.0.0.1:{port}/webhook",
            )
        )
        self.zalo, self._served = simulator.extensions["simulator"], ServedZalo(simulator)
        access, refresh = self.zalo.issue_tokens()
        usual = {
            "ZALO_ACCESS_TOKEN": access,
            "ZALO_REFRESH_TOKEN": refresh,
            "QUIET_HOURS": "00:00-00:00",
            "BROADCASTS_PER_PERSON_PER_WEEK": "0",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        self.environment = live_environment(folder, port, self._served.url) | usual
        self.product = Product(folder, port, self._served.url, **usual)
        self._runtime = Runtime(settings.load(self.environment), handlers.make_router(), live_content=live_content())
        self._shell = create_app(self._runtime).test_cli_runner()
        self.followers = self._add_followers(followers)

    def _add_followers(self, number: int) -> list[str]:
        for resident in self.zalo.zalo.people.list_followers():
            resident.follows = False  # the simulator's own few: a round number of followers reads better
        ids: list[str] = self.zalo.add_people(number)
        now = self._runtime.clock()
        with self._runtime.store.write() as db:
            people.sync(db, [(person, f"Người {person[-4:]}", True) for person in ids], now)
            for person in ids:
                people.note_interaction(db, person, now, is_message=True)
        return ids

    def flask(self, *words: str) -> tuple[int, list[dict[str, Any]], str]:
        """`flask WORDS` in this process: exit code, JSON lines, everything said."""
        result = self._shell.invoke(args=list(words))
        return result.exit_code, _objects(result.stdout), result.output

    def flask_process(self, *words: str) -> tuple[int, list[dict[str, Any]], str]:
        """The same as a process of its own."""
        result = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *words],
            cwd=ROOT,
            text=True,
            capture_output=True,
            env=clean_environment() | self.environment,
            timeout=60,
        )
        return result.returncode, _objects(result.stdout), result.stdout + result.stderr

    def approved(self) -> str:
        """Two officials from `official add` to `approve`; the author's own approval is refused on the way."""
        for email in (AUTHOR, APPROVER):
            code, _, errors = self.flask("official", "add", email, "--name", email, "--role", "approver")
            assert code == 0, errors
        words = ("create", "--title", "Lịch", "--text", TEXT, "--kind", "consultation", "--as", AUTHOR, "--json")
        code, [draft], errors = self.flask_process("broadcast", *words)
        assert code == 0, errors
        number = str(draft["id"])
        assert self.flask("broadcast", "submit", number, "--as", AUTHOR)[0] == 0
        code, _, errors = self.flask("broadcast", "approve", number, "--as", AUTHOR)
        assert code == 1 and "Người soạn không được tự duyệt" in errors
        code, _, errors = self.flask_process("broadcast", "approve", number, "--as", APPROVER)
        assert code == 0, errors
        return number

    def show(self, number: str, *more: str) -> list[dict[str, Any]]:
        """`flask broadcast show --json`: the broadcast, then the people when asked for."""
        code, lines, errors = self.flask("broadcast", "show", number, "--json", *more)
        assert code == 0, errors
        return lines

    def reached(self, number: str) -> int:
        counts = self.show(number)[0]["counts"]
        return sum(counts.get(state, 0) for state in ("sent", "delivered", "seen"))

    def wait_for_the_end(self, number: str) -> dict[str, Any]:
        """Until it is sent and every receipt that can come is read."""
        wait_until(lambda: self.show(number)[0]["state"] == "sent", timeout=90)
        if not self.zalo.state()["webhook"]["on"]:
            self.zalo.zalo.webhooks.turn_on()
        wait_until(lambda: self.zalo.wait_idle(0.5), timeout=60)
        wait_until(lambda: not self.product.queues()["inbox"]["new"], timeout=30)
        return self.show(number)[0]

    def phones(self) -> Counter[str]:
        """How often each phone shows the broadcast; names may be read anew from Zalo in between."""
        ending = TEXT.partition("{tên}")[2]
        return Counter(
            {
                person: sum(message["text"].endswith(ending) for message in self.zalo.talk(person))
                for person in self.followers
            }
        )

    def close(self) -> None:
        if self.product._process is not None:  # a test that failed half-way
            self.product.kill()
        self._runtime.close()
        self._served.close()
        self.zalo.close()


def _objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.fixture
def ward(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ward]:
    fixture = Ward(tmp_path, getattr(request, "param", FOLLOWERS))
    yield fixture
    fixture.close()


def test_a_thousand_followers_get_it_once_from_the_shell_alone(ward: Ward) -> None:
    ward.product.start()
    number = ward.approved()
    broadcast = ward.wait_for_the_end(number)
    assert broadcast["total"] == sum(broadcast["counts"].values()) == FOLLOWERS
    assert ward.reached(number) == FOLLOWERS
    assert set(ward.phones().values()) == {1}
    assert Counter(row["state"] for row in ward.show(number, "--people")[1:]) == broadcast["counts"]
    ward.product.stop()


@pytest.mark.parametrize("ward", [FOLLOWERS_AT_A_KILL], indirect=True)
def test_killed_at_a_random_moment_and_started_again_the_total_is_the_same(ward: Ward) -> None:
    seed = int(os.environ.get("KILL_SEED") or random.randrange(10**6))
    moment = random.Random(seed).randrange(20, FOLLOWERS_AT_A_KILL - 100)
    ward.product.start()
    number = ward.approved()
    wait_until(lambda: ward.reached(number) >= moment, timeout=60)
    ward.product.kill()
    at_the_kill = ward.show(number)[0]
    assert at_the_kill["state"] == "sending", f"KILL_SEED={seed}"
    ward.product.start()
    broadcast = ward.wait_for_the_end(number)

    rows = ward.show(number, "--people")[1:]
    unknown = {row["person"] for row in rows if row["state"] == "unknown"}
    phones = ward.phones()
    assert broadcast["total"] == sum(broadcast["counts"].values()) == len(rows) == FOLLOWERS_AT_A_KILL, (
        f"KILL_SEED={seed}"
    )
    assert max(phones.values()) == 1, f"KILL_SEED={seed}"
    assert all(row["outcome"] == "unknown" for row in rows if row["state"] == "unknown")
    assert {person for person, times in phones.items() if not times} <= unknown, f"KILL_SEED={seed}"
    assert ward.reached(number) + len(unknown) == FOLLOWERS_AT_A_KILL, f"KILL_SEED={seed}"
    ward.product.stop()
