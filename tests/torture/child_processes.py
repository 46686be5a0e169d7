"""Real processes of the product by the dozen: one process has everything imported and forks a new product when asked.

`python -m tests.torture.child_processes` reads a line of JSON for each product (its folder and Zalo's address) and answers its
process id. What is forked is a process like any other: it has locks, threads and connections of its own, and SIGKILL ends it.
"""

from __future__ import annotations

import json
import mmap
import os
import select
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bot.clock import system_clock

ROOT = Path(__file__).parents[2]
CLOCK_FILE = "clock"


class SharedClock:
    """Real time, moved by as many milliseconds as a file says that all processes of a history look into."""

    def __init__(self, folder: Path) -> None:
        file = folder / CLOCK_FILE
        if not file.exists():
            file.write_bytes(bytes(8))
        with file.open("r+b") as handle:
            self._ahead = mmap.mmap(handle.fileno(), 8)

    def __call__(self) -> int:
        return system_clock() + int.from_bytes(self._ahead[:], "little", signed=True)

    @property
    def now_ms(self) -> int:
        """Now, in milliseconds since 1970; set it to move the time of everybody."""
        return self()

    @now_ms.setter
    def now_ms(self, moment: int) -> None:
        self._ahead[:] = (moment - system_clock()).to_bytes(8, "little", signed=True)


class Nursery:
    """The asking side: starts products and kills them."""

    def __init__(self, content: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.child_processes", str(content)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def start(self, folder: Path, zalo_url: str) -> int:
        """A new product on the database in `folder`; returns its process id."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"folder": str(folder), "zalo": zalo_url}) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    @staticmethod
    def kill(process_id: int) -> None:
        """SIGKILL; returns when the kernel has taken the process away, with its locks."""
        handle = os.pidfd_open(process_id)
        signal.pidfd_send_signal(handle, signal.SIGKILL)
        select.select([handle], [], [])
        os.close(handle)

    def close(self) -> None:
        """End the nursery."""
        self._process.communicate(timeout=10)


def main(content: Path) -> None:
    """Fork a product for each line; end with the input."""
    import handlers  # noqa: F401  # everything a product needs is here before the first fork
    from bot.content.live import LiveContent
    from tests.support import app
    from tests.torture import system  # noqa: F401

    keeper = LiveContent(content, date.today, content.parent / ".cache" / "snapshot")
    app.live_content = lambda: keeper  # type: ignore[assignment]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        process_id = os.fork()
        if not process_id:
            be_a_product(Path(order["folder"]), order["zalo"], keeper)
        sys.stdout.write(f"{process_id}\n")
        sys.stdout.flush()


def be_a_product(folder: Path, zalo_url: str, keeper: object) -> None:
    """Turns, sender and clock, until killed."""
    from bot.messaging import dispatcher
    from bot.operations import jobs
    from tests.torture.system import build

    # Webhooks and officials' words are written down by another process, as in a split installation: look more often.
    dispatcher.LOOK_AGAIN_MS, dispatcher.RECEIPTS_REST_S = 20, 0.01
    mother = os.getppid()
    runtime = build(folder, None, SharedClock(folder), zalo_url, keeper)
    runtime.start()
    while os.getppid() == mother:
        runtime.recover()
        runtime.publishing.advance()
        runtime.broadcasts.feeder.tick()
        jobs.compare_broadcasts(runtime)
        runtime.wake()
        time.sleep(0.01)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
