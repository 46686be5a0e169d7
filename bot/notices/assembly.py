"""Builds the notices of one installation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.accounts.zalo_link import LinkedZaloAccounts
from bot.clock import Clock
from bot.content.live import LiveContent
from bot.lib.mail import Mail
from bot.notices.board import NoticeBoard
from bot.notices.choices import OfficeHours
from bot.notices.push import PushSender
from bot.notices.ways import Ways
from bot.settings import Settings
from bot.store import Store


def build_notices(
    settings: Settings,
    store: Store,
    clock: Clock,
    live_content: LiveContent,
    zalo: LinkedZaloAccounts,
    secret: Callable[[], bytes],
    wake: Callable[[], None],
) -> NoticeBoard:
    """The board of notices. `secret` gives the installation's own secret, `wake` tells that a message waits."""

    def office(now: datetime) -> OfficeHours:
        state = live_content.content.office_at(now)
        return OfficeHours(state.is_open, state.opens)

    mail = None
    if settings.smtp_host and settings.smtp_from:
        mail = Mail(
            settings.smtp_host, settings.smtp_port, settings.smtp_user, settings.smtp_password, settings.smtp_from
        )
    push = PushSender(secret, settings.public_url, clock)
    ways = Ways(store, clock, push, mail, zalo, wake, settings.public_url)
    return NoticeBoard(store, clock, settings.timezone, office, ways)
