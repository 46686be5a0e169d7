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

from bot.lib.supervisor import Supervisor
from bot.server.demo_headers import ZaloHeaderChannel
from bot.server.web_server import WebServer
from tests.support.app import free_port, live_environment

ROOT = Path(__file__).parents[2]


class ServedZalo:
    """A simulator on a real socket, for products in other processes."""

    def __init__(self, app: Flask) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = WebServer(app, "127.0.0.1", self.port, threads=16, webhook_threads=1, channel=ZaloHeaderChannel)
        self._server.start(Supervisor())

    def close(self) -> None:
        """Stop the web server."""
        self._server.close()


class Product:
    """`python app.py` on a port of its own; several may share one database."""

    def __init__(
        self,
        folder: Path,
        port: int,
        zalo_url: str,
        *,
        program: tuple[str, ...] = ("app.py",),
        own_env_file: bool = False,
        **environment: str,
    ) -> None:
        """`own_env_file`: it starts in `folder`, and its settings stand in the .env there, not in the environment."""
        self._program, self.folder = program, folder
        self._start_folder = folder if own_env_file else ROOT
        self.url = f"http://127.0.0.1:{port}"
        settings = {} if own_env_file else live_environment(folder, port, zalo_url)
        self._environment = clean_environment() | settings | environment
        self._log = folder / f"product-{port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Product:
        return self

    def __exit__(self, *_: object) -> None:
        """Kill what a failed test left running."""
        if self._process is not None:
            self.kill()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start it, and do not wait."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._program], cwd=self._start_folder, env=self._environment, stdout=log, stderr=log
            )

    def wait_until_ready(self, timeout: float = 90) -> None:
        """Wait for the first answer of the webhook."""
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
        """Kill the process with SIGKILL."""
        self._end(signal.SIGKILL)

    def stop(self) -> float:
        """Stop the process with SIGTERM; returns the seconds it took. Fails unless it exits with 0."""
        started = time.monotonic()
        assert self._end(signal.SIGTERM) == 0, self._log.read_text()
        return time.monotonic() - started

    @property
    def pid(self) -> int:
        """The process id while it runs."""
        assert self._process is not None
        return self._process.pid

    def log(self) -> str:
        """The text of its log so far."""
        return self._log.read_text()

    def queues(self) -> dict[str, Any]:
        """The queues in the answer of /healthz."""
        queues: dict[str, Any] = requests.get(f"{self.url}/healthz", timeout=5).json()["queues"]
        return queues

    def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        code = self._process.wait(timeout=15)
        self._process = None
        return code


def clean_environment() -> dict[str, str]:
    """This machine's environment without anything that the product's settings read; coverage follows into children."""
    names = ("PATH", "HOME", "LANG", "TMPDIR", "COVERAGE_PROCESS_CONFIG", "COVERAGE_CORE")
    return {name: value for name, value in os.environ.items() if name in names}
