"""The token call: a code or a refresh token becomes a pair."""

from __future__ import annotations

import hmac

from bot.simulator.call import Call
from bot.simulator.errors import ZaloError
from bot.simulator.json_types import JsonObject
from bot.simulator.state import SimulatedZalo
from bot.simulator.tokens import EXPIRES_IN, OAuthRefusal, challenge_of

CODE_FIELDS = {"code", "app_id", "grant_type", "code_verifier"}
REFRESH_FIELDS = {"refresh_token", "app_id", "grant_type"}


def access_token(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v4/oa/access_token with the app secret in the header `secret_key`."""
    form = call.read_form()
    if form.get("app_id") != zalo.config.app_id or not zalo.registration.is_active:
        raise ZaloError(-14002)
    if not hmac.compare_digest(call.get_header("SECRET_KEY").encode(), zalo.config.app_secret.encode()):
        raise OAuthRefusal("Invalid secret key")
    access, refresh = _issue_pair(zalo, form)
    return {"access_token": access, "refresh_token": refresh, "expires_in": EXPIRES_IN}


def _issue_pair(zalo: SimulatedZalo, form: dict[str, str]) -> tuple[str, str]:
    match form.get("grant_type"):
        case "authorization_code" if set(form) == CODE_FIELDS:
            if not zalo.registration.allows_challenge(challenge_of(form["code_verifier"])):
                raise OAuthRefusal("Invalid code verifier")
            return zalo.tokens.exchange_code(form["code"], form["code_verifier"])
        case "refresh_token" if set(form) == REFRESH_FIELDS:
            return zalo.tokens.refresh_pair(form["refresh_token"])
    raise OAuthRefusal("Invalid request")
