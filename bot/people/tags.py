"""Labels ("nhãn") of people in both directions: written here first, then sent to Zalo and retried until it answers."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.clock import HOUR, MINUTE, Clock
from bot.store import Store, audit, people, tags
from bot.store.tags import TagChange
from bot.zalo import limits
from bot.zalo.calls import CallFailed
from bot.zalo.client import ZaloClient
from bot.zalo.errors import Outcome

LONGEST_TAG = 50
"""No source states it (docs/zalo/platform.md 9): our own ceiling."""

RETRY_MS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR)
"""Waits between tries of one change; the last one repeats."""

_REFUSED = {
    Outcome.NOT_FOLLOWER: "Người này không theo dõi trang nên Zalo không nhận nhãn. Phường vẫn giữ nhãn ở đây.",
    Outcome.INVALID_REQUEST: "Zalo không nhận nhãn hoặc mã người này. Thử tên nhãn ngắn, ít dấu lạ hơn.",
    Outcome.BLOCKED_BY_PERSON: "Người này đã chặn trang nên Zalo không nhận nhãn.",
    Outcome.UNSUPPORTED: "Zalo không cho gắn nhãn người này.",
}
"""Refusals that say something about one person or label; with any other one the whole queue waits."""


def tidy_label(tag: str) -> str:
    """A label in composed letters (NFC), with single blanks, without characters that nobody sees."""
    visible = (letter for letter in unicodedata.normalize("NFC", tag) if unicodedata.category(letter) != "Cf")
    return " ".join("".join(visible).split())


def compare_form(tag: str) -> str:
    """The form in which labels that look alike are equal."""
    return tidy_label(tag).casefold()


class TagError(Exception):
    """Why a label cannot be given or taken; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class RefusedTag:
    """A label that Zalo refused, and why."""

    person_id: str
    name: str | None
    tag: str
    reason: str
    code: str | None


class LabelService:
    """Gives labels to people and takes them away."""

    def __init__(
        self, store: Store, zalo: ZaloClient, clock: Clock, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._store, self._zalo, self._clock, self._sleep = store, zalo, clock, sleep

    def give(self, person_ids: Collection[str], tag: str, official_id: int | None) -> int:
        """Put a label on people; return how many did not have it. Raises TagError before any person has changed."""
        return self._change_label(person_ids, tag, True, official_id)

    def take(self, person_ids: Collection[str], tag: str, official_id: int | None) -> int:
        """Take a label off people; return how many had it. Raises TagError."""
        return self._change_label(person_ids, tag, False, official_id)

    def push(self, most: int = 1) -> int:
        """Send up to `most` changes that are due to Zalo, at its pace; return how many it accepted or refused."""
        count = 0
        for change in tags.due(self._store, self._clock(), most):
            if count:
                self._sleep(1 / limits.READS_PER_SECOND)
            if not self._tell_platform(change):
                break
            count += 1
        return count

    def refused(self) -> list[RefusedTag]:
        """Return the changes Zalo refused, newest first."""
        return [
            RefusedTag(row.person_id, row.name, row.tag, _REFUSED[Outcome(row.outcome)], row.code)
            for row in tags.refused(self._store)
        ]

    def counts(self) -> list[tuple[str, int]]:
        """Return every label and how many people have it."""
        return tags.counts(self._store)

    def of_person(self, person_id: str) -> list[str]:
        """Return the labels of one person."""
        return tags.of_person(self._store, person_id)

    def _change_label(self, person_ids: Collection[str], tag: str, is_on: bool, official_id: int | None) -> int:
        tag, now, changed = self._find_spelling(tag), self._clock(), 0
        if not tag or len(tag) > LONGEST_TAG:
            raise TagError(f"Nhãn phải có từ 1 đến {LONGEST_TAG} chữ.")
        with self._store.write() as db:
            for person_id in person_ids:
                if people.get(self._store, person_id) is None:
                    raise TagError(f"Không có người nào mang mã {person_id}.")
                if tags.queue_tag_change(db, person_id, tag, is_on, now):
                    changed += 1
                    audit.write(db, now, official_id, "tag" if is_on else "untag", person_id)
        return changed

    def _find_spelling(self, tag: str) -> str:
        """The label as it is written here already, whatever case, form of Unicode, blanks or unseen characters were typed."""
        plain = compare_form(tag)
        return next((name for name, _ in self.counts() if compare_form(name) == plain), tidy_label(tag))

    def _tell_platform(self, change: TagChange) -> bool:
        """One call; False when the platform can take nothing now. Telling it twice does no harm."""
        tell = self._zalo.tag if change.is_given else self._zalo.untag
        try:
            tell(change.person_id, change.tag)
        except CallFailed as failure:
            outcome, code = failure.result.outcome, failure.result.code
        else:
            outcome, code = Outcome.SENT, None
        with self._store.write() as db:
            # A label that the platform will not take off is not there: what was wanted is so.
            if outcome is Outcome.SENT or (outcome in _REFUSED and not change.is_given):
                tags.settle(db, change)
            elif outcome in _REFUSED:
                tags.refuse(db, change, outcome.value, code)
            else:
                wait = RETRY_MS[min(change.attempts, len(RETRY_MS) - 1)]
                tags.put_off(db, change.id, self._clock() + wait)
        return outcome is Outcome.SENT or outcome in _REFUSED
