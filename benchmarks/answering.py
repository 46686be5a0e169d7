"""Everything on: question → answer through door, turn, sender and a simulator in another process, for 30 seconds."""

from __future__ import annotations

import tempfile
import threading
import time
from typing import Any

from flask import Flask
from waitress.server import create_server

from benchmarks.server import APP_ID, OA_ID, SECRET, ServerProcess, free_port, live_environment
from bot.server.demo_headers import ZaloHeaderChannel
from bot.simulator import SimulatorConfig, create_app

RATE = 115
SECONDS = 30
PEOPLE = 600
QUESTIONS = (
    "lam giay khai sinh can gi",
    "đăng ký tạm trú mất bao lâu",
    "le phi sao y",
    "giờ làm việc",
    "cảm ơn nhé",
    "gửi hồ sơ qua bưu điện",
    "làm căn cước ở đâu",
    "papi là gì",
    "xác nhận độc thân cần giấy gì",
    "tra cứu hồ sơ",
)


def measure() -> list[str]:
    """Ask at a steady rate; report the answers per second and the questions without an answer."""
    port, zalo_port = free_port(), free_port()
    simulator = _make_simulator(port)
    zalo = simulator.extensions["simulator"]
    server = create_server(simulator, host="127.0.0.1", port=zalo_port, threads=12)
    server.channel_class = ZaloHeaderChannel
    threading.Thread(target=server.run, daemon=True).start()
    access, refresh = zalo.issue_tokens()
    with tempfile.TemporaryDirectory() as folder:
        environment = live_environment(folder, port, f"http://127.0.0.1:{zalo_port}")
        environment |= {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh}
        with ServerProcess(["app.py"], port, environment) as product:
            lines = _measure_answers(zalo, product)
    server.close()
    zalo.close()
    return lines


def _make_simulator(product_port: int) -> Flask:
    webhook_url = f"http://127.0.0.1:{product_port}/webhook"
    config = SimulatorConfig(app_id=APP_ID, app_secret=SECRET, oa_id=OA_ID, oa_secret=SECRET, webhook_url=webhook_url)
    return create_app(config)


def _measure_answers(zalo: Any, product: ServerProcess) -> list[str]:
    people = zalo.add_people(PEOPLE)
    for person in people:  # first contact: the notice, once, before the clock runs
        zalo.person_says(person, "xin chào")
    _wait_for(zalo, people, 1)
    before = {person: _count_answers(zalo, person) for person in people}
    questions, asking_time = _ask_steadily(zalo, people)
    finished = time.monotonic()
    missing = _wait_for_all(zalo, before, questions)
    waited = time.monotonic() - finished
    answered = sum(questions.values()) - missing
    return [
        f"asked: {sum(questions.values())} in {asking_time:.1f} s by {PEOPLE} people",
        f"answered: {answered / (asking_time + waited):.0f} a second   (wanted: 100 or more, for 30 s)",
        f"left behind: {missing}; the last answer came {waited:.1f} s after the last question",
        f"memory of the product: {product.memory_mb():.0f} MB",
    ]


def _ask_steadily(zalo: Any, people: list[str]) -> tuple[dict[str, int], float]:
    """Ask RATE questions per second for SECONDS; returns (questions by person, the time it took in seconds)."""
    questions = dict.fromkeys(people, 0)
    started = time.monotonic()
    for number in range(RATE * SECONDS):
        person = people[number % PEOPLE]
        zalo.person_says(person, QUESTIONS[number % len(QUESTIONS)])
        questions[person] += 1
        time.sleep(max(0.0, started + (number + 1) / RATE - time.monotonic()))
    return questions, time.monotonic() - started


def _count_answers(zalo: Any, person: str) -> int:
    return sum(message["who"] == "oa" for message in zalo.talk(person))


def _wait_for(zalo: Any, people: list[str], count: int) -> None:
    while any(_count_answers(zalo, person) < count for person in people):
        time.sleep(0.5)
    zalo.wait_idle(10)
    time.sleep(1)


def _wait_for_all(zalo: Any, before: dict[str, int], questions: dict[str, int]) -> int:
    """Wait until each person has an answer to each question; returns how many are missing after 30 seconds."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        missing = sum(
            max(0, questions[person] - (_count_answers(zalo, person) - before[person])) for person in questions
        )
        if not missing:
            return 0
        time.sleep(0.2)
    return missing
