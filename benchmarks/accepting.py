"""Accepting alone: webhook requests a second over 16 connections, against a bare Flask route on the same server."""

from __future__ import annotations

import hashlib
import json
import socket
import statistics
import tempfile
import threading
import time

from benchmarks.server import APP_ID, OA_ID, SECRET, ServerProcess, free_port, live_environment

CONNECTIONS = 16
SECONDS = 4.0
ROUNDS = 3


def measure() -> list[str]:
    """Alternate between the bare route and the product; report the median ratio and the worst 99th percentile."""
    ratios, p99s, rates, processor_ms = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        port, bare_port = free_port(), free_port()
        environment = live_environment(folder, port, "http://127.0.0.1:9")
        environment |= {"RUN_WORKERS": "no", "RUN_SCHEDULER": "no"}
        product = ServerProcess(["app.py"], port, environment)
        with product, ServerProcess(["-m", "benchmarks.bare", str(bare_port)], bare_port, {}):
            for number in range(ROUNDS):
                bare_rate, _ = post_events(bare_port, f"bare{number}")
                before = product.processor_s()
                rate, waits = post_events(port, f"real{number}")
                processor_ms.append((product.processor_s() - before) / len(waits) * 1000)
                ratios.append(rate / bare_rate)
                rates.append(rate)
                p99s.append(statistics.quantiles(waits, n=100)[98] * 1000)
    return [
        f"accepted events/s: {statistics.median(rates):.0f}",
        f"against a bare Flask route: {statistics.median(ratios):.2f}   (wanted: 0.40 or more)",
        f"processor of an event: {statistics.median(processor_ms):.2f} ms   (wanted: 0.75 ms or less)",
        f"99th percentile: {max(p99s):.1f} ms   (wanted: 50 ms or less)",
    ]


def post_events(port: int, prefix: str) -> tuple[float, list[float]]:
    """Post events over all connections for SECONDS; returns (requests per second, all waits in seconds)."""
    start = threading.Barrier(CONNECTIONS + 1)
    posters = [_Poster(port, f"{prefix}-{number}", number, start) for number in range(CONNECTIONS)]
    for poster in posters:
        poster.start()
    start.wait()
    for poster in posters:
        poster.join()
    waits = [wait for poster in posters for wait in poster.waits]
    return len(waits) / SECONDS, waits


class _Poster(threading.Thread):
    """Posts events over one connection as fast as it can, for SECONDS from the moment all have connected."""

    def __init__(self, port: int, prefix: str, number: int, start: threading.Barrier) -> None:
        super().__init__()
        self._port, self._prefix, self._start = port, prefix, start
        self._person_id = str(7_000_000_000_000_000_000 + number)
        self.waits: list[float] = []

    def run(self) -> None:
        with socket.create_connection(("127.0.0.1", self._port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start.wait()
            end = time.perf_counter() + SECONDS
            while time.perf_counter() < end:
                request = webhook_request(f"{self._prefix}-{len(self.waits)}", self._person_id)
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
            "message": {"msg_id": message_id, "text": "Làm khai sinh cần giấy tờ gì?"},
            "timestamp": stamp,
        },
        ensure_ascii=False,
    ).encode()
    mac = hashlib.sha256(APP_ID.encode() + body + stamp.encode() + SECRET.encode()).hexdigest()
    head = (
        f"POST /webhook HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\nX-ZEvent-Signature: mac={mac}\r\n\r\n"
    )
    return head.encode() + body
