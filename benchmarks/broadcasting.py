"""A broadcast to 10,000 followers against a simulator in another process, beside a bare loop of posts; and 1,000,000 rows."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

import handlers
from benchmarks.big_tables import counting
from benchmarks.server import ServerProcess, free_port, live_environment
from benchmarks.zalo import Console, bare_loop, simulator
from bot import settings
from bot.broadcasts.message import Message
from bot.broadcasts.service import Actor, Draft
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
    """At full speed, with a slow Zalo, and counting in large tables."""
    return [*_at_full_speed(), *_with_latency(), *counting()]


def _at_full_speed() -> list[str]:
    with Ward(FOLLOWERS, concurrency=8) as ward:
        before = ward.bare()
        memory = ward.product.memory_mb()
        rate, asked = ward.broadcast()
        grown = ward.product.memory_mb() - memory
        after = ward.bare()
    bare = (before + after) / 2
    return [
        f"{FOLLOWERS} followers: {rate:.0f} messages/s, a bare loop of posts {bare:.0f}/s (before {before:.0f}, after {after:.0f})",
        f"against the bare loop: {rate / bare:.2f}   (wanted: 0.50 or more)",
        f"a reply asked during it: {asked.told()}   (wanted: p99 1 s or less)",
        f"memory of the product grew by {grown:.0f} MB   (wanted: 120 MB or less)",
    ]


def _with_latency() -> list[str]:
    with Ward(SLOW_FOLLOWERS, concurrency=SLOW_CONCURRENCY) as ward:
        ward.zalo.order("faults", slow_ms=SLOW_MS)
        rate, asked = ward.broadcast()
    return [
        f"with {SLOW_MS} ms at Zalo and {SLOW_CONCURRENCY} at once: {rate:.0f} of the ideal {IDEAL:.0f}/s = {rate / IDEAL:.2f}"
        "   (wanted: 0.85 or more)",
        f"a reply asked during it: {asked.told()}   (wanted: p99 1 s or less)",
    ]


@dataclass(slots=True)
class Asked:
    """How long people waited for their answers, in seconds."""

    waits: list[float] = field(default_factory=list)
    missing: int = 0

    def told(self) -> str:
        """Median, 99th percentile and how many."""
        if len(self.waits) < 2:
            return "too few"
        p99 = statistics.quantiles(self.waits, n=100, method="inclusive")[98]
        return (f"median {statistics.median(self.waits):.2f} s, p99 {p99:.2f} s of {len(self.waits)},"
                f" {self.missing} unanswered")  # fmt: skip


class Ward:
    """A simulator, the product with followers and officials, and the officials' shell."""

    def __init__(self, followers: int, concurrency: int) -> None:
        self._followers, self._concurrency = followers, concurrency
        self._stack = ExitStack()

    def __enter__(self) -> Ward:
        with self._stack as building:
            self._build(building)
            self._stack = building.pop_all()
        return self

    def __exit__(self, *problem: object) -> None:
        self._stack.close()

    def _build(self, stack: ExitStack) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        port, zalo_port = free_port(), free_port()
        stack.enter_context(simulator(zalo_port, port))
        self.zalo = Console(zalo_port)
        self.access, refresh = self.zalo.tokens()
        self.people: list[str] = self.zalo.order("people", count=self._followers)["ids"]
        environment = live_environment(folder, port, self.zalo.url) | {
            "ZALO_ACCESS_TOKEN": self.access, "ZALO_REFRESH_TOKEN": refresh, "SEND_CONCURRENCY": str(self._concurrency),
            "BROADCASTS_PER_PERSON_PER_WEEK": "0", "QUIET_HOURS": "00:00-00:00", "LOG_LEVEL": "error",
        }  # fmt: skip
        self._desk = Runtime(settings.load(environment), handlers.TOPICS)
        stack.callback(self._desk.close)
        self._prepare()
        self.product = stack.enter_context(ServerProcess(["app.py"], port, environment))
        self._warm_up()

    def _prepare(self) -> None:
        for role in ("author", "approver"):
            self._desk.officials.add(f"{role}@phuong.example.vn", role, role)
        now = self._desk.clock()
        with self._desk.store.write() as db:
            people.sync(db, [(person, f"Người {number}", True) for number, person in enumerate(self.people)], now)
            for person in self.people:
                people.note_interaction(db, person, now, is_message=True)
                people.mark_introduced(db, person, now)

    def bare(self) -> float:
        """Messages a second of the bare loop, the product taking the webhooks."""
        rate = bare_loop(self.zalo, self.access, self.people, TEXT, BARE_S)
        self._settle()
        return rate

    def broadcast(self) -> tuple[float, Asked]:
        """Messages a second from the first to the last of a broadcast to everyone, and how long askers waited."""
        desk = self._desk.broadcasting.desk
        broadcast_id = desk.create(Draft("consultation", Message("Lịch làm việc", TEXT)), Actor(1, "author"))
        desk.submit(broadcast_id, Actor(1, "author"))
        desk.approve(broadcast_id, Actor(2, "approver"))
        asking = Asking(self.zalo, self.people)
        asking.start()
        while desk.get(broadcast_id)["state"] != "sent":
            time.sleep(0.2)
        asking.stop()
        row = desk.get(broadcast_id)
        reached = self._desk.broadcasting.reports.counts(broadcast_id).reached
        if reached != len(self.people):
            raise RuntimeError(f"only {reached} of {len(self.people)} got it")
        return reached * 1000 / (row["finished_at"] - row["started_at"]), asking.asked

    def _warm_up(self) -> None:
        self.zalo.says(self.people[0], QUESTION)
        while not self.zalo.answers(self.people[0]):
            time.sleep(0.1)

    def _settle(self) -> None:
        """Until the product has read every receipt."""
        while self._desk.health.report()[1]["queues"]["inbox"]["new"]:
            time.sleep(0.2)


class Asking:
    """People who press a button while a broadcast is under way, and wait for the answer."""

    def __init__(self, zalo: Console, followers: list[str]) -> None:
        self._zalo, self._people = Console(int(zalo.url.rsplit(":", 1)[1])), followers[::-1]
        self.asked = Asked()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._over.wait(ASK_EVERY_S):
            self._ask(self._people[number])
            number += 1

    def _ask(self, person: str) -> None:
        """The broadcast itself may come in between: an answer is what does not greet as it does."""
        began = time.monotonic()
        self._zalo.says(person, QUESTION)
        while time.monotonic() - began < 10:
            if any(not text.startswith("Chào Người") for text in self._zalo.answers(person)):
                self.asked.waits.append(time.monotonic() - began)
                return
            time.sleep(0.02)
        self.asked.missing += 1
