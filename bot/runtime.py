"""Settings, database, Zalo client, content and router in one object; app, clock, commands and tests build the same one."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from requests.adapters import BaseAdapter

from bot.articles import Articles, having
from bot.brain import BrainKeeper
from bot.broadcasts.setup import BroadcastRoom
from bot.clock import Clock, at_zone, system_clock
from bot.connect import Connect
from bot.conversation import Conversation
from bot.desk import Desk
from bot.effects import apply
from bot.event import Event
from bot.health import Health
from bot.inbox import Inbox
from bot.lineage import Lineage
from bot.metrics import Metrics
from bot.misunderstood.noting import Noting
from bot.misunderstood.service import Misunderstood
from bot.officials import Officials
from bot.own_zalo import OwnZalos
from bot.ownership import Owner
from bot.people import PeopleSync
from bot.people_list import PeopleList
from bot.person_file import PersonFiles
from bot.person_record import PersonRecords
from bot.pictures import Pictures
from bot.publishing import Publishing
from bot.receipts import Receipts
from bot.reply import Button, Reply
from bot.router import Router, Topic
from bot.segments import Segments
from bot.sender import Sender
from bot.settings import Settings
from bot.store import Store, inbox, notes, outbox, phones
from bot.tagging import Tagging
from bot.token_store import DatabaseTokens
from bot.turn import NewsItem
from bot.turns import QUIET_MS, Turns
from bot.wording.service import Wording
from bot.zalo.client import ZaloClient
from bot.zalo.http import Http
from bot.zalo.incoming import parse
from bot.zalo.messages import SendResult
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import Level, TokenKeeper

log = logging.getLogger(__name__)

TURN_THREADS = 4
COVER = "/static/bia-bai-viet.png"
"""The picture of an article that has none of its own (bot/pages/static)."""


class Runtime:
    """One installation of the product. Nothing runs until `start`."""

    def __init__(
        self, settings: Settings, topics: Sequence[Topic], *,
        clock: Clock = system_clock, mount: BaseAdapter | None = None, quiet_ms: tuple[int, ...] = QUIET_MS,
        brain: BrainKeeper | None = None,
    ) -> None:  # fmt: skip
        """Raises StoreError or ContentError when the installation cannot be used.

        `mount` replaces the network; `brain` is content read already (tests share one).
        """
        self.settings, self.clock = settings, clock
        self.store = Store(settings.database_path)
        cache = settings.content_path.absolute().parent / ".cache" / "brain"
        self.brain = brain or BrainKeeper(settings.content_path, self.today, cache)
        self.owner = Owner(settings.database_path)
        self.lineage = Lineage(self.store, clock)
        self.metrics = Metrics(self.store)
        self._connect_zalo(mount)
        self.topics, self.router = tuple(topics), Router(topics)
        self.articles = Articles(self.store, settings.articles_feed_url, clock)
        self.followers = PeopleSync(self.store, self.zalo, clock)
        self.tagging = Tagging(self.store, self.zalo, clock)
        self.segments = Segments(self.store, clock)
        self.people_list = PeopleList(self.store, self.tagging, clock)
        self.person_records = PersonRecords(self.store, clock)
        self.person_files = PersonFiles(
            self.store, parse, clock, settings.timezone,
            lambda: (self.brain.content.ward.name, self.brain.content.ward.data_protection_contact),
        )  # fmt: skip
        self.pictures = Pictures(settings, self.store, clock)
        self.own_zalos = OwnZalos(self.store, clock, self._say, self.wake)
        self.publishing = Publishing(
            self.store, self.zalo, clock, self.owner, may_act=self._may_send,
            ward_name=lambda: self.brain.content.ward.name, cover=f"https://{settings.public_url.split('://')[1]}{COVER}",
        )  # fmt: skip
        self.broadcasting = BroadcastRoom(self)
        self.conversation = Conversation(
            self.store, self.router, self.brain, parse, apply, self.news, self._broadcast_button, self._note_questions(),
            owner=self.owner.name, clock=clock, zone=settings.timezone,
        )  # fmt: skip
        self.receipts = Receipts(self.store, parse, owner=self.owner.name, clock=clock)
        self.turns = Turns(self.store, self._take_turn, self.receipts.take, clock=clock, threads=TURN_THREADS,
                           quiet_ms=quiet_ms)  # fmt: skip
        self.sender = Sender(
            self.store, self.deliver, self._may_send, self.broadcasting.verdicts, self.lineage, owner=self.owner, clock=clock,
            per_second=settings.send_rate_per_second, concurrency=settings.send_concurrency,
        )  # fmt: skip
        self.inbox = Inbox(self.store, self._on_new)
        self.wording = Wording(self.store, settings.content_path, self.brain, self.router, clock, self.now)
        self.misunderstood = Misunderstood(self.store, self.wording, self.brain, clock)
        self.desk = Desk(self.store, parse, clock, self.sender.wake, self._say)
        self.officials = Officials(self.store, clock)
        self.health = Health(self.store, self.keeper, clock, clock())
        self._running: list[Turns | Sender] = []
        self._is_done = True

    def _connect_zalo(self, mount: BaseAdapter | None) -> None:
        settings = self.settings
        http = Http(
            pool_size=settings.send_concurrency + 4,
            proof_secret=settings.app_secret if settings.appsecret_proof else None,
            mount=mount,
        )
        oauth = OAuth(
            http, settings.oauth_url, settings.app_id, settings.app_secret, settings.callback_url,
            settings.fixed_verifier,
        )  # fmt: skip
        self.keeper = TokenKeeper(DatabaseTokens(self.store, self.clock), oauth, now_ms=self.clock)
        if settings.first_refresh_token:
            self.keeper.start_with(settings.first_access_token or "", settings.first_refresh_token)
        self.zalo = ZaloClient(
            http, self.keeper, openapi_url=settings.openapi_url, business_url=settings.business_url,
            promotion_open=settings.promotion_messages, transaction_open=settings.transaction_messages,
        )  # fmt: skip
        self.connect = Connect(self.store, oauth, self.keeper, settings.oa_id, self.clock)
        style = settings.button_style
        self._send = partial(
            self.zalo.send_consultation,
            button_text_in="message" if settings.button_text_in == "message" else "payload",
            numbered=style == "text",
            query="hide" if style == "hide" else "show",
        )
        self._http = http

    def now(self) -> datetime:
        """Now, in the ward's time zone."""
        return at_zone(self.clock(), self.settings.timezone)

    def today(self) -> date:
        """Today, in the ward's time zone."""
        return self.now().date()

    def secret_key(self) -> bytes:
        """The installation's own secret: from the settings, else made once and kept in the database."""
        return (self.settings.secret_key or notes.put_first(self.store, "secret_key", secrets.token_hex(32))).encode()

    def start(self) -> None:
        """Take up what an earlier process left, then answer and send."""
        self.recover()
        self._start(self.turns, self.sender)

    def start_sender(self) -> None:
        """Only send (the clock's own process in a split installation)."""
        self.recover()
        self._start(self.sender)

    def _start(self, *workers: Turns | Sender) -> None:
        for worker in workers:
            self._running.append(worker)
            worker.start()

    def recover(self) -> None:
        """Give back the events of processes that are gone, and call their sends under way unknown."""
        events = [name for name in inbox.working_owners(self.store) if self.owner.is_gone(name)]
        sends = [name for name in outbox.sending_owners(self.store) if self.owner.is_gone(name)]
        if not events and not sends:
            return
        with self.store.write() as db:
            waiting = inbox.release(db, events)
            unknown = outbox.doubt(db, sends, self.clock())
        log.warning("recovered after a stop: %d events wait again, %d sends are unknown", waiting, unknown)

    def close(self) -> bool:
        """End everything; what has not begun waits in the tables for the next start.

        False when a call to Zalo is still under way: then the database stays open, and the process had better end.
        """
        is_done = self.stop_workers()
        self.inbox.close()
        if not is_done:
            return False
        self._http.close()
        self.owner.close()
        self.store.close()
        return True

    def stop_workers(self) -> bool:
        """Let turns and calls under way end, begin no new ones; False when a call did not end in time."""
        self._is_done = all([worker.close() for worker in self._running]) and self._is_done
        self._running.clear()
        return self._is_done

    def deliver(self, kind: str, person_id: str, content: dict[str, Any]) -> SendResult:
        """Hand one message to Zalo; `content` as the outbox keeps it."""
        result = self._hand_over(kind, person_id, content)
        self.metrics.sends.labels(result.outcome.value).inc()
        return result

    def _hand_over(self, kind: str, person_id: str, content: dict[str, Any]) -> SendResult:
        match kind:
            case "article":
                target = {key: codes.split(",") for key, codes in content["target"].items()}
                return self.zalo.broadcast_article(content["article_id"], target, everyone=not target)
            case "promotion":
                buttons = tuple(Button(**button) for button in content["buttons"])
                return self.zalo.send_promotion(person_id, content["title"], content["paragraphs"], buttons=buttons)
            case "template":
                return self.zalo.send_template(person_id, content["template_id"], content["data"])
            case "template_phone":
                phone = phones.of_person(self.store, person_id) or ""  # none is refused before anything is sent
                return self.zalo.send_template_by_phone(
                    phone, content["template_id"], content["data"], content["tracking_id"]
                )
            case _:
                return self._send(person_id, Reply.from_dict(content))

    def _note_questions(self) -> Noting:
        ward = self.brain.content.ward
        return Noting(
            self.store, parse, lambda text: self.brain().reader.read(text),
            lambda: (ward.name, ward.province, ward.old_province, ward.old_city, *ward.old_names), self.settings.timezone,
        )  # fmt: skip

    def _say(self, key: str, **values: Any) -> str:
        return self.brain.content.say(key, **values)

    def _broadcast_button(self, broadcast_id: int, number: int) -> str | None:
        return self.broadcasting.button(broadcast_id, number)

    def news(self, query: str) -> list[NewsItem]:
        """Articles about `query` (the newest when empty), pinned ones first; samples when there are none and no feed."""
        found = self.articles.search(query) if query.strip() else self.articles.newest()
        if found or self.settings.articles_feed_url or self.articles.newest(1):
            return found
        samples = [
            NewsItem(sample.title, sample.summary, None, datetime.combine(sample.published, datetime.min.time()),
                     sample=True)
            for sample in self.brain.content.samples
        ]  # fmt: skip
        return having(samples, query)[:5]

    def wake(self) -> None:
        """There may be something to send."""
        self.sender.wake()

    def token_is_lost(self) -> bool:
        """Whether only a new sign-in to Zalo can help."""
        return self.keeper.state().level in (Level.LOST, Level.NONE)

    def _on_new(self, event: Event) -> None:
        if self.turns in self._running:
            self.turns.notice(event)

    def _take_turn(self, person_id: str) -> int:
        handled = self.conversation.turn(person_id)
        self.sender.wake()
        return handled

    def _may_send(self) -> bool:
        return not self.lineage.is_restored() and self.keeper.access_token() is not None
