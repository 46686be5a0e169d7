"""`python scheduler.py`: the clock and the sender as a process of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.server.test_token_race import new_zalo
from tests.support.app import free_port, live_environment, wait_until
from tests.support.processes import ROOT, clean_environment


def test_the_clock_alone_beats_and_stops_cleanly(tmp_path: Path) -> None:
    zalo, served, tokens = new_zalo(None)
    environment = clean_environment() | live_environment(tmp_path, free_port(), served.url) | tokens
    process = subprocess.Popen(
        [sys.executable, "scheduler.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_until(lambda: has_beaten(tmp_path), 60)
    finally:
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        _, err = process.communicate(timeout=15)
        served.close()
        zalo.close()
    assert (process.returncode, troubles(err), time.monotonic() - began < 5) == (0, [], True)


def troubles(err: str) -> list[str]:
    """The lines that tell of a fault. A call met by the refresh of its token is none: it is repeated with the new one."""
    return [line for line in err.splitlines() if "token_refresh" not in line]


def has_beaten(folder: Path) -> bool:
    from bot.store import Store, key_values

    if not (folder / "ward.db").exists():
        return False
    store = Store(folder / "ward.db")
    try:
        return key_values.get(store, "clock_beat") is not None
    finally:
        store.close()
