"""How many requests one address may make in a minute; more are answered with 429. The webhook is never limited.

Counted in the memory of this process: docs/decisions/0009-request-limits.md.
"""

from __future__ import annotations

import logging
import math
import time
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix

log = logging.getLogger(__name__)

SIGN_IN = RateLimitItemPerMinute(30)
"""Passwords and codes: a whole office behind one address stays below it. A wrong password costs an argon2 each time."""
PAGE = RateLimitItemPerMinute(300)
LINK = RateLimitItemPerMinute(600)
"""Many residents share one address of their mobile network, and press a link in the minutes after a broadcast."""

LIMITS = {
    "admin.sign_in_check": SIGN_IN,
    "admin.second_step_check": SIGN_IN,
    "pages.home": PAGE,
    "pages.privacy": PAGE,
    "pages.by_post": PAGE,
    "pages.feed": PAGE,
    "pages.form_file": PAGE,
    "pages.procedure": PAGE,
    "pages.procedures": PAGE,
    "pages.sitemap": PAGE,
    "pages.robots": PAGE,
    "pages.settled": PAGE,
    "pages.code": PAGE,
    "pages.follow_link": LINK,
}
"""Endpoint → its limit for one address. What is not named here has none."""

IPV6_NETWORK = 64
"""Bits of an IPv6 address that name the connection; the rest is chosen by the device."""


def limit_requests(app: Flask, trusted_proxies: int) -> None:
    """Limit the endpoints of LIMITS for each address, read from X-Forwarded-For behind that many proxies."""
    if trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted_proxies, x_proto=0)  # type: ignore[method-assign]
    limiter = FixedWindowRateLimiter(MemoryStorage())

    @app.before_request
    def check_limit() -> None:
        limit = LIMITS.get(request.endpoint or "")
        if limit is None or (trusted_proxies == 0 and _is_from_undeclared_proxy()):
            return
        counted = (request.endpoint or "", client_address())
        if not limiter.hit(limit, *counted):
            seconds = limiter.get_window_stats(limit, *counted).reset_time - time.time()
            raise TooManyRequests(retry_after=max(1, math.ceil(seconds)))


def client_address() -> str:
    """Who is counted: an IPv4 address, or the /64 network of an IPv6 address."""
    address = _address(request.remote_addr)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), IPV6_NETWORK), strict=False))
    return str(address or "")


def _address(text: str | None) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text or "")
    except ValueError:
        return None


def _is_from_undeclared_proxy() -> bool:
    """Whether an undeclared proxy passed the request on; limited, all residents would count as one address."""
    address = _address(request.remote_addr)
    if address is None or not address.is_private or "X-Forwarded-For" not in request.headers:
        return False
    _warn_of_undeclared_proxy()
    return True


@cache
def _warn_of_undeclared_proxy() -> None:
    """Once in the life of the process."""
    log.warning("requests come through a proxy but TRUSTED_PROXIES is 0, so nobody's requests are limited")
