"""A small ward in one process whose time, mail and sends move only when a history says so: every history can be repeated."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

from argon2 import PasswordHasher

import handlers
from bot import settings
from bot.broadcasts.lifecycle import Actor
from bot.content.live import LiveContent
from bot.event import BACKGROUND_EVENTS
from bot.runtime import Runtime
from bot.simulator import Simulator, SimulatorConfig
from bot.simulator.api_middleware import ZaloApiMiddleware
from bot.store import people
from bot.zalo.incoming import parse_event
from bot.zalo.limits import VIETNAM
from bot.zalo.oauth import TokenPair
from tests.support.app import APP_ID, APP_SECRET, OA_ID, OA_SECRET, live_content, live_environment
from tests.support.in_process import InProcess

PEOPLE = 12
START_MS = int(datetime(2026, 11, 24, 12, 0, tzinfo=VIETNAM).timestamp() * 1000)
AUTHOR, APPROVER = Actor(1, frozenset({"author"})), Actor(2, frozenset({"approver"}))
CAP_FILE = "cap"
STEP_MS = 40
"""How long one round of the sender takes."""


class Killed(BaseException):
    """The process is gone in the middle of a call; nobody may catch it but the world."""


class StillClock:
    """Milliseconds since 1970, standing still unless moved."""

    def __init__(self) -> None:
        self.now_ms = START_MS

    def __call__(self) -> int:
        return self.now_ms


class CallQueue:
    """Stands in for the sender's pool: calls wait in a line until the world lets them happen."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()

    def submit(self, call: Callable[..., None], *values: Any) -> None:
        self.waiting.append((call, values))

    def shutdown(self, wait: bool = True) -> None:
        self.waiting.clear()


class TortureWard:
    """The ward, its Zalo and what may happen to them."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder, self.path = folder, folder / "ward.db"
        self.clock = self._make_clock()
        self._mail: deque[bytes] = deque()
        config = SimulatorConfig(
            app_id=APP_ID,
            app_secret=APP_SECRET,
            oa_id=OA_ID,
            oa_secret=OA_SECRET,
            delivery_threads=1,
            deliver=self._take_mail,
            clock=lambda: self.clock() / 1000,
        )
        self.zalo = Simulator(config)
        self.door = ZaloApiMiddleware(self.zalo.zalo, nothing_here)
        self._network = InProcess(self.door)
        self.people = self.zalo.add_people(PEOPLE)
        for name in ("ward.db", "ward.db.lineage", "ward.db.key"):
            shutil.copy(template / name, folder / name)
        self._in_a_row = 0
        self._hooks: dict[str, Callable[[], None] | None] = {}
        self._others: list[Runtime] = []
        self.runtime = self._start()
        self.connect()

    def _make_clock(self) -> StillClock:
        return StillClock()

    def _build(self) -> Runtime:
        return build(self.folder, self._network, self.clock)

    def _start(self) -> Runtime:
        runtime = self._build()
        runtime.sender._pool.shutdown()
        self._line = CallQueue()
        runtime.sender._pool = self._line  # type: ignore[assignment]
        self._deliver = runtime.sender._deliver
        runtime.sender._deliver = self._call
        self._claim_next = runtime.sender._claim_next
        runtime.sender._claim_next = self._claim_sometimes  # type: ignore[method-assign]
        runtime.recover()
        return runtime

    def _claim_sometimes(self, db: Any) -> Any:
        """Only so many messages in a row: what happens in between is what histories are about."""
        self._in_a_row += 1
        return self._claim_next(db) if self._in_a_row % 3 else None

    def _call(self, kind: str, person_id: str, content: dict[str, Any]) -> Any:
        self._happen("before")
        result = self._deliver(kind, person_id, content)
        self._happen("after")
        return result

    def _happen(self, moment: str) -> None:
        hook = self._hooks.pop(moment, None)
        if hook:
            hook()

    def at_next_call(self, moment: str, happen: Callable[[], None]) -> None:
        """Let something happen right "before" the next call to Zalo, or right "after" Zalo has carried it out."""
        self._hooks[moment] = happen

    def _take_mail(self, body: bytes, headers: Any) -> int:
        self._mail.append(body)
        return 200

    def connect(self) -> None:
        """A new sign-in to Zalo."""
        self.runtime.tokens.accept(TokenPair(*self.zalo.issue_tokens(), 90_000))

    def work(self, rounds: int) -> None:
        """Let the sender go round a few times; a call that kills the process ends it and starts the next one."""
        for _ in range(rounds):
            self.clock.now_ms += STEP_MS
            try:
                self.runtime.sender._send_some()
                self.finish_calls()
            except Killed:
                self.restart()

    def work_off(self) -> None:
        """Let the sender do whatever there is to do now."""
        self._hooks.clear()
        self.work(15)

    def claim(self) -> None:
        """Let the sender take messages without calling yet."""
        self.clock.now_ms += STEP_MS
        self.runtime.sender._send_some()

    def finish_calls(self) -> None:
        """Let every call under way happen."""
        while self._line.waiting:
            call, values = self._line.waiting.popleft()
            call(*values)

    def read_mail(self) -> None:
        """Take every webhook that came, and let the turns and receipts of all be handled."""
        self.zalo.wait_idle()
        for person_id in sorted(self.record_mail()):
            self.runtime.conversation.take_turn(person_id)
        while self.runtime.receipts.take_batch():
            pass

    def record_mail(self) -> set[str]:
        """Write down every webhook that came; returns whose turn it is."""
        who = set()
        while self._mail:
            body = self._mail.popleft()
            event = parse_event(body, self.clock())
            self.runtime.inbox.record(event, body)
            if event.person_id and event.kind not in BACKGROUND_EVENTS:
                who.add(event.person_id)
        return who

    def restart(self) -> None:
        """The process dies as it stands; the kernel frees its locks; the next one starts."""
        self.kill()
        self.runtime = self._start()

    def kill(self) -> None:
        """End the process without goodbye."""
        self._line.waiting.clear()
        self._hooks.clear()
        for runtime in (self.runtime, *self._others):
            abandon(runtime)
        self._others.clear()

    def use_cap(self, cap: int) -> None:
        """From now on nobody gets more than so many broadcasts in a week (0: any number)."""
        (self.folder / CAP_FILE).write_text(str(cap), encoding="ascii")
        self.kill()
        self.runtime = self._start()

    def second_clock(self) -> None:
        """Another process ticks on the same file."""
        if not self._others:
            self._others.append(self._build())
        self._others[0].broadcasts.feeder.tick()

    def back_up(self) -> Path:
        """A copy of the database made by hand, while it is used."""
        copy = self.folder / "copy.db"
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy

    def put_back(self, copy: Path) -> None:
        """The process dies, the copy takes the place of the database, the next one starts on it."""
        self.kill()
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        shutil.copy(copy, self.path)
        self.runtime = self._start()

    def close(self) -> None:
        self.kill()
        self.zalo.close()


def abandon(runtime: Runtime) -> None:
    """What the kernel does with a killed process: close its files, free its locks, keep what is in them."""
    runtime.inbox.close()
    runtime.store.close()
    runtime._http.close()
    for handle in (runtime.owner._file, runtime.sender._lead):
        if handle is not None:
            os.close(handle)


def cap_in(folder: Path) -> str:
    """How many broadcasts a person gets in a week here, "0" for any number; every process of a history reads it."""
    file = folder / CAP_FILE
    return file.read_text(encoding="ascii") if file.exists() else "0"


def build(
    folder: Path,
    network: InProcess | None,
    clock: Callable[[], int],
    zalo_url: str = "http://127.0.0.1:1",
    mind: LiveContent | None = None,
) -> Runtime:
    """The product on the database in `folder`; without `network` it calls `zalo_url`."""
    variables = live_environment(folder, 8000, zalo_url) | {
        "BROADCASTS_PER_PERSON_PER_WEEK": cap_in(folder),
        "QUIET_HOURS": "21:00-07:00",
        "SEND_CONCURRENCY": "3",
        "ZALO_PROMOTION_MESSAGES": "yes",
    }
    with mock.patch.object(PasswordHasher, "hash", return_value="none"):  # hundreds of starts, and nobody signs in
        return Runtime(
            settings.load(variables),
            handlers.make_router(),
            mount=network,
            live_content=mind or live_content(),
            clock=clock,
        )


def make_template(folder: Path) -> Path:
    """A database with an author, an approver and followers who wrote just now; every history begins with a copy."""
    runtime = build(folder, InProcess(nothing_here), StillClock())
    for actor in (AUTHOR, APPROVER):
        role = next(iter(actor.roles))
        runtime.officials.add(f"{role}@phuong.example.vn", role, role)
    zalo = Simulator(SimulatorConfig())
    with runtime.store.write() as db:
        for number, person_id in enumerate(zalo.add_people(PEOPLE)):
            people.sync(db, [(person_id, f"Người {number}", True)], START_MS - 1000)
            people.note_interaction(db, person_id, START_MS, is_message=True)
            people.mark_introduced(db, person_id, START_MS)
    runtime.close()
    with closing(sqlite3.connect(folder / "ward.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def nothing_here(environ: Any, start_response: Any) -> list[bytes]:
    """Zalo answers its own URLs only."""
    start_response("404 Not Found", [])
    return []
