"""Builds one installation from its settings: app, clock, commands and tests build the same object."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from functools import partial

from requests.adapters import BaseAdapter

from bot.accounts.audit_log import AuditLog
from bot.accounts.officials import Officials
from bot.accounts.roles import DECIDING
from bot.accounts.submitted_forms import SubmittedForms
from bot.accounts.zalo_link import LinkedZaloAccounts
from bot.articles.chat_news import ChatNews
from bot.articles.news import Articles
from bot.articles.pictures import Pictures
from bot.articles.publishing import ArticlePublishing
from bot.broadcasts.assembly import BroadcastParts, BroadcastServices
from bot.broadcasts.comparing import STANDSTILL_MS
from bot.clock import Clock, at_zone, system_clock
from bot.content.live import LiveContent
from bot.content_editing.form_uploads import FormUploads
from bot.content_editing.service import ContentEditing
from bot.conversation.ask import AnswerPreview
from bot.conversation.effects import apply_effect
from bot.conversation.engine import Conversation
from bot.helpdesk.failures import FailedItems
from bot.helpdesk.live import LiveState
from bot.helpdesk.service import Helpdesk
from bot.helpdesk.zalo_answers import record_zalo_answer
from bot.installation.health import Health
from bot.installation.mode import open_store, with_demo_secrets
from bot.installation.restore_guard import RestoreGuard
from bot.installation.zalo_connection import connect_zalo
from bot.installation.zalo_sign_in import Connect
from bot.lib.process_lock import Owner
from bot.lib.restart import Restart
from bot.lib.signal import Signal
from bot.lib.supervisor import Supervisor
from bot.messaging import recovery
from bot.messaging.dispatcher import QUIET_MS, Dispatcher
from bot.messaging.event_cache import EventCache
from bot.messaging.inbox import Inbox
from bot.messaging.media import build_media
from bot.messaging.metrics import Metrics
from bot.messaging.receipts import Receipts
from bot.messaging.reply_sender import ReplySender
from bot.messaging.sender import Sender
from bot.messaging.stale_answers import StaleAnswers
from bot.notices.assembly import build_notices
from bot.people.directory import PeopleDirectory
from bot.people.export import PersonExports
from bot.people.profile import PersonProfiles
from bot.people.segments import Segments
from bot.people.sync import PeopleSync
from bot.people.tags import LabelService
from bot.router import Router
from bot.settings import Settings
from bot.store import key_values
from bot.unanswered.recording import QuestionRecorder
from bot.unanswered.service import UnansweredQuestions
from bot.zalo.incoming import parse_event
from bot.zalo.tokens import Level

TURN_THREADS = 4
COVER = "/static/bia-bai-viet.png"
"""The picture of an article that has none of its own (bot/pages/static)."""


class Runtime:
    """One installation of the product. Nothing runs until `start`."""

    def __init__(
        self,
        settings: Settings,
        router: Router,
        *,
        clock: Clock = system_clock,
        mount: BaseAdapter | None = None,
        quiet_ms: tuple[int, ...] = QUIET_MS,
        live_content: LiveContent | None = None,
    ) -> None:
        """Raises StoreError or ContentError when the installation cannot be used.

        `mount` replaces the network; `live_content` is content read already (tests share one).
        """
        self.clock = clock
        self.store = open_store(settings)
        self.settings = settings = with_demo_secrets(settings, self.store)
        cache = settings.content_path.absolute().parent / ".cache" / "snapshot"
        self.live_content = live_content or LiveContent(settings.content_path, self.today, cache)
        self.owner = Owner(settings.database_path)
        self.supervisor = Supervisor()
        self.restore_guard = RestoreGuard(self.store, clock)
        self.metrics = Metrics(self.store)
        self.wake, self.restart = Signal(), Restart()
        zalo = connect_zalo(settings, self.store, clock, mount, may_renew=lambda: not self.restore_guard.is_restored())
        self._http, self.tokens, self.zalo = zalo.http, zalo.tokens, zalo.client
        self.connect = Connect(self.store, zalo.oauth, self.tokens, settings.oa_id, clock)
        self.router = router
        self._parse = partial(parse_event, oa_id=settings.oa_id)
        self._build_people()
        self._build_articles()
        self._build_broadcasts()
        self._build_sender()
        self._build_conversation(quiet_ms)
        self.content_editing = ContentEditing(
            self.store, settings.content_path, self.live_content, self.router, clock, self.now
        )
        self.form_uploads = FormUploads(settings.content_path, self.store, clock)
        self.unanswered = UnansweredQuestions(self.store, self.content_editing, self.live_content, clock)
        self.helpdesk = Helpdesk(self.store, self._parse, clock, self.wake, self.live_content, settings, self.media)
        self.officials = Officials(self.store, clock, frozenset() if settings.is_demo else DECIDING)
        self.failed_items = FailedItems(self.store, self.clock)
        self.audit_log = AuditLog(self.store, clock)
        self.submitted_forms = SubmittedForms(self.store, clock)
        self.health = Health(
            settings, self.store, self.tokens, clock, self.supervisor, self.restore_guard, is_live=not settings.is_demo
        )
        self._running: list[Dispatcher | Sender] = []
        self._is_done = True

    def _build_people(self) -> None:
        clock = self.clock
        self.people_sync = PeopleSync(self.store, self.zalo, clock)
        self.labels = LabelService(self.store, self.zalo, clock)
        self.segments = Segments(self.store, clock)
        self.people_directory = PeopleDirectory(self.store, self.labels, clock)
        self.person_profiles = PersonProfiles(self.store, clock)
        self.media = build_media(self.settings, self.store, self._parse, clock)
        self.person_exports = PersonExports(
            self.store, self._parse, clock, self.settings.timezone, self.live_content, self.media
        )
        self.linked_zalo = LinkedZaloAccounts(self.store, clock, self._say_from_content, self.wake)
        self.live_state = LiveState(self.store, clock)
        self.notices = build_notices(
            self.settings, self.store, clock, self.live_content, self.linked_zalo, self.secret_key, self.wake
        )

    def _build_articles(self) -> None:
        settings = self.settings
        self.articles = Articles(
            self.store, settings.articles_feed_url, self.clock, settings.timezone, settings.articles_page_selector
        )
        self.news = ChatNews(
            self.articles, lambda: self.live_content.content, has_feed=settings.articles_feed_url is not None
        )
        self.pictures = Pictures(settings, self.store, self.clock)
        self.publishing = ArticlePublishing(
            self.store,
            self.zalo,
            self.clock,
            self.owner,
            may_act=self._may_send,
            ward_name=lambda: self.live_content.content.ward.name,
            cover=f"https://{settings.public_url.split('://')[1]}{COVER}",
        )

    def _build_broadcasts(self) -> None:
        self.send_reply = ReplySender(self.zalo, self.store, self.clock, self.settings, self.media)
        self.broadcasts = BroadcastServices(
            BroadcastParts(
                self.settings,
                self.store,
                self.clock,
                self.zalo,
                self.live_content,
                self.publishing,
                self.secret_key(),
                is_restored=self.restore_guard.is_restored,
                token_is_lost=self.token_is_lost,
                send_reply=lambda person_id, reply: self.send_reply(person_id, reply)[0],
                wake=self.wake,
            )
        )

    def _build_sender(self) -> None:
        """The outgoing half: code that queues a message calls `wake`, and the sender looks at once."""
        self.sender = Sender(
            self.store,
            self.metrics.count_sends(self.broadcasts.deliver),
            self._may_send,
            self.broadcasts.send_policy,
            self.restore_guard,
            StaleAnswers(lambda: self._say_from_content("common.late_answer"), self.clock),
            supervisor=self.supervisor,
            owner=self.owner,
            clock=self.clock,
            per_second=self.settings.send_rate_per_second,
            concurrency=self.settings.send_concurrency,
        )
        self.wake.connect(self.sender.wake)

    def _build_conversation(self, quiet_ms: tuple[int, ...]) -> None:
        """The conversation, and the workers that hand it events."""
        received = EventCache(self._parse)
        self.conversation = Conversation(
            self.store,
            self.router,
            self.live_content,
            received.take,
            apply_effect,
            self.news,
            self.broadcasts.button,
            QuestionRecorder(self.store, self._parse, self.live_content, self.settings.timezone),
            self.wake,
            owner=self.owner.name,
            clock=self.clock,
            zone=self.settings.timezone,
            site=self.settings.site,
            duty=self.notices.duty,
        )
        self.answer_preview = AnswerPreview(self.live_content, self.router, self.news, self.now, self.settings.site)
        self._build_incoming(received, quiet_ms)

    def _build_incoming(self, received: EventCache, quiet_ms: tuple[int, ...]) -> None:
        """The incoming half: webhook → inbox → dispatcher → conversation or receipts, each calling the next."""
        notice_past, owner = self.restore_guard.notice_past, self.owner.name
        self.receipts = Receipts(
            self.store, received.take, record_zalo_answer, notice_past, owner=owner, clock=self.clock
        )
        self.dispatcher = Dispatcher(
            self.store,
            self.conversation.take_turn,
            self.receipts.take_batch,
            received,
            supervisor=self.supervisor,
            owner=owner,
            clock=self.clock,
            threads=TURN_THREADS,
            quiet_ms=quiet_ms,
        )
        self.inbox = Inbox(self.store, self.dispatcher.notice, self.supervisor)

    def now(self) -> datetime:
        """Now, in the ward's time zone."""
        return at_zone(self.clock(), self.settings.timezone)

    def today(self) -> date:
        """Today, in the ward's time zone."""
        return self.now().date()

    def secret_key(self) -> bytes:
        """The installation's own secret: from the settings, else made once and kept in the database, sealed."""
        own = self.settings.secret_key or key_values.keep_secret(self.store, "secret_key", secrets.token_hex(32))
        return own.encode()

    def start(self) -> None:
        """Take up what an earlier process left, then answer and send."""
        self.recover()
        self._start_workers(self.dispatcher, self.sender)

    def start_sender(self) -> None:
        """Only send (the clock's own process in a split installation)."""
        self.recover()
        self._start_workers(self.sender)

    def _start_workers(self, *workers: Dispatcher | Sender) -> None:
        for worker in workers:
            self._running.append(worker)
            worker.start()

    def recover(self) -> None:
        """Take up what processes that are gone left half done (bot.messaging.recovery), or an older copy (comparing)."""
        if self.health.since_beat_ms() > STANDSTILL_MS:
            self.broadcasts.comparisons.note_standstill()
        recovery.recover(self.store, self.owner, self.clock)

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

    def _say_from_content(self, key: str, **values: str) -> str:
        return self.live_content.content.say(key, **values)

    def token_is_lost(self) -> bool:
        """Whether only a new sign-in to Zalo can help."""
        return self.tokens.state().level in (Level.LOST, Level.NONE)

    def _may_send(self) -> bool:
        return not self.restore_guard.is_restored() and self.tokens.access_token() is not None
