"""SIGKILL at random moments under load: no accepted event is lost, none is answered twice, doubts are recorded."""

from __future__ import annotations

import json
import random
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.simulator import SimulatorConfig, create_app
from tests.support.app import APP_ID, APP_SECRET, OA_ID, OA_SECRET, free_port, wait_until
from tests.support.processes import Product, ServedZalo

ROUNDS = 12
QUESTION = "Nộp hồ sơ qua bưu điện thế nào?"


@pytest.mark.timeout(600)
def test_a_killed_process_loses_no_question_and_answers_none_twice(tmp_path: Path) -> None:
    port = free_port()
    simulator = create_app(
        SimulatorConfig(
            app_id=APP_ID,
            app_secret=APP_SECRET,
            oa_id=OA_ID,
            oa_secret=OA_SECRET,
            time_scale=0.02,
            webhook_url=f"http://127.0.0.1:{port}/webhook",
        )
    )
    zalo, served = simulator.extensions["simulator"], ServedZalo(simulator)
    access, refresh = zalo.issue_tokens()
    with Product(tmp_path, port, served.url, ZALO_ACCESS_TOKEN=access, ZALO_REFRESH_TOKEN=refresh) as product:
        expected = expected_answers(zalo, product)
        people = ask_under_fire(zalo, product)
        product.start()
        wait_until(lambda: is_finished(zalo, product, tmp_path, people), timeout=90)
        product.stop()

    unknown = unknown_messages(tmp_path)
    answered_twice = [person for person in people if max(Counter(answers_of(zalo, person)).values(), default=0) > 1]
    missing = [
        person
        for person in people
        if any(text not in answers_of(zalo, person) and text not in unknown.get(person, ()) for text in expected)
    ]
    served.close()
    zalo.close()
    assert len(people) >= ROUNDS * 5
    assert not answered_twice
    assert not missing


def expected_answers(zalo: object, product: Product) -> list[str]:
    """What an undisturbed product answers to a new person."""
    [person] = zalo.add_people(1)
    product.start()
    zalo.person_says(person, QUESTION)
    wait_until(lambda: len(answers_of(zalo, person)) >= 2 and not any(open_work(product).values()), timeout=30)
    product.stop()
    return answers_of(zalo, person)


def ask_under_fire(zalo: object, product: Product) -> list[str]:
    """People keep asking while the process is killed and started again, over and over."""
    people: list[str] = []
    calm = threading.Event()

    def ask() -> None:
        while not calm.is_set():
            [person] = zalo.add_people(1)
            people.append(person)
            zalo.person_says(person, QUESTION)
            time.sleep(0.03)

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(ROUNDS):
        product.start()
        time.sleep(random.uniform(0.05, 0.7))
        product.kill()
    calm.set()
    asking.join()
    return people


def is_finished(zalo: object, product: Product, folder: Path, people: list[str]) -> bool:
    """Every question was delivered and nothing is left to do."""
    if not zalo.state()["webhook"]["on"]:
        zalo.zalo.webhooks.turn_on()
    return zalo.wait_idle(0.5) and not any(open_work(product).values()) and accepted(folder) > len(people)


def open_work(product: Product) -> dict[str, int]:
    queues = product.queues()
    return {
        name: queues[box][name]
        for box, name in (("inbox", "new"), ("inbox", "working"), ("outbox", "queued"), ("outbox", "sending"))
    }


def accepted(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "ward.db")) as db:
        return db.execute("SELECT count(*) FROM inbox WHERE name = 'user_send_text' AND state = 'done'").fetchone()[0]


def unknown_messages(folder: Path) -> dict[str, list[str]]:
    """The texts by person that are named unknown, for an official to look at."""
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(folder / "ward.db")) as db:
        for person, reply in db.execute("SELECT person_id, reply FROM outbox WHERE state = 'unknown'"):
            found.setdefault(person, []).append(json.loads(reply)["text"])
    return found


def answers_of(zalo: object, person: str) -> list[str]:
    return [message["text"] for message in zalo.talk(person) if message["who"] == "oa"]
