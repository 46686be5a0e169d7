"""Headers of every answer of an installation that is reached over https, the webhook's too."""

from __future__ import annotations

from flask import Flask, Response

HSTS = "max-age=31536000"
"""A year (RFC 6797). Without subdomains: those are not ours to decide about."""


def set_transport_headers(app: Flask, *, is_https: bool) -> None:
    """Let browsers come back over https only, where that is how they come; no answer is taken for another type."""

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if is_https:
            response.headers["Strict-Transport-Security"] = HSTS
        return response
