"""Accepting alone: webhook requests a second over 16 connections, against a bare route and two peers on the same server."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.peers import FOLDER, PEERS, QUESTION, install
from benchmarks.server import APP_ID, OA_ID, SECRET, ServerProcess, free_port, live_environment

CONNECTIONS = 16
SECONDS = float(os.environ.get("BENCH_ACCEPT_S", "4"))
ROUNDS = 3

MakeRequest = Callable[[str, str], bytes]
"""The bytes of a signed request from the number of a message and a person."""


@dataclass(slots=True)
class Contender:
    """A server that takes events, and what was measured in each round."""

    process: ServerProcess
    make_request: MakeRequest
    rates: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)

    def run_round(self, number: int) -> None:
        """Take events for SECONDS."""
        before = self.process.processor_s()
        rate, waits = post_events(self.process.port, f"round{number}", self.make_request)
        self.processor_ms.append((self.process.processor_s() - before) / len(waits) * 1000)
        self.rates.append(rate)
        self.p99_ms.append(statistics.quantiles(waits, n=100)[98] * 1000)

    @property
    def processor(self) -> float:
        """Processor time of an event in ms: the median of the rounds."""
        return statistics.median(self.processor_ms)


def measure() -> list[str]:
    """Alternate between the bare route, the peers and the product; report median ratios and the worst 99th percentile."""
    refusal = install()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours, bare = _start_product(folder, stack), _start_bare(stack)
        peers = {} if refusal else {name: _start_peer(name, stack) for name in PEERS}
        for number in range(ROUNDS):
            for contender in (bare, *peers.values(), ours):
                contender.run_round(number)
    lines = [
        f"accepted events/s: {statistics.median(ours.rates):.0f}",
        f"against a bare Flask route: {_ratio(ours, bare):.2f}   (wanted: 0.55 or more)",
        f"processor of an event: {ours.processor:.2f} ms, of the bare route {bare.processor:.2f} ms"
        "   (wanted: 0.75 ms or less)",
        f"99th percentile: {max(ours.p99_ms):.1f} ms   (wanted: 50 ms or less)",
    ]
    if refusal:
        return [*lines, f"the peers are left out, their packages could not be installed: {refusal}"]
    return [*lines, *(_compare(ours, name, peer) for name, peer in peers.items())]


def _compare(ours: Contender, name: str, peer: Contender) -> str:
    return (
        f"against {name}, which forgets what it took: {_ratio(ours, peer):.2f} of its rate"
        f" ({statistics.median(peer.rates):.0f}/s), processor {ours.processor:.2f} against {peer.processor:.2f} ms ="
        f" {ours.processor / peer.processor:.2f}   (wanted: 1.0 or more of the rate of the faster)"
    )


def _ratio(ours: Contender, other: Contender) -> float:
    return statistics.median(mine / theirs for mine, theirs in zip(ours.rates, other.rates, strict=True))


def _start_product(folder: str, stack: ExitStack) -> Contender:
    port = free_port()
    environment = live_environment(folder, port, "http://127.0.0.1:9") | {"RUN_WORKERS": "no", "RUN_SCHEDULER": "no"}
    return Contender(stack.enter_context(ServerProcess(["app.py"], port, environment)), webhook_request)


def _start_bare(stack: ExitStack) -> Contender:
    port = free_port()
    return Contender(
        stack.enter_context(ServerProcess(["-m", "benchmarks.bare", str(port)], port, {})), webhook_request
    )


def _start_peer(name: str, stack: ExitStack) -> Contender:
    port = free_port()
    arguments = ["-m", "benchmarks.peers", name, str(port)]
    process = ServerProcess(arguments, port, {"PYTHONPATH": str(FOLDER)})
    return Contender(stack.enter_context(process), PEERS[name][1])


def post_events(port: int, prefix: str, make_request: MakeRequest) -> tuple[float, list[float]]:
    """Post events over all connections for SECONDS; returns (requests per second, all waits in seconds)."""
    start = threading.Barrier(CONNECTIONS + 1)
    posters = [_Poster(port, f"{prefix}-{number}", number, start, make_request) for number in range(CONNECTIONS)]
    for poster in posters:
        poster.start()
    start.wait()
    for poster in posters:
        poster.join()
    waits = [wait for poster in posters for wait in poster.waits]
    return len(waits) / SECONDS, waits


class _Poster(threading.Thread):
    """Posts events over one connection as fast as it can, for SECONDS from the moment all have connected."""

    def __init__(
        self, port: int, prefix: str, number: int, start: threading.Barrier, make_request: MakeRequest
    ) -> None:
        super().__init__()
        self._port, self._prefix, self._start, self._make_request = port, prefix, start, make_request
        self._person_id = str(7_000_000_000_000_000_000 + number)
        self.waits: list[float] = []

    def run(self) -> None:
        with socket.create_connection(("127.0.0.1", self._port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start.wait()
            end = time.perf_counter() + SECONDS
            while time.perf_counter() < end:
                request = self._make_request(f"{self._prefix}-{len(self.waits)}", self._person_id)
                began = time.perf_counter()
                connection.sendall(request)
                answer = connection.recv(4096)
                self.waits.append(time.perf_counter() - began)
                if not answer.startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(answer[:60])


def webhook_request(message_id: str, person_id: str) -> bytes:
    """A signed webhook request as bytes."""
    stamp = str(int(time.time() * 1000))
    body = json.dumps(
        {
            "app_id": APP_ID,
            "event_name": "user_send_text",
            "sender": {"id": person_id},
            "recipient": {"id": OA_ID},
            "message": {"msg_id": message_id, "text": QUESTION},
            "timestamp": stamp,
        },
        ensure_ascii=False,
    ).encode()
    mac = hashlib.sha256(APP_ID.encode() + body + stamp.encode() + SECRET.encode()).hexdigest()
    head = (
        f"POST /webhook HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\nX-ZEvent-Signature: mac={mac}\r\n\r\n"
    )
    return head.encode() + body
