"""`python scheduler.py`: the clock and the sender as a process of their own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.processes import ROOT, clean_environment
from tests.test_token_race import new_zalo
from tests.town import free_port, live_environment, wait_until


def test_the_clock_alone_beats_and_stops_cleanly(tmp_path: Path) -> None:
    zalo, served, tokens = new_zalo(None)
    environment = clean_environment() | live_environment(tmp_path, free_port(), served.url) | tokens
    process = subprocess.Popen(
        [sys.executable, "scheduler.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_until(lambda: has_beaten(tmp_path), 20)
    finally:
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        _, err = process.communicate(timeout=15)
        served.close()
        zalo.close()
    assert (process.returncode, err, time.monotonic() - began < 5) == (0, "", True)


def has_beaten(folder: Path) -> bool:
    from bot.store import Store, notes

    if not (folder / "ward.db").exists():
        return False
    store = Store(folder / "ward.db")
    try:
        return notes.get(store, "clock_beat") is not None
    finally:
        store.close()
