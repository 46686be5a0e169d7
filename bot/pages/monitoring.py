"""Who may see figures and the reasons of bad health: monitoring on this machine, or with the token of the settings."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from flask import request


def may_monitor(token: str | None) -> bool:
    """Return whether the request at hand comes from this machine itself, or carries the token as `Bearer`.

    What a proxy on this machine passes on names whom it asks for (X-Forwarded-For), and is not of this machine.
    """
    if token and hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return True
    return "X-Forwarded-For" not in request.headers and _is_loopback(request.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
