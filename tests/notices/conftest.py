"""A small installation in office hours, with an answerer, an author, an approver and a manager."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import HOUR
from bot.operations import notice_matters
from bot.runtime import Runtime
from bot.store import official_links, people
from bot.zalo.oauth import TokenPair
from tests.admin.installation import MovableClock, copy_words, make_runtime

ROLES = ("answerer", "author", "approver", "manager")


class Officials:
    """The officials by role, what they were told, and what the clock does."""

    def __init__(self, runtime: Runtime, clock: MovableClock) -> None:
        self.runtime, self.clock = runtime, clock
        for role in ROLES:
            runtime.officials.add(f"{role}@phuong.example.vn", f"Cán bộ {role}", role)

    def id_of(self, role: str) -> int:
        row = self.runtime.officials.find(f"{role}@phuong.example.vn")
        assert row is not None
        return row.id

    def opens_a_page(self, *roles: str) -> None:
        for role in roles:
            self.runtime.notices.ways.note_page(self.id_of(role))

    def links_zalo(self, role: str, person_id: str) -> None:
        now = self.clock()
        with self.runtime.store.write() as db:
            people.ensure_person(db, person_id, now)
            people.note_interaction(db, person_id, now, is_message=True)
            official_links.link(db, self.id_of(role), person_id)

    def actor(self, role: str) -> Actor:
        return Actor(self.id_of(role), frozenset({role}))

    def look(self) -> int:
        """One round of the clock's job."""
        return notice_matters.tell(self.runtime)

    def told(self) -> list[tuple[str, str, str, str]]:
        """(role, kind, reason, way) of everything told so far, in order."""
        _, rows = self.runtime.notices.list_told(None, 100, 0)
        return [
            ((row.official or "").removeprefix("Cán bộ "), row.kind, row.reason, row.way or "")
            for row in reversed(rows)
            if row.told_at is not None
        ]

    def draft(self) -> int:
        message = Message(title="Lịch tiêm chủng", text="Chào {tên}, mai tiêm chủng.")
        return self.runtime.broadcasts.lifecycle.create(BroadcastDraft("consultation", message), self.actor("author"))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_words(tmp_path_factory.mktemp("words") / "content")


@pytest.fixture
def environ() -> dict[str, str]:
    return {}


@pytest.fixture
def clock() -> MovableClock:
    clock = MovableClock()
    clock.forward(3 * HOUR)  # Monday 15:00
    return clock


@pytest.fixture
def runtime(words: Path, tmp_path: Path, clock: MovableClock, environ: dict[str, str]) -> Iterator[Runtime]:
    runtime = make_runtime(words, tmp_path, clock, **environ)
    runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
    yield runtime
    runtime.close()


@pytest.fixture
def desk(runtime: Runtime, clock: MovableClock) -> Officials:
    return Officials(runtime, clock)
