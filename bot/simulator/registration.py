"""The app's settings in Zalo's console, and the errors while one of them is missing.

Rules (docs/zalo/webhook-and-oauth.md 1): an inactive app gets -209 and -14002, an app without the Official Account API
-212. The webhook address is saved only for a proven domain and only after an unsigned empty POST was answered with 200;
the OA Secret Key is shown after that. Events are sent once they are ticked and the OA has granted the app. With "Webhook
Retry" off, an event that got any answer is not repeated.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from bot.simulator.config import SimulatorConfig
from bot.simulator.errors import ZaloError
from bot.simulator.json_types import JsonObject


@dataclass(slots=True)
class Registration:
    """The app's settings. `verifier_code` proves a domain, `domain` is the proven one (None before that),
    `is_secret_shown` tells whether the console shows the OA Secret Key."""

    is_active: bool
    has_official_account_api: bool
    has_permissions: bool
    callback_url: str
    webhook_url: str | None
    has_retry: bool
    has_events: bool
    is_domain_demanded: bool
    code_challenge: str = ""
    domain: str | None = None
    is_secret_shown: bool = False
    verifier_code: str = field(default_factory=lambda: secrets.token_urlsafe(12))

    @classmethod
    def from_config(cls, config: SimulatorConfig) -> Registration:
        """A complete registration, or an empty one when `config.is_new_app`."""
        is_complete = not config.is_new_app
        return cls(
            is_active=is_complete,
            has_official_account_api=is_complete,
            has_permissions=is_complete,
            has_retry=is_complete,
            has_events=is_complete,
            callback_url=config.redirect_uri if is_complete else "",
            webhook_url=config.webhook_url if is_complete else None,
            is_domain_demanded=not is_complete,
        )

    def check_call(self) -> None:
        """Raise Zalo's error for every call of an app that is not ready."""
        if not self.is_active:
            raise ZaloError(-209)
        if not self.has_official_account_api:
            raise ZaloError(-212)
        if not self.has_permissions:
            raise ZaloError(-223)

    def check_sign_in(self, redirect_uri: str | None) -> None:
        """Raise the error of the permission page for a wrong link."""
        if not self.is_active:
            raise ZaloError(-14002)
        if not self.callback_url or redirect_uri != self.callback_url:
            raise ZaloError(-14003)

    def allows_challenge(self, challenge: str) -> bool:
        """Whether a sign-in with this challenge may get tokens: with a fixed challenge in the console only that one."""
        return not self.code_challenge or challenge == self.code_challenge

    def as_dict(self, oa_secret: str) -> JsonObject:
        """The settings as plain JSON values; the secret only when it is shown."""
        return {
            "active": self.is_active,
            "official_account_api": self.has_official_account_api,
            "permissions": self.has_permissions,
            "callback_url": self.callback_url,
            "code_challenge": self.code_challenge,
            "verifier_code": self.verifier_code,
            "domain": self.domain,
            "webhook_url": self.webhook_url,
            "webhook_retry": self.has_retry,
            "events": self.has_events,
            "oa_secret": oa_secret if self.is_secret_shown else None,
        }
