"""What a process lives through (or not) while residents keep asking: kills, connections, a failing disk, no files left.

Each trouble ends as a line of a table: how many questions were accepted, how many of them lost or answered twice, how many
messages have an unknown fate, and how many seconds after the trouble the next resident had an answer.
"""

from __future__ import annotations

import json
import os
import random
import resource
import socket
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.simulator import SimulatorConfig, create_app
from tests.support.app import APP_ID, APP_SECRET, OA_ID, OA_SECRET, event_body, free_port, wait_until
from tests.support.faulty_disk import FULL, UNREADABLE
from tests.support.processes import Product, ServedZalo

QUESTION = "Nộp hồ sơ qua bưu điện thế nào?"
ASK_EVERY_S = 0.2
AT_ONCE = "at-once-"
PAGES_AT_ONCE = 60
HALF_A_REQUEST = b"POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"


@dataclass(frozen=True, slots=True)
class FaultReport:
    """How a trouble ended. `buried` counts events given up after three deaths of the process; `details` tell of each person lost."""

    name: str
    accepted: int
    lost: int
    doubled: int
    unknown: int
    seconds: float
    buried: int = 0
    details: tuple[str, ...] = ()


class FaultyInstallation:
    """The product as a process, its Zalo, and residents who keep asking."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._fault = folder, folder / "fault"
        self.port = free_port()
        config = SimulatorConfig(
            app_id=APP_ID,
            app_secret=APP_SECRET,
            oa_id=OA_ID,
            oa_secret=OA_SECRET,
            time_scale=0.01,
            webhook_url=f"http://127.0.0.1:{self.port}/webhook",
        )
        simulator = create_app(config)
        self.zalo, self._served = simulator.extensions["simulator"], ServedZalo(simulator)
        access, refresh = self.zalo.issue_tokens()
        self.product = Product(
            folder,
            self.port,
            self._served.url,
            program=("-m", "tests.support.faulty_disk"),
            FAULT_FILE=str(self._fault),
            ZALO_ACCESS_TOKEN=access,
            ZALO_REFRESH_TOKEN=refresh,
        )
        self.people: list[str] = []
        self.expected: list[str] = []

    def open(self) -> None:
        """Start, and learn what an undisturbed resident is answered."""
        self.product.start()
        person = self.ask()
        wait_until(lambda: len(self.answers(person)) >= 2 and self.is_idle(), 60)
        self.expected = self.answers(person)

    def close(self) -> None:
        """End everything."""
        self.product.kill()
        self._served.close()
        self.zalo.close()

    def ask(self) -> str:
        """Somebody new asks; returns who."""
        [person] = self.zalo.add_people(1)
        self.people.append(person)
        self.zalo.person_says(person, QUESTION)
        return str(person)

    def answers(self, person: str) -> list[str]:
        """What the OA said to a person."""
        return [message["text"] for message in self.zalo.talk(person) if message["who"] == "oa"]

    @contextmanager
    def crowd(self) -> Iterator[None]:
        """Residents ask one after the other as long as the block runs."""
        calm = threading.Event()

        def keep_asking() -> None:
            while not calm.wait(ASK_EVERY_S):
                self.ask()

        asking = threading.Thread(target=keep_asking)
        asking.start()
        try:
            yield
        finally:
            calm.set()
            asking.join()

    @contextmanager
    def disk(self, fault: str) -> Iterator[None]:
        """The disk fails that way as long as the block runs."""
        self._fault.write_text(fault)
        try:
            yield
        finally:
            self._fault.unlink()

    def seconds_until_served(self, longest_s: float = 90) -> float:
        """How long from now until somebody new has an answer; the webhook is on again at once."""
        began = time.monotonic()
        self.turn_on()
        person = self.ask()
        wait_until(lambda: self.turn_on() or bool(self.answers(person)), longest_s)
        return time.monotonic() - began

    def turn_on(self) -> None:
        """Zalo switches a webhook off that fails too often; an administrator switches it on again."""
        if not self.zalo.state()["webhook"]["on"]:
            self.zalo.zalo.webhooks.turn_on()

    def is_idle(self) -> bool:
        """Whether every question is in, every answer out."""
        self.turn_on()
        if not self.zalo.wait_idle(0.5):
            return False
        with closing(self._database()) as db:
            open_work = "SELECT (SELECT count(*) FROM inbox WHERE state IN ('new', 'working')),"
            open_work += " (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending'))"
            return not any(db.execute(open_work).fetchone())

    def line(self, name: str, seconds: float) -> FaultReport:
        """Wait for the end of all work and count; the next trouble begins with new people."""
        wait_until(self.is_idle, 120)
        accepted, unknown = self._accepted(), self._unknown()
        answers = {person: self.answers(person) for person in self.people}
        lost = [
            person
            for person in sorted(accepted)
            if any(text not in answers[person] and text not in unknown.get(person, ()) for text in self.expected)
        ]
        doubled = sum(max(Counter(texts).values(), default=0) > 1 for texts in answers.values())
        self.people.clear()
        buried, details = self._count_buried(accepted), tuple(map(self._describe, lost))
        unknown_count = sum(map(len, unknown.values()))
        return FaultReport(name, len(accepted), len(lost), doubled, unknown_count, seconds, buried, details)

    def _count_buried(self, people: set[str]) -> int:
        with closing(self._database()) as db:
            return sum(person in people for (person,) in db.execute("SELECT person_id FROM inbox WHERE state = 'dead'"))

    def _describe(self, person: str) -> str:
        """What the database holds of a person whose answer is missing."""
        with closing(self._database()) as db:
            events = db.execute(
                "SELECT name, state, attempts, error FROM inbox WHERE person_id = ?", [person]
            ).fetchall()
            sends = db.execute(
                "SELECT state, substr(reply, 1, 60) FROM outbox WHERE person_id = ?", [person]
            ).fetchall()
        return f"{person}: events {events}, messages {sends}, heard {[text[:40] for text in self.answers(person)]}"

    def receipts(self) -> int:
        """How many of the events of `receipt` are in the database."""
        with closing(self._database()) as db:
            count = "SELECT count(*) FROM inbox WHERE CAST(body AS TEXT) LIKE ?"
            return int(db.execute(count, [f"%{AT_ONCE}%"]).fetchone()[0])

    def _accepted(self) -> set[str]:
        with closing(self._database()) as db:
            query = "SELECT DISTINCT person_id FROM inbox WHERE name = 'user_send_text'"
            return {person for (person,) in db.execute(query)} & set(self.people)

    def _unknown(self) -> dict[str, list[str]]:
        texts_by_person: dict[str, list[str]] = {}
        with closing(self._database()) as db:
            for person, reply in db.execute("SELECT person_id, reply FROM outbox WHERE state = 'unknown'"):
                texts_by_person.setdefault(person, []).append(json.loads(reply)["text"])
        return {person: texts for person, texts in texts_by_person.items() if person in set(self.people)}

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / "ward.db", timeout=30)


def killed(ward: FaultyInstallation, times: int) -> FaultReport:
    """SIGKILL again and again; the seconds count from the last one."""
    with ward.crowd():
        for _ in range(times):
            time.sleep(random.uniform(0.05, 0.7))
            ward.product.kill()
            began = time.monotonic()
            ward.product.start()
        ward.seconds_until_served()
        seconds = time.monotonic() - began
    return ward.line(f"{times} x SIGKILL", seconds)


def failing_disk(ward: FaultyInstallation, fault: str, seconds: float) -> FaultReport:
    """The disk fails for a while."""
    with ward.crowd():
        time.sleep(1)
        with ward.disk(fault):
            time.sleep(seconds)
        again = ward.seconds_until_served()
    return ward.line(f"disk {fault}, {seconds:.0f} s", again)


def no_files(ward: FaultyInstallation, seconds: float) -> FaultReport:
    """Not one more file descriptor for a while."""
    soft, hard = resource.prlimit(ward.product.pid, resource.RLIMIT_NOFILE)
    with ward.crowd():
        time.sleep(1)
        highest = max(int(name) for name in os.listdir(f"/proc/{ward.product.pid}/fd"))
        resource.prlimit(ward.product.pid, resource.RLIMIT_NOFILE, (highest - 4, hard))
        time.sleep(seconds)
        resource.prlimit(ward.product.pid, resource.RLIMIT_NOFILE, (soft, hard))
        again = ward.seconds_until_served()
    return ward.line(f"no file descriptors, {seconds:.0f} s", again)


def half_open(ward: FaultyInstallation, connections: int) -> FaultReport:
    """Connections that never finish their request, and stay; the process has files of its own open before."""
    with ExitStack() as stack:
        for line in many_lines(stack, ward.port, PAGES_AT_ONCE):
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1)
    with ward.crowd(), ExitStack() as stack:
        for line in many_lines(stack, ward.port, connections):
            line.sendall(HALF_A_REQUEST)
        again = ward.seconds_until_served()
    return ward.line(f"{connections} half-open connections", again)


def complete(ward: FaultyInstallation, connections: int) -> FaultReport:
    """As many complete events at once, each over a connection of its own that stays open."""
    with ward.crowd(), ExitStack() as stack:
        lines = many_lines(stack, ward.port, connections)
        for number, line in enumerate(lines):
            line.sendall(receipt(number))
        again = ward.seconds_until_served()
        answered = sum(is_taken(line) for line in lines)
    line = ward.line(f"{connections} events at once", again)
    return replace(line, accepted=line.accepted + answered, lost=line.lost + answered - ward.receipts())


def receipt(number: int) -> bytes:
    """A signed event that asks for no answer, as the bytes of a request."""
    body, headers = event_body(
        {
            "event_name": "user_seen_message",
            "sender": {"id": "1"},
            "recipient": {"id": OA_ID},
            "message": {"msg_ids": [f"{AT_ONCE}{number}"]},
            "timestamp": f"{time.time_ns() // 1_000_000}",
        }
    )
    head = {**headers, "Host": "a", "Content-Length": len(body)}
    lines = ["POST /webhook HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def is_taken(line: socket.socket) -> bool:
    """Whether the request on this connection was answered with 200."""
    try:
        return line.recv(100).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def many_lines(stack: ExitStack, port: int, count: int) -> list[socket.socket]:
    """So many connections; what the product does not accept yet waits in the kernel."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    sockets = []
    for _ in range(count):
        line = stack.enter_context(socket.socket())
        line.setblocking(False)
        line.connect_ex(("127.0.0.1", port))
        sockets.append(line)
    time.sleep(0.5)
    for line in sockets:
        line.setblocking(True)
        line.settimeout(30)
    return sockets


FaultScenario = Callable[[FaultyInstallation], FaultReport]


def all_troubles(
    kills: int, connections: int, full_s: float, unreadable_s: float, no_files_s: float
) -> list[FaultScenario]:
    """Each of them once."""
    return [
        lambda ward: killed(ward, kills),
        lambda ward: half_open(ward, connections),
        lambda ward: complete(ward, connections),
        lambda ward: failing_disk(ward, FULL, full_s),
        lambda ward: failing_disk(ward, UNREADABLE, unreadable_s),
        lambda ward: no_files(ward, no_files_s),
    ]
