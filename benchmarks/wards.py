"""Many wards on one machine: `python -m benchmarks.wards 20`: memory and processor of each, idle and under questions.

Every ward is a process `python app.py` with a database and an overlay of content of its own (as ward@.service starts it), and a
simulated OA of its own with PEOPLE followers. Memory is PSS (shared pages counted in parts) and USS (its own pages); processor is
the time of the process, so other work on the machine does not count.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from waitress.server import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from benchmarks.answering import QUESTIONS
from benchmarks.server import APP_ID, OA_ID, SECRET, ServerProcess, free_port, live_environment
from bot.content_editing.new_ward import QUESTIONS as WARD_QUESTIONS
from bot.content_editing.new_ward import parse_answers, write_ward
from bot.server.demo_headers import ZaloHeaderChannel
from bot.simulator import SimulatorConfig, create_app

PEOPLE, ASKING = 1000, 50
QUESTIONS_EACH = 200
RATE = 20
"""Questions a second over all wards: 200 in each of 20 wards come in 200 s, so an hour of a busy ward in three minutes."""
IDLE_S = 60


class Ward:
    """One ward and its simulated OA."""

    def __init__(self, number: int, folder: Path, content: Path, zalo_port: int) -> None:
        self.port, self._folder, self._content = free_port(), folder, folder / "content"
        webhook = f"http://127.0.0.1:{self.port}/webhook"
        config = SimulatorConfig(app_id=APP_ID, app_secret=SECRET, oa_id=OA_ID, oa_secret=SECRET, webhook_url=webhook)
        self.simulator = create_app(config)
        self.zalo: Any = self.simulator.extensions["simulator"]
        self.people: list[str] = self.zalo.add_people(PEOPLE)[:ASKING]
        shutil.copytree(content, self._content)
        own = self._content / "ward.yaml"
        own.write_text(own.read_text("utf-8").replace("phường Mẫu", f"phường Số {number}"), "utf-8")
        access, refresh = self.zalo.issue_tokens()
        self._environment = live_environment(str(folder), self.port, f"http://127.0.0.1:{zalo_port}/w{number}")
        self._environment |= {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh}
        self._environment |= {"CONTENT_PATH": str(self._content), "SEND_RATE_PER_SECOND": "20", "SEND_CONCURRENCY": "4"}

    def start(self, stack: ExitStack) -> None:
        """Start its process, which ends with `stack`."""
        self.process = stack.enter_context(ServerProcess(["app.py"], self.port, self._environment))

    def processor_s(self) -> float:
        """Processor time (s) the process took so far."""
        return self.process.processor_s()

    def memory_mb(self) -> tuple[float, float]:
        """(PSS, USS) in MB."""
        sizes: dict[str, int] = {}
        for line in Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, size = line.split()[:2]
            sizes[name.rstrip(":")] = int(size)
        return sizes["Pss"] / 1024, (sizes["Private_Clean"] + sizes["Private_Dirty"]) / 1024

    def answers(self) -> int:
        """Messages the OA sent to those who ask."""
        return sum(message["who"] == "oa" for person in self.people for message in self.zalo.talk(person))


def measure(count: int) -> Iterator[str]:
    """Start `count` wards one after the other, start them again, let all of them answer; yields what was measured."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        zalo_port = free_port()
        mounts: dict[str, Any] = {"/none": _nothing}
        server = create_server(DispatcherMiddleware(_nothing, mounts), host="127.0.0.1", port=zalo_port, threads=24)
        server.channel_class = ZaloHeaderChannel
        threading.Thread(target=server.run, daemon=True).start()
        content = _write_content(Path(folder) / "model")
        wards = []
        for number in range(count):
            (home := Path(folder) / str(number)).mkdir()
            wards.append(ward := Ward(number, home, content, zalo_port))
            mounts[f"/w{number}"] = ward.simulator.wsgi_app
            stack.callback(ward.zalo.close)
        with ExitStack() as first_day:
            yield from _measure_starts(wards, first_day, "which built its content")
        yield from _measure_starts(wards, stack, "with content built before")
        yield from _measure_work(wards)
        yield f"databases: {_mean_database_mb(Path(folder)):.1f} MB each"
        server.close()


def _write_content(folder: Path) -> Path:
    answers = {question.name: "" for question in WARD_QUESTIONS}
    answers |= {"name": "phường Mẫu", "province": "tỉnh Lâm Đồng", "coastal": "không"}
    write_ward(folder, parse_answers(answers), date.today())
    return folder


def _measure_starts(wards: list[Ward], stack: ExitStack, which: str) -> Iterator[str]:
    starts = []
    for number, ward in enumerate(wards, 1):
        ward.start(stack)
        starts.append(ward.processor_s())
        if number in (1, 2, 5, 10, len(wards)):
            time.sleep(5)
            yield f"{number} wards started, {which}: {_memory_words(wards[:number])}"
    yield f"processor of one start, {which}: median {statistics.median(starts):.1f} s"


def _measure_work(wards: list[Ward]) -> Iterator[str]:
    for ward in wards:  # first contact: the notice, once, before the count begins
        for person in ward.people:
            ward.zalo.person_says(person, "xin chào")
            time.sleep(0.02)
    _settle(wards)
    counted, before, began = sum(ward.answers() for ward in wards), _processor(wards), time.monotonic()
    total = QUESTIONS_EACH * len(wards)
    for number in range(total):
        ward = wards[number % len(wards)]
        person = ward.people[number // len(wards) % ASKING]
        ward.zalo.person_says(person, QUESTIONS[number // len(wards) % len(QUESTIONS)])
        time.sleep(max(0.0, began + (number + 1) / RATE - time.monotonic()))
    _settle(wards)
    lasted, processor_s = time.monotonic() - began, _processor(wards) - before
    answers = sum(ward.answers() for ward in wards) - counted
    yield f"{total} questions in {lasted:.0f} s: {answers} messages back"
    yield f"after them: {_memory_words(wards)}"
    before = _processor(wards)
    time.sleep(IDLE_S)
    idle = (_processor(wards) - before) / len(wards) / IDLE_S
    yield f"idle: {idle * 1000:.1f} ms of processor a second and ward ({idle:.2%} of a core)"
    each = (processor_s - idle * lasted * len(wards)) / total
    yield f"processor of 1,000 questions beyond that: {each * 1000:.1f} s"


def _settle(wards: list[Ward]) -> None:
    """Wait until nobody gets anything any more."""
    before = -1
    while (now := sum(ward.answers() for ward in wards)) != before:
        before = now
        time.sleep(4)


def _processor(wards: list[Ward]) -> float:
    return sum(ward.processor_s() for ward in wards)


def _memory_words(wards: list[Ward]) -> str:
    pss, uss = zip(*(ward.memory_mb() for ward in wards), strict=True)
    return f"PSS {statistics.mean(pss):.0f} MB, USS {statistics.mean(uss):.0f} MB each, {sum(pss):.0f} MB together"


def _mean_database_mb(folder: Path) -> float:
    return statistics.mean(file.stat().st_size / 1e6 for file in folder.glob("*/ward.db"))


def _nothing(_: Any, start_response: Any) -> Iterable[bytes]:
    start_response("404 Not Found", [])
    return []


if __name__ == "__main__":
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        print(line, flush=True)
