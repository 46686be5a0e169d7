"""Accepting alone: webhook requests a second over 16 connections, against a bare Flask route on the same server."""

from __future__ import annotations

import hashlib
import json
import socket
import statistics
import tempfile
import threading
import time

from benchmarks.server import APP_ID, SECRET, ServerProcess, free_port, live_environment

CONNECTIONS = 16
SECONDS = 4.0
ROUNDS = 3


def measure() -> list[str]:
    """Alternate bare and real a few times; report the middle ratio and the worst 99th percentile."""
    ratios, p99s, rates = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        port, bare_port = free_port(), free_port()
        environment = live_environment(folder, port, "http://127.0.0.1:9") | {
            "RUN_WORKERS": "no",
            "RUN_SCHEDULER": "no",
        }
        with (
            ServerProcess(["app.py"], port, environment),
            ServerProcess(["-m", "benchmarks.bare", str(bare_port)], bare_port, {}),
        ):
            for number in range(ROUNDS):
                bare, _ = flood(bare_port, f"bare{number}")
                real, waits = flood(port, f"real{number}")
                ratios.append(real / bare)
                rates.append(real)
                p99s.append(statistics.quantiles(waits, n=100)[98] * 1000)
    return [
        f"accepted events/s: {statistics.median(rates):.0f}",
        f"against a bare Flask route: {statistics.median(ratios):.2f}   (wanted: 0.40 or more)",
        f"99th percentile: {max(p99s):.1f} ms   (wanted: 50 ms or less)",
    ]


def flood(port: int, mark: str) -> tuple[float, list[float]]:
    """Post as fast as each connection can for SECONDS; (requests a second, every wait in seconds)."""
    waits: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    start = threading.Barrier(CONNECTIONS + 1)
    end = [0.0]

    def post(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            start.wait()
            count = 0
            while time.perf_counter() < end[0]:
                request = webhook_request(f"{mark}-{number}-{count}", str(7_000_000_000_000_000_000 + number))
                began = time.perf_counter()
                line.sendall(request)
                answer = line.recv(4096)
                waits[number].append(time.perf_counter() - began)
                if not answer.startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(answer[:60])
                count += 1

    threads = [threading.Thread(target=post, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    end[0] = time.perf_counter() + SECONDS
    start.wait()
    for thread in threads:
        thread.join()
    every = [wait for part in waits for wait in part]
    return len(every) / SECONDS, every


def webhook_request(message_id: str, person_id: str) -> bytes:
    """A signed event as bytes on the line."""
    stamp = str(int(time.time() * 1000))
    body = json.dumps({
        "app_id": APP_ID, "event_name": "user_send_text", "sender": {"id": person_id}, "recipient": {"id": "2"},
        "message": {"msg_id": message_id, "text": "Làm khai sinh cần giấy tờ gì?"}, "timestamp": stamp,
    }, ensure_ascii=False).encode()  # fmt: skip
    mac = hashlib.sha256(APP_ID.encode() + body + stamp.encode() + SECRET.encode()).hexdigest()
    head = (
        f"POST /webhook HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\nX-ZEvent-Signature: mac={mac}\r\n\r\n"
    )
    return head.encode() + body
