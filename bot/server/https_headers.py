"""Headers of every answer of an installation that is reached over https, the webhook's too."""

from __future__ import annotations

from flask import Flask, Response

HSTS = "max-age=31536000"
"""A year (RFC 6797). Without subdomains: those are not ours to decide about."""


def transport_headers(*, is_https: bool) -> list[tuple[str, str]]:
    """The headers: browsers come back over https only, where that is how they come; no answer is taken for another type."""
    headers = [("X-Content-Type-Options", "nosniff")]
    return [*headers, ("Strict-Transport-Security", HSTS)] if is_https else headers


def set_transport_headers(app: Flask, *, is_https: bool) -> None:
    """Let every answer of the application have them."""
    headers = transport_headers(is_https=is_https)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers:
            response.headers.setdefault(name, value)
        return response
