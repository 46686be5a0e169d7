"""Labels ("nhãn") of people, both ways with the platform: written here first, then told to it, again and again if need be."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.clock import HOUR, MINUTE, Clock
from bot.store import Store, audit, people, tags
from bot.zalo import limits
from bot.zalo.calls import CallFailed
from bot.zalo.client import ZaloClient
from bot.zalo.errors import Outcome

LONGEST_TAG = 50
"""Not stated in the dossier: our own ceiling."""

RETRY_MS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR)
"""Waits between tries of one change; the last one repeats."""

_REFUSED = {
    Outcome.NOT_FOLLOWER: "Người này không theo dõi trang nên Zalo không nhận nhãn. Phường vẫn giữ nhãn ở đây.",
    Outcome.INVALID_REQUEST: "Zalo không nhận nhãn hoặc mã người này. Thử tên nhãn ngắn, ít dấu lạ hơn.",
    Outcome.BLOCKED_BY_PERSON: "Người này đã chặn trang nên Zalo không nhận nhãn.",
    Outcome.UNSUPPORTED: "Zalo không cho gắn nhãn người này.",
}
"""Refusals that say something about one person or label; with any other one the whole queue waits."""


class TagError(Exception):
    """A label cannot be given or taken; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class RefusedTag:
    """A label the platform did not take, and why."""

    person_id: str
    name: str | None
    tag: str
    reason: str
    code: str | None


class Tagging:
    """Gives and takes labels."""

    def __init__(
        self, store: Store, zalo: ZaloClient, clock: Clock, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._store, self._zalo, self._clock, self._sleep = store, zalo, clock, sleep

    def give(self, person_ids: Collection[str], tag: str, official_id: int | None) -> int:
        """Put a label on people; returns how many did not have it. Raises TagError, and then nobody gets it."""
        return self._wish(person_ids, tag, True, official_id)

    def take(self, person_ids: Collection[str], tag: str, official_id: int | None) -> int:
        """Take a label off people; returns how many had it. Raises TagError."""
        return self._wish(person_ids, tag, False, official_id)

    def push(self, most: int = 1) -> int:
        """Tell the platform up to `most` changes that are due, at its pace; returns how many it took or refused."""
        done = 0
        for change in tags.due(self._store, self._clock(), most):
            if done:
                self._sleep(1 / limits.READS_PER_SECOND)
            if not self._tell(change):
                break
            done += 1
        return done

    def refused(self) -> list[RefusedTag]:
        """What the platform did not take, newest first."""
        return [
            RefusedTag(row["person_id"], row["name"], row["tag"], _REFUSED[Outcome(row["outcome"])], row["code"])
            for row in tags.refused(self._store)
        ]

    def counts(self) -> list[tuple[str, int]]:
        """Every label and how many people have it."""
        return [(row["tag"], row["people"]) for row in tags.counts(self._store)]

    def of_person(self, person_id: str) -> list[str]:
        """The labels of one person."""
        return tags.of_person(self._store, person_id)

    def _wish(self, person_ids: Collection[str], tag: str, is_on: bool, official_id: int | None) -> int:
        tag, now, changed = " ".join(tag.split()), self._clock(), 0
        if not tag or len(tag) > LONGEST_TAG:
            raise TagError(f"Nhãn phải có từ 1 đến {LONGEST_TAG} chữ.")
        with self._store.write() as db:
            for person_id in person_ids:
                if people.get(self._store, person_id) is None:
                    raise TagError(f"Không có người nào mang mã {person_id}.")
                if tags.wish(db, person_id, tag, is_on, now):
                    changed += 1
                    audit.write(db, now, official_id, "tag" if is_on else "untag", person_id)
        return changed

    def _tell(self, change: sqlite3.Row) -> bool:
        """One call; False when the platform can take nothing now. Telling it twice does no harm."""
        tell = self._zalo.tag if change["wanted"] else self._zalo.untag
        try:
            tell(change["person_id"], change["tag"])
        except CallFailed as failure:
            outcome, code = failure.result.outcome, failure.result.code
        else:
            outcome, code = Outcome.SENT, None
        with self._store.write() as db:
            # A label that the platform will not take off is not there: what was wanted is so.
            if outcome is Outcome.SENT or (outcome in _REFUSED and not change["wanted"]):
                tags.settle(db, change)
            elif outcome in _REFUSED:
                tags.refuse(db, change, outcome.value, code)
            else:
                wait = RETRY_MS[min(change["attempts"], len(RETRY_MS) - 1)]
                tags.put_off(db, change["id"], self._clock() + wait)
        return outcome is Outcome.SENT or outcome in _REFUSED
