"""Endurance: questions at a steady rate for half an hour; what memory, descriptors, the log and the database do meanwhile.

`python -m benchmarks endurance`; ENDURANCE_MINUTES and ENDURANCE_RATE (questions a second) choose another run. It is not among
what `python -m benchmarks` runs without names: it takes half an hour of a quiet machine.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answering import QUESTIONS
from benchmarks.server import ServerProcess, free_port, live_environment
from benchmarks.zalo import Console, start_simulator

MINUTES = float(os.environ.get("ENDURANCE_MINUTES", "30"))
RATE = float(os.environ.get("ENDURANCE_RATE", "20"))
PEOPLE = 600
WARM_UP = 0.1
"""The share of the run after which growth is counted: caches fill and threads open their connections before."""
SAMPLES = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """What the product holds at a moment: memory, descriptors, the write-ahead log, the database; sizes in MB."""

    questions: int
    memory: float
    descriptors: int
    log: float
    database: float


def measure() -> list[str]:
    """Ask RATE questions a second for MINUTES; report growth between the end of the warm-up and the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port, zalo_port = free_port(), free_port()
        stack.enter_context(start_simulator(zalo_port, port))
        zalo = Console(zalo_port)
        access, refresh = zalo.issue_tokens()
        people: list[str] = zalo.post("people", count=PEOPLE)["ids"]
        environment = live_environment(str(folder), port, zalo.url) | {"LOG_LEVEL": "error"}
        environment |= {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh}
        product = stack.enter_context(ServerProcess(["app.py"], port, environment))
        for person in people:  # first contact: the notice, once, before anything is counted
            zalo.say_as(person, "xin chào")
            time.sleep(0.02)
        time.sleep(10)
        before = product.processor_s()
        samples = _ask_and_sample(zalo, people, product, folder / "ward.db")
        return _describe(samples, (product.processor_s() - before) / samples[-1].questions * 1000)


def _ask_and_sample(zalo: Console, people: list[str], product: ServerProcess, database: Path) -> list[Sample]:
    samples, total = [], int(MINUTES * 60 * RATE)
    began = time.monotonic()
    for number in range(total):
        zalo.say_as(people[number % PEOPLE], QUESTIONS[number % len(QUESTIONS)])
        if number % max(1, total // SAMPLES) == 0:
            samples.append(_take_sample(number, product, database))
        time.sleep(max(0.0, began + (number + 1) / RATE - time.monotonic()))
    time.sleep(10)  # what waits is answered
    return [*samples, _take_sample(total, product, database)]


def _take_sample(questions: int, product: ServerProcess, database: Path) -> Sample:
    log = database.with_name(database.name + "-wal")
    sizes = [file.stat().st_size / 1e6 if file.exists() else 0.0 for file in (log, database)]
    descriptors = len(list(Path(f"/proc/{product.pid}/fd").iterdir()))
    return Sample(questions, product.memory_mb(), descriptors, *sizes)


def _describe(samples: list[Sample], processor_ms: float) -> list[str]:
    warm = samples[int(len(samples) * WARM_UP) :]
    part = max(1, len(warm) // 10)
    first, last = (statistics.median(one.memory for one in some) for some in (warm[:part], warm[-part:]))
    questions = warm[-1].questions - warm[0].questions
    growth = (warm[-1].database - warm[0].database) / questions * 10_000
    descriptors = [one.descriptors for one in warm]
    return [
        f"{samples[-1].questions} questions in {MINUTES:g} minutes, {RATE:g} a second, by {PEOPLE} people",
        f"memory after the warm-up {first:.0f} MB, at the end {last:.0f} MB: {last / first - 1:+.1%}"
        "   (wanted: +3 % or less)",
        f"descriptors: {descriptors[0]} after the warm-up, at most {max(descriptors)}, at the end {descriptors[-1]}",
        f"write-ahead log: at most {max(one.log for one in warm):.1f} MB",
        f"database: {samples[-1].database:.1f} MB, {growth:.1f} MB for 10,000 questions",
        f"processor of a question, idling included: {processor_ms:.1f} ms",
    ]
