"""Starts a server in its own process, on a free port, with its own settings."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """A free TCP port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ServerProcess:
    """A process `python ARGUMENTS` that listens on `port`; a context manager that terminates it."""

    def __init__(self, arguments: list[str], port: int, environment: dict[str, str]) -> None:
        self.port = port
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.started_at = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=inherited | environment, stdout=subprocess.DEVNULL
        )

    def __enter__(self) -> ServerProcess:
        while not self._accepts_connections():
            if self._process.poll() is not None:
                raise RuntimeError("the server ended before it answered")
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def processor_s(self) -> float:
        """Processor time (s) the process took so far; other work on the machine does not count."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory of the process in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kilobytes) / 1024

    def _accepts_connections(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


APP_ID, OA_ID, SECRET = "1111111111111111111", "2222222222222222222", "bench-secret"


def live_environment(folder: str, port: int, zalo_url: str) -> dict[str, str]:
    """Settings of a live installation against a simulator, with a send rate no bench reaches."""
    return {
        "WARD_MODE": "live",
        "ZALO_APP_ID": APP_ID,
        "ZALO_APP_SECRET": SECRET,
        "ZALO_OA_ID": OA_ID,
        "ZALO_OA_SECRET": SECRET,
        "ZALO_OPENAPI_URL": zalo_url,
        "ZALO_BUSINESS_URL": zalo_url,
        "ZALO_OAUTH_URL": zalo_url,
        "DATABASE_PATH": f"{folder}/ward.db",
        "PORT": str(port),
        "SEND_RATE_PER_SECOND": "5000",
        "SEND_CONCURRENCY": "8",
    }
