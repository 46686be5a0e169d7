"""What officials do with broadcasts, as rules of a state machine; `machine.py` adds everything else that may happen."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.broadcasts.lifecycle import BroadcastDraft, BroadcastError, Broadcasts
from bot.broadcasts.message import Message
from bot.broadcasts.repeat import Repeat
from bot.clock import DAY, HOUR
from bot.helpdesk.service import HelpdeskError
from tests.torture.ledger import Key, PhoneScreens, as_shown, number_of, rows
from tests.torture.system import APPROVER, AUTHOR, TortureWard, make_template

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Databases of histories in one process need not survive a power cut."""

SOME = st.integers(0, 5)
DIRECT = ("consultation", "consultation", "promotion")
"""Kinds that go to each person; the first is what a ward sends most."""

MOST_ARTICLES = 3
"""Zalo spreads only a few articles a month: with more, a history would have to go on for weeks."""

ARTICLE_STEP_MS = 4000


@cache
def template() -> Path:
    """The database every history begins with; made once a process."""
    folder = tempfile.mkdtemp(prefix="torture-", dir=MEMORY)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_template(Path(folder))


class OfficialActions(RuleBasedStateMachine):
    """One ward, a dozen followers, and two officials at work."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="history-", dir=MEMORY, ignore_cleanup_errors=True)
        self.world = self.make_world(Path(self._folder.name))
        self.phones = PhoneScreens(self.world.zalo, self.world.people)
        self.names = {row["id"]: row["name"] for row in self.world.runtime.store.rows("SELECT id, name FROM people")}
        self.texts = 0
        self.approved: dict[int, str] = {}
        self.forgotten: Counter[Key] = Counter()
        self.closed: dict[str, int] = {}
        self.left: set[str] = set()
        self.copy: Path | None = None
        self.still: int | None = None
        self.cap = 0
        self.articles = 0
        self.resent = self.restored = False
        self.promotions_at_most: int | None = None

    def make_world(self, folder: Path) -> TortureWard:
        return TortureWard(folder, template())

    # what officials do

    @property
    def desk(self) -> Broadcasts:
        return self.world.runtime.broadcasts.lifecycle

    def pick(self, number: int, *states: str) -> int | None:
        """The number-th newest broadcast in one of these states."""
        marks = ", ".join("?" for _ in states)
        broadcasts = self.world.runtime.store.rows(
            f"SELECT id FROM broadcasts WHERE state IN ({marks}) ORDER BY id DESC", states
        )
        return broadcasts[number % len(broadcasts)]["id"] if broadcasts else None

    def draft(self, when: str, kind: str = "consultation") -> BroadcastDraft:
        self.texts += 1
        now = self.world.clock()
        greeting = "kính gửi bà con" if kind == "article" else "chào {tên}"
        message = Message(title=f"Tin {self.texts}: lịch làm việc", text=f"Tin {self.texts}: {greeting}, mai làm việc.")
        if kind == "article":
            message = self.world.runtime.broadcasts.with_article(message, AUTHOR)
        send_at = {"now": None, "soon": now + HOUR, "tomorrow": now + DAY, "daily": None}[when]
        latest = now + 3 * DAY if self.texts % 3 == 0 else None
        repeat = Repeat.parse("daily at=13:00 count=3") if when == "daily" else None
        return BroadcastDraft(kind, message, send_at=send_at, latest_start=latest, repeat=repeat)

    @rule(when=st.sampled_from(("now", "soon", "daily")), kind=st.sampled_from(DIRECT))
    def write(self, when: str, kind: str) -> None:
        self.desk.create(self.draft(when, kind), AUTHOR)

    @initialize(cap=st.sampled_from((0, 0, 0, 2)), kind=st.sampled_from(DIRECT))
    def first(self, cap: int, kind: str) -> None:
        self.cap = cap
        if cap:
            self.world.use_cap(cap)
        self.announce("now", kind)

    @rule(when=st.sampled_from(("now", "now", "now", "soon", "tomorrow", "daily")), kind=st.sampled_from(DIRECT))
    def announce(self, when: str, kind: str) -> None:
        """Written, submitted and approved in one go and due at once, so that histories get somewhere."""
        broadcast_id = self.desk.create(self.draft(when, kind), AUTHOR)
        self.submit_(broadcast_id)
        self.approve_(broadcast_id)
        self.world.runtime.broadcasts.feeder.tick()

    @precondition(lambda self: self.articles < MOST_ARTICLES)
    @rule(when=st.sampled_from(("now", "now", "soon")), steps=st.integers(0, 5))
    def announce_an_article(self, when: str, steps: int) -> None:
        """Zalo spreads it with one call, once the article has come through its checks."""
        self.articles += 1
        self.announce(when, "article")
        for _ in range(steps):
            self.world.clock.now_ms += ARTICLE_STEP_MS
            self.world.runtime.publishing.advance()
            self.world.work(1)

    @rule(number=SOME, act=st.sampled_from(("submit", "approve", "edit", "give_back")))
    def paper(self, number: int, act: str) -> None:
        """One step of the way to approval."""
        match act:
            case "submit":
                self.submit_(self.pick(number, "draft", "returned"))
            case "approve":
                self.approve_(self.pick(number, "submitted"))
            case "edit":
                self.edit_(self.pick(number, "draft", "returned", "submitted", "scheduled"))
            case "give_back":
                if broadcast_id := self.pick(number, "submitted"):
                    self.desk.return_(broadcast_id, APPROVER, "Sai ngày")

    def submit_(self, broadcast_id: int | None) -> None:
        if broadcast_id:
            with suppress(BroadcastError):
                self.desk.submit(broadcast_id, AUTHOR)

    def approve_(self, broadcast_id: int | None) -> None:
        if not broadcast_id:
            return
        with suppress(BroadcastError):
            self.desk.approve(broadcast_id, AUTHOR)
            raise AssertionError("the author approved")
        draft = self.desk.draft_of(self.desk.get(broadcast_id))
        with suppress(BroadcastError):
            self.desk.approve(broadcast_id, APPROVER)
            self.approved[number_of(draft.message.text) or 0] = as_shown(draft.kind, draft.message.as_dict())

    def edit_(self, broadcast_id: int | None) -> None:
        if not broadcast_id:
            return
        before = self.text_of(broadcast_id)
        with suppress(BroadcastError):
            self.desk.edit(broadcast_id, self.draft("now"), AUTHOR)
            if all(number != before for number, _ in self.phones.shown()):
                self.approved.pop(before or 0, None)

    @rule(number=SOME, act=st.sampled_from(("pause", "resume", "resume", "stop", "retry_failed")))
    def interrupt(self, number: int, act: str) -> None:
        self.act(number, act)

    def act(self, number: int, act: str) -> None:
        states = {"resume": ("paused",), "retry_failed": ("sent", "sending", "paused")}.get(
            act, ("sending", "scheduled", "paused")
        )
        broadcast_id = self.pick(number, *states)
        if broadcast_id and (act in ("pause", "stop") or self.text_of(broadcast_id) not in self.gone):
            with suppress(BroadcastError):
                getattr(self.desk, act)(broadcast_id, APPROVER)

    def text_of(self, broadcast_id: int) -> int | None:
        return number_of(self.desk.draft_of(self.desk.get(broadcast_id)).message.text)

    @rule(number=SOME)
    def resend_one(self, number: int) -> None:
        """An official sends a refused message again, whatever the caps say."""
        failed_rows = [
            row for row in rows(self.world.runtime) if row["state"] == "failed" and row["number"] not in self.gone
        ]
        self.resent |= bool(failed_rows)
        if failed_rows:
            delivery_id = failed_rows[number % len(failed_rows)]["id"]
            for message in self.world.runtime.store.rows("SELECT id FROM outbox WHERE delivery_id = ?", [delivery_id]):
                with suppress(HelpdeskError):
                    self.world.runtime.helpdesk.resend(message["id"], APPROVER.id)

    @property
    def gone(self) -> set[int]:
        """Texts of which somebody got one after the copy was made that was put back: officials let them rest."""
        return {number for (number, _), count in self.forgotten.items() if count}
