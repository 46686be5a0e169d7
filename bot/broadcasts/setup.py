"""Puts the room together from an installation's parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.audiences import Audience, AudienceError
from bot.broadcasts import recurrence
from bot.broadcasts.adopting import Calendar
from bot.broadcasts.courier import ArticlesOnZalo, Courier
from bot.broadcasts.exports import Exports
from bot.broadcasts.forecast import Forecasts
from bot.broadcasts.links import Links
from bot.broadcasts.message import Message, thaw
from bot.broadcasts.occurrences import Occurrences
from bot.broadcasts.promotion import PromotionPath
from bot.broadcasts.render import Renderer
from bot.broadcasts.reports import Reports
from bot.broadcasts.service import Actor, BroadcastError, Broadcasts, Surroundings
from bot.broadcasts.testing import TestSends
from bot.broadcasts.verdicts import Verdicts
from bot.broadcasts.words import refusal
from bot.content.propaganda import TOPICS
from bot.publishing import PublishingError
from bot.store import broadcasts as rows
from bot.zalo.calls import CallFailed

if TYPE_CHECKING:
    from bot.runtime import Runtime


class BroadcastRoom:
    """Everything about broadcasts of one installation: what officials use, and what the clock and the sender call."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        settings, store, clock = runtime.settings, runtime.store, runtime.clock
        self.promotion = PromotionPath(store, runtime.zalo.open_paths)
        self.links = Links(runtime.secret_key(), settings.public_url)
        self.renderer = Renderer(self.links, lambda: runtime.brain.content.ward.name)
        self.desk = Broadcasts(store, settings, clock, self._surroundings())
        self.calendar = Calendar(
            store, self.desk, lambda: runtime.brain.content, clock, settings.timezone, self.with_article
        )
        self.forecasts = Forecasts(store, settings, clock)
        self.reports = Reports(store)
        self.exports = Exports(store, settings, clock, self.reports)
        publishing = runtime.publishing
        self.occurrences = Occurrences(
            store, clock, settings.timezone, self.holidays, lambda: runtime.news(""), publishing.newest_shown
        )
        self.courier = Courier(
            store, settings, clock, self.renderer, self.occurrences,
            ArticlesOnZalo(publishing.zalo_id, publishing.request_show, publishing.has_failed),
            is_restored=runtime.lineage.is_restored, token_is_lost=runtime.token_is_lost, wake=runtime.wake,
        )  # fmt: skip
        self.verdicts = Verdicts(store, settings, clock, self.courier, self.promotion)
        self.tests = TestSends(store, clock, self.renderer, runtime.wake)

    def holidays(self) -> recurrence.Holidays:
        """Public holidays as the content knows them."""
        return recurrence.holidays_of(self._runtime.brain.content.holidays)

    def button(self, broadcast_id: int, number: int) -> str | None:
        """What a button of a broadcast says when it is pressed, or None."""
        message = self.sent_message(broadcast_id)
        buttons = message.buttons if message else ()
        return buttons[number].say if number < len(buttons) else None

    def follow_link(self, token: str) -> str | None:
        """Where a signed link leads, and one more click; None when it is not ours or leads nowhere."""
        found = self.links.read(token)
        message = self.sent_message(found[0]) if found else None
        if found is None or message is None or not 0 <= found[1] < len(message.urls()):
            return None
        day = f"{self._runtime.now():%Y-%m-%d}"
        with self._runtime.store.write(durable=False) as db:
            rows.count_click(db, found[0], "link", found[1], day)
        return message.urls()[found[1]]

    def sent_message(self, broadcast_id: int) -> Message | None:
        """What was approved of a broadcast, or None."""
        row = rows.get(self._runtime.store, broadcast_id)
        if row is None or not row["frozen"]:
            return None
        return thaw(row["frozen"], row["frozen_hash"])

    def _surroundings(self) -> Surroundings:
        runtime = self._runtime
        return Surroundings(
            check_audience=self._audience_problems,
            check_article=lambda article_id: runtime.publishing.faults(article_id),
            freeze_article=lambda article_id, by: runtime.publishing.freeze(article_id, by),
            topics=self.topics,
            promotion_open=self.promotion.is_open,
            holidays=self.holidays,
            wake=runtime.wake,
            is_restored=runtime.lineage.is_restored,
        )

    def topics(self) -> frozenset[str]:
        """Ids of the topics residents choose from."""
        return frozenset(TOPICS)

    def _audience_problems(self, rule: Mapping[str, object]) -> list[str]:
        try:
            Audience.from_dict(rule, self.topics())
        except AudienceError as error:
            return [refusal("bad_audience", value=error)]
        return []

    def kinds(self) -> tuple[str, ...]:
        """Kinds the composer may propose: those that need nothing more than words."""
        return ("article", "consultation", *(("promotion",) if self.promotion.is_open() else ()))

    def quota(self, kind: str) -> int | None:
        """How many paid messages Zalo says are left; None when it does not say (advice only, platform.md 13)."""
        if kind != "consultation":
            return None
        try:
            assets = self._runtime.zalo.quota("cs", "sub_quota")
        except CallFailed:
            return None
        left = [int(asset["remain"]) for asset in assets if str(asset.get("remain", "")).isdigit()]
        return sum(left) if left else None

    def with_article(self, message: Message, by: Actor) -> Message:
        """The same broadcast with an article made of its words, when none was chosen."""
        if message.article_id is not None or message.mode != "fixed":
            return message
        try:
            publishing = self._runtime.publishing
            article_id = publishing.from_words(message.title, message.text, message.picture, by.id)
        except PublishingError as error:
            raise BroadcastError(error.reasons) from None
        return replace(message, article_id=article_id)

    def local_ms(self, moment: datetime) -> int:
        """A local time without a zone, or an aware one, in ms. Raises ValueError for a year no broadcast goes out in."""
        if not 2000 <= moment.year < 2200:
            raise ValueError(moment)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._runtime.settings.timezone)
        return int(aware.timestamp() * 1000)
