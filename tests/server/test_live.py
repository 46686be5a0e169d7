"""Live mode against the simulator standing alone on another port, as in the README: real processes, real sockets."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.support.app import APP_ID, APP_SECRET, OA_ID, OA_SECRET, event_body, free_port, wait_until
from tests.support.processes import ROOT, Product, clean_environment


@pytest.fixture
def alone() -> Iterator[tuple[str, int]]:
    """`flask --app bot.simulator run` on a port of its own; its address, and the port it delivers webhooks to."""
    port, product_port = free_port(), free_port()
    environment = clean_environment() | {
        "SIMULATOR_WEBHOOK_URL": f"http://127.0.0.1:{product_port}/webhook",
        "SIMULATOR_APP_ID": APP_ID,
        "SIMULATOR_APP_SECRET": APP_SECRET,
        "SIMULATOR_OA_ID": OA_ID,
        "SIMULATOR_OA_SECRET": OA_SECRET,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "bot.simulator", "run", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(url), 20)
    yield url, product_port
    process.terminate()
    process.wait(timeout=10)


def answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/api/state", timeout=1).ok
    except requests.RequestException:
        return False


def test_one_question_gets_one_answer_and_forgeries_and_repeats_none(alone: tuple[str, int], tmp_path: Path) -> None:
    zalo, port = alone
    pair = requests.post(f"{zalo}/api/tokens", json={}, timeout=5).json()
    tokens = {"ZALO_ACCESS_TOKEN": pair["access_token"], "ZALO_REFRESH_TOKEN": pair["refresh_token"]}
    product = Product(tmp_path, port, zalo, **tokens)
    product.start()
    person = requests.get(f"{zalo}/api/people", timeout=5).json()[0]["id"]

    def said() -> list[str]:
        talk = requests.get(f"{zalo}/api/people/{person}/talk", timeout=5).json()["messages"]
        return [message["text"] for message in talk if message["who"] == "oa"]

    requests.post(f"{zalo}/api/people/{person}/say", json={"text": "xin chào"}, timeout=5)
    wait_until(lambda: len(said()) == 2)
    requests.post(f"{zalo}/api/people/{person}/say", json={"text": "cảm ơn"}, timeout=5)
    wait_until(lambda: len(said()) == 3)

    event = {
        "event_name": "user_send_text",
        "sender": {"id": person},
        "recipient": {"id": OA_ID},
        "message": {"msg_id": "by-hand-1", "text": "tạm biệt"},
        "timestamp": str(int(time.time() * 1000)),
    }
    body, headers = event_body(event)
    forged = {**headers, "X-ZEvent-Signature": "mac=" + "0" * 64}
    assert requests.post(f"{product.url}/webhook", data=body, headers=forged, timeout=5).status_code == 403
    for _ in range(3):
        assert requests.post(f"{product.url}/webhook", data=body, headers=headers, timeout=5).status_code == 200
    wait_until(lambda: len(said()) == 4)
    time.sleep(1)
    assert len(said()) == 4
    assert requests.get(f"{product.url}/simulator/", timeout=5).status_code == 404
    assert product.stop() < 5


def test_ask_answers_from_the_shell_as_the_contract_says(tmp_path: Path) -> None:
    environment = clean_environment() | {"DATABASE_PATH": str(tmp_path / "ward.db")}
    command = [sys.executable, "-m", "flask", "--app", "app", "ask", "--json", "đăng ký khai sinh cần giấy tờ gì"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60)
    answer = json.loads(result.stdout)
    assert list(answer) == [
        "id",
        "question",
        "outcome",
        "intent",
        "procedure",
        "section",
        "confidence",
        "candidates",
        "replies",
    ]
    assert (answer["outcome"], answer["procedure"], answer["section"]) == ("answer", "1.001193", "papers")
    assert answer["candidates"][0] == "1.001193"
    assert set(answer["replies"][0]) == {"text", "buttons"}
