"""The way to Zalo of one installation: connection pool, sign-in, token pair and client, built from the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from requests.adapters import BaseAdapter

from bot.clock import Clock
from bot.installation.token_store import DatabaseTokens
from bot.settings import Settings
from bot.store import Store
from bot.zalo.client import ZaloClient
from bot.zalo.http import Http
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import TokenKeeper

SPARE_CONNECTIONS = 4
"""Pooled connections besides those of the sender: for jobs and officials."""


@dataclass(frozen=True, slots=True)
class ZaloConnection:
    """What calls to Zalo are made with."""

    http: Http
    oauth: OAuth
    tokens: TokenKeeper
    client: ZaloClient


def connect_zalo(
    settings: Settings, store: Store, clock: Clock, mount: BaseAdapter | None = None, *, may_renew: Callable[[], bool]
) -> ZaloConnection:
    """Build the connection; nothing is called yet. `mount` replaces the network, `may_renew` see TokenKeeper."""
    http = Http(
        pool_size=settings.send_concurrency + SPARE_CONNECTIONS,
        proof_secret=settings.app_secret if settings.appsecret_proof else None,
        mount=mount,
    )
    oauth = OAuth(
        http, settings.oauth_url, settings.app_id, settings.app_secret, settings.callback_url, settings.fixed_verifier
    )
    tokens = TokenKeeper(DatabaseTokens(store, clock), oauth, now_ms=clock, may_renew=may_renew)
    if settings.first_refresh_token:
        tokens.start_with(settings.first_access_token or "", settings.first_refresh_token)
    client = ZaloClient(
        http,
        tokens,
        openapi_url=settings.openapi_url,
        business_url=settings.business_url,
        promotion_open=settings.promotion_messages,
    )
    return ZaloConnection(http, oauth, tokens, client)
