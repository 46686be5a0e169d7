"""The demo process: how soon it can answer, and how much memory it holds after a while of use."""

from __future__ import annotations

import tempfile
import time
import urllib.request

from benchmarks.server import ServerProcess, free_port


def measure() -> list[str]:
    """Start the demo on an empty database; report its start time and memory."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"WARD_MODE": "demo", "PORT": str(port), "DATABASE_PATH": f"{folder}/ward.db"}
        with ServerProcess(["app.py"], port, environment) as demo:
            started = time.monotonic() - demo.started_at
            for page in ("/", "/simulator/", "/healthz", "/admin/sign-in"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{page}").read()
            time.sleep(3)
            return [
                f"first answer possible after {started:.2f} s   (wanted: under 3 s)",
                f"memory of the demo process: {demo.memory_mb():.0f} MB   (wanted: 150 MB or less)",
            ]
