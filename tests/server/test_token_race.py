"""The access token dies under thirty messages at once, from two processes on one file: one refresh, all answered."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bot.simulator import SimulatorConfig, create_app
from tests.support.app import APP_ID, APP_SECRET, OA_ID, OA_SECRET, free_port, live_environment, wait_until
from tests.support.processes import ROOT, Product, ServedZalo, clean_environment

ASK_AT_ONCE = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from app import load_runtime
runtime = load_runtime()
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(15) as pool:
    print(sum(bool(profile.name) for profile in pool.map(lambda _: runtime.zalo.oa_profile(), range(15))))
runtime.close()
"""


def new_zalo(webhook_url: str | None) -> tuple[object, ServedZalo, dict[str, str]]:
    simulator = create_app(
        SimulatorConfig(app_id=APP_ID, app_secret=APP_SECRET, oa_id=OA_ID, oa_secret=OA_SECRET, webhook_url=webhook_url)
    )
    zalo = simulator.extensions["simulator"]
    access, refresh = zalo.issue_tokens()
    return zalo, ServedZalo(simulator), {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh}


def refreshes(zalo: object) -> int:
    return sum(call["path"] == "/v4/oa/access_token" for call in zalo.calls)


def test_two_products_on_one_file_refresh_once_and_answer_all(tmp_path: Path) -> None:
    first_port, second_port = free_port(), free_port()
    zalo, served, tokens = new_zalo(f"http://127.0.0.1:{first_port}/webhook")
    products = [Product(tmp_path, port, served.url, **tokens) for port in (first_port, second_port)]
    for product in products:
        product.start()
    settled = refreshes(zalo)
    people = zalo.add_people(30)
    zalo.expire_access_tokens()
    for person in people:
        zalo.person_says(person, "Giờ làm việc của phường?")
    wait_until(lambda: all(len(answers(zalo, person)) >= 2 for person in people), timeout=40)
    time.sleep(0.5)
    assert [product.stop() < 5 for product in products] == [True, True]
    assert refreshes(zalo) - settled == 1
    assert all(len(answers(zalo, person)) == len(set(answers(zalo, person))) for person in people)
    served.close()
    zalo.close()


def test_thirty_calls_from_two_processes_refresh_once_and_all_succeed(tmp_path: Path) -> None:
    zalo, served, tokens = new_zalo(None)
    environment = clean_environment() | live_environment(tmp_path, free_port(), served.url) | tokens
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", ASK_AT_ONCE],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    assert [asker.stdout.readline() for asker in askers] == ["ready\n", "ready\n"]
    zalo.expire_access_tokens()
    for asker in askers:
        asker.stdin.write("go\n")
        asker.stdin.flush()
    assert [int(asker.communicate(timeout=60)[0]) for asker in askers] == [15, 15]
    assert refreshes(zalo) == 1
    served.close()
    zalo.close()


def answers(zalo: object, person: str) -> list[str]:
    return [message["text"] for message in zalo.talk(person) if message["who"] == "oa"]
