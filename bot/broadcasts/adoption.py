"""The propaganda calendar becomes drafts: each of its texts once a year, never sent by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, tzinfo

from bot.broadcasts.drafts import draft_of
from bot.broadcasts.kinds import find_kind
from bot.broadcasts.lifecycle import Actor, BroadcastDraft, Broadcasts
from bot.broadcasts.message import Message
from bot.clock import Clock, at_zone
from bot.content import Content
from bot.content.propaganda import PropagandaDraft, adopt_text, drafts_for
from bot.store import Store, broadcasts, key_values

USUAL_TIME = time(8, 0)


class PropagandaCalendar:
    """Makes drafts of the calendar's texts."""

    def __init__(
        self,
        store: Store,
        lifecycle: Broadcasts,
        content: Callable[[], Content],
        clock: Clock,
        zone: tzinfo,
        with_article: Callable[[Message, Actor], Message],
    ) -> None:
        self._store, self._lifecycle, self._content = store, lifecycle, content
        self._clock, self._zone, self._with_article = clock, zone, with_article

    def submit_dated(self, broadcast_ids: Iterable[int], by: Actor) -> int:
        """Submit those that have a day to come and lack nothing; returns how many. The others stay drafts for an official."""
        rows = [self._lifecycle.get(number) for number in broadcast_ids]
        ready = [row for row in rows if row.send_at is not None and not self._lifecycle.problems(draft_of(row))]
        for row in ready:
            self._lifecycle.submit(row.id, by)
        return len(ready)

    def month(self, year: int, month: int) -> list[tuple[PropagandaDraft, date, int | None]]:
        """The texts of a month by day, each with the number of the broadcast made of it, None when there is none."""
        return [
            (source, day, self._adopted(year, month, source.id))
            for source, day in drafts_for(self._content(), year, month)
        ]

    def adopt(self, year: int, month: int, by: Actor, only: str | None = None) -> list[int]:
        """Make drafts of the texts not adopted yet, or of the one with id `only`; their numbers. Raises BroadcastError.

        All or nothing, and each text once, however often and by however many officials it is pressed.
        """
        new_ids = []
        with self._store.write() as db:
            for source, day, existing in self.month(year, month):
                if existing is None and only in (None, source.id):
                    new_ids.append(self._lifecycle.create(self._draft(source, day, by), by))
                    key_values.set_in(db, _key(year, month, source.id), str(new_ids[-1]))
        return new_ids

    def _draft(self, source: PropagandaDraft, day: date, by: Actor) -> BroadcastDraft:
        kind = find_kind(source.kind)
        title, text = adopt_text(self._content(), source)
        message = Message(
            title=title,
            text=text,
            topic=source.topic,
            audience={key: list(values) for key, values in source.audience.items()},
            buttons=source.buttons if kind.has_buttons else (),
            note=f"Lịch tuyên truyền tháng {day:%m/%Y}. Căn cứ: {source.origin.source}",
        )
        if kind.sends_article:
            message = self._with_article(message, by)
        return BroadcastDraft(source.kind, message, send_at=self._moment(day))

    def _moment(self, day: date) -> int | None:
        """Eight in the morning of that day; none when it has passed, so that the official chooses."""
        moment = datetime.combine(day, USUAL_TIME, self._zone)
        return int(moment.timestamp() * 1000) if moment > at_zone(self._clock(), self._zone) else None

    def _adopted(self, year: int, month: int, source_id: str) -> int | None:
        """The broadcast made of a text; None when there is none, or its draft was deleted."""
        number = key_values.get(self._store, _key(year, month, source_id))
        return int(number) if number and broadcasts.get(self._store, int(number)) else None


def _key(year: int, month: int, source_id: str) -> str:
    return f"propaganda:{year}-{month:02}:{source_id}"
