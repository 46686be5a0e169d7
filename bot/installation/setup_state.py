"""Which step of going live is next: for /healthz, the officials' pages and `flask zalo check`.

The order is the only one that works at Zalo (README, "Going live in ten steps"): the webhook address can be saved only
when a program answers there, the OA Secret Key is shown only after that, and events come only once an OA is connected.
"""

from __future__ import annotations

from enum import StrEnum

from bot.settings import Settings
from bot.store import Store, recent_events
from bot.zalo.tokens import Level, TokenKeeper


class Step(StrEnum):
    """What is still to do, in this order."""

    ADDRESS = "address"
    OA_SECRET = "oa_secret"
    OA_SECRET_LOST = "oa_secret_lost"
    CONNECT = "connect"
    FIRST_EVENT = "first_event"


def is_oa_secret_lost(settings: Settings, store: Store) -> bool:
    """Whether ZALO_OA_SECRET is missing though it was there once: this database accepted events before."""
    return settings.is_setting_up and recent_events.has_ever_heard(store)


def next_step(settings: Settings, keeper: TokenKeeper, store: Store) -> Step | None:
    """The first step that is not done; None when all are, and in demo mode, where there is nothing to set up.

    Where events come in, Zalo knows an address, whatever PUBLIC_URL says.
    """
    if settings.is_demo:
        return None
    is_heard = recent_events.has_ever_heard(store)
    if not settings.has_public_url and not is_heard:
        return Step.ADDRESS
    if settings.is_setting_up:
        return Step.OA_SECRET_LOST if is_heard else Step.OA_SECRET
    if keeper.state().level is Level.NONE:
        return Step.CONNECT
    return None if is_heard else Step.FIRST_EVENT
