"""The product as real processes, for tests that kill them or let several meet on one file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from waitress.server import create_server

from bot.serve import end_server, serve_in_thread
from bot.zalo_headers import ZaloHeaderChannel
from tests.town import free_port, live_environment

ROOT = Path(__file__).parents[1]


class ServedZalo:
    """A simulator on a real socket, for products in other processes."""

    def __init__(self, app: Flask) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = create_server(app, host="127.0.0.1", port=self.port, threads=16)
        self._server.channel_class = ZaloHeaderChannel
        serve_in_thread(self._server)

    def close(self) -> None:
        """Stop listening."""
        end_server(self._server)


class Product:
    """`python app.py` on a port of its own; several may share one database."""

    def __init__(self, folder: Path, port: int, zalo_url: str, **environment: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._environment = clean_environment() | live_environment(folder, port, zalo_url) | environment
        self._log = folder / f"product-{port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "app.py"], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        self.wait_until_ready()

    def wait_until_ready(self, timeout: float = 90) -> None:
        """Wait for the first answer at the door."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            assert self._process is not None and self._process.poll() is None, self._log.read_text()
            try:
                requests.get(f"{self.url}/webhook", timeout=1)
                return
            except requests.RequestException:
                time.sleep(0.02)
        raise AssertionError(f"not ready after {timeout} s: {self._log.read_text()}")

    def kill(self) -> None:
        """SIGKILL: nothing gets to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> float:
        """SIGTERM; returns how many seconds the end took. Fails when it is not a clean one."""
        started = time.monotonic()
        assert self._end(signal.SIGTERM) == 0, self._log.read_text()
        return time.monotonic() - started

    def queues(self) -> dict[str, Any]:
        """What /healthz says of the queues."""
        queues: dict[str, Any] = requests.get(f"{self.url}/healthz", timeout=5).json()["queues"]
        return queues

    def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        code = self._process.wait(timeout=15)
        self._process = None
        return code


def clean_environment() -> dict[str, str]:
    """This machine's environment without anything that the product's settings read."""
    return {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
