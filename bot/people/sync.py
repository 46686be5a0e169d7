"""Reading the list of followers from Zalo, page by page; each step is one call and one commit, so it can resume.

First the list (ids only), then the details of people who are new, stale or missing in the list. Only a list that was
read to its end says that a follower left; the details of the missing must confirm it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import DAY, MINUTE, SECOND, Clock, at_zone
from bot.store import Store, audit, followers, tags
from bot.store.followers import DuePerson, SyncState
from bot.zalo import limits
from bot.zalo.calls import CallFailed
from bot.zalo.client import ZaloClient
from bot.zalo.errors import Outcome
from bot.zalo.paging import Cursor
from bot.zalo.people import PeoplePage

STALE_MS = 30 * DAY
"""How long a name and labels are trusted; events bring changes sooner."""

REST_MS = 5 * MINUTE
"""After the platform could not answer: nobody waits for this."""

_OF_THE_PERSON = frozenset(
    {Outcome.NOT_FOLLOWER, Outcome.INVALID_REQUEST, Outcome.BLOCKED_BY_PERSON, Outcome.UNSUPPORTED}
)
"""Refusals that say something about one person; every other one is about all calls."""


class SyncError(Exception):
    """Why the platform's list cannot be read now; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: people found in the list of this pass, the platform's own count, details still to be read.

    `missing` followers of ours were not in the list; None while that is unknown (the list was not read to its end).
    """

    listed: int
    new: int
    expected: int
    waiting: int
    is_listing: bool
    missing: int | None


class PeopleSync:
    """Keeps our followers equal to the platform's. Any number of processes may make steps; no step is made twice."""

    def __init__(
        self,
        store: Store,
        zalo: ZaloClient,
        clock: Clock,
        *,
        sleep: Callable[[float], None] = time.sleep,
        per_second: float = limits.READS_PER_SECOND,
        ceiling: int = limits.PEOPLE_OFFSET,
    ) -> None:
        """`ceiling` is the farthest offset a list is paged to; at most `per_second` calls are made."""
        self._store, self._zalo, self._clock, self._sleep = store, zalo, clock, sleep
        self._pause, self._ceiling = 1 / per_second, ceiling

    def begin(self, every_ms: int = 0, by: int | None = None) -> None:
        """Start a new pass, unless one is under way or the last one began less than `every_ms` ago.

        `by` is the official who asked for it; None for the clock.
        """
        state = followers.state(self._store)
        if state is not None and (state.finished_at is None or state.started_at > self._clock() - every_ms):
            return
        with self._store.write() as db:
            followers.begin(db, Cursor().as_json(), self._clock())
            if by is not None:
                audit.write(db, self._clock(), by, "people_sync")

    def run(self, most: int | None = None, show: Callable[[Progress], None] | None = None) -> bool:
        """Make up to `most` calls at the platform's pace; True when nothing is left to do.

        Raises CallFailed when the platform says no; `rests_until` then says when to go on.
        """
        calls = 0
        while self.rests_until() <= self._clock() and (most is None or calls < most):
            if calls:
                self._sleep(self._pause)
            if not self._make_step():
                return True
            calls += 1
            if show is not None:
                show(self.progress())
        return not self._has_work()

    def run_to_end(self, show: Callable[[Progress], None] | None = None) -> Progress:
        """Read until nothing is left, waiting when Zalo wants a pause. Raises SyncError for other refusals."""
        while True:
            try:
                if self.run(show=show):
                    return self.progress()
            except CallFailed as failure:
                if failure.result.outcome is not Outcome.RATE_LIMITED:
                    raise SyncError(str(failure)) from failure
            time.sleep(max(0, self.rests_until() - self._clock()) / 1000)

    def rests_until(self) -> int:
        """Return when the platform may be asked again (ms); 0 when now."""
        state = followers.state(self._store)
        return int(state.rest_until) if state else 0

    def progress(self) -> Progress:
        """Return how far the synchronisation is."""
        state, waiting = followers.state(self._store), followers.count_due(self._store, self._clock())
        if state is None:
            return Progress(0, 0, 0, waiting, False, None)
        return Progress(
            listed=followers.listed(self._store, state.started_at),
            new=state.new_people,
            expected=state.expected or 0,
            waiting=waiting,
            is_listing=state.finished_at is None,
            missing=state.left_people,
        )

    def _has_work(self) -> bool:
        state = followers.state(self._store)
        is_listing = state is not None and state.finished_at is None
        return is_listing or followers.next_due(self._store, self._clock()) is not None

    def _make_step(self) -> bool:
        """One call; False when there was nothing to ask."""
        state = followers.state(self._store)
        person = None
        if state is None or state.finished_at is not None:
            person = followers.next_due(self._store, self._clock())
            if person is None:
                return False
        try:
            if person is None:
                assert state is not None
                self._read_page(state)
            else:
                self._read_details(person)
        except CallFailed as failure:
            self._pause_after(failure.result.outcome)
            raise
        return True

    def _pause_after(self, outcome: Outcome) -> None:
        """Too fast: longer and longer pauses. Anything else: later."""
        state = followers.state(self._store)
        if state is None:
            return
        slow, pause = int(state.slow_downs), REST_MS
        if outcome is Outcome.RATE_LIMITED:
            pause = limits.RATE_PAUSES_S[min(slow, len(limits.RATE_PAUSES_S) - 1)] * SECOND
            slow += 1
        with self._store.write() as db:
            followers.rest(db, self._clock() + pause, slow)

    def _read_page(self, state: SyncState) -> None:
        """The next page of the list, and the place after it."""
        cursor = Cursor.from_json(state.parts, state.reached, bool(state.is_cut))
        asked_at, today = self._clock(), at_zone(self._clock(), limits.VIETNAM).date()
        try:
            page = self._zalo.list_people(cursor.reached, follows=True, period=cursor.period)
            after = cursor.after(page, self._ceiling, today)
        except CallFailed as failure:
            if failure.result.outcome is not Outcome.INVALID_REQUEST or not cursor.reached:
                raise
            page, after = PeoplePage((), 0, None), cursor.refused(today)
        expected = page.total if cursor.period is None and page.total else None
        now = self._clock()
        with self._store.write() as db:
            if not followers.is_still(db, state):
                return
            new = followers.take_page(db, page.person_ids, state.started_at, asked_at, now)
            followers.advance(db, after.as_json(), after.reached, expected, after.is_cut, new)
            if after.is_done:
                is_whole = not after.is_cut or followers.listed(self._store, state.started_at) >= (
                    expected or state.expected or 0
                )
                followers.finish(db, state.started_at, is_whole, now)

    def _read_details(self, person: DuePerson) -> None:
        """Name, labels and whether the person follows."""
        person_id, asked_at = person.id, self._clock()
        try:
            detail = self._zalo.person_detail(person_id)
        except CallFailed as failure:
            if failure.result.outcome not in _OF_THE_PERSON:
                raise
            detail = None
        follows = detail.follows if detail else None
        if follows is None and person.details_due_at == followers.DOUBTFUL:
            follows = False
        with self._store.write() as db:
            name = detail.name if detail else None
            followers.take_details(db, person_id, name or None, follows, asked_at, asked_at + STALE_MS)
            if detail is not None:
                tags.replace_tags(db, person_id, detail.tags)
