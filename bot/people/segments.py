"""Named audiences: officials give a rule a name once and choose it for every broadcast."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.content.propaganda import TOPICS
from bot.people.audience import Audience, AudienceError, describe
from bot.store import Store, audiences, audit
from bot.store import segments as rows
from bot.store.segments import SegmentRecord

LONGEST_NAME = 60
EVERYBODY = "all"
"""Means every follower wherever a segment is asked for, so no segment may be called so."""

SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """A named audience that officials choose for broadcasts."""

    id: int
    name: str
    audience: Audience
    created_by: int | None
    created_at: int


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people an audience means now, and a few of them: (id, name or None)."""

    size: int
    sample: tuple[tuple[str, str | None], ...]


class Segments:
    """Makes, changes and finds them. Errors are AudienceError, one Vietnamese line each."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def add(self, name: str, audience: Audience, official_id: int | None) -> Segment:
        """Store an audience under a new name."""
        name = _checked_name(name)
        audience.check_topics(TOPICS)
        now = self._clock()
        with self._store.write() as db:
            self._refuse_taken(name, None)
            segment_id = rows.add(db, name, _as_text(audience), official_id, now)
            audit.write(db, now, official_id, "segment_add", str(segment_id))
        return Segment(segment_id, name, audience, official_id, now)

    def rename(self, segment_id: int, name: str, official_id: int | None) -> None:
        """Give a segment another name."""
        name = _checked_name(name)
        self.get(segment_id)
        with self._store.write() as db:
            self._refuse_taken(name, segment_id)
            rows.rename(db, segment_id, name)
            audit.write(db, self._clock(), official_id, "segment_rename", str(segment_id))

    def change(self, segment_id: int, audience: Audience, official_id: int | None) -> None:
        """Let the name stand for another audience; broadcasts that go to the group follow."""
        audience.check_topics(TOPICS)
        self.get(segment_id)
        with self._store.write() as db:
            rows.change(db, segment_id, _as_text(audience))
            audit.write(db, self._clock(), official_id, "segment_change", str(segment_id))

    def remove(self, segment_id: int, official_id: int | None) -> None:
        """Delete a segment. Raises AudienceError while a broadcast that is not sent yet needs it."""
        self.get(segment_id)
        users = rows.count_users(self._store, segment_id)
        if users:
            raise AudienceError(
                f"Nhóm này đang dùng cho {users} bản tin chưa gửi xong. Hãy đổi nhóm ở các bản tin đó trước."
            )
        with self._store.write() as db:
            rows.remove(db, segment_id)
            audit.write(db, self._clock(), official_id, "segment_remove", str(segment_id))

    def listing(self) -> list[Segment]:
        """Return all segments, by name."""
        return [_from_record(row) for row in rows.listing(self._store)]

    def get(self, segment_id: int) -> Segment:
        """Return the segment with this id."""
        row = rows.get(self._store, segment_id)
        if row is None:
            raise AudienceError("Không còn nhóm này. Có thể người khác vừa xóa.")
        return _from_record(row)

    def by_name(self, name: str) -> Segment:
        """Return the segment with this name, upper and lower case alike."""
        segment = self._find_by_name(name)
        if segment is None:
            names = ", ".join(f"“{segment.name}”" for segment in self.listing())
            hint = f"Các nhóm đang có: {names}." if names else "Chưa có nhóm nào."
            raise AudienceError(f"Không có nhóm “{name}”. {hint}")
        return segment

    def audience_of(self, name: str) -> Audience:
        """Return the audience that the segment `name` stands for at any time; "all" is every follower."""
        return Audience() if name == EVERYBODY else Audience(segment=self.by_name(name).id)

    def preview(self, audience: Audience, limit: int = SAMPLE) -> Preview:
        """Return how many people an audience means now, and up to `limit` of them."""
        audience.check_topics(TOPICS)
        rule, now = audience.as_dict(), self._clock()
        people = audiences.sample(self._store, rule, now, limit)
        return Preview(audiences.size(self._store, rule, now), tuple(people))

    def neighbourhoods(self) -> list[tuple[str, int]]:
        """Return the neighbourhoods followers named, with how many people live there."""
        return audiences.neighbourhoods(self._store)

    def names(self, topic_labels: Mapping[str, str] | None = None) -> dict[int, str]:
        """What segments are called, each with what it stands for now, by id."""
        return {one.id: f"“{one.name}” ({describe(one.audience, topic_labels).lower()})" for one in self.listing()}

    def _find_by_name(self, name: str) -> Segment | None:
        folded_name = " ".join(name.split()).casefold()
        return next((segment for segment in self.listing() if segment.name.casefold() == folded_name), None)

    def _refuse_taken(self, name: str, own_id: int | None) -> None:
        namesake = self._find_by_name(name)
        if namesake is not None and namesake.id != own_id:
            raise AudienceError(f"Đã có nhóm tên “{namesake.name}”. Hãy đặt tên khác.")


def _from_record(record: SegmentRecord) -> Segment:
    audience = Audience.from_dict(json.loads(record.rule))
    return Segment(record.id, record.name, audience, record.created_by, record.created_at)


def _as_text(audience: Audience) -> str:
    return json.dumps(audience.as_dict(), ensure_ascii=False, sort_keys=True)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise AudienceError(f"Tên nhóm phải có từ 1 đến {LONGEST_NAME} chữ.")
    if name.casefold() == EVERYBODY:
        raise AudienceError(f"Tên “{EVERYBODY}” đã dùng để chỉ mọi người theo dõi. Hãy đặt tên khác.")
    return name
