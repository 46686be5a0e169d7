"""Whoever gets the signal, and whenever it comes: the program ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.processes import ROOT, clean_environment

GIVEN_TO_ANOTHER_THREAD = """
import signal, threading, time
from bot.lib.stop_signal import StopSignal

def other():
    time.sleep(0.3)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    time.sleep(60)

stop = StopSignal()
threading.Thread(target=other, daemon=True).start()
stop.wait()
"""

COME_BEFORE = """
import os, signal
from bot.lib.stop_signal import StopSignal
stop = StopSignal()
os.kill(os.getpid(), signal.SIGINT)
stop.wait()
"""


@pytest.mark.parametrize("program", [GIVEN_TO_ANOTHER_THREAD, COME_BEFORE])
def test_a_signal_is_never_missed(program: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=clean_environment(), timeout=30, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (0, "")


ASKED_AND_SIGNALLED = """
import os, signal
from bot.lib.restart import Restart
from bot.lib.stop_signal import StopSignal
stop, restart = StopSignal(), Restart()
restart.connect(lambda: None, stop.was_signalled)
restart.request()
stop.ask()
stop.wait()
assert restart.is_wanted
os.kill(os.getpid(), signal.SIGTERM)
assert not restart.is_wanted
"""


def test_a_signal_during_a_new_start_ends_the_program_for_good() -> None:
    test_a_signal_is_never_missed(ASKED_AND_SIGNALLED)
