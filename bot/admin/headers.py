"""The headers of every page of the officials: nothing from elsewhere, nothing framed, nothing kept by a browser."""

from __future__ import annotations

from flask import Response, request

POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
FORMS_STAY = "; form-action 'self'"


def set_security_headers(response: Response) -> Response:
    """Set the headers. The page that leads to Zalo may send its form on to there (Zalo redirects to further hosts)."""
    leaves = request.endpoint in ("admin.connect", "admin.connect_start", "admin.connect_callback")
    response.headers["Content-Security-Policy"] = POLICY + ("" if leaves else FORMS_STAY)
    response.headers["X-Frame-Options"] = "DENY"  # for browsers that do not know frame-ancestors
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint != "admin.static":
        response.headers["Cache-Control"] = "no-store"
    return response
