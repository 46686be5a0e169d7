"""Notices that last: what matters there are now, who is to be told, and telling them. The truth is in the tables.

`observe` is handed everything that holds now; a matter is told of once as long as it lasts. `tell_due` makes what is due.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.accounts.roles import MANAGING, Right, rights_of
from bot.clock import MINUTE, Clock, at_zone
from bot.notices.choices import Choices, Duty, ReadOffice
from bot.notices.kinds import KINDS, sentence_of
from bot.notices.ways import SentNotice, Ways
from bot.store import Store, audit, key_values, notice_choices, notices, officials
from bot.store.notices import DueDelivery, ListedNotice, Notice, NoticeDelivery
from bot.store.officials import ListedOfficial
from bot.turn import DeskDuty

__all__ = ["ListedNotice", "Matter", "Notice", "NoticeBoard"]

CONCERN, ESCALATION = "concern", "escalation"
ESCALATION_KEY = "notice_escalation_minutes"
ESCALATION_MINUTES = 30
MOST_ESCALATION_MINUTES = 24 * 60
AGAIN_MS = MINUTE
"""Nothing reached an official: tried again this much later, for instance when a page is open."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something officials should know that holds now.

    `key` names it as long as it lasts, `subject` leads to it, `text` is what a long message says (the kind's sentence when
    empty). `officials` are the ids it concerns, None for everybody of the kind's right; `not_for` is who knows it already.
    """

    key: str
    kind: str
    subject: str = ""
    text: str = ""
    officials: frozenset[int] | None = None
    not_for: int | None = None


class NoticeBoard:
    """Plans and makes notices. `office` reads the counter's hours."""

    def __init__(self, store: Store, clock: Clock, zone: tzinfo, office: ReadOffice, ways: Ways) -> None:
        self._store, self._clock, self._zone, self._office, self.ways = store, clock, zone, office, ways

    def observe(self, matters: Sequence[Matter]) -> None:
        """Open notices for what is new, end those whose matter is over, and plan who is told when."""
        by_key = {matter.key: matter for matter in matters}
        open_notices = {notice.key: notice for notice in notices.list_open(self._store)}
        now = self._clock()
        if by_key.keys() != open_notices.keys():
            with self._store.write() as db:
                for key in open_notices.keys() - by_key.keys():
                    notices.end(db, open_notices[key].id, now)
                for key in by_key.keys() - open_notices.keys():
                    matter = by_key[key]
                    text = matter.text or KINDS[matter.kind].sentence
                    notices.add(db, key, matter.kind, matter.subject, text, now)
        self._plan(by_key, now)

    def tell_due(self) -> int:
        """Tell everybody who is due, each by the first way that works; returns how many were told."""
        now, count, unreached = self._clock(), 0, list[int]()
        people = {row.id: row for row in self._everyone()}
        choices = self._choices()
        for delivery in notices.due(self._store, now, now - AGAIN_MS):
            official = people.get(delivery.official_id)
            if official is not None and self._tell(delivery, choices.get(official.id, Choices())):
                count += 1
            else:
                unreached.append(delivery.id)
        if unreached:
            with self._store.write() as db:
                notices.mark_tried(db, unreached, now)
        return count

    def duty(self, kind: str = "waiting") -> DeskDuty:
        """How many officials are told of such a matter now, and when somebody is on duty when that is none."""
        now = self._now()
        choices, count, next_times = self._choices(), 0, list[datetime]()
        for official in self._concerned(Matter(kind, kind), choices):
            own = choices.get(official.id, Choices())
            begins = Duty(own, self._office).begins(now)
            if begins == now:
                count += self.ways.can_reach(official.id, own)
            elif begins is not None:
                next_times.append(begins)
        return DeskDuty(count, min(next_times, default=None))

    def choices_of(self, official_id: int) -> Choices:
        """What an official chose, or what holds for who chose nothing."""
        return self._choices().get(official_id, Choices())

    def choose(self, official_id: int, choices: Choices) -> None:
        """Keep an official's choices; what is planned for them follows at the next look."""
        with self._store.write() as db:
            notice_choices.put_choices(db, official_id, choices.as_json())
            notices.unplan_official(db, official_id)
            audit.write(db, self._clock(), official_id, "notice_choices", str(official_id))

    def tell_now(self, official_id: int) -> SentNotice | None:
        """Try the official's ways once with a trial notice; None when nothing reached them."""
        reference = secrets.token_hex(4)
        return self.ways.tell(
            official_id, self.choices_of(official_id), "Đây là thông báo thử.", "", reference, is_trial=True
        )

    def notice(self, notice_id: int) -> Notice | None:
        """One notice, or None."""
        return notices.get(self._store, notice_id)

    def newest_told(self, official_id: int) -> int:
        """A number that grows when this official is told of something."""
        return notices.newest_told(self._store, official_id)

    def list_told(self, official_id: int | None, limit: int, offset: int) -> tuple[int, list[ListedNotice]]:
        """(how many, one page) of what was told to whom, newest first."""
        return notices.listed(self._store, official_id, limit, offset)

    def escalation_minutes(self) -> int:
        """After how many minutes without an answer a manager is told; 0 is never."""
        return int(key_values.get(self._store, ESCALATION_KEY) or ESCALATION_MINUTES)

    def set_escalation(self, minutes: int, by: int) -> None:
        """Keep after how many minutes a manager is told."""
        with self._store.write() as db:
            key_values.set_in(db, ESCALATION_KEY, str(minutes))
            audit.write(db, self._clock(), by, "notice_escalation", None, str(minutes))

    def _plan(self, matters: dict[str, Matter], now: int) -> None:
        choices, deliveries = self._choices(), dict[int, list[NoticeDelivery]]()
        for delivery in notices.deliveries_of_open(self._store):
            deliveries.setdefault(delivery.notice_id, []).append(delivery)
        planned: list[tuple[int, int, str, int]] = []
        obsolete: list[int] = []
        for notice in notices.list_open(self._store):
            concerned = self._concerned(matters[notice.key], choices) if notice.key in matters else []
            old = deliveries.get(notice.id, [])
            ids = {official.id for official in concerned}
            obsolete += [
                row.id for row in old if row.reason == CONCERN and row.told_at is None and row.official_id not in ids
            ]
            planned += self._missing(notice, concerned, old, CONCERN, choices, now)
            if KINDS[notice.kind].is_answered and self._is_late(notice, old, now):
                managers = [row for row in self._everyone() if row.role_ids & MANAGING and row.id not in ids]
                planned += self._missing(notice, managers, old, ESCALATION, choices, now)
        if planned or obsolete:
            with self._store.write() as db:
                for delivery_id in obsolete:
                    notices.unplan(db, delivery_id)
                for row in planned:
                    notices.plan(db, *row)

    def _missing(
        self,
        notice: Notice,
        who: Iterable[ListedOfficial],
        deliveries: Sequence[NoticeDelivery],
        reason: str,
        choices: dict[int, Choices],
        now: int,
    ) -> list[tuple[int, int, str, int]]:
        official_ids = {row.official_id for row in deliveries if row.reason == reason}
        rows = []
        for official in who:
            begins = Duty(choices.get(official.id, Choices()), self._office).begins(self._now())
            if official.id not in official_ids and begins is not None:
                rows.append((notice.id, official.id, reason, max(now, int(begins.timestamp() * 1000))))
        return rows

    def _is_late(self, notice: Notice, deliveries: Sequence[NoticeDelivery], now: int) -> bool:
        """Whether the time for an answer is over, counted from when the first official could be told."""
        minutes = self.escalation_minutes()
        since = min(
            (row.told_at or row.due_at for row in deliveries if row.reason == CONCERN), default=notice.created_at
        )
        return minutes > 0 and since + minutes * MINUTE <= now

    def _concerned(self, matter: Matter, choices: dict[int, Choices]) -> list[ListedOfficial]:
        """Whom a matter concerns by role and choice; managers do what is nobody else's."""
        kind = KINDS[matter.kind]
        able = [row for row in self._everyone() if kind.right in rights_of(row.role_ids) and row.id != matter.not_for]
        willing = [row for row in able if kind.name not in choices.get(row.id, Choices()).off]
        if matter.officials is not None:
            return [row for row in willing if row.id in matter.officials]
        workers = [row for row in willing if kind.right in rights_of(row.role_ids - MANAGING)]
        return willing if kind.right is Right.MANAGE or not workers else workers

    def _tell(self, delivery: DueDelivery, choices: Choices) -> bool:
        sentence = sentence_of(delivery.kind, delivery.reason)
        long_text = delivery.text if delivery.reason == CONCERN else sentence
        sent_notice = self.ways.tell(delivery.official_id, choices, sentence, long_text, str(delivery.notice_id))
        if sent_notice is None:
            return False
        with self._store.write() as db:
            if notices.mark_told(db, delivery.id, sent_notice.way, self._clock()) and sent_notice.write is not None:
                sent_notice.write(db)
        if sent_notice.write is not None:
            self.ways.wake()
        return True

    def _everyone(self) -> list[ListedOfficial]:
        return [row for row in officials.everyone(self._store) if row.disabled_at is None]

    def _choices(self) -> dict[int, Choices]:
        return {key: Choices.from_json(text) for key, text in notice_choices.choices(self._store).items()}

    def _now(self) -> datetime:
        return at_zone(self._clock(), self._zone)
