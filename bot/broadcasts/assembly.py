"""Puts the room together from an installation's parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.articles.publishing import ArticlePublishing, PublishingError
from bot.broadcasts import recurrence, urgent_notices
from bot.broadcasts.adoption import PropagandaCalendar
from bot.broadcasts.comparing import RecordComparisons
from bot.broadcasts.deletion import DraftDeletion
from bot.broadcasts.exports import DeliveryExports
from bot.broadcasts.feeder import BroadcastFeeder
from bot.broadcasts.forecast import Forecasts
from bot.broadcasts.kinds import KindServices, all_kinds, choosable_kinds, find_kind
from bot.broadcasts.lifecycle import Actor, BroadcastError, Broadcasts, LifecycleDependencies
from bot.broadcasts.links import Links
from bot.broadcasts.message import Message, load_approved
from bot.broadcasts.occurrences import Occurrences
from bot.broadcasts.paths import OptionalPaths
from bot.broadcasts.post_templates import PostTemplates
from bot.broadcasts.rendering import Renderer
from bot.broadcasts.results import BroadcastResults
from bot.broadcasts.send_policy import SendPolicy
from bot.broadcasts.series_changes import SeriesChanges
from bot.broadcasts.series_news import SeriesNews
from bot.broadcasts.test_sends import TestSends
from bot.broadcasts.texts import refusal
from bot.clock import Clock, at_zone
from bot.content.live import LiveContent
from bot.content.propaganda import TOPICS
from bot.people.audience import Audience, AudienceError
from bot.reply import Reply
from bot.settings import Settings
from bot.store import Store, audiences
from bot.store import broadcasts as rows
from bot.zalo.client import ZaloClient
from bot.zalo.messages import SendResult


@dataclass(frozen=True, slots=True)
class BroadcastParts:
    """What broadcasts use of an installation. `link_secret` signs the addresses that count clicks."""

    settings: Settings
    store: Store
    clock: Clock
    zalo: ZaloClient
    live_content: LiveContent
    publishing: ArticlePublishing
    link_secret: bytes
    is_restored: Callable[[], bool]
    token_is_lost: Callable[[], bool]
    send_reply: Callable[[str, Reply], SendResult]
    wake: Callable[[], None]


class BroadcastServices:
    """Everything about broadcasts of one installation: what officials use, and what the clock and the sender call."""

    def __init__(self, parts: BroadcastParts) -> None:
        self._parts = parts
        settings, store, clock, publishing = parts.settings, parts.store, parts.clock, parts.publishing
        self.paths = OptionalPaths(store, parts.zalo.open_paths, [kind.path for kind in all_kinds() if kind.path])
        self.links = Links(parts.link_secret, settings.public_url)
        self.renderer = Renderer(self.links, lambda: parts.live_content.content.ward.name)
        self.services = KindServices(
            store, settings, clock, parts.zalo, self.renderer, publishing, self.paths, parts.send_reply
        )
        self.lifecycle = Broadcasts(store, settings, clock, self._dependencies())
        self.calendar = PropagandaCalendar(
            store, self.lifecycle, lambda: parts.live_content.content, clock, settings.timezone, self.with_article
        )
        self.deletion = DraftDeletion(self.services)
        self.templates = PostTemplates(store, clock)
        self.forecasts = Forecasts(self.services)
        self.results = BroadcastResults(store)
        self.exports = DeliveryExports(store, settings, clock, self.results)
        self.occurrences = Occurrences(
            store, clock, settings.timezone, self.holidays, SeriesNews(store, publishing.newest_shown)
        )
        self.series_changes = SeriesChanges(store, clock, settings.timezone, self.holidays)
        self.comparisons = RecordComparisons(self.services)
        self.feeder = BroadcastFeeder(
            self.services,
            self.occurrences,
            is_restored=parts.is_restored,
            is_comparing=self.comparisons.is_under_way,
            token_is_lost=parts.token_is_lost,
            wake=parts.wake,
        )
        self.send_policy = SendPolicy(self.services, self.feeder)
        self.tests = TestSends(self.services, parts.wake)

    def urgent_notices(self) -> list[urgent_notices.UrgentNotice]:
        """What stands on the public page because it is urgent, the newest first."""
        return urgent_notices.list_shown(self.services)

    def holidays(self) -> recurrence.Holidays:
        """Public holidays as the content knows them."""
        return recurrence.holidays_of(self._parts.live_content.content.holidays)

    def button(self, broadcast_id: int, number: int) -> str | None:
        """What a button of a broadcast says when it is pressed, or None."""
        message = self.sent_message(broadcast_id)
        buttons = message.buttons if message else ()
        return buttons[number].say if number < len(buttons) else None

    def follow_link(self, token: str, *, is_counted: bool) -> str | None:
        """Where a signed link leads, and one more click if it counts; None when it is not ours or leads nowhere."""
        target = self.links.read(token)
        message = self.sent_message(target[0]) if target else None
        if target is None or message is None or not 0 <= target[1] < len(message.urls()):
            return None
        if is_counted:
            day = f"{at_zone(self._parts.clock(), self._parts.settings.timezone):%Y-%m-%d}"
            with self._parts.store.write(durable=False) as db:
                rows.count_click(db, target[0], "link", target[1], day)
        return message.urls()[target[1]]

    def sent_message(self, broadcast_id: int) -> Message | None:
        """What was approved of a broadcast, or None."""
        row = rows.get(self._parts.store, broadcast_id)
        if row is None or not row.frozen:
            return None
        return load_approved(row.frozen, row.frozen_hash)

    def _dependencies(self) -> LifecycleDependencies:
        parts = self._parts
        return LifecycleDependencies(
            check_audience=self._audience_problems,
            services=self.services,
            topics=self.topics,
            holidays=self.holidays,
            wake=parts.wake,
            is_restored=parts.is_restored,
        )

    def topics(self) -> frozenset[str]:
        """Ids of the topics residents choose from."""
        return frozenset(TOPICS)

    def _audience_problems(self, rule: Mapping[str, object]) -> list[str]:
        try:
            Audience.from_dict(rule, self.topics())
        except AudienceError as error:
            return [refusal("bad_audience", value=error)]
        if rule and not audiences.size(self._parts.store, rule, self._parts.clock()):
            return [refusal("empty_audience")]
        return []

    def kinds(self, message: Message | None = None) -> tuple[str, ...]:
        """Kinds the composer may propose: those that need nothing more than words, for a message those that fit it."""
        return tuple(
            kind.name
            for kind in choosable_kinds()
            if kind.is_proposable and self.paths.is_open(kind.path) and (message is None or kind.fits(message))
        )

    def quota(self, kind: str) -> int | None:
        """How many paid messages Zalo says are left; else None; advice only (docs/zalo/platform.md 13)."""
        return find_kind(kind).quota_left(self.services)

    def deliver(self, kind: str, person_id: str, content: dict[str, Any]) -> SendResult:
        """Hand one message to Zalo; `content` as the outbox keeps it. Raises Refused before anything is sent."""
        return find_kind(kind).send(person_id, content, self.services)

    def with_article(self, message: Message, by: Actor) -> Message:
        """The same broadcast with an article made of its words, when none was chosen."""
        if message.article_id is not None or message.mode != "fixed":
            return message
        try:
            publishing = self._parts.publishing
            article_id = publishing.from_words(message.title, message.text, message.picture, by.id)
        except PublishingError as error:
            raise BroadcastError(error.reasons) from None
        return replace(message, article_id=article_id)

    def local_ms(self, moment: datetime) -> int:
        """A local time without a zone, or an aware one, in ms. Raises ValueError for a year no broadcast goes out in."""
        if not 2000 <= moment.year < 2200:
            raise ValueError(moment)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._parts.settings.timezone)
        return int(aware.timestamp() * 1000)
