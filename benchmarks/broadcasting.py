"""A broadcast to 10,000 followers of a simulator in another process, compared with a bare loop of posts."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

import handlers
from benchmarks.big_tables import measure_big_tables
from benchmarks.server import ServerProcess, free_port, live_environment
from benchmarks.zalo import Console, bare_loop, start_simulator
from bot import settings
from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.runtime import Runtime
from bot.store import people

FOLLOWERS = 10_000
SLOW_FOLLOWERS = 3_000
SLOW_MS, SLOW_CONCURRENCY = 100, 16
IDEAL = SLOW_CONCURRENCY * 1000 / SLOW_MS
BARE_S = 6.0
TEXT = "Chào {tên}, mai {phường} làm việc cả ngày để bà con nộp hồ sơ."
QUESTION = "#menu"
ASK_EVERY_S = 0.25


def measure() -> list[str]:
    """A broadcast at full speed, one with a slow Zalo, and queries on large tables."""
    return [*_at_full_speed(), *_with_latency(), *measure_big_tables()]


def _at_full_speed() -> list[str]:
    with BroadcastBench(FOLLOWERS, concurrency=8) as ward:
        before = ward.bare_rate()
        memory = ward.product.memory_mb()
        rate, waits = ward.send_broadcast()
        growth = ward.product.memory_mb() - memory
        after = ward.bare_rate()
    bare_rate = (before + after) / 2
    return [
        f"{FOLLOWERS} followers: {rate:.0f} messages/s, a bare loop of posts {bare_rate:.0f}/s (before"
        f" {before:.0f}, after {after:.0f})",
        f"against the bare loop: {rate / bare_rate:.2f}   (wanted: 0.50 or more)",
        f"a reply asked during it: {waits.as_text()}   (wanted: p99 1 s or less)",
        f"memory of the product grew by {growth:.0f} MB   (wanted: 120 MB or less)",
    ]


def _with_latency() -> list[str]:
    with BroadcastBench(SLOW_FOLLOWERS, concurrency=SLOW_CONCURRENCY) as ward:
        ward.zalo.post("faults", slow_ms=SLOW_MS)
        rate, waits = ward.send_broadcast()
    return [
        f"with {SLOW_MS} ms at Zalo and {SLOW_CONCURRENCY} at once: {rate:.0f} of the ideal {IDEAL:.0f}/s ="
        f" {rate / IDEAL:.2f}"
        "   (wanted: 0.85 or more)",
        f"a reply asked during it: {waits.as_text()}   (wanted: p99 1 s or less)",
    ]


@dataclass(slots=True)
class AnswerWaits:
    """How long people waited for their answers, in seconds."""

    seconds: list[float] = field(default_factory=list)
    missing: int = 0

    def as_text(self) -> str:
        """Median, 99th percentile and number of answers as text."""
        if len(self.seconds) < 2:
            return "too few"
        p99 = statistics.quantiles(self.seconds, n=100, method="inclusive")[98]
        return (
            f"median {statistics.median(self.seconds):.2f} s, p99 {p99:.2f} s of {len(self.seconds)},"
            f" {self.missing} unanswered"
        )


class BroadcastBench:
    """A simulator and the product, each in its process, with followers, and a Runtime for the officials."""

    def __init__(self, followers: int, concurrency: int) -> None:
        self._followers, self._concurrency = followers, concurrency
        self._stack = ExitStack()

    def __enter__(self) -> BroadcastBench:
        with self._stack as building:
            self._start_all(building)
            self._stack = building.pop_all()
        return self

    def __exit__(self, *problem: object) -> None:
        self._stack.close()

    def _start_all(self, stack: ExitStack) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        port, zalo_port = free_port(), free_port()
        stack.enter_context(start_simulator(zalo_port, port))
        self.zalo = Console(zalo_port)
        access, refresh = self.zalo.issue_tokens()
        self.people: list[str] = self.zalo.post("people", count=self._followers)["ids"]
        environment = live_environment(folder, port, self.zalo.url) | {
            "ZALO_ACCESS_TOKEN": access,
            "ZALO_REFRESH_TOKEN": refresh,
            "SEND_CONCURRENCY": str(self._concurrency),
            "BROADCASTS_PER_PERSON_PER_WEEK": "0",
            "QUIET_HOURS": "00:00-00:00",
            "LOG_LEVEL": "error",
        }
        self._desk = Runtime(settings.load(environment), handlers.make_router())
        stack.callback(self._desk.close)
        self._prepare_database()
        self.product = stack.enter_context(ServerProcess(["app.py"], port, environment))
        self._warm_up()

    def _prepare_database(self) -> None:
        for role in ("author", "approver"):
            self._desk.officials.add(f"{role}@phuong.example.vn", role, role)
        now = self._desk.clock()
        with self._desk.store.write() as db:
            people.sync(db, [(person, f"Người {number}", True) for number, person in enumerate(self.people)], now)
            for person in self.people:
                people.note_interaction(db, person, now, is_message=True)
                people.mark_introduced(db, person, now)

    def bare_rate(self) -> float:
        """Messages per second of the bare loop, while the product receives the webhooks. The product renews its token."""
        rate = bare_loop(self.zalo, self._desk.tokens.access_token() or "", self.people, TEXT, BARE_S)
        self._wait_for_inbox()
        return rate

    def send_broadcast(self) -> tuple[float, AnswerWaits]:
        """Messages per second of a broadcast to all followers, and how long people waited for answers meanwhile."""
        desk = self._desk.broadcasts.lifecycle
        broadcast_id = desk.create(
            BroadcastDraft("consultation", Message("Lịch làm việc", TEXT)), Actor(1, frozenset({"author"}))
        )
        desk.submit(broadcast_id, Actor(1, frozenset({"author"})))
        desk.approve(broadcast_id, Actor(2, frozenset({"approver"})))
        asking = Askers(self.zalo, self.people)
        asking.start()
        while desk.get(broadcast_id).state != "sent":
            time.sleep(0.2)
        asking.stop()
        row = desk.get(broadcast_id)
        reached = self._desk.broadcasts.results.counts(broadcast_id).reached
        if reached != len(self.people):
            raise RuntimeError(f"only {reached} of {len(self.people)} got it")
        return reached * 1000 / ((row.finished_at or 0) - (row.started_at or 0)), asking.waits

    def _warm_up(self) -> None:
        self.zalo.say_as(self.people[0], QUESTION)
        while not self.zalo.answers_to(self.people[0]):
            time.sleep(0.1)

    def _wait_for_inbox(self) -> None:
        """Wait until the product has processed every receipt."""
        while self._desk.health.report()[1]["queues"]["inbox"]["new"]:
            time.sleep(0.2)


class Askers:
    """People who press a button during a broadcast and wait for the answer, in a thread."""

    def __init__(self, zalo: Console, followers: list[str]) -> None:
        self._zalo, self._people = Console(int(zalo.url.rsplit(":", 1)[1])), followers[::-1]
        self.waits = AnswerWaits()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask_until_stopped)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop asking and wait for the thread to end."""
        self._over.set()
        self._thread.join()

    def _ask_until_stopped(self) -> None:
        number = 0
        while not self._over.wait(ASK_EVERY_S):
            self._ask_once(self._people[number])
            number += 1

    def _ask_once(self, person: str) -> None:
        """Press the button and wait for an answer: a message that does not begin like the broadcast."""
        began = time.monotonic()
        self._zalo.say_as(person, QUESTION)
        while time.monotonic() - began < 10:
            if any(not text.startswith("Chào Người") for text in self._zalo.answers_to(person)):
                self.waits.seconds.append(time.monotonic() - began)
                return
            time.sleep(0.02)
        self.waits.missing += 1
