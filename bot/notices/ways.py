"""The ways to an official: an open page, web push, the official's own Zalo, e-mail. The first that works is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.accounts.zalo_link import LinkedZaloAccounts
from bot.clock import MINUTE, SECOND, Clock
from bot.lib.mail import Mail, MailError
from bot.messaging.outbox import put_replies
from bot.notices.choices import Choices
from bot.notices.push import PushSender
from bot.reply import Reply
from bot.store import Store, Transaction, audit, live, notice_choices, officials, outbox
from bot.store.notice_choices import PushSubscription

WAY_LABELS = {
    "screen": "trang đang mở",
    "push": "thông báo trên thiết bị",
    "zalo": "tin nhắn Zalo",
    "email": "thư điện tử",
}
"""How officials read the way somebody was told."""

OPEN_MS = MINUTE + 20 * SECOND
"""A page that asked this recently is open and used; a browser lets a page in the background ask once a minute at most."""

NOTED_EVERY_MS = 20 * SECOND
"""A page asks every few seconds; it is written down this often."""

SUBJECT = "Trợ lý Zalo của phường: có việc cần xem"


@dataclass(frozen=True, slots=True)
class SentNotice:
    """An official was told by `way`; `write`, when there is one, belongs into the transaction that notes it."""

    way: str
    write: Callable[[Transaction], object] | None = None


class Ways:
    """Tells one official. `site` is the address of the officials' pages, `mail` None when no mail server is set."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        push: PushSender,
        mail: Mail | None,
        zalo: LinkedZaloAccounts,
        wake: Callable[[], None],
        site: str,
    ) -> None:
        self._store, self._clock, self.push, self._mail, self._zalo = store, clock, push, mail, zalo
        self.wake, self._site = wake, site

    @property
    def has_mail(self) -> bool:
        """Whether a mail server is set."""
        return self._mail is not None

    def can_reach(self, official_id: int, choices: Choices) -> bool:
        """Whether some way leads to the official now."""
        return (
            self._has_page_open(official_id)
            or ("push" in choices.ways and bool(self.devices(official_id)))
            or ("zalo" in choices.ways and self._open_zalo(official_id) is not None)
            or ("email" in choices.ways and self.has_mail)
        )

    def tell(
        self, official_id: int, choices: Choices, sentence: str, text: str, reference: str, *, is_trial: bool = False
    ) -> SentNotice | None:
        """Tell an official by the first way that works; None when there is none. `text` is for a Zalo message or a mail.

        A trial leaves the open page out: the official is looking at it.
        """
        if not is_trial and self._has_page_open(official_id):
            return SentNotice("screen")
        address = f"{self._site}/admin/notices" + ("" if is_trial else f"/{reference}")
        long_text = f"{text or sentence}\n{address}"
        if "push" in choices.ways and self._push(official_id, sentence, reference, is_trial):
            return SentNotice("push")
        person_id = self._open_zalo(official_id) if "zalo" in choices.ways else None
        if person_id is not None:
            sent_notice = SentNotice("zalo", lambda db: self._queue(db, person_id, long_text))
            return self._write_trial(sent_notice) if is_trial else sent_notice
        if "email" in choices.ways and self._send_mail(official_id, long_text):
            return SentNotice("email")
        return None

    def note_page(self, official_id: int) -> None:
        """Note that a page of this official is open and can be heard or seen."""
        now = self._clock()
        if abs(now - live.page_seen_at(self._store, official_id)) >= NOTED_EVERY_MS:
            with self._store.write(durable=False) as db:
                live.note_page(db, official_id, now)

    def _has_page_open(self, official_id: int) -> bool:
        return abs(self._clock() - live.page_seen_at(self._store, official_id)) <= OPEN_MS

    def devices(self, official_id: int) -> list[PushSubscription]:
        """The devices of an official that take web push, newest first."""
        return notice_choices.subscriptions(self._store, official_id)

    def subscribe(self, official_id: int, endpoint: str, p256dh: str, auth: str, device: str) -> None:
        """Keep a browser that takes web push. Raises PushError when its address or keys are none."""
        self.push.check(endpoint, p256dh, auth)
        with self._store.write() as db:
            notice_choices.add_subscription(db, official_id, endpoint, p256dh, auth, device, self._clock())
            audit.write(db, self._clock(), official_id, "push_on", str(official_id))

    def unsubscribe(self, official_id: int, subscription_id: int) -> bool:
        """Send nothing to this device any more; False when it is none of the official's."""
        with self._store.write() as db:
            is_gone = notice_choices.remove_subscription(db, subscription_id, official_id)
            if is_gone:
                audit.write(db, self._clock(), official_id, "push_off", str(official_id))
        return is_gone

    def _push(self, official_id: int, sentence: str, reference: str, is_trial: bool) -> bool:
        """Push to every device; one whose push service knows it no more is forgotten. True when one took it."""
        path = "/admin/notices" + ("" if is_trial else f"/{reference}")
        is_taken = False
        for device in self.devices(official_id):
            outcome = self.push.send(device, {"body": sentence, "path": path, "tag": reference})
            is_taken = is_taken or outcome == "taken"
            if outcome == "gone":
                with self._store.write() as db:
                    notice_choices.remove_subscription(db, device.id, official_id)
        return is_taken

    def _open_zalo(self, official_id: int) -> str | None:
        """The official's own Zalo account, when a message to it is allowed now."""
        linked = self._zalo.of(official_id)
        row = officials.by_id(self._store, official_id) if linked and linked.is_open else None
        return row.person_id if row else None

    def _queue(self, db: Transaction, person_id: str, text: str) -> list[int]:
        return put_replies(db, person_id, [Reply(text)], self._clock(), priority=outbox.OFFICIAL)

    def _write_trial(self, sent_notice: SentNotice) -> SentNotice:
        with self._store.write() as db:
            assert sent_notice.write is not None
            sent_notice.write(db)
        self.wake()
        return sent_notice

    def _send_mail(self, official_id: int, text: str) -> bool:
        row = officials.by_id(self._store, official_id)
        if self._mail is None or row is None:
            return False
        try:
            self._mail.send(row.email, SUBJECT, text)
        except MailError:
            return False
        return True
