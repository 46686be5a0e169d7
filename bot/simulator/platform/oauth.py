"""The token call: a code or a refresh token becomes a pair."""

from __future__ import annotations

import hmac
from typing import Any

from ..call import Call
from ..errors import ZaloError
from ..state import Zalo
from ..tokens import EXPIRES_IN, OAuthRefusal

CODE_FIELDS = {"code", "app_id", "grant_type", "code_verifier"}
REFRESH_FIELDS = {"refresh_token", "app_id", "grant_type"}


def access_token(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v4/oa/access_token with the app secret in the header `secret_key`."""
    form = call.form()
    if form.get("app_id") != zalo.config.app_id:
        raise ZaloError(-14002)
    if not hmac.compare_digest(call.header("SECRET_KEY").encode(), zalo.config.app_secret.encode()):
        raise OAuthRefusal("Invalid secret key")
    access, refresh = _pair(zalo, form)
    return {"access_token": access, "refresh_token": refresh, "expires_in": EXPIRES_IN}


def _pair(zalo: Zalo, form: dict[str, str]) -> tuple[str, str]:
    match form.get("grant_type"):
        case "authorization_code" if set(form) == CODE_FIELDS:
            return zalo.tokens.exchange(form["code"], form["code_verifier"])
        case "refresh_token" if set(form) == REFRESH_FIELDS:
            return zalo.tokens.refresh(form["refresh_token"])
    raise OAuthRefusal("Invalid request")
